// The table twin of a vital sign: what the picture shows, newest first, with everything the picture says of each point.
import { figure, listed, percent } from '../i18n/format.ts'
import type { SignLike, SignPicture } from './sign.ts'
import { readSign, stopsOf } from './signReading.ts'
import { correctionText, pointTime, type Say, type SignForm } from './signWords.ts'

export interface SignTable {
  readonly columns: readonly string[]
  /** Made when asked for: a closed table costs nothing. */
  readonly rows: () => readonly (readonly string[])[]
  /** Said above the rows when not all of them are listed. */
  readonly note: string | undefined
}

/** Rows a person reads and a browser lays out at once; the rest comes by zooming in, or by the export. */
export const ROWS_MOST = 500

export function signTable(
  series: SignLike,
  picture: SignPicture,
  layers: { readonly band: boolean; readonly forecast: boolean },
  form: SignForm,
  say: Say,
): SignTable {
  const band = layers.band && series.band !== undefined
  const forecast = layers.forecast && series.forecast !== undefined
  const ghosts = [...picture.ghosts.keys()]
  const corrected = (series.corrections ?? []).length > 0
  const covered = series.coverage !== undefined
  const stops = stopsOf(series, picture, layers.forecast)
  const value = (v: number | undefined): string => figure(v, form.decimals)
  return {
    columns: [
      say('ui.time'),
      form.unit === '' ? form.name : `${form.name} ${form.unit}`,
      ...(picture.together ? [say('charts.least'), say('charts.greatest')] : []),
      ...(covered ? [say('charts.coverage')] : []),
      ...(band ? [say('charts.usualLow'), say('charts.mid'), say('charts.usualHigh')] : []),
      ...ghosts.map((kind) => say(`charts.ghost.${kind}`)),
      ...(forecast ? [say('charts.forecastOf'), say('charts.forecastLow'), say('charts.forecastHigh')] : []),
      ...(corrected ? [say('charts.correction')] : []),
    ],
    rows: () =>
      stops
        .slice(-ROWS_MOST)
        .reverse()
        .map((at) => {
          const r = readSign(series, picture, layers, at)
          const of = new Map(r.ghosts.map((g) => [g.kind, g.value]))
          return [
            pointTime(r, series.stepMs, form.now, say),
            value(r.point?.value),
            ...(picture.together ? [value(r.point?.least), value(r.point?.greatest)] : []),
            ...(covered ? [r.point?.coverage === undefined ? '—' : percent(r.point.coverage)] : []),
            ...(band ? [value(r.band?.low), value(r.band?.mid), value(r.band?.high)] : []),
            ...ghosts.map((kind) => value(of.get(kind))),
            ...(forecast ? [value(r.forecast?.value), value(r.forecast?.low), value(r.forecast?.high)] : []),
            ...(corrected ? [listed(r.corrections.map((c) => correctionText(c, form, say))) || '—'] : []),
          ]
        }),
    note: stops.length > ROWS_MOST ? say('charts.rows', { all: stops.length, n: ROWS_MOST }) : undefined,
  }
}
