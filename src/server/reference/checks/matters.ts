// Matters and who is responsible for them.
import type { Reference } from '../../../wire/reference.ts'
import type { Note } from '../problem.ts'
import { WHAT, keysOf, mustKnow } from './known.ts'

export function checkMatters({ matters }: Reference, note: Note): void {
  keysOf(matters, (m) => m.code, note)
  for (const [i, matter] of matters.entries()) {
    keysOf(
      matter.conditions,
      (c) => c.id,
      (pointer, zh, en) => note(`/${i}/conditions${pointer}`, zh, en),
    )
    if (matter.validTo !== undefined && matter.validTo < matter.validFrom)
      note(`/${i}/validTo`, '早于 validFrom', 'is before validFrom')
  }
}

export function checkResponsibilities(reference: Reference, note: Note): void {
  const { responsibilities, departments } = reference
  const matters = new Map(reference.matters.map((m) => [m.code, m]))
  const areas = new Set(reference.areas.map((a) => a.code))
  const parties = new Set(['@owner', '@maintainer', '@territory', ...departments.map((d) => d.id)])
  keysOf(responsibilities, (r) => [r.matter, r.condition ?? '*', r.area ?? '*'].join(' '), note)
  const general = new Set<string>()
  for (const [i, row] of responsibilities.entries()) {
    const matter = matters.get(row.matter)
    mustKnow(matters, row.matter, WHAT.matter, `/${i}/matter`, note)
    if (matter !== undefined)
      mustKnow(new Set(matter.conditions.map((c) => c.id)), row.condition, WHAT.condition, `/${i}/condition`, note)
    mustKnow(areas, row.area, WHAT.area, `/${i}/area`, note)
    mustKnow(parties, row.lead, WHAT.department, `/${i}/lead`, note)
    for (const [n, party] of row.assist.entries()) {
      mustKnow(parties, party, WHAT.department, `/${i}/assist/${n}`, note)
      if (party === row.lead) note(`/${i}/assist/${n}`, `${party} 已是主责`, `${party} leads already`)
    }
    if (row.condition === undefined && row.area === undefined) general.add(row.matter)
  }
  for (const { code, name } of matters.values())
    if (!general.has(code))
      note(
        '',
        `${code} ${name.zh}没有通用的责任部门`,
        `${code} ${name.en} has no row that holds for every condition and area`,
      )
}
