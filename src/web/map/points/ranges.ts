// Which stretches of a buffer changed since it was last written to the graphics card. Near ones become one: a call costs more than
// the bytes between. Pure.

/** Elements that are dirty together: finer would only mean more to look through. */
const BLOCK = 256
/** Clean blocks between two dirty ones that are written all the same. */
const BRIDGE = 8

export interface DirtyRanges {
  readonly note: (index: number) => void
  /** Calls `write` for each stretch, in order, and forgets it. `to` is not in it. Returns how many there were. */
  readonly take: (write: (from: number, to: number) => void) => number
}

/** For a buffer of so many elements; notes beyond it are void. */
export function createDirtyRanges(size: number): DirtyRanges {
  const blocks = Math.ceil(size / BLOCK)
  const dirty = new Uint8Array(blocks)
  // Nothing is looked through outside of these.
  let first = blocks
  let last = -1
  return {
    note(index) {
      if (index < 0 || index >= size) return
      const block = Math.floor(index / BLOCK)
      dirty[block] = 1
      if (block < first) first = block
      if (block > last) last = block
    },
    take(write) {
      let runs = 0
      let from = -1
      let to = -1
      const flush = (): void => {
        if (from < 0) return
        runs++
        write(from * BLOCK, Math.min(size, (to + 1) * BLOCK))
      }
      for (let block = first; block <= last; block++) {
        if (dirty[block] === 0) continue
        dirty[block] = 0
        if (from < 0 || block - to > BRIDGE + 1) {
          flush()
          from = block
        }
        to = block
      }
      flush()
      first = blocks
      last = -1
      return runs
    },
  }
}
