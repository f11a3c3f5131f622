// States and groups: whatever happens, every sensor is drawn once, in the group of its state, and what is worse comes later.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBoard } from '../../../../src/web/map/points/board.ts'
import { boxSide, dotRadius, groupOf, GROUPS, NOWHERE, stateOf } from '../../../../src/web/map/points/marks.ts'

const state = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.boolean(), fc.boolean())
  .map(([level, stale, suspect]) => stateOf(level, stale, suspect))

describe('the board', () => {
  it('lists each sensor in the group of its state, once, after any history', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.array(fc.tuple(fc.nat(599), state), { maxLength: 900 }),
        (count, sets) => {
          const board = createBoard(new Float64Array(count).fill(119), new Float64Array(count).fill(32))
          const wanted = new Map<number, number>()
          for (const [slot, s] of sets) {
            const other = slot < count && (wanted.get(slot) ?? 0) !== s
            expect(board.set(slot, s)).toBe(other)
            if (slot < count) wanted.set(slot, s)
          }
          for (let n = 1; n < GROUPS; n++) {
            const g = board.groups.group(n)
            const listed = [...g.slots.subarray(0, g.length)].sort((a, b) => a - b)
            const due = [...wanted].filter(([, s]) => groupOf(s) === n).map(([slot]) => slot)
            expect(listed).toEqual(due.sort((a, b) => a - b))
          }
        },
      ),
    )
  })
  it('tells the graphics card of every list what changed in it', () => {
    const board = createBoard(new Float64Array(1000).fill(119), new Float64Array(1000).fill(32))
    // What the buffer of level Ⅱ holds, written as the painter writes it.
    let buffer = new Uint32Array(0)
    let holds: Uint32Array | undefined
    const write = (): number[] => {
      const g = board.groups.group(groupOf(2))
      if (holds === g.slots) g.changed.take((from, to) => buffer.set(g.slots.subarray(from, to), from))
      else {
        buffer = g.slots.slice()
        holds = g.slots
        g.changed.take(() => undefined)
      }
      return [...buffer.subarray(0, g.length)].sort((a, b) => a - b)
    }
    const standing = new Set<number>()
    for (let n = 0; n < 4000; n++) {
      const slot = (n * 7919) % 1000
      if (standing.delete(slot)) board.set(slot, 0)
      else {
        standing.add(slot)
        board.set(slot, 2)
      }
      if (n % 13 === 0) expect(write()).toEqual([...standing].sort((a, b) => a - b))
    }
  })
  it('draws worst last: Ⅰ on top, then Ⅱ, Ⅲ, Ⅳ, doubted, stale, calm', () => {
    const worstFirst = [
      stateOf(1, false, true),
      stateOf(2, true, false),
      stateOf(3, false, false),
      stateOf(4, true, true),
      stateOf(0, false, true),
      stateOf(0, true, true),
      stateOf(0, false, false),
    ]
    expect(worstFirst.map(groupOf)).toEqual([6, 5, 4, 3, 2, 1, 0])
  })
  it('says doubt of every mark, and never takes a level away for age or doubt', () => {
    for (const level of [0, 1, 2, 3, 4])
      for (const stale of [false, true]) {
        const plain = stateOf(level, stale, false)
        expect(stateOf(level, stale, true)).not.toBe(plain)
        expect(plain & 7).toBe(level > 0 ? level : stale ? 5 : 0)
      }
  })
  it('a sensor off the map is drawn nowhere, whatever it says', () => {
    const board = createBoard(Float64Array.of(119, 999), Float64Array.of(32, 32))
    expect(board.set(1, 1)).toBe(false)
    expect([...board.states]).toEqual([0, NOWHERE])
    expect(board.groups.group(6).length).toBe(0)
  })
})

describe('sizes', () => {
  it.each([
    [5, 0.9, 6.5],
    [7, 0.9, 6.5],
    [8.5, 1.35, 7.95],
    [10, 1.8, 9.4],
    [12, 3.4, 12.8],
    [14, 5, 16.2],
    [17, 5, 16.2],
  ])('at zoom %s: dot %s, box %s', (zoom, dot, box) => {
    expect(dotRadius(zoom)).toBeCloseTo(dot)
    expect(boxSide(zoom)).toBeCloseTo(box)
  })
})
