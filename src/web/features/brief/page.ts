// The laid-out brief as this page knows it: its statements in the reader's language, what stands beside each, which brief comes first.
import { keyOn, neighbour, parseKey, type BriefKind } from '../../../core/brief/key.ts'
import {
  layOut,
  type BriefPage as Laid,
  type CalmVital as LaidVital,
  type Lang,
  type PageStatement as LaidStatement,
} from '../../../core/brief/layout.ts'
import type { BriefRow, BriefView, Correction, FigureView, StatementView } from '../../../wire/briefs.ts'

export { cut, numeral, type Lang } from '../../../core/brief/layout.ts'
export type Figure = FigureView
export type PageStatement = LaidStatement<StatementView>
export type CalmVital = LaidVital<StatementView>
export type BriefPage = Laid<StatementView>
export type PeriodKind = 'daily' | 'weekly' | 'monthly'
export const PERIODS: readonly PeriodKind[] = ['daily', 'weekly', 'monthly']

/** The whole page in one language. */
export const pageOf = (brief: BriefView, lang: Lang): BriefPage => layOut(brief, lang)

/** A figure that later data says otherwise of: as printed, as known since, and since when. */
export interface Corrected {
  readonly was: number
  /** Absent: what it rests on is no longer kept. */
  readonly is?: number
  readonly at: number
}
/** By figure. A figure corrected twice keeps what was printed and takes the newest value. */
export function correctedOf(corrections: readonly Correction[]): ReadonlyMap<string, Corrected> {
  const out = new Map<string, Corrected>()
  for (const c of [...corrections].sort((a, b) => a.noticedAt - b.noticedAt)) {
    const was = out.get(c.figure)?.was ?? c.was
    out.set(c.figure, { was, at: c.noticedAt, ...(c.is === undefined ? {} : { is: c.is }) })
  }
  // Corrected back to what is printed: nothing is left to say.
  for (const [figure, c] of out) if (c.is === c.was) out.delete(figure)
  return out
}

/** Indicator of a vital sign's statement; undefined for any other. */
export const indicatorOf = (statement: string): string | undefined =>
  statement.startsWith('vitals.') ? statement.slice('vitals.'.length) : undefined

/** Which brief stands first where the address names none: for readers the newest issued, for the desk the newest there is. */
export function firstKey(rows: readonly BriefRow[], desk: boolean, today: string): string {
  const first = rows.find((row) => desk || row.state === 'issued')
  return first?.key ?? today
}

/** The brief of another rhythm that tells of the same days. */
export const sameDays = (kind: PeriodKind, date: string): string => keyOn(kind, date)

/** The brief before and the one after, as far as it has begun. */
export function beside(key: string, today: string): { readonly previous?: string; readonly next?: string } {
  const [previous, next] = [neighbour(key, -1), neighbour(key, 1)]
  const parsed = next === undefined ? undefined : parseKey(next)
  const begun = parsed !== undefined && 'first' in parsed && parsed.first <= today
  return { ...(previous === undefined ? {} : { previous }), ...(next !== undefined && begun ? { next } : {}) }
}

export const kindOf = (key: string): BriefKind | undefined => parseKey(key)?.kind
export const isPeriod = (kind: BriefKind | undefined): kind is PeriodKind => PERIODS.some((period) => period === kind)
