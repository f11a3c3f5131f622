// Finds a text of a column by its bytes: open addressing over a hash of them, no text made of any. Knows nothing of sensors.
import type { TextColumn } from '../../wire/sensorColumns.ts'

/** FNV-1a of some of the bytes. */
function hashOf(bytes: Uint8Array, from: number, end: number): number {
  let h = 0x811c9dc5
  for (let i = from; i < end; i++) h = Math.imul(h ^ (bytes[i] ?? 0), 0x01000193)
  // The low bits choose the cell: the high ones are stirred in.
  return (h ^ (h >>> 15)) >>> 0
}

/** Answers the place of a text in the column, the first of equal ones. */
export function indexTexts({ bytes, offsets }: TextColumn): (text: string) => number | undefined {
  const count = Math.max(0, offsets.length - 1)
  let size = 8
  while (size < count * 2) size *= 2
  /** Place + 1; 0 is free. At most half of them are taken, so every search ends. */
  const cells = new Uint32Array(size)
  const from = (place: number): number => offsets[place] ?? 0

  /** The cell of these bytes, or the free one where they would stand. */
  function cellOf(wanted: Uint8Array, start: number, end: number): number {
    let cell = hashOf(wanted, start, end) & (size - 1)
    for (;;) {
      const place = (cells[cell] ?? 0) - 1
      if (place < 0) return cell
      const o = from(place)
      if (from(place + 1) - o === end - start) {
        let i = 0
        while (start + i < end && bytes[o + i] === wanted[start + i]) i++
        if (start + i === end) return cell
      }
      cell = (cell + 1) & (size - 1)
    }
  }

  for (let place = 0; place < count; place++) {
    const cell = cellOf(bytes, from(place), from(place + 1))
    if (cells[cell] === 0) cells[cell] = place + 1
  }
  const encoder = new TextEncoder()
  return (text) => {
    const wanted = encoder.encode(text)
    const place = (cells[cellOf(wanted, 0, wanted.length)] ?? 0) - 1
    return place < 0 ? undefined : place
  }
}
