// @vitest-environment happy-dom
// Acting on a case: what is sent, what stands after a conflict, and what a lost answer does not do twice.
import { answer, askedOf, problem } from '../support/fakeHub.ts'
import { defineComponent, h, shallowRef } from 'vue'
import { describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { ActCommandSchema } from '../../../src/wire/acts.ts'
import type { IncidentDetail } from '../../../src/wire/api.ts'
import ActPanel from '../../../src/web/incident/ActPanel.vue'
import { detail, row, T0 } from '../../support/cases.ts'
import { axeFindings, openPage } from '../support/page.ts'

const ID = 'YZ-20261121-000001'
const ACTS = `POST /api/incidents/${ID}/acts`

/** The panel with a case that can be replaced, as the page around it does after reading it again. */
function holder(first: IncidentDetail) {
  const now = shallowRef(first)
  let next: IncidentDetail | undefined
  const component = defineComponent({
    setup: () => () =>
      h(ActPanel, {
        detail: now.value,
        refresh: async () => {
          if (next !== undefined) now.value = next
        },
      }),
  })
  return {
    component,
    becomes(later: IncidentDetail) {
      next = later
    },
  }
}

describe('dispatching', () => {
  it('stands ready with the recommendation, its reason, basis and load, and sends one command', async () => {
    answer(ACTS, () => ({ body: row(ID) }))
    const page = await openPage(holder(detail()).component, { user: {} })
    expect(page.text()).toContain('道路积水由市政排水主管部门处置')
    expect(page.text()).toContain('城镇排水与污水处理条例')
    expect(page.text()).toMatch(/在办\s*4 件/)
    expect(page.text()).toMatch(/超期\s*1 件/)
    expect(page.text()).toContain('37 件 · 按时 91 % · 回退 2')
    expect(page.field('主办部门').value).toBe('water-bureau')
    page.wrapper.element.parentElement?.querySelector('form')?.requestSubmit()
    await page.settle()
    const [sent] = askedOf(ACTS)
    expect(Value.Check(ActCommandSchema, sent?.body)).toBe(true)
    expect(sent?.body).toMatchObject({
      version: 3,
      input: { act: 'dispatch', lead: 'water-bureau', assist: [], firstResponsible: false },
    })
  })

  it('offers the departments that could assist, one press each', async () => {
    answer(ACTS, () => ({ body: row(ID) }))
    const page = await openPage(holder(detail()).component, { user: {} })
    await page.press('＋ 交警')
    page.wrapper.element.parentElement?.querySelector('form')?.requestSubmit()
    await page.settle()
    expect(askedOf(ACTS)[0]?.body).toMatchObject({ input: { assist: ['traffic-police'] } })
  })

  it('shows only what the hub allows, in its order', async () => {
    const page = await openPage(holder(detail({ acts: ['remind', 'note', 'unheardOf'] })).component)
    expect(page.buttons()).toEqual(['催办', '备注'])
  })

  it('says so when there is nothing to do', async () => {
    const page = await openPage(holder(detail({ acts: [] })).component)
    expect(page.text()).toContain('此刻没有您可办的事项')
  })
})

const submit = async (page: Awaited<ReturnType<typeof openPage>>): Promise<void> => {
  document.querySelector('form')?.requestSubmit()
  await page.settle()
}

describe('a conflict', () => {
  const changed = detail({
    row: row(ID, { version: 5 }),
    events: [
      {
        n: 5,
        type: 'noted',
        actor: { id: 'u9', name: '王海', role: 'dutyChief' },
        occurredAt: T0,
        recordedAt: T0,
        because: [],
        body: { type: 'noted', text: '已电话通知街道' },
        hash: 'a',
      },
    ],
  })

  it('says who did what, keeps what was typed, and sends it against the new version', async () => {
    let tries = 0
    answer(ACTS, () =>
      ++tries === 1 ? problem(409, { conflict: { version: 5, by: '王海', at: T0, type: 'noted' } }) : { body: row(ID) },
    )
    const { component, becomes } = holder(detail())
    becomes(changed)
    const page = await openPage(component)
    await page.type(/^说明/, '先行处置，材料后补')
    await submit(page)

    expect(page.text()).toContain('案卷已被他人更新，本次操作未提交')
    expect(page.text()).toContain('王海')
    expect(page.text()).toContain('已电话通知街道')
    expect(page.field(/^说明/).value).toBe('先行处置，材料后补')

    await submit(page)
    const [first, second] = askedOf(ACTS).map((a) => a.body as { key: string; version: number; input: unknown })
    expect(second?.version).toBe(5)
    expect(second?.input).toEqual(first?.input)
    expect(second?.key).not.toBe(first?.key)
  })

  it('leaves the words readable when the act is no longer possible, and turns them into a note', async () => {
    answer(ACTS, () => problem(409, { conflict: { version: 5, by: '王海', at: T0, type: 'dispatched' } }))
    const { component, becomes } = holder(detail())
    becomes({ ...changed, acts: ['note'] })
    const page = await openPage(component)
    await page.type(/^说明/, '请先断电')
    await submit(page)
    expect(page.field(/^说明/).value).toBe('请先断电')
    expect(page.text()).toContain('已不可办')
    await page.press('转为备注')
    expect(page.field('内容').value).toBe('请先断电')
  })
})

describe('a lost answer', () => {
  it('keeps the words, quotes the id, and repeats the same key', async () => {
    answer(ACTS, () => problem(503))
    const page = await openPage(holder(detail()).component)
    await submit(page)
    expect(page.text()).toContain('urn:uuid:quote-me')
    expect(page.text()).toContain('再按一次不会重复办理')
    await submit(page)
    const keys = askedOf(ACTS).map((a) => (a.body as { key: string }).key)
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
  })
})

describe('the next step', () => {
  it('opens by itself once the case has moved on, also when the answer comes late', async () => {
    answer(ACTS, () => ({ body: row(ID) }))
    const now = shallowRef(detail({ acts: ['accept', 'return'] }))
    // The case is read again by somebody else's hand: the refresh after the act brings nothing new yet.
    const page = await openPage(
      defineComponent({ setup: () => () => h(ActPanel, { detail: now.value, refresh: () => Promise.resolve() }) }),
    )
    await page.type(/处置人员/, '李师傅')
    await submit(page)
    expect(document.querySelector('form')).toBeNull()
    now.value = detail({ row: row(ID, { version: 5 }), acts: ['submit', 'progress'] })
    await page.settle()
    expect(page.text()).not.toContain('已不可办')
    expect(page.text()).toContain('提交后不能撤回')
  })
  it('replaces an untouched form that somebody else made impossible, but no words', async () => {
    const now = shallowRef(detail({ acts: ['accept', 'note'] }))
    const page = await openPage(
      defineComponent({ setup: () => () => h(ActPanel, { detail: now.value, refresh: () => Promise.resolve() }) }),
    )
    now.value = detail({ row: row(ID, { version: 5 }), acts: ['submit', 'note'] })
    await page.settle()
    expect(page.text()).toContain('提交后不能撤回')
    await page.type('说明', '半小时后完成')
    now.value = detail({ row: row(ID, { version: 6 }), acts: ['note'] })
    await page.settle()
    expect(page.text()).toContain('已不可办')
    expect(page.field('说明').value).toBe('半小时后完成')
  })
})

it('sends the next act by key while the case is still being read anew, once, against the new version', async () => {
  answer(ACTS, () => ({ body: row(ID) }))
  let isRead: () => void = () => undefined
  const first = detail({ row: row(ID, { version: 3, state: 'pendingFiling' }), acts: ['file', 'note'] })
  const now = shallowRef(first)
  const read = new Promise<void>((done) => (isRead = done))
  const component = defineComponent({
    setup: () => () => h(ActPanel, { detail: now.value, refresh: () => read }),
  })
  const page = await openPage(component)
  await page.press('备注')
  await page.type(/^内容/, '已电话通知街道')
  const send = (repeat = false): void => {
    document
      .querySelector('form button, form input, form textarea')
      ?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true, repeat }),
      )
  }
  send()
  await page.settle()
  expect(askedOf(ACTS)).toHaveLength(1)
  now.value = { ...first, row: { ...first.row, version: 4 } }
  await page.press(/立案/)
  send(true)
  await page.settle()
  expect(askedOf(ACTS)).toHaveLength(1)
  send()
  send()
  await page.settle()
  expect(askedOf(ACTS)).toHaveLength(1)
  isRead()
  await page.settle()
  expect(askedOf(ACTS).map(({ body }) => body)).toMatchObject([
    { version: 3, input: { act: 'note' } },
    { version: 4, input: { act: 'file' } },
  ])
})

