// What the director is told, made from the rows that screens have anyway. Chooses nothing.
import { UNTAKEN, isTerminal } from '../incident/lifecycle.ts'
import type { IncidentState } from '../incident/types.ts'
import type { Group } from '../indicate/types.ts'
import type { Level } from '../level.ts'
import type { CaseFact, DirectorFacts, Shown } from './director.ts'
import { wallState } from './heard.ts'
import type { WallPush } from './types.ts'

/** Somebody has taken it on: a department has been given it, or its alarm was acknowledged at the desk. */
export const isTakenOn = (state: IncidentState, alarmAcknowledged: boolean): boolean =>
  alarmAcknowledged || !UNTAKEN.includes(state)

/**
 * Open cases. One whose every standing alarm was acknowledged counts as taken on; an answer outlasts the alarm it was given to, and one
 * that cleared unanswered asks for none. `cases`, `alarms`: rows of those views.
 */
export function caseFacts(
  cases: readonly {
    readonly id: string
    readonly level: Level
    readonly matter?: string
    readonly openedAt: number
    readonly state: IncidentState
  }[],
  alarms: readonly { readonly incident?: string; readonly acknowledgedAt?: number; readonly clearedAt?: number }[],
): readonly CaseFact[] {
  const answered = new Map<string, boolean>()
  for (const { incident, acknowledgedAt, clearedAt } of alarms)
    if (incident !== undefined && (clearedAt === undefined || acknowledgedAt !== undefined))
      answered.set(incident, (answered.get(incident) ?? true) && acknowledgedAt !== undefined)
  return cases
    .filter(({ state }) => !isTerminal(state) && state !== 'merged')
    .map(({ id, level, matter, openedAt, state }) => ({
      ...{ incident: id, level, openedAt },
      ...(matter === undefined ? {} : { matter }),
      acknowledged: isTakenOn(state, answered.get(id) ?? false),
    }))
}

/** Warnings in force; drills and tests are none. */
export function warningFacts(
  warnings: readonly {
    readonly id: string
    readonly kind?: string
    readonly level?: Level
    readonly state: string
    readonly status: string
    readonly sentAt: number
    readonly fromAt: number
    readonly untilAt: number
    readonly endedAt?: number
  }[],
  now: number,
): DirectorFacts['warnings'] {
  return warnings.flatMap(({ id, kind, level, state, status, sentAt, fromAt, untilAt, endedAt }) =>
    level === undefined ||
    status !== 'Actual' ||
    state === 'lifted' ||
    fromAt > now ||
    untilAt <= now ||
    endedAt !== undefined
      ? []
      : [{ id, level, sentAt, ...(kind === undefined ? {} : { kind }) }],
  )
}

/** Abnormal signs, each since its level stands or was milder; `before`: what was answered last. Values carry no such time. */
export function signFacts(
  values: readonly { readonly indicator: string; readonly area: string; readonly level?: Level; readonly at: number }[],
  groupOf: (indicator: string) => Group | undefined,
  before: DirectorFacts['signs'],
): DirectorFacts['signs'] {
  const known = new Map(before.map((one) => [`${one.indicator}@${one.area}`, one]))
  return values.flatMap(({ indicator, area, level, at }) => {
    const group = groupOf(indicator)
    if (level === undefined || group === undefined) return []
    const was = known.get(`${indicator}@${area}`)
    return [{ indicator, area, group, level, since: was !== undefined && was.level <= level ? was.since : at }]
  })
}

/** What another wall says it shows, as far as its words tell; a map is known by the push that put it there. */
export function shownOf(
  showing: { readonly type: Shown['type']; readonly id: string } | undefined,
  push: WallPush | undefined,
): Shown | undefined {
  if (showing === undefined) return undefined
  const { type, id } = showing
  switch (type) {
    case 'board':
      return { type, board: id }
    case 'incident':
      return { type, incident: id }
    case 'emergency':
      return { type, id }
    case 'sign': {
      const [indicator = '', area = ''] = id.split('@')
      return { type, indicator, area }
    }
    case 'map':
      return push?.show.type === 'map' ? push.show : undefined
  }
}

/** What the wall that is followed shows; undefined while nobody hears it, and once it was sent away. `wall`: a row of the view `walls`. */
export function followedShown(
  wall:
    | {
        readonly orders: { readonly push?: WallPush }
        readonly says?: { readonly showing: { readonly type: Shown['type']; readonly id: string } }
        readonly heardAt?: number
        readonly revokedAt?: number
      }
    | undefined,
  now: number,
): Shown | undefined {
  return wall !== undefined && wallState(wall, now) === 'up' ? shownOf(wall.says?.showing, wall.orders.push) : undefined
}
