// A reading in words: rows of the tip, one sentence for the voice, cells of the table. Asks for phrases by key; knows no component.
import { cityDate, clockSeconds, clockTime, figure, listed, percent, shortDate } from '../i18n/format.ts'
import type { SignReading } from './signReading.ts'

export type Say = (key: string, values?: Record<string, string | number>) => string
export interface TipRow {
  readonly name: string
  readonly text: string
}
export interface Tip {
  readonly title: string
  readonly rows: readonly TipRow[]
  /** Said by a screen reader. */
  readonly spoken: string
  /** Heights at which a dot stands on the cursor. */
  readonly dots: readonly number[]
}
export interface SignForm {
  readonly name: string
  readonly unit: string
  readonly decimals: number
  readonly now: number
}

/** Time with as much date as is needed to know the day: none today, the year in another year. */
export function momentText(at: number, now: number, seconds = false): string {
  const time = seconds ? clockSeconds(at) : clockTime(at)
  const [day, today] = [cityDate(at), cityDate(now)]
  if (day === today) return time
  return day.slice(0, 4) === today.slice(0, 4) ? `${shortDate(at)} ${time}` : `${day} ${time}`
}

const MINUTE_MS = 60_000

export function pointTime(reading: SignReading, stepMs: number | undefined, now: number, say: Say): string {
  const { point, at } = reading
  if (point === undefined) return momentText(at, now)
  const end = point.toAt + (stepMs !== undefined && stepMs > MINUTE_MS ? stepMs : 0)
  if (end === point.fromAt) return momentText(point.fromAt, now, point.fromAt % MINUTE_MS !== 0)
  const sameDay = cityDate(end) === cityDate(point.fromAt)
  return say('charts.span', {
    from: momentText(point.fromAt, now),
    to: sameDay ? clockTime(end) : momentText(end, now),
  })
}

export const correctionText = (c: SignReading['corrections'][number], form: SignForm, say: Say): string => {
  const value = (v: number | undefined): string =>
    v === undefined ? say('charts.unknownWas') : figure(v, form.decimals)
  return say('charts.corrected', {
    was: value(c.was),
    value: value(c.value),
    time: momentText(c.correctedAt, form.now),
  })
}

export function signTip(reading: SignReading, stepMs: number | undefined, form: SignForm, say: Say): Tip {
  const { decimals, unit, name } = form
  const value = (v: number): string => `${figure(v, decimals)}${unit === '' ? '' : ` ${unit}`}`
  const range = (low: number, high: number): string => `${figure(low, decimals)}–${value(high)}`
  const { point, band, forecast } = reading
  const rows: TipRow[] = []
  const dots: number[] = []
  if (point !== undefined) {
    const several = point.n > 1 || point.least !== point.greatest
    rows.push({ name: several ? `${name} · ${say('charts.mean')}` : name, text: value(point.value) })
    if (several) rows.push({ name: say('charts.spread'), text: range(point.least, point.greatest) })
    if (point.coverage !== undefined && point.coverage < 1)
      rows.push({ name: say('charts.coverage'), text: percent(point.coverage) })
    dots.push(point.value)
  } else if (forecast === undefined) rows.push({ name, text: say('charts.nothing') })
  if (forecast !== undefined) {
    rows.push({ name: say('charts.forecast'), text: value(forecast.value) })
    rows.push({ name: say('charts.interval'), text: range(forecast.low, forecast.high) })
    if (point === undefined) dots.push(forecast.value)
  }
  if (band !== undefined) rows.push({ name: say('charts.band'), text: range(band.low, band.high) })
  for (const ghost of reading.ghosts) rows.push({ name: say(`charts.ghost.${ghost.kind}`), text: value(ghost.value) })
  for (const c of reading.corrections.slice(0, 3))
    rows.push({ name: say('charts.correction'), text: correctionText(c, form, say) })
  for (const mark of reading.marks.slice(0, 3)) rows.push({ name: say('charts.flagged'), text: mark.words })
  const title = pointTime(reading, stepMs, form.now, say)
  return {
    title,
    rows,
    spoken: say('charts.point', { time: title, values: listed(rows.map((r) => `${r.name} ${r.text}`)) }),
    dots,
  }
}
