// One sensor's quality: its counts, the last values that carry a flag with the reason in words, and its silences.
import { qualityFlags } from '../../core/observe/check.ts'
import { flagWords } from '../../core/observe/flagWords.ts'
import type { Text } from '../../core/text.ts'
import type { SensorQuality } from '../../wire/signs.ts'
import type { SensorEntry } from '../live/sensors.ts'
import { ProblemError } from '../problems.ts'
import { hourOf, IN_SPAN, sensorRows, type QualityReads } from './page.ts'
import { isOf } from './rows.ts'

/** Flagged values and silences listed: what a person looks through. */
const MOST_LISTED = 100

/** undefined: no such sensor. A department that does not answer for it is refused. */
export async function sensorQuality(
  reads: QualityReads,
  id: string,
  from: number,
  to: number,
  department: string | undefined,
): Promise<SensorQuality | undefined> {
  const sensor = reads.sensors.get(id)
  if (sensor === undefined) return undefined
  if (department !== undefined && !isOf(department, sensor, reads.reference))
    throw new ProblemError('forbidden', {
      zh: '该设备不属于本单位，也不在本单位的接入中',
      en: 'The sensor is neither of your department nor in one of its feeds',
    })
  await reads.fresh()
  const span = { from: hourOf(from), to: Math.min(to, reads.now()) }
  const [row] = await sensorRows(reads, [sensor], span)
  if (row === undefined) return undefined
  const flagged = await flaggedValues(reads, sensor, from, to)
  const silences = await reads.db.pool.query<{ from: number; to: number | null }>(
    `select (extract(epoch from i.from_at) * 1000)::float8 as from, (extract(epoch from i.to_at) * 1000)::float8 as to
     from silence i join sensor s on s.idx = i.sensor where s.id = $3 and ${IN_SPAN} order by i.from_at desc limit ${MOST_LISTED}`,
    [from / 1000, to / 1000, id],
  )
  return {
    row,
    flagged,
    silences: silences.rows.map((s) => ({
      from: Math.round(s.from),
      ...(s.to === null ? {} : { to: Math.round(s.to) }),
    })),
  }
}

interface StoredValue {
  readonly series: number
  readonly value: number
  readonly quality: number
  readonly at: number
  readonly recorded: number
  readonly last_value: number | null
  readonly last_at: number | null
}

/** The newest first, each with the value before it, by which its reason is told. */
async function flaggedValues(
  { db }: QualityReads,
  sensor: SensorEntry,
  from: number,
  to: number,
): Promise<SensorQuality['flagged']> {
  const { rows } = await db.pool.query<StoredValue>(
    `select o.series, o.value, o.quality, (extract(epoch from o.occurred_at) * 1000)::float8 as at,
            (extract(epoch from o.recorded_at) * 1000)::float8 as recorded, p.value as last_value,
            (extract(epoch from p.occurred_at) * 1000)::float8 as last_at
     from (select * from observation where series = any($1) and quality <> 0
             and occurred_at >= to_timestamp($2) and occurred_at <= to_timestamp($3)
           order by occurred_at desc limit ${MOST_LISTED}) as o
     left join lateral (select value, occurred_at from observation
       where series = o.series and occurred_at < o.occurred_at and recorded_at <= o.recorded_at
       order by occurred_at desc limit 1) as p on true
     order by o.occurred_at desc, o.series`,
    [sensor.series.slice(), from / 1000, to / 1000],
  )
  return rows.flatMap((row) => {
    const metric = sensor.kind.metrics[sensor.series.indexOf(row.series)]
    if (metric === undefined) return []
    const reading = { value: row.value, occurredAt: Math.round(row.at), recordedAt: Math.round(row.recorded) }
    const memory =
      row.last_value === null || row.last_at === null
        ? undefined
        : { lastValue: row.last_value, lastAt: row.last_at, sameSince: row.last_at }
    const why = qualityFlags(row.quality).map((flag) => flagWords(flag, reading, metric, memory))
    return [
      {
        metric: metric.id,
        at: reading.occurredAt,
        recordedAt: reading.recordedAt,
        value: row.value,
        quality: row.quality,
        why: joined(why),
      },
    ]
  })
}

const joined = (texts: readonly Text[]): Text => ({
  zh: texts.map((t) => t.zh).join('；'),
  en: texts.map((t) => t.en).join('; '),
})
