// All sensors of a scope as columns (hub → screen over HTTP): read as typed arrays on the bytes themselves, no object per sensor.
// Little endian; every section begins at a multiple of eight.
//
//   offset 0  u8   format version (1)
//          1  u8   1 when the value columns are there
//          2  u16  reserved
//          4  u32  sensors (n)
//          8  u32  series (t): all metrics of all sensors; 0 without value columns
//         12  u32  bytes of the head
//         16  u32  bytes of all ids
//         20  u32  bytes of all names
//         24  head: JSON of `SensorHeadSchema` (epoch, sequences, dictionaries)
//             f64 lng[n] · lat[n] · silentAfterMs[n] · at[t]
//             u32 index[n] · area[n] · id offsets[n + 1] · name offsets[n + 1] · f32 value[t]
//             u16 kind[n] · feed[n] · district[n] · quality[t]
//             u8  flags[n] · level[n] · ids in UTF-8 · names in UTF-8
//
// A sensor's metrics stand together in t, sensor after sensor, as many as its kind has. Never seen: value NaN, at 0.
import Type, { type Static } from 'typebox'

export const SENSOR_COLUMNS_VERSION = 1
const HEADER_BYTES = 24

/** Flags of a sensor; the two of its state are those of state frames, one place up. */
export const SIMULATED = 1
export const FLAG_SILENT = 2
export const FLAG_DOUBTED = 4

const Str = Type.String()
const Seqs = Type.Record(Str, Type.Integer({ minimum: 0 }))
export const SensorHeadSchema = Type.Object({
  epoch: Str,
  /** When it was made, epoch ms. */
  at: Type.Number(),
  /** `<district>/<kind>` → sequence of its value frames and of its state frames that these columns hold. */
  values: Seqs,
  states: Seqs,
  kinds: Type.Array(Type.Object({ id: Str, metrics: Type.Integer({ minimum: 0, maximum: 12 }) })),
  feeds: Type.Array(Str),
  districts: Type.Array(Str),
  areas: Type.Array(Str),
})
export type SensorHead = Static<typeof SensorHeadSchema>

/** Texts one after the other; text i is between offsets i and i + 1. */
export interface TextColumn {
  readonly bytes: Uint8Array
  readonly offsets: Uint32Array
}

export interface ValueColumns {
  readonly value: Float32Array
  /** occurredAt, epoch ms. */
  readonly at: Float64Array
  readonly quality: Uint16Array
}

export interface SensorColumns {
  readonly head: SensorHead
  readonly count: number
  /** Place in frames of this epoch. */
  readonly index: Uint32Array
  /** Degrees; not checked: a place off the earth is carried as it is. */
  readonly lng: Float64Array
  readonly lat: Float64Array
  readonly silentAfterMs: Float64Array
  /** Into the dictionaries of the head. */
  readonly kind: Uint16Array
  readonly feed: Uint16Array
  readonly district: Uint16Array
  readonly area: Uint32Array
  readonly flags: Uint8Array
  readonly level: Uint8Array
  readonly ids: TextColumn
  readonly names: TextColumn
  /** Where each sensor's metrics begin; one more than sensors. Known without value columns, too. */
  readonly series: Uint32Array
  readonly values?: ValueColumns
}

/** Texts one after another as UTF-8, with where each begins; one offset more than texts. */
export function textColumn(texts: readonly string[]): TextColumn {
  const encoder = new TextEncoder()
  const offsets = new Uint32Array(texts.length + 1)
  let bytes = new Uint8Array(Math.max(64, texts.length * 24))
  let end = 0
  for (const [i, text] of texts.entries()) {
    // Three bytes per code unit at most.
    if (end + text.length * 3 > bytes.length) {
      const more = new Uint8Array(bytes.length * 2 + text.length * 3)
      more.set(bytes)
      bytes = more
    }
    end += encoder.encodeInto(text, bytes.subarray(end)).written
    offsets[i + 1] = end
  }
  return { bytes: bytes.slice(0, end), offsets }
}

/** One text of a column. */
export const textAt = (column: TextColumn, i: number, decoder: TextDecoder): string =>
  decoder.decode(column.bytes.subarray(column.offsets[i] ?? 0, column.offsets[i + 1] ?? 0))

/** Where each sensor's metrics begin, by the kinds of the head; undefined when a kind is not in it. */
export function seriesOf(kinds: SensorHead['kinds'], kind: Uint16Array): Uint32Array | undefined {
  const series = new Uint32Array(kind.length + 1)
  for (let i = 0; i < kind.length; i++) {
    const metrics = kinds[kind[i] ?? kinds.length]?.metrics
    if (metrics === undefined) return undefined
    series[i + 1] = (series[i] ?? 0) + metrics
  }
  return series
}

type Column = Float64Array | Float32Array | Uint32Array | Uint16Array | Uint8Array
const padded = (bytes: number): number => Math.ceil(bytes / 8) * 8

