// What stands behind an indicator's line: the usual band, the same span of earlier times, the forecast. Puts together what others
// know; learns and foretells nothing.
import { GHOSTS } from '../../core/normal/types.ts'
import type { SERIES_PARTS, SignSeries } from '../../wire/signs.ts'
import type { ForesightReads } from '../foresee/types.ts'
import type { AskedSpan } from './indicatorSeries.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** A band by the hour, or an earlier time behind it, says nothing in a longer picture. */
const LONGEST_MS = 62 * DAY_MS

export type SeriesPart = (typeof SERIES_PARTS)[number]

export async function foreseen(
  foresight: ForesightReads,
  asked: AskedSpan,
  parts: ReadonlySet<SeriesPart>,
  figures: (span: AskedSpan) => Promise<SignSeries>,
): Promise<Pick<SignSeries, 'band' | 'ghosts' | 'forecast'>> {
  const { indicator, area, from, to } = asked
  const forecast = parts.has('forecast') ? forecastOf(foresight, indicator, area) : undefined
  const isShort = to - from <= LONGEST_MS
  const until = Math.max(to, (forecast?.at.at(-1) ?? 0) + HOUR_MS)
  const band = parts.has('band') && isShort ? bandOf(foresight, asked, until) : undefined
  const ghosts: NonNullable<SignSeries['ghosts']> = []
  if (parts.has('ghosts') && isShort)
    for (const kind of GHOSTS) {
      const span = await foresight.ghostSpan(kind, from, to)
      if (span === undefined) continue
      const { at, value } = await figures({ ...asked, ...span })
      // A time nobody kept is no ghost.
      if (value.some((v) => v !== null))
        ghosts.push({ kind, from: span.from, at: at.map((t) => t - span.from + from), value })
    }
  return {
    ...(band !== undefined && { band }),
    ...(parts.has('ghosts') && { ghosts }),
    ...(forecast !== undefined && { forecast }),
  }
}

function forecastOf(foresight: ForesightReads, indicator: string, area: string): SignSeries['forecast'] {
  const forecast = foresight.forecastOf(indicator, area)
  if (forecast === undefined) return undefined
  const { madeAt, model, learnedHours, points } = forecast
  return {
    madeAt,
    model,
    learnedHours,
    at: points.map((p) => p.at),
    value: points.map((p) => p.value),
    low: points.map((p) => p.low),
    high: points.map((p) => p.high),
  }
}

function bandOf(foresight: ForesightReads, { indicator, area, from }: AskedSpan, until: number): SignSeries['band'] {
  const normal = foresight.normalOf(indicator, area)
  if (normal === undefined) return undefined
  const band: NonNullable<SignSeries['band']> = {
    at: [],
    low: [],
    mid: [],
    high: [],
    from: normal.from,
    to: normal.to,
    hours: normal.hours,
  }
  for (let at = Math.floor(from / HOUR_MS) * HOUR_MS; at <= until; at += HOUR_MS) {
    const cell = foresight.cellOf(indicator, area, at)
    band.at.push(at)
    band.low.push(cell?.low ?? null)
    band.mid.push(cell?.mid ?? null)
    band.high.push(cell?.high ?? null)
  }
  return band
}