it('Escape leaves the field with its words, and digits open acts again', async () => {
  const page = await openPage(holder(detail({ acts: ['note', 'remind'] })).component)
  const press = (key: string): boolean =>
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    )
  await page.press('备注')
  await page.type(/^内容/, '来电人称夜间更响')
  page.field(/^内容/).focus()
  press('1')
  await page.settle()
  expect(page.field(/^内容/).value).toBe('来电人称夜间更响')
  press('Escape')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('可办事项')
  expect(page.field(/^内容/).value).toBe('来电人称夜间更响')
  press('1')
  await page.settle()
  expect(document.activeElement?.closest('form')).not.toBeNull()
  expect(page.text()).toContain('催办')
})

it('a grave act asks once more', async () => {
  answer(ACTS, () => ({ body: row(ID) }))
  const page = await openPage(holder(detail({ acts: ['refuse', 'note'] })).component)
  await page.press('不予立案')
  await page.type('理由', '不属于城市管理职责')
  await submit(page)
  expect(askedOf(ACTS)).toHaveLength(0)
  expect(page.buttons()).toContain('再按一次确认不予立案')
  await submit(page)
  expect(askedOf(ACTS)).toHaveLength(1)
})

it('names a missing field beside it and sends nothing', async () => {
  const page = await openPage(holder(detail({ acts: ['return'] })).component)
  await page.press('回退')
  await submit(page)
  expect(page.field('理由').getAttribute('aria-invalid')).toBe('true')
  expect(page.text()).toContain('必填')
})

it('axe finds nothing on the open form', async () => {
  await openPage(holder(detail({ acts: ['file', 'requestVerify', 'note'] })).component)
  expect(await axeFindings()).toEqual([])
})
