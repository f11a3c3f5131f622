// @vitest-environment happy-dom
// The roster page: who stands where, where nobody does, who may change it, by keyboard too; another's change of the same day stays.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Roster, RosterEntry } from '../../../../src/wire/shifts.ts'
import ShiftsView from '../../../../src/web/features/shifts/ShiftsView.vue'
import { toasts } from '../../../../src/web/ui/toast.ts'
import { HOUR, T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'

// T0 is 08:00 of Saturday 21 November 2026 in the city.
const entry = (date: string, shift: string, account: string): RosterEntry => ({
  date,
  shift,
  account,
  name: { chen: '陈立', zhao: '赵敏' }[account] ?? account,
  role: 'dispatcher',
})
let entries: RosterEntry[]
const roster = (from: unknown, to: unknown): Roster => ({
  entries: entries.filter(({ date }) => date >= String(from) && date <= String(to)),
  now: { date: '2026-11-21', shift: 'day', from: T0, to: T0 + 9 * HOUR, onShift: false },
  officers: [
    { account: 'chen', name: '陈立', role: 'dispatcher' },
    { account: 'zhao', name: '赵敏', role: 'dispatcher' },
  ],
})
const PUT = 'PUT /api/roster'
beforeEach(() => {
  entries = [entry('2026-11-21', 'day', 'chen'), entry('2026-11-16', 'day', 'zhao')]
  answer('GET /api/roster', ({ query }) => ({ body: roster(query['from'], query['to']) }))
  answer(PUT, () => ({ body: {} }))
})
const open = (role: 'dutyChief' | 'dispatcher' = 'dutyChief'): Promise<Page> =>
  openPage(ShiftsView, { route: '/shifts', path: '/shifts', user: { role } })
const cell = (date: string, shift: string): HTMLElement => {
  const found = [...document.querySelectorAll<HTMLElement>('.cell')].filter((e) =>
    (e.textContent ?? '').trim().startsWith(`${date} ${shift}`),
  )
  expect(found, `cell of ${date} ${shift}`).toHaveLength(1)
  return found[0]!
}

describe('a week', () => {
  it('says who stands which shift, which runs now, and from today on where nobody does', async () => {
    const page = await open()
    expect(page.text()).toContain('2026-11-16 – 2026-11-22')
    expect(cell('2026-11-21', '白班').textContent).toMatch(/陈立.*当班/)
    // Three shifts today and tomorrow, one of them stood.
    expect(page.text()).toContain('今日起有 4 个班次无人值守')
    await page.press('上一周')
    expect(page.text()).toContain('2026-11-09 – 2026-11-15')
    expect(page.buttons()).not.toContain('复制上周排班')
  })

  it('is walked over with the arrow keys, one cell in the tab order', async () => {
    const page = await open()
    const inOrder = (): Element[] => [...document.querySelectorAll('.cell[tabindex="0"]')]
    expect(inOrder()).toHaveLength(1)
    const first = inOrder()[0] as HTMLElement
    first.focus()
    first.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }))
    await page.settle()
    expect(inOrder()).toEqual([document.activeElement])
    expect(document.activeElement).not.toBe(first)
    expect(await axeFindings()).toEqual([])
  })
})

describe('changing it', () => {
  it('replaces one shift of the day and leaves what another has put meanwhile', async () => {
    const page = await open()
    cell('2026-11-21', '中班').click()
    await page.settle()
    entries.push(entry('2026-11-21', 'night', 'zhao'))
    const tick = [...document.querySelectorAll('label')].find((l) => l.textContent.includes('赵敏'))?.control
    tick?.click()
    await page.press('保存')
    expect(askedOf(PUT).map(({ body }) => body)).toEqual([
      {
        date: '2026-11-21',
        entries: [
          { shift: 'day', account: 'chen' },
          { shift: 'night', account: 'zhao' },
          { shift: 'evening', account: 'zhao' },
        ],
      },
    ])
    expect(document.querySelector('[role="dialog"]')).toBeNull()
  })

  it('keeps what is ticked when the hub does not take it', async () => {
    answer(PUT, () => problem(503))
    const page = await open()
    cell('2026-11-21', '中班').click()
    await page.settle()
    const tick = () => [...document.querySelectorAll('label')].find((l) => l.textContent.includes('赵敏'))?.control
    tick()?.click()
    await page.press('保存')
    expect(tick()).toMatchObject({ checked: true })
    expect(toasts.value.at(-1)?.text).toBeDefined()
  })

  it('asks before it copies, and leaves days that are over', async () => {
    entries.push(entry('2026-11-14', 'day', 'zhao'), entry('2026-11-15', 'evening', 'chen'))
    const page = await open()
    await page.press('复制上周排班')
    expect(askedOf(PUT)).toEqual([])
    await page.press('复制')
    expect(askedOf(PUT).map(({ body }) => (body as { date: string }).date)).toEqual(['2026-11-21', '2026-11-22'])
  })

  it('is not for a dispatcher, nor for days that are over', async () => {
    await open('dispatcher')
    expect(document.querySelector('button.cell')).toBeNull()
  })
  it('is not for days that are over', async () => {
    await open()
    expect(cell('2026-11-16', '白班').tagName).not.toBe('BUTTON')
    expect(cell('2026-11-22', '白班').tagName).toBe('BUTTON')
  })
})
