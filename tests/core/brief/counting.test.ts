// What counts and what does not: cases whose appeal was granted, and reports merged into another case.
import { describe, expect, it } from 'vitest'
import { composeBrief } from '../../../src/core/brief/compose.ts'
import type { BriefCase } from '../../../src/core/brief/types.ts'
import { caseOf, EMPTY } from './days.ts'
import { at } from '../clock/fixtures.ts'

const worked = (id: string, confirmed: string): BriefCase =>
  caseOf({
    id,
    place: ['皮市街', 'Pishi Street'],
    matter: '09006',
    level: 4,
    state: 'closed',
    lead: 'cityAdmin',
    times: { opened: '08:00', filed: '08:05', dispatched: '08:10', due: '10:00', confirmed, closed: '12:00' },
  })
const open = (id: string, state: BriefCase['state']): BriefCase => ({
  ...caseOf({ id, place: ['皮市街', 'Pishi Street'], matter: '09006', level: 4, state, times: { opened: '09:00' } }),
})
const brief = (cases: readonly BriefCase[]) =>
  composeBrief({ ...EMPTY, now: at('2026-10-14 07:30'), cases: [...cases] })
/** Figures of the whole brief by key; those that are not there are 0. */
const figures = (cases: readonly BriefCase[]): Map<string, number> =>
  new Map(brief(cases).statements.flatMap((s) => s.figures.map((f) => [f.key, f.value])))

describe('a granted appeal', () => {
  it('takes a late disposal out of the overdue count, and leaves it among those due', () => {
    const late = worked('YZ-2', '11:00')
    const before = figures([worked('YZ-1', '09:30'), late])
    const after = figures([worked('YZ-1', '09:30'), { ...late, exempt: true }])
    expect([...before.keys()]).toContain('cases.late')
    expect([before.get('cases.onTime'), before.get('cases.late')]).toEqual([1, 1])
    expect([after.get('cases.onTime'), after.get('cases.late') ?? 0]).toEqual([2, 0])
    expect(after.get('cases.due')).toBe(before.get('cases.due'))
  })
})

describe('a merged report', () => {
  it('is not one more open case beside the one it was merged into', () => {
    const both = figures([open('YZ-1', 'pendingFiling'), open('YZ-2', 'pendingFiling')])
    const merged = figures([open('YZ-1', 'pendingFiling'), open('YZ-2', 'merged')])
    expect(both.get('cases.open')).toBe(2)
    expect(merged.get('cases.open')).toBe(1)
  })
})

describe('a case without an address', () => {
  it('names its area once', () => {
    const one = open('YZ-9', 'pendingDispatch')
    const area = { zh: '广陵区 东关街道', en: 'Dongguan, Guangling' }
    const title = { zh: '广陵区 东关街道 电梯困人', en: 'People trapped in a lift · Dongguan, Guangling' }
    const matterName = { zh: '电梯困人', en: 'People trapped in a lift' }
    const said = brief([{ ...one, level: 2, title, matterName, areaName: area }]).statements.find(
      (s) => s.id === 'incidents.YZ-9',
    )
    expect(said?.text.en.match(/Dongguan/g)).toHaveLength(1)
    expect(said?.text.zh.match(/东关街道/g)).toHaveLength(1)
  })
})
