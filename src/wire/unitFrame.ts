// Binary frames of moving units (hub → screen): who moved since the last frame of one audience. Little endian.
//
//   offset 0  u8   format version (1)
//          1  u8   reserved
//          2  u16  reserved
//          4  u32  sequence of this topic, from 1
//          8  f64  base instant, epoch ms: ages are counted back from here
//         16  u32  epoch hash (FNV-1a of the hub's run id, as in frame.ts)
//         20  u32  entries (n)
//         24  n × { u32 unit index, i32 lng × 1e7, i32 lat × 1e7, u16 heading × 100, u16 speed km/h × 100, u32 age of the fix at
//                   base in ms, u8 flags of the fix, u8 reserved, u16 reserved }
//
// 0xffff in heading or speed: not known. 1e-7 degrees is one centimetre. Twenty-four bytes a move, no object per unit when reading.

export const UNIT_FRAME_VERSION = 1
export const UNIT_FRAME_HEADER_BYTES = 24
export const UNIT_FRAME_ENTRY_BYTES = 24

/** The newest fix that came was not believed: the place is that of the one before, which may be wrong by now. */
export const UNIT_DOUBTED = 0x80

const UNKNOWN = 0xffff
const MAX_U32 = 0xffff_ffff

export interface UnitFrameHeader {
  readonly seq: number
  readonly baseAt: number
  readonly epochHash: number
}

/** One unit's newest believed fix. NaN in `speedKmh` or `headingDeg`: not known. */
export interface UnitMove {
  readonly index: number
  readonly lng: number
  readonly lat: number
  /** occurredAt, epoch ms. */
  readonly at: number
  readonly speedKmh: number
  readonly headingDeg: number
  /** `FixFlag` of core/track, with {@link UNIT_DOUBTED}. */
  readonly flags: number
}

const hundredths = (n: number): number =>
  Number.isNaN(n) ? UNKNOWN : Math.min(UNKNOWN - 1, Math.max(0, Math.round(n * 100)))
const fromHundredths = (n: number): number => (n === UNKNOWN ? Number.NaN : n / 100)

/** Bytes of one frame. An age is cut at 0 and at 2³² − 1 ms: `baseAt` should not be before the newest fix. */
export function encodeUnitFrame(header: UnitFrameHeader, moves: readonly UnitMove[]): Uint8Array {
  const bytes = new Uint8Array(UNIT_FRAME_HEADER_BYTES + moves.length * UNIT_FRAME_ENTRY_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, UNIT_FRAME_VERSION)
  view.setUint32(4, header.seq, true)
  view.setFloat64(8, header.baseAt, true)
  view.setUint32(16, header.epochHash, true)
  view.setUint32(20, moves.length, true)
  let o = UNIT_FRAME_HEADER_BYTES
  for (const move of moves) {
    view.setUint32(o, move.index, true)
    view.setInt32(o + 4, Math.round(move.lng * 1e7), true)
    view.setInt32(o + 8, Math.round(move.lat * 1e7), true)
    view.setUint16(o + 12, hundredths(move.headingDeg), true)
    view.setUint16(o + 14, hundredths(move.speedKmh), true)
    view.setUint32(o + 16, Math.min(MAX_U32, Math.max(0, header.baseAt - move.at)), true)
    view.setUint8(o + 20, move.flags)
    o += UNIT_FRAME_ENTRY_BYTES
  }
  return bytes
}

/** Receives one move. Called once per entry, in order. */
export type UnitSink = (
  index: number,
  lng: number,
  lat: number,
  at: number,
  speedKmh: number,
  headingDeg: number,
  flags: number,
) => void

/** What the head of a frame says, or why the bytes are no frame of this version. */
export function readUnitHeader(
  bytes: Uint8Array,
):
  | { readonly ok: true; readonly header: UnitFrameHeader; readonly count: number }
  | { readonly ok: false; readonly reason: string } {
  if (bytes.byteLength < UNIT_FRAME_HEADER_BYTES) return { ok: false, reason: 'short' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint8(0) !== UNIT_FRAME_VERSION) return { ok: false, reason: 'version' }
  const count = view.getUint32(20, true)
  if (bytes.byteLength !== UNIT_FRAME_HEADER_BYTES + count * UNIT_FRAME_ENTRY_BYTES)
    return { ok: false, reason: 'length' }
  const header = { seq: view.getUint32(4, true), baseAt: view.getFloat64(8, true), epochHash: view.getUint32(16, true) }
  return { ok: true, header, count }
}

/** Reads one frame into `sink`; when it is none, the sink was not called. */
export function decodeUnitFrame(bytes: Uint8Array, sink: UnitSink): ReturnType<typeof readUnitHeader> {
  const read = readUnitHeader(bytes)
  if (!read.ok) return read
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { baseAt } = read.header
  for (let i = 0, o = UNIT_FRAME_HEADER_BYTES; i < read.count; i++, o += UNIT_FRAME_ENTRY_BYTES)
    sink(
      view.getUint32(o, true),
      view.getInt32(o + 4, true) / 1e7,
      view.getInt32(o + 8, true) / 1e7,
      baseAt - view.getUint32(o + 16, true),
      fromHundredths(view.getUint16(o + 14, true)),
      fromHundredths(view.getUint16(o + 12, true)),
      view.getUint8(o + 20),
    )
  return read
}
