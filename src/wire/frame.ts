// Binary sensor frames (hub → screen): what changed since the last frame of one district and kind. Little endian.
//
//   offset 0  u8   format version (1)
//          1  u8   metrics per sensor (m), at most 12
//          2  u16  reserved
//          4  u32  sequence of this topic, from 1
//          8  f64  base instant, epoch ms: occurredAt values are counted back from here
//         16  u32  epoch hash (FNV-1a of the hub's run id)
//         20  u32  entries (n)
//         24  n × { u32 sensor index, u8 metric, u8 level, u16 quality, f32 value, u32 age of the value at base, ms }
//
// A value that became unknown is NaN. Sixteen bytes per change; no object per sensor is made when reading.

export const FRAME_VERSION = 1
export const FRAME_HEADER_BYTES = 24
export const FRAME_ENTRY_BYTES = 16

/** Writes one frame. Entries are parallel arrays of length `count`. */
export interface FrameEntries {
  readonly count: number
  readonly index: ArrayLike<number>
  readonly metric: ArrayLike<number>
  readonly level: ArrayLike<number>
  readonly quality: ArrayLike<number>
  readonly value: ArrayLike<number>
  /** occurredAt, epoch ms. */
  readonly at: ArrayLike<number>
}

export interface FrameHeader {
  readonly metrics: number
  readonly seq: number
  readonly baseAt: number
  readonly epochHash: number
}

const MAX_U32 = 0xffff_ffff

/** FNV-1a over UTF-16 code units: tells one hub run from another inside a frame. */
export function epochHash(epoch: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < epoch.length; i++) h = Math.imul(h ^ epoch.charCodeAt(i), 0x01000193)
  return h >>> 0
}

/**
 * Bytes of one frame, laid out as at the head of this file. A missing value is NaN; an age is cut at 0 and at 2³² − 1 ms,
 * so `baseAt` should not be before the newest value.
 */
export function encodeFrame(header: FrameHeader, e: FrameEntries): Uint8Array {
  const bytes = new Uint8Array(FRAME_HEADER_BYTES + e.count * FRAME_ENTRY_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, FRAME_VERSION)
  view.setUint8(1, header.metrics)
  view.setUint32(4, header.seq, true)
  view.setFloat64(8, header.baseAt, true)
  view.setUint32(16, header.epochHash, true)
  view.setUint32(20, e.count, true)
  for (let i = 0, o = FRAME_HEADER_BYTES; i < e.count; i++, o += FRAME_ENTRY_BYTES) {
    view.setUint32(o, e.index[i] ?? 0, true)
    view.setUint8(o + 4, e.metric[i] ?? 0)
    view.setUint8(o + 5, e.level[i] ?? 0)
    view.setUint16(o + 6, e.quality[i] ?? 0, true)
    view.setFloat32(o + 8, e.value[i] ?? Number.NaN, true)
    view.setUint32(o + 12, Math.min(MAX_U32, Math.max(0, header.baseAt - (e.at[i] ?? 0))), true)
  }
  return bytes
}

/** Receives one change. Called once per entry, in order. */
export type FrameSink = (
  index: number,
  metric: number,
  value: number,
  at: number,
  quality: number,
  level: number,
) => void

/**
 * Reads one frame into `sink`. Returns its header, or a reason when the bytes are not a frame of this version;
 * in that case the sink was not called.
 */
export function decodeFrame(
  bytes: Uint8Array,
  sink: FrameSink,
): { ok: true; header: FrameHeader; count: number } | { ok: false; reason: string } {
  if (bytes.byteLength < FRAME_HEADER_BYTES) return { ok: false, reason: 'short' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint8(0) !== FRAME_VERSION) return { ok: false, reason: 'version' }
  const count = view.getUint32(20, true)
  if (bytes.byteLength !== FRAME_HEADER_BYTES + count * FRAME_ENTRY_BYTES) return { ok: false, reason: 'length' }
  const baseAt = view.getFloat64(8, true)
  const header = {
    metrics: view.getUint8(1),
    seq: view.getUint32(4, true),
    baseAt,
    epochHash: view.getUint32(16, true),
  }
  for (let i = 0, o = FRAME_HEADER_BYTES; i < count; i++, o += FRAME_ENTRY_BYTES)
    sink(
      view.getUint32(o, true),
      view.getUint8(o + 4),
      view.getFloat32(o + 8, true),
      baseAt - view.getUint32(o + 12, true),
      view.getUint16(o + 6, true),
      view.getUint8(o + 5),
    )
  return { ok: true, header, count }
}
