// Matters by code and by day: which version holds, and what codes of former editions are called now. Reads nothing, decides nothing.
import type { ConditionId, MatterCode } from '../../core/ids.ts'
import type { Component, Condition, FormerCode, Matter, Reference } from '../../wire/reference.ts'

export type FormerStandard = FormerCode['standard']
type FormerKind = FormerCode['kind']

export interface Versions {
  /** By code: the version in force when the data was indexed, else the latest. */
  readonly matters: ReadonlyMap<MatterCode, Matter>
  /** 管理部件 by their five digits, which mean another thing among the matters. */
  readonly components: ReadonlyMap<string, Component>
  /** The version of a matter in force at `now` (epoch ms). */
  matterAt(code: MatterCode, now: number): Matter | undefined
  /** All matters in force at `now`, one version each, in the order of the file. */
  mattersAt(now: number): readonly Matter[]
  /** A condition of the version in `matters`. */
  conditionOf(matter: MatterCode, condition: ConditionId): Condition | undefined
  /** What a code of a former edition is called now: chains are followed, a component answers with its matter. Undefined: unknown or broken up. */
  formerCode(standard: FormerStandard, kind: FormerKind, code: string): MatterCode | undefined
  /**
   * The matter a sender means: a code of today, or `standard:code` of a named edition (`GB/T 30428.2-2013:0136`,
   * `CJ/T 214-2007:SJ0101`, `GB/T 47678.5-2026:06036`). The prefix `BJ` says component, `SJ` event; without one it is an event.
   * A bare code of a former edition is nobody's: the same digits mean other things in each. Retired matters give their successor.
   */
  matterFrom(given: string): MatterCode | undefined
}

/** First day, last day (inclusive, absent: open) against a day, all `YYYY-MM-DD`. */
export const holdsOn = (one: { readonly validFrom: string; readonly validTo?: string }, day: string): boolean =>
  one.validFrom <= day && (one.validTo === undefined || day <= one.validTo)

/** `GB/T 30428.2-2013` however it is spaced. */
const plainStandard = (standard: string): string => standard.replace(/\s+/g, '').toUpperCase()

const formerKey = (standard: string, kind: string, code: string): string => `${plainStandard(standard)} ${kind} ${code}`

export function versionsOf(reference: Reference, dayOf: (now: number) => string, now: number): Versions {
  const byCode = new Map<MatterCode, Matter[]>()
  for (const matter of reference.matters) byCode.set(matter.code, [...(byCode.get(matter.code) ?? []), matter])

  const onDay = (versions: readonly Matter[], day: string): Matter | undefined => versions.find((m) => holdsOn(m, day))
  const latest = (versions: readonly Matter[]): Matter | undefined =>
    versions.reduce<Matter | undefined>((a, b) => (a === undefined || b.validFrom > a.validFrom ? b : a), undefined)

  const today = dayOf(now)
  const matters = new Map<MatterCode, Matter>()
  for (const [code, versions] of byCode) {
    const matter = onDay(versions, today) ?? latest(versions)
    if (matter !== undefined) matters.set(code, matter)
  }

  const components = new Map(reference.components.map((c) => [c.code, c]))
  const matterOfComponent = new Map<string, MatterCode>()
  for (const { code, component } of matters.values())
    if (component !== undefined && !matterOfComponent.has(component)) matterOfComponent.set(component, code)
  const former = new Map(reference.formerCodes.map((f) => [formerKey(f.standard, f.kind, f.code), f]))

  /** The code itself while it holds; once retired, its successor's. The loader refuses cycles; a draft may hold one. */
  function present(code: MatterCode): MatterCode | undefined {
    const seen = new Set<MatterCode>()
    for (let at = code; !seen.has(at);) {
      seen.add(at)
      const matter = matters.get(at)
      if (matter === undefined) return undefined
      if (holdsOn(matter, today) || matter.replacedBy === undefined) return at
      at = matter.replacedBy
    }
    return undefined
  }

  function formerCode(standard: string, kind: string, code: string): MatterCode | undefined {
    const seen = new Set<string>()
    for (let key = formerKey(standard, kind, code); !seen.has(key);) {
      seen.add(key)
      const becomes = former.get(key)?.becomes
      if (becomes === undefined) return undefined
      key = formerKey(becomes.standard, becomes.kind, becomes.code)
      if (former.has(key)) continue
      const matter = becomes.kind === 'component' ? matterOfComponent.get(becomes.code) : becomes.code
      return matter === undefined ? undefined : present(matter)
    }
    return undefined
  }

  return {
    matters,
    components,
    matterAt: (code, at) => onDay(byCode.get(code) ?? [], dayOf(at)),
    mattersAt(at) {
      const day = dayOf(at)
      return reference.matters.filter((m) => holdsOn(m, day))
    },
    conditionOf: (matter, condition) => matters.get(matter)?.conditions.find((c) => c.id === condition),
    formerCode,
    matterFrom(given) {
      const said = given.trim()
      const colon = said.lastIndexOf(':')
      if (colon < 0) return present(said)
      const standard = said.slice(0, colon)
      const [, prefix = '', digits = ''] = /^\s*(BJ|SJ)?([A-Z]?\d+)\s*$/i.exec(said.slice(colon + 1)) ?? []
      const kind = prefix.toUpperCase() === 'BJ' ? 'component' : 'matter'
      const known = kind === 'matter' ? matters.get(digits) : components.get(digits)
      if (known !== undefined && plainStandard(known.standard) === plainStandard(standard)) {
        const code = kind === 'matter' ? digits : matterOfComponent.get(digits)
        return code === undefined ? undefined : present(code)
      }
      // The 2007 edition's own codes carry the prefix, the 2013 edition's do not.
      return (
        formerCode(standard, kind, digits) ??
        formerCode(standard, kind, `${kind === 'component' ? 'BJ' : 'SJ'}${digits}`)
      )
    },
  }
}
