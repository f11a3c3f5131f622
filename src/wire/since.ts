// What a screen asks after it missed frames, and the bytes it is answered with. Little endian.
//
//   offset 0  u8   format version (1)
//          1  u8   0 changes follow · 1 the epoch is another: take a snapshot
//          2  u16  reserved
//          4  u32  parts (n)
//          8  n × { u8 0 values · 1 states, u8 length of the key, key in UTF-8, u32 length of the frame, frame }
//
// Each part is one frame of its topic that holds the latest of everything that changed after the sequence asked for; its own
// sequence is that of the topic now. A topic with nothing new has no part.
import Type, { type Static } from 'typebox'

const Seqs = Type.Record(Type.String({ maxLength: 96 }), Type.Integer({ minimum: 0 }))

/** By `<district>/<kind>` the last sequence seen of its value frames and of its state frames; 0 asks for everything there is. */
export const SinceSchema = Type.Object({ epoch: Type.String({ maxLength: 64 }), values: Seqs, states: Seqs })
export type Since = Static<typeof SinceSchema>

export type FrameType = 'values' | 'states'
export interface SincePart {
  readonly type: FrameType
  /** `<district>/<kind>` */
  readonly key: string
  readonly frame: Uint8Array
}

const VERSION = 1
const HEADER_BYTES = 8
const STATUS = { changes: 0, snapshot: 1 } as const

/** Undefined parts: the epoch is another one. */
export function encodeSince(parts: readonly SincePart[] | undefined): Uint8Array {
  const keys = (parts ?? []).map((p) => new TextEncoder().encode(p.key))
  const size = (parts ?? []).reduce((n, p, i) => n + 6 + (keys[i]?.length ?? 0) + p.frame.length, HEADER_BYTES)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, VERSION)
  view.setUint8(1, parts === undefined ? STATUS.snapshot : STATUS.changes)
  view.setUint32(4, parts?.length ?? 0, true)
  let o = HEADER_BYTES
  for (const [i, part] of (parts ?? []).entries()) {
    const key = keys[i] ?? new Uint8Array(0)
    view.setUint8(o, part.type === 'states' ? 1 : 0)
    view.setUint8(o + 1, key.length)
    bytes.set(key, o + 2)
    view.setUint32(o + 2 + key.length, part.frame.length, true)
    bytes.set(part.frame, o + 6 + key.length)
    o += 6 + key.length + part.frame.length
  }
  return bytes
}

export type SinceAnswer =
  | { readonly ok: true; readonly parts: readonly SincePart[] | undefined }
  | { readonly ok: false; readonly reason: string }

/** Frames are views of `bytes`, not copies. Cut or foreign bytes give a reason and nothing else. */
export function decodeSince(bytes: Uint8Array): SinceAnswer {
  if (bytes.byteLength < HEADER_BYTES) return { ok: false, reason: 'short' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint8(0) !== VERSION) return { ok: false, reason: 'version' }
  if (view.getUint8(1) === STATUS.snapshot) return { ok: true, parts: undefined }
  const text = new TextDecoder()
  const parts: SincePart[] = []
  let o = HEADER_BYTES
  for (let n = view.getUint32(4, true); n > 0; n--) {
    if (o + 2 > bytes.length) return { ok: false, reason: 'length' }
    const keyEnd = o + 2 + view.getUint8(o + 1)
    if (keyEnd + 4 > bytes.length) return { ok: false, reason: 'length' }
    const end = keyEnd + 4 + view.getUint32(keyEnd, true)
    if (end > bytes.length) return { ok: false, reason: 'length' }
    const type = view.getUint8(o) === 1 ? 'states' : 'values'
    parts.push({ type, key: text.decode(bytes.subarray(o + 2, keyEnd)), frame: bytes.subarray(keyEnd + 4, end) })
    o = end
  }
  return o === bytes.length ? { ok: true, parts } : { ok: false, reason: 'length' }
}
