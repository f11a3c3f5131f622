// What a vital sign says at one instant: for the tip, the voice and the table. Pure.
import type { GhostKind } from '../../core/normal/types.ts'
import { indexNear, type DrawnPoint } from './columns.ts'
import type { SignLike, SignPicture } from './sign.ts'

type Correction = NonNullable<SignLike['corrections']>[number]
export interface SignMark {
  readonly at: number
  /** «突变：10 分钟内由 12 升至 80» */
  readonly words: string
}
export interface SignReading {
  readonly at: number
  /** Undefined: nothing is known there. */
  readonly point: DrawnPoint | undefined
  readonly band: { readonly low: number; readonly mid: number; readonly high: number } | undefined
  readonly forecast: { readonly value: number; readonly low: number; readonly high: number } | undefined
  readonly ghosts: readonly { readonly kind: GhostKind; readonly value: number }[]
  readonly corrections: readonly Correction[]
  readonly marks: readonly SignMark[]
}

const HOUR_MS = 3_600_000
const near = (points: readonly DrawnPoint[], at: number, reachMs: number): DrawnPoint | undefined => {
  const times = points.map((p) => p.at)
  const p = points[indexNear(times, at)]
  if (p === undefined) return undefined
  const away = at < p.fromAt ? p.fromAt - at : at > p.toAt ? at - p.toAt : 0
  return away <= reachMs ? p : undefined
}

/** Bands hold for the hour that begins at each point. */
function bandAt(band: SignLike['band'], at: number): SignReading['band'] {
  if (band === undefined) return undefined
  const i = indexNear(band.at, at)
  if (i < 0 || Math.abs((band.at[i] ?? 0) - at) > HOUR_MS) return undefined
  const [low, mid, high] = [band.low[i] ?? null, band.mid[i] ?? null, band.high[i] ?? null]
  return low === null || mid === null || high === null ? undefined : { low, mid, high }
}

export function readSign(
  series: SignLike,
  picture: SignPicture,
  layers: { readonly band: boolean; readonly forecast: boolean },
  at: number,
  marks: readonly SignMark[] = [],
): SignReading {
  const reach = picture.gapMs / 2
  const point = near(picture.points, at, reach)
  const [from, to] = point === undefined ? [at - reach, at + reach] : [point.fromAt, point.toAt]
  const foretold = layers.forecast ? series.forecast : undefined
  const f = foretold === undefined ? -1 : indexNear(foretold.at, at)
  const isForetold = foretold !== undefined && f >= 0 && Math.abs((foretold.at[f] ?? 0) - at) <= HOUR_MS / 2
  return {
    at,
    point,
    band: layers.band ? bandAt(series.band, at) : undefined,
    forecast: isForetold
      ? { value: foretold.value[f] ?? 0, low: foretold.low[f] ?? 0, high: foretold.high[f] ?? 0 }
      : undefined,
    ghosts: [...picture.ghosts].flatMap(([kind, points]) => {
      const was = near(points, at, Math.max(reach, HOUR_MS / 2))
      return was === undefined ? [] : [{ kind, value: was.value }]
    }),
    corrections: (series.corrections ?? []).filter((c) => c.at >= from && c.at <= to),
    marks: marks.filter((m) => m.at >= from && m.at <= to),
  }
}

/** Instants the cursor rests at: what is drawn, then what is foretold. */
export function stopsOf(series: SignLike, picture: SignPicture, forecast: boolean): number[] {
  const stops = picture.points.map((p) => p.at)
  const last = stops.at(-1) ?? -Infinity
  const { from, to } = picture.frame
  if (forecast) stops.push(...(series.forecast?.at ?? []).filter((t) => t > last))
  return stops.filter((t) => t >= from && t <= to)
}
