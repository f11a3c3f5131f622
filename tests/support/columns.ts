// Columns of a few sensors, as the hub would send them.
import {
  encodeSensorColumns,
  FLAG_DOUBTED,
  FLAG_SILENT,
  seriesOf,
  SIMULATED,
  textColumn,
  type SensorColumns,
} from '../../src/wire/sensorColumns.ts'
import { T0 } from './rows.ts'

export interface ColumnRow {
  readonly index: number
  readonly id: string
  readonly kind?: string
  readonly district?: string
  readonly lng?: number
  readonly lat?: number
  readonly level?: number
  readonly silent?: boolean
  readonly doubted?: boolean
  readonly silentAfterMs?: number
  /** By metric; null: never seen. Kinds have as many metrics as their first row. */
  readonly values?: readonly (number | null)[]
  readonly quality?: readonly number[]
  readonly at?: readonly number[]
}

export interface ColumnsOptions {
  readonly epoch?: string
  readonly values?: Record<string, number>
  readonly states?: Record<string, number>
  readonly withValues?: boolean
}

export function columnsOf(rows: readonly ColumnRow[], options: ColumnsOptions = {}): SensorColumns {
  const kinds = [...new Set(rows.map((r) => r.kind ?? 'ponding'))]
  const districts = [...new Set(rows.map((r) => r.district ?? '321002'))]
  const metricsOf = (kind: string): number => rows.find((r) => (r.kind ?? 'ponding') === kind)?.values?.length ?? 1
  const head = {
    epoch: options.epoch ?? 'run-1',
    at: T0,
    values: options.values ?? {},
    states: options.states ?? {},
    kinds: kinds.map((id) => ({ id, metrics: metricsOf(id) })),
    feeds: ['f'],
    districts,
    areas: ['321002001'],
  }
  const count = rows.length
  const kind = Uint16Array.from(rows, (r) => kinds.indexOf(r.kind ?? 'ponding'))
  const series = seriesOf(head.kinds, kind) ?? new Uint32Array(count + 1)
  const cells = rows.flatMap((r, i) =>
    Array.from({ length: (series[i + 1] ?? 0) - (series[i] ?? 0) }, (_, m) => ({
      value: r.values?.[m] ?? Number.NaN,
      at: r.at?.[m] ?? (r.values?.[m] === null || r.values === undefined ? 0 : T0),
      quality: r.quality?.[m] ?? 0,
    })),
  )
  return {
    head,
    count,
    index: Uint32Array.from(rows, (r) => r.index),
    lng: Float64Array.from(rows, (r) => r.lng ?? 119.4),
    lat: Float64Array.from(rows, (r) => r.lat ?? 32.4),
    silentAfterMs: Float64Array.from(rows, (r) => r.silentAfterMs ?? 300_000),
    kind,
    feed: new Uint16Array(count),
    district: Uint16Array.from(rows, (r) => districts.indexOf(r.district ?? '321002')),
    area: new Uint32Array(count),
    flags: Uint8Array.from(
      rows,
      (r) => SIMULATED | (r.silent === true ? FLAG_SILENT : 0) | (r.doubted === true ? FLAG_DOUBTED : 0),
    ),
    level: Uint8Array.from(rows, (r) => r.level ?? 0),
    ids: textColumn(rows.map((r) => r.id)),
    names: textColumn(rows.map((r) => `名 ${r.id}`)),
    series,
    ...(options.withValues === false
      ? {}
      : {
          values: {
            value: Float32Array.from(cells, (c) => c.value),
            at: Float64Array.from(cells, (c) => c.at),
            quality: Uint16Array.from(cells, (c) => c.quality),
          },
        }),
  }
}

/** The same as bytes of their own. */
export const columnBytes = (rows: readonly ColumnRow[], options: ColumnsOptions = {}): ArrayBuffer => {
  const bytes = encodeSensorColumns(columnsOf(rows, options))
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}
