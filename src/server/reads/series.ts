// History of one sensor's metric or of one indicator, as charts take it: parallel arrays, gaps as null.
import type { Series } from '../../wire/api.ts'
import type { SensorEntry } from '../live/sensors.ts'
import type { Db } from '../store/db.ts'

const HOUR_MS = 3_600_000
/** Up to this span raw values are given; beyond it hourly means. */
const RAW_SPAN_MS = 26 * HOUR_MS
const MAX_POINTS = 20_000

interface Point {
  readonly at: number
  readonly value: number | null
  readonly mark: number
}

/** A null between two points further apart than `gapMs`: a line must not bridge silence. */
function toSeries(unit: string, points: readonly Point[], gapMs: number): Series {
  const series: Series = { unit, at: [], value: [], mark: [] }
  let last: number | undefined
  for (const p of points) {
    if (last !== undefined && p.at - last > gapMs) {
      series.at.push(last + gapMs)
      series.value.push(null)
      series.mark.push(0)
    }
    series.at.push(p.at)
    series.value.push(p.value)
    series.mark.push(p.mark)
    last = p.at
  }
  return series
}

export async function sensorSeries(
  db: Db,
  sensor: SensorEntry,
  metric: number,
  from: number,
  to: number,
): Promise<Series> {
  const unit = sensor.kind.metrics[metric]?.unit ?? ''
  const series = sensor.series[metric] ?? 0
  if (to - from <= RAW_SPAN_MS) {
    const { rows } = await db.pool.query<{ at: number; value: number; quality: number }>(
      `select (extract(epoch from occurred_at) * 1000)::float8 as at, value, quality from observation
       where series = $1 and occurred_at >= to_timestamp($2) and occurred_at <= to_timestamp($3) order by occurred_at limit $4`,
      [series, from / 1000, to / 1000, MAX_POINTS],
    )
    return toSeries(
      unit,
      rows.map((r) => ({ at: r.at, value: r.value, mark: r.quality })),
      Math.max(sensor.kind.staleAfterMs, 1),
    )
  }
  const { rows } = await db.pool.query<{ at: number; value: number }>(
    `select (extract(epoch from hour) * 1000)::float8 as at, sum / n as value from observation_hour
     where series = $1 and hour >= to_timestamp($2) and hour <= to_timestamp($3) order by hour limit $4`,
    [series, from / 1000, to / 1000, MAX_POINTS],
  )
  return toSeries(
    unit,
    rows.map((r) => ({ at: r.at, value: r.value, mark: 0 })),
    HOUR_MS + 1,
  )
}

/** Indicators are stored once a minute; three missing minutes are a gap. */
const INDICATOR_GAP_MS = 3 * 60_000

export async function indicatorSeries(
  db: Db,
  indicator: string,
  area: string,
  unit: string,
  from: number,
  to: number,
): Promise<Series> {
  const { rows } = await db.pool.query<{ at: number; value: number | null; coverage: number }>(
    `select (extract(epoch from at) * 1000)::float8 as at, value, coverage::float8 as coverage from indicator_value
     where indicator = $1 and area = $2 and at >= to_timestamp($3) and at <= to_timestamp($4) order by at limit $5`,
    [indicator, area, from / 1000, to / 1000, MAX_POINTS],
  )
  return toSeries(
    unit,
    rows.map((r) => ({ at: r.at, value: r.value, mark: r.coverage })),
    INDICATOR_GAP_MS,
  )
}
