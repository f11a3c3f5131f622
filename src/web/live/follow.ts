// Which slots of a table were written since somebody last looked: one flag and one place in a list per slot, however often it is
// written. Knows nothing of what is in the slots.
import type { Stop } from './link.ts'

export interface SlotFollower {
  /**
   * Calls `visit` once for each slot written since the last call. True when the table was filled anew instead: then every slot
   * is new and none is visited.
   */
  readonly take: (visit: (slot: number) => void) => boolean
  readonly stop: Stop
}

export interface SlotFollowers {
  readonly note: (slot: number) => void
  /** The table has `count` other slots now. */
  readonly fill: (count: number) => void
  /** A reader of its own: what one takes the others still have before them. Its first take says «filled». */
  readonly follow: () => SlotFollower
}

interface Reader {
  marked: Uint8Array
  list: Uint32Array
  length: number
  filled: boolean
}

export function createSlotFollowers(): SlotFollowers {
  let size = 0
  // An array: it is walked once per value that comes in.
  let readers: Reader[] = []
  return {
    note(slot) {
      for (const r of readers) {
        if (r.filled || r.marked[slot] === 1) continue
        r.marked[slot] = 1
        r.list[r.length++] = slot
      }
    },
    fill(count) {
      size = count
      for (const r of readers) r.filled = true
    },
    follow() {
      const mine: Reader = { marked: new Uint8Array(0), list: new Uint32Array(0), length: 0, filled: true }
      readers.push(mine)
      return {
        take(visit) {
          if (mine.filled) {
            if (mine.marked.length !== size) {
              mine.marked = new Uint8Array(size)
              mine.list = new Uint32Array(size)
            } else mine.marked.fill(0)
            mine.length = 0
            mine.filled = false
            return true
          }
          const { marked, list, length } = mine
          for (let i = 0; i < length; i++) {
            const slot = list[i] ?? 0
            marked[slot] = 0
            visit(slot)
          }
          mine.length = 0
          return false
        },
        stop() {
          readers = readers.filter((r) => r !== mine)
        },
      }
    },
  }
}
