// Matters with their versions and successors, the components they are about, and who is responsible for them.
import type { Component, Matter, Reference } from '../../../wire/reference.ts'
import type { Note } from '../problem.ts'
import { WHAT, keysOf, mustKnow } from './known.ts'

const DAY_MS = 86_400_000

/** The day after `day`, both `YYYY-MM-DD`. */
export const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)

export function checkMatters({ matters, components }: Reference, note: Note): void {
  keysOf(matters, (m) => `${m.code}@${m.validFrom}`, note)
  const known = new Set(components.map((c) => c.code))
  for (const [i, matter] of matters.entries()) {
    keysOf(
      matter.conditions,
      (c) => c.id,
      (pointer, zh, en) => note(`/${i}/conditions${pointer}`, zh, en),
    )
    mustKnow(known, matter.component, WHAT.component, `/${i}/component`, note)
    checkInterval(matter, i, note)
  }
  checkSequence(matters, note)
  checkSuccessors(matters, note)
}

function checkInterval(one: Matter | Component, i: number, note: Note): void {
  if (one.validTo !== undefined && one.validTo < one.validFrom)
    note(`/${i}/validTo`, '早于 validFrom', 'is before validFrom')
}

/** Versions of one code follow one another day on day. */
function checkSequence(matters: readonly Matter[], note: Note): void {
  const ordered = [...matters.entries()].sort(
    ([, a], [, b]) => a.code.localeCompare(b.code) || a.validFrom.localeCompare(b.validFrom),
  )
  for (const [n, [i, version]] of ordered.entries()) {
    const before = ordered[n - 1]?.[1]
    // The same first day twice is told as a duplicate.
    if (before === undefined || before.code !== version.code || before.validFrom === version.validFrom) continue
    if (before.validTo === undefined || before.validTo >= version.validFrom)
      note(
        `/${i}/validFrom`,
        `${version.code} 自 ${before.validFrom} 起的版本到${before.validTo === undefined ? '无限期' : ` ${before.validTo} `}才结束，有效期重叠`,
        `overlaps the version of ${version.code} from ${before.validFrom}, which ${before.validTo === undefined ? 'has no end' : `ends on ${before.validTo}`}`,
      )
    else if (dayAfter(before.validTo) !== version.validFrom)
      note(
        `/${i}/validFrom`,
        `${version.code} 在 ${before.validTo} 之后到 ${version.validFrom} 之前没有版本`,
        `${version.code} has no version between ${before.validTo} and ${version.validFrom}`,
      )
  }
}

/** A successor takes over a matter that ends, on the next day, and the line of successors ends somewhere. */
function checkSuccessors(matters: readonly Matter[], note: Note): void {
  const versions = new Map<string, Matter[]>()
  for (const matter of matters) versions.set(matter.code, [...(versions.get(matter.code) ?? []), matter])
  const nextOf = (code: string): string | undefined =>
    versions.get(code)?.reduce((a, b) => (b.validFrom > a.validFrom ? b : a)).replacedBy
  for (const [i, { code, validFrom, validTo, replacedBy }] of matters.entries()) {
    if (replacedBy === undefined) continue
    const pointer = `/${i}/replacedBy`
    if (!mustKnow(versions, replacedBy, WHAT.matter, pointer, note)) continue
    if (validTo === undefined)
      note(pointer, `${code} 没有失效日期，不能有接替事项`, `${code} has no end, so nothing can take its place`)
    else if (versions.get(code)?.some((m) => m.validFrom > validFrom) === true)
      note(
        pointer,
        `${code} 还有后续版本，不能有接替事项`,
        `${code} has a later version, so nothing can take its place`,
      )
    else if (isCyclic(code, nextOf))
      note(pointer, `接替关系成环：${code}`, `the line of successors comes back to ${code}`)
    else {
      const from = dayAfter(validTo)
      const holds = versions.get(replacedBy)?.some((m) => m.validFrom <= from && (m.validTo ?? from) >= from)
      if (holds !== true)
        note(
          pointer,
          `接替事项 ${replacedBy} 在 ${from} 尚未生效或已失效`,
          `its successor ${replacedBy} is not in force on ${from}`,
        )
    }
  }
}

/** Whether following `nextOf` from `start` comes back to `start`. */
function isCyclic(start: string, nextOf: (key: string) => string | undefined): boolean {
  const seen = new Set<string>()
  for (let at = nextOf(start); at !== undefined && !seen.has(at); at = nextOf(at)) {
    if (at === start) return true
    seen.add(at)
  }
  return false
}

export function checkComponents({ components }: Reference, note: Note): void {
  keysOf(components, (c) => c.code, note)
  for (const [i, component] of components.entries()) checkInterval(component, i, note)
}

/** Every former code leads to something of today, by however many editions. */
export function checkFormerCodes({ formerCodes, matters, components }: Reference, note: Note): void {
  const keyOf = (f: { readonly standard: string; readonly kind: string; readonly code: string }): string =>
    [f.standard, f.kind, f.code].join(' ')
  keysOf(formerCodes, keyOf, note)
  const former = new Map(formerCodes.map((f) => [keyOf(f), f]))
  const today = new Set([
    ...matters.map(keyOf),
    ...components.map(({ standard, code }) => keyOf({ standard, kind: 'component', code })),
  ])
  const nextOf = (key: string): string | undefined => {
    const becomes = former.get(key)?.becomes
    return becomes === undefined ? undefined : keyOf(becomes)
  }
  for (const [i, { becomes, note: why, ...own }] of formerCodes.entries()) {
    const key = keyOf(own)
    if (becomes === undefined) {
      if (why === undefined)
        note(
          `/${i}`,
          `${own.code} ${own.name}没有对应代码，应说明原因`,
          `${own.code} leads nowhere and needs a note why`,
        )
      continue
    }
    if (!former.has(keyOf(becomes))) mustKnow(today, keyOf(becomes), WHAT.code, `/${i}/becomes`, note)
    else if (isCyclic(key, nextOf)) note(`/${i}/becomes`, `对应关系成环：${key}`, `the chain comes back to ${key}`)
  }
}

export function checkResponsibilities(reference: Reference, note: Note): void {
  const { responsibilities, departments } = reference
  const matters = new Map(reference.matters.map((m) => [m.code, m]))
  const conditions = new Map<string, Set<string>>()
  for (const { code, conditions: own } of reference.matters)
    conditions.set(code, new Set([...(conditions.get(code) ?? []), ...own.map((c) => c.id)]))
  const areas = new Set(reference.areas.map((a) => a.code))
  const parties = new Set(['@owner', '@maintainer', '@territory', ...departments.map((d) => d.id)])
  keysOf(responsibilities, (r) => [r.matter, r.condition ?? '*', r.area ?? '*'].join(' '), note)
  const general = new Set<string>()
  for (const [i, row] of responsibilities.entries()) {
    if (mustKnow(matters, row.matter, WHAT.matter, `/${i}/matter`, note))
      mustKnow(conditions.get(row.matter) ?? new Set(), row.condition, WHAT.condition, `/${i}/condition`, note)
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
