// Binary state frames (hub → screen): what a map at city zoom draws, and only where it changed. Little endian.
//
//   offset 0  u8   format version (1)
//          1  3 ×  reserved
//          4  u32  sequence of this topic, from 1
//          8  u32  epoch hash, as in value frames
//         12  u32  entries (n)
//         16  n × { u32 sensor index, u8 level, u8 flags }
//
// Six bytes per sensor that changes its look, where its values would be sixteen for each of them, changed look or not.

export const STATE_FRAME_VERSION = 1
export const STATE_HEADER_BYTES = 16
export const STATE_ENTRY_BYTES = 6

/** Its newest value is older than it may be, or it never spoke. */
export const SILENT = 1
/** Some current value of it is doubted. */
export const DOUBTED = 2

export interface StateEntries {
  readonly count: number
  readonly index: ArrayLike<number>
  /** 0 none, else 1–4. */
  readonly level: ArrayLike<number>
  /** `SILENT`, `DOUBTED` or both. */
  readonly flags: ArrayLike<number>
}

export interface StateHeader {
  readonly seq: number
  readonly epochHash: number
}

/** Bytes of one frame of states, laid out as at the head of this file. */
export function encodeStateFrame(header: StateHeader, e: StateEntries): Uint8Array {
  const bytes = new Uint8Array(STATE_HEADER_BYTES + e.count * STATE_ENTRY_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, STATE_FRAME_VERSION)
  view.setUint32(4, header.seq, true)
  view.setUint32(8, header.epochHash, true)
  view.setUint32(12, e.count, true)
  for (let i = 0, o = STATE_HEADER_BYTES; i < e.count; i++, o += STATE_ENTRY_BYTES) {
    view.setUint32(o, e.index[i] ?? 0, true)
    view.setUint8(o + 4, e.level[i] ?? 0)
    view.setUint8(o + 5, e.flags[i] ?? 0)
  }
  return bytes
}

/** Receives one change. Called once per entry, in order. */
export type StateSink = (index: number, level: number, flags: number) => void

/** The header alone, or undefined when the bytes are not one whole state frame of this version. */
export function stateHeader(bytes: Uint8Array): StateHeader | undefined {
  if (bytes.byteLength < STATE_HEADER_BYTES) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = STATE_HEADER_BYTES + view.getUint32(12, true) * STATE_ENTRY_BYTES
  if (view.getUint8(0) !== STATE_FRAME_VERSION || bytes.byteLength !== whole) return undefined
  return { seq: view.getUint32(4, true), epochHash: view.getUint32(8, true) }
}

/** Reads one frame into `sink`; undefined, and nothing called, when the bytes are not one. */
export function decodeStateFrame(bytes: Uint8Array, sink: StateSink): StateHeader | undefined {
  const header = stateHeader(bytes)
  if (header === undefined) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let o = STATE_HEADER_BYTES; o < bytes.byteLength; o += STATE_ENTRY_BYTES)
    sink(view.getUint32(o, true), view.getUint8(o + 4), view.getUint8(o + 5))
  return header
}
