// @vitest-environment happy-dom
// The pen: who has it, what is asked before it is given, what is kept, that one press gives once; and the marks of what came of it.
import { answer, askedOf, problem } from '../support/fakeHub.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import InstructionBox from '../../../src/web/supervise/InstructionBox.vue'
import InstructionPen from '../../../src/web/supervise/InstructionPen.vue'
import SupervisionMarks from '../../../src/web/supervise/SupervisionMarks.vue'
import { dueIn } from '../../../src/web/supervise/due.ts'
import { GiveSchema } from '../../../src/wire/supervisions.ts'
import { HOUR, T0 } from '../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../support/page.ts'
import { matter, sheet } from './made.ts'

const GIVE = 'POST /api/supervisions'
const anchor = matter().anchor
beforeEach(() => {
  localStorage.clear()
  answer('GET /api/city', () => problem(503))
  answer(GIVE, () => ({ body: sheet() }))
})
const open = (props: Record<string, unknown> = {}): Promise<Page> =>
  openPage(InstructionBox, { props: { anchor, ...props }, user: { role: 'leader', id: 'zhao' } })

describe('the box', () => {
  it('shows what was seen, asks for words, department and date, and gives once', async () => {
    const page = await open()
    expect(document.body.textContent).toContain('昨日积水 3 处')
    await page.press('下达')
    expect(askedOf(GIVE)).toEqual([])
    expect(document.body.textContent).toContain('请选择办理期限')
    await page.type('批示内容', '请查清原因。')
    await page.type(/^事项名称/, '积水整治')
    await page.type('主办部门', 'water-bureau')
    await page.press('3 日内')
    await page.press('下达')
    const [one, ...more] = askedOf(GIVE)
    expect(more).toEqual([])
    expect(Value.Check(GiveSchema, one?.body)).toBe(true)
    expect(one?.body).toMatchObject({
      ...{
        origin: 'instruction',
        grade: 'instruct',
        title: '积水整治',
        text: '请查清原因。',
        lead: 'water-bureau',
        anchor,
      },
      dueAt: dueIn(3, T0, { utcOffsetMinutes: 480 }),
    })
    expect(page.wrapper.emitted('given')).toEqual([['sv-1']])
    expect(localStorage.length).toBe(0)
  })

  it('is named by the first words of the instruction where nobody names it', async () => {
    const page = await open({ lead: 'water-bureau' })
    await page.type('批示内容', ' 查清积水原因，今日报告。')
    await page.press('3 日内')
    await page.press('下达')
    expect(askedOf(GIVE)[0]?.body).toMatchObject({ title: '查清积水原因' })
  })

  it('keeps what was written until it is given, and says why it was not', async () => {
    answer(GIVE, () => problem(422))
    const first = await open({ lead: 'water-bureau', title: '积水' })
    await first.type('批示内容', '写了一半')
    await first.press('7 日内')
    await first.press('下达')
    expect(document.body.textContent).toContain('办不了')
    first.wrapper.unmount()
    const again = await open({ lead: 'water-bureau', title: '积水' })
    expect(again.field('批示内容').value).toBe('写了一半')
    again.wrapper.unmount()
    const other = await open({ anchor: { ...anchor, id: 's2' } })
    expect(other.field('批示内容').value).toBe('')
  })

  it('is clean for everybody', async () => {
    await open()
    expect(await axeFindings()).toEqual([])
  })
})

it('the pen is for those whose word is an instruction', async () => {
  for (const [role, has] of [
    ['leader', true],
    ['dutyChief', true],
    ['dispatcher', false],
    ['department', false],
    ['administrator', false],
  ] as const) {
    const page = await openPage(InstructionPen, { props: { anchor }, user: { role } })
    expect(page.buttons().includes('批示')).toBe(has)
    page.wrapper.unmount()
  }
})

it('marks say colour, state, whose and the last word, in words', async () => {
  const last = { text: '已疏通', at: T0, by: { name: '王工', role: 'department' }, final: true }
  const page = await openPage(SupervisionMarks, {
    props: {
      rows: [matter({ colour: 'red', unread: true, last }), matter({ id: 'sv-2', state: 'closed', colour: 'blue' })],
    },
  })
  expect(page.text()).toContain('红 · 已超期')
  expect(page.text()).toContain('办理中')
  expect(page.text()).toContain('有新反馈')
  expect(page.text()).toContain('已疏通')
  expect(page.text()).toContain('已办结')
  expect(await axeFindings()).toEqual([])
})

it.each([
  ['in the morning', 10, 0, 18],
  ['an hour before the evening', 17, 0, 23 + 59 / 60],
  ['in three days', 10, 3, 3 * 24 + 18],
])('%s', (_, hour, days, due) => {
  const midnight = Date.UTC(2026, 10, 20, 16)
  expect(dueIn(days, midnight + hour * HOUR, { utcOffsetMinutes: 480 })).toBeCloseTo(midnight + due * HOUR, -1)
})
