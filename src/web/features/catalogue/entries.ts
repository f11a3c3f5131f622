// What an entry is called: its id, its search text, where it stands in time. Pure; words are made elsewhere.
import type { Component, DeskRules, EvaluationRules, FormerCode, Loop, Matter } from '../../../wire/reference.ts'
import type { AlarmRule } from '../../../core/alarm/types.ts'
import type { Calendar } from '../../../core/clock/types.ts'
import type { Responsibility } from '../../../core/dispatch/types.ts'
import type { ClassTable, Indicator, LimitTable } from '../../../core/indicate/types.ts'
import type { CatalogueKind } from '../../../wire/catalogue.ts'

export interface Bodies {
  readonly matter: Matter
  readonly component: Component
  readonly responsibility: Responsibility
  readonly formerCode: FormerCode
  readonly calendar: Calendar
  readonly loop: Loop
  readonly desk: DeskRules
  readonly evaluation: EvaluationRules
  readonly alarmRule: AlarmRule
  readonly indicator: Indicator
  readonly limitTable: LimitTable
  readonly classTable: ClassTable
}
/** A body whose kind is known with it. */
export type Known = { readonly [K in CatalogueKind]: { readonly kind: K; readonly body: Bodies[K] } }[CatalogueKind]
/** The door checked bodies of entries against the schema of their kind; drafts start from them. */
export const known = (kind: CatalogueKind, body: unknown): Known => ({ kind, body }) as Known

export const ANY = '*'

/** The id of an entry, made of what it is. Those fields cannot change: another value is another entry. */
export function idOf(entry: Known): string {
  switch (entry.kind) {
    case 'matter':
      return `${entry.body.code}@${entry.body.validFrom}`
    case 'component':
      return entry.body.code
    case 'responsibility':
      return `${entry.body.matter}/${entry.body.condition ?? ANY}/${entry.body.area ?? ANY}`
    case 'formerCode':
      return `${entry.body.standard}/${entry.body.kind}/${entry.body.code}`
    case 'calendar':
    case 'loop':
    case 'desk':
    case 'evaluation':
      return entry.kind
    case 'alarmRule':
    case 'indicator':
      return entry.body.id
    case 'limitTable':
    case 'classTable':
      return entry.body.validFrom === undefined ? entry.body.id : `${entry.body.id}@${entry.body.validFrom}`
  }
}

export type Standing = 'now' | 'later' | 'ended'
/** Where an interval of dates stands on `today`; both ends belong to it. */
export function standing(body: { readonly validFrom: string; readonly validTo?: string }, today: string): Standing {
  if (today < body.validFrom) return 'later'
  return body.validTo !== undefined && today > body.validTo ? 'ended' : 'now'
}

/** Kinds with one entry, shown without a list. */
export const SINGLE: ReadonlySet<CatalogueKind> = new Set(['calendar', 'loop', 'desk', 'evaluation'])

const DAY_MS = 86_400_000
/** The date after, `YYYY-MM-DD`. */
export const dayAfter = (date: string): string => new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, 10)

/** The old version ended on `lastDay`, and a copy that begins the day after, open-ended. */
export function splitVersion(old: Matter, lastDay: string): { readonly ended: Matter; readonly next: Matter } {
  const { validTo: _end, replacedBy: _by, ...rest } = old
  return { ended: { ...old, validTo: lastDay }, next: { ...rest, validFrom: dayAfter(lastDay) } }
}
