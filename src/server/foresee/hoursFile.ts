// Reads a file of past hours, line by line: what can be taken and what is refused, each with its reason. Touches no store.
import { HOUR_MS, MINUTE_MS } from '../../core/clock/calendar.ts'
import type { HourPoint } from '../../core/normal/types.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { SeriesId } from './hours.ts'

export const HOURS_COLUMNS = ['indicator', 'area', 'hour', 'value'] as const

export interface GivenHour extends SeriesId, HourPoint {}

export interface Refusal {
  /** From 1, the head included. */
  readonly line: number
  readonly reason: string
}

export interface HoursFile {
  readonly hours: readonly GivenHour[]
  readonly refusals: readonly Refusal[]
}

/** `2026-03-01T08:00+08:00`, `…Z`, or without a zone, which is the city's then; with `T` or a blank. */
const HOUR = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):?(\d{2})?(?::(\d{2})(?:\.0+)?)?(Z|[+-]\d{2}:?\d{2})?$/

function hourAt(raw: string, utcOffsetMinutes: number): number | undefined {
  const [, date, hour, minute = '00', second = '00', zone] = HOUR.exec(raw) ?? []
  if (date === undefined || hour === undefined) return undefined
  const local = Date.parse(`${date}T${hour}:${minute}:${second}Z`)
  // 31 February would become March.
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 13) !== `${date}T${hour}`) return undefined
  if (zone === 'Z') return local
  if (zone === undefined) return local - utcOffsetMinutes * MINUTE_MS
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return local - (zone.startsWith('-') ? -minutes : minutes) * MINUTE_MS
}

const cellsOf = (line: string): string[] => line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))

/** Columns may stand in any order and have others beside them. A head without the four needed refuses the whole file (line 1). */
export function readHours(
  text: string,
  reference: Pick<ReferenceIndex, 'indicators' | 'areas' | 'city'>,
  now: number,
): HoursFile {
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const columns = cellsOf(head)
  const missing = HOURS_COLUMNS.filter((name) => !columns.includes(name))
  if (missing.length > 0) return { hours: [], refusals: [{ line: 1, reason: `the head lacks ${missing.join(', ')}` }] }
  const hours: GivenHour[] = []
  const refusals: Refusal[] = []
  const seen = new Map<string, number>()
  for (const [at, row] of lines.entries()) {
    if (row.trim() === '') continue
    const line = at + 2
    const cells = cellsOf(row)
    const cell = (name: (typeof HOURS_COLUMNS)[number]): string => cells[columns.indexOf(name)] ?? ''
    const [indicator, area, value] = [cell('indicator'), cell('area'), Number(cell('value'))]
    const hour = hourAt(cell('hour'), reference.city.utcOffsetMinutes)
    const before = seen.get(`${indicator}@${area}@${hour}`)
    const reason =
      cells.length !== columns.length
        ? `${cells.length} columns, not ${columns.length}`
        : !reference.indicators.has(indicator)
          ? `there is no indicator "${indicator}"`
          : !reference.areas.has(area)
            ? `there is no area "${area}"`
            : hour === undefined
              ? `"${cell('hour')}" is no time like 2026-03-01T08:00+08:00`
              : hour % HOUR_MS !== 0
                ? `"${cell('hour')}" is not a full hour`
                : hour + HOUR_MS > now
                  ? `the hour "${cell('hour')}" is not over`
                  : cell('value') === '' || !Number.isFinite(value)
                    ? `"${cell('value')}" is no number`
                    : before !== undefined
                      ? `the same hour as line ${before}`
                      : undefined
    if (reason !== undefined || hour === undefined) refusals.push({ line, reason: reason ?? 'no hour' })
    else {
      seen.set(`${indicator}@${area}@${hour}`, line)
      hours.push({ indicator, area, at: hour, value })
    }
  }
  return { hours, refusals }
}
