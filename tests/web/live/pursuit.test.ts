// Sequences over a snapshot: what was held meanwhile follows as far as it goes, and a hole above the snapshot ends.
import { expect, it } from 'vitest'
import { createPursuit, type Topic } from '../../../src/web/live/pursuit.ts'
import { encodeFrame } from '../../../src/wire/frame.ts'

const TOPIC: Topic = { type: 'values', key: 'd/k' }
const RUN = 7
const frame = (seq: number): Uint8Array =>
  encodeFrame(
    { metrics: 1, seq, baseAt: 0, epochHash: RUN },
    { count: 1, index: [seq], metric: [0], level: [0], quality: [0], value: [seq], at: [0] },
  )

function pursued() {
  const read: number[] = []
  const pursuit = createPursuit({ values: (index) => void read.push(index), states: () => undefined }, () => undefined)
  return { pursuit, read }
}

it('what came before the snapshot follows it', () => {
  const { pursuit, read } = pursued()
  for (const seq of [4, 5, 6]) expect(pursuit.take(TOPIC, frame(seq))).toBe('other')
  pursuit.begin(RUN, { values: { 'd/k': 4 }, states: {} })
  expect(read).toEqual([5, 6])
  expect(pursuit.holes()).toBeUndefined()
  expect(pursuit.take(TOPIC, frame(7))).toBe('done')
})

it('a hole between the snapshot and what came before it is found, and does not hold the page', () => {
  const { pursuit } = pursued()
  for (const seq of [8, 9]) pursuit.take(TOPIC, frame(seq))
  pursuit.begin(RUN, { values: { 'd/k': 4 }, states: {} })
  expect(pursuit.holes()).toEqual({ values: { 'd/k': 4 }, states: {} })
  pursuit.fill({ values: { 'd/k': 4 }, states: {} }, [{ ...TOPIC, frame: frame(7) }])
  expect(pursuit.holes()).toBeUndefined()
  expect(pursuit.take(TOPIC, frame(10))).toBe('done')
})