/** Bytes as laid out at the head of this file. */
export function encodeSensorColumns(c: SensorColumns): Uint8Array {
  const { ids, names, values } = c
  const head = new TextEncoder().encode(JSON.stringify(c.head))
  const sections: Column[] = [
    head,
    ...[c.lng, c.lat, c.silentAfterMs],
    ...(values ? [values.at] : []),
    ...[c.index, c.area, ids.offsets, names.offsets],
    ...(values ? [values.value] : []),
    ...[c.kind, c.feed, c.district],
    ...(values ? [values.quality] : []),
    ...[c.flags, c.level, ids.bytes, names.bytes],
  ]
  const out = new Uint8Array(sections.reduce((n, s) => n + padded(s.byteLength), HEADER_BYTES))
  const view = new DataView(out.buffer)
  view.setUint8(0, SENSOR_COLUMNS_VERSION)
  view.setUint8(1, values ? 1 : 0)
  view.setUint32(4, c.count, true)
  view.setUint32(8, values ? values.value.length : 0, true)
  view.setUint32(12, head.length, true)
  view.setUint32(16, ids.bytes.length, true)
  view.setUint32(20, names.bytes.length, true)
  let o = HEADER_BYTES
  for (const s of sections) {
    out.set(new Uint8Array(s.buffer, s.byteOffset, s.byteLength), o)
    o += padded(s.byteLength)
  }
  return out
}

export type SensorColumnsAnswer =
  { readonly ok: true; readonly columns: SensorColumns } | { readonly ok: false; readonly reason: string }

const no = (reason: string): SensorColumnsAnswer => ({ ok: false, reason })

/**
 * Typed arrays on `buffer`, which then belongs to who asked. `isHead` checks `SensorHeadSchema` the way its side does. Cut or foreign bytes, a head that does not fit its schema and a
 * number that is in no dictionary give a reason and nothing else.
 */
export function decodeSensorColumns(
  buffer: ArrayBuffer,
  isHead: (value: unknown) => value is SensorHead,
): SensorColumnsAnswer {
  if (buffer.byteLength < HEADER_BYTES) return no('short')
  const view = new DataView(buffer)
  if (view.getUint8(0) !== SENSOR_COLUMNS_VERSION) return no('version')
  const hasValues = view.getUint8(1) === 1
  const n = view.getUint32(4, true)
  const t = view.getUint32(8, true)
  const [headBytes, idBytes, nameBytes] = [view.getUint32(12, true), view.getUint32(16, true), view.getUint32(20, true)]
  const sizes = [8 * n, 8 * n, 8 * n, 8 * t, 4 * n, 4 * n, 4 * (n + 1), 4 * (n + 1), 4 * t, 2 * n, 2 * n, 2 * n, 2 * t]
  const total = [headBytes, ...sizes, n, n, idBytes, nameBytes].reduce((sum, b) => sum + padded(b), HEADER_BYTES)
  if (buffer.byteLength !== total) return no('length')

  let o = HEADER_BYTES
  const next = <A>(
    make: (buffer: ArrayBuffer, offset: number, length: number) => A,
    length: number,
    width: number,
  ): A => {
    const column = make(buffer, o, length)
    o += padded(length * width)
    return column
  }
  const f64 = (length: number): Float64Array => next((b, at, l) => new Float64Array(b, at, l), length, 8)
  const f32 = (length: number): Float32Array => next((b, at, l) => new Float32Array(b, at, l), length, 4)
  const u32 = (length: number): Uint32Array => next((b, at, l) => new Uint32Array(b, at, l), length, 4)
  const u16 = (length: number): Uint16Array => next((b, at, l) => new Uint16Array(b, at, l), length, 2)
  const u8 = (length: number): Uint8Array => next((b, at, l) => new Uint8Array(b, at, l), length, 1)

  let head: unknown
  try {
    head = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(u8(headBytes)))
  } catch {
    return no('head')
  }
  if (!isHead(head)) return no('head')
  const [lng, lat, silentAfterMs, at] = [f64(n), f64(n), f64(n), f64(t)]
  const [index, area, idOffsets, nameOffsets] = [u32(n), u32(n), u32(n + 1), u32(n + 1)]
  const value = f32(t)
  const [kind, feed, district, quality] = [u16(n), u16(n), u16(n), u16(t)]
  const [flags, level, ids, names] = [u8(n), u8(n), u8(idBytes), u8(nameBytes)]
  const series = seriesOf(head.kinds, kind)
  if (series === undefined) return no('kind')
  if (hasValues ? series[n] !== t : t !== 0) return no('series')
  if (!within(feed, head.feeds.length) || !within(district, head.districts.length) || !within(area, head.areas.length))
    return no('dictionary')
  if (!rising(idOffsets, idBytes) || !rising(nameOffsets, nameBytes)) return no('text')
  return {
    ok: true,
    columns: {
      ...{ head, count: n, index, lng, lat, silentAfterMs, kind, feed, district, area, flags, level, series },
      ids: { bytes: ids, offsets: idOffsets },
      names: { bytes: names, offsets: nameOffsets },
      ...(hasValues ? { values: { value, at, quality } } : {}),
    },
  }
}

function within(column: Uint16Array | Uint32Array, size: number): boolean {
  for (const n of column) if (n >= size) return false
  return true
}

function rising(offsets: Uint32Array, end: number): boolean {
  for (let i = 1; i < offsets.length; i++) if ((offsets[i] ?? 0) < (offsets[i - 1] ?? 0)) return false
  return offsets[0] === 0 && offsets[offsets.length - 1] === end
}
