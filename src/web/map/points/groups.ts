// Sensors that are more than calm, listed by group: moving one from group to group costs the same however many there are. Pure.
import { createDirtyRanges, type DirtyRanges } from './ranges.ts'
import { GROUPS } from './marks.ts'

export interface Group {
  /** Slots, in no order; only the first `length` count. A larger array takes its place when it is full. */
  slots: Uint32Array
  length: number
  /** Of `slots`. */
  changed: DirtyRanges
}

export interface Groups {
  /** Group 0 is never listed. */
  readonly move: (slot: number, from: number, to: number) => void
  readonly group: (n: number) => Group
}

const FIRST = 256

export function createGroups(count: number): Groups {
  const groups: Group[] = Array.from({ length: GROUPS }, () => ({
    slots: new Uint32Array(FIRST),
    length: 0,
    changed: createDirtyRanges(FIRST),
  }))
  /** Where each slot stands in the one list it is in. */
  const places = new Uint32Array(count)
  const group = (n: number): Group => {
    const found = groups[n]
    if (found === undefined) throw new RangeError(`no group ${n}`)
    return found
  }

  function put(g: Group, place: number, slot: number): void {
    g.slots[place] = slot
    places[slot] = place
    g.changed.note(place)
  }

  return {
    group,
    move(slot, from, to) {
      if (from === to) return
      if (from !== 0) {
        const g = group(from)
        const place = places[slot] ?? 0
        const last = g.slots[--g.length] ?? 0
        if (last !== slot) put(g, place, last)
      }
      if (to === 0) return
      const g = group(to)
      if (g.length === g.slots.length) {
        const more = new Uint32Array(g.length * 2)
        more.set(g.slots)
        g.slots = more
        // Another size is another buffer: it is written whole.
        g.changed = createDirtyRanges(more.length)
      }
      put(g, g.length++, slot)
    },
  }
}
