// Which sensors somebody looks at and how deep, as topics to subscribe and as what to ask the hub for. Pure.
import type { FrameType } from '../../wire/since.ts'
import { topics } from '../../wire/topics.ts'

/** `states`: what is drawn of each, no values. Left out districts or kinds mean all of them; an empty list means none. */
export interface SensorScope {
  readonly districts?: readonly string[]
  readonly kinds?: readonly string[]
  readonly depth: FrameType
}

/** What one request for columns is narrowed to. */
export interface Roster {
  readonly district?: string
  readonly kind?: string
}

const within = (list: readonly string[] | undefined, one: string): boolean => list === undefined || list.includes(one)

/** True when some scope of this depth holds the group. */
export const isWanted = (scopes: readonly SensorScope[], depth: FrameType, district: string, kind: string): boolean =>
  scopes.some((s) => s.depth === depth && within(s.districts, district) && within(s.kinds, kind))

/** Topic filters of all scopes, without those that another one covers. */
export function filtersOf(scopes: readonly SensorScope[]): string[] {
  const found = new Map<string, { depth: FrameType; district: string; kind: string }>()
  for (const { depth, districts = ['+'], kinds = ['+'] } of scopes)
    for (const district of districts)
      for (const kind of kinds) {
        const filter = depth === 'values' ? topics.frames(district, kind) : topics.states(district, kind)
        found.set(filter, { depth, district, kind })
      }
  const all = [...found.values()]
  const isCovered = (f: (typeof all)[number]): boolean =>
    all.some(
      (g) =>
        g !== f &&
        g.depth === f.depth &&
        (g.district === '+' || g.district === f.district) &&
        (g.kind === '+' || g.kind === f.kind),
    )
  return [...found].filter(([, f]) => !isCovered(f)).map(([filter]) => filter)
}

/** The one district and the one kind that all scopes have in common; a wider one holds more than is asked for. */
export function rosterOf(scopes: readonly SensorScope[]): Roster {
  const only = (lists: readonly (readonly string[] | undefined)[]): string | undefined => {
    const first = lists[0]?.[0]
    return lists.every((l) => l?.length === 1 && l[0] === first) ? first : undefined
  }
  const asked = scopes.filter((s) => s.districts?.length !== 0 && s.kinds?.length !== 0)
  const district = only(asked.map((s) => s.districts))
  const kind = only(asked.map((s) => s.kinds))
  return { ...(district === undefined ? {} : { district }), ...(kind === undefined ? {} : { kind }) }
}

export const rosterHolds = (roster: Roster, other: Roster): boolean =>
  (roster.district === undefined || roster.district === other.district) &&
  (roster.kind === undefined || roster.kind === other.kind)

/** One text per set of scopes, to see whether it is another. */
export const scopesKey = (scopes: readonly SensorScope[]): string => JSON.stringify(scopes)
