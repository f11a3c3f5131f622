// A sensor table with link, frames, timers, answers and a page's visibility in the hands of the test.
import { encodeFrame, epochHash } from '../../../src/wire/frame.ts'
import { encodeSince, type Since, type SincePart } from '../../../src/wire/since.ts'
import { encodeStateFrame } from '../../../src/wire/stateFrame.ts'
import { topics } from '../../../src/wire/topics.ts'
import { createFrameLoop } from '../../../src/web/live/frames.ts'
import { createSensorTable, type SensorScope } from '../../../src/web/live/sensors.ts'
import { fakeLink } from '../support/fakeLink.ts'
import { manualFrames, manualTimers, pending } from '../support/manual.ts'
import { T0 } from '../../support/rows.ts'

export interface Change {
  index: number
  metric?: number
  value: number
  at?: number
  quality?: number
  level?: number
}
export const frame = (seq: number, changes: readonly Change[], epoch = 'run-1'): Uint8Array =>
  encodeFrame(
    { metrics: 2, seq, baseAt: T0 + 60_000, epochHash: epochHash(epoch) },
    {
      count: changes.length,
      index: changes.map((c) => c.index),
      metric: changes.map((c) => c.metric ?? 0),
      value: changes.map((c) => c.value),
      at: changes.map((c) => c.at ?? T0 + 1000),
      quality: changes.map((c) => c.quality ?? 0),
      level: changes.map((c) => c.level ?? 0),
    },
  )
export const stateFrame = (
  seq: number,
  changes: readonly { index: number; level?: number; flags?: number }[],
  epoch = 'run-1',
): Uint8Array =>
  encodeStateFrame(
    { seq, epochHash: epochHash(epoch) },
    {
      count: changes.length,
      index: changes.map((c) => c.index),
      level: changes.map((c) => c.level ?? 0),
      flags: changes.map((c) => c.flags ?? 0),
    },
  )

export const sinceBytes = (parts: readonly SincePart[] | undefined): ArrayBuffer =>
  encodeSince(parts).buffer as ArrayBuffer
export const part = (frame: Uint8Array, key = '321002/ponding'): SincePart => ({ type: 'values', key, frame })
export const statePart = (frame: Uint8Array, key = '321002/ponding'): SincePart => ({ type: 'states', key, frame })

export function setup(scopes: readonly SensorScope[] = [{ depth: 'values' }]) {
  const link = fakeLink()
  const frames = manualFrames()
  const timers = manualTimers()
  const asked: ReturnType<typeof pending<ArrayBuffer>>[] = []
  const columns: { district?: string; kind?: string; values: boolean }[] = []
  const since: (ReturnType<typeof pending<ArrayBuffer>> & { readonly body: Since })[] = []
  const refused: string[] = []
  const seen = new Set<() => void>()
  let hidden = false
  let now = 1_000_000
  const table = createSensorTable({
    link,
    timers,
    loop: createFrameLoop(frames.request),
    fetch(roster, values) {
      columns.push({ ...roster, values })
      const p = pending<ArrayBuffer>()
      asked.push(p)
      return p.promise
    },
    fetchSince(body) {
      const p = pending<ArrayBuffer>()
      since.push({ ...p, body })
      return p.promise
    },
    refuse: (what, reason) => refused.push(`${what}: ${reason}`),
    visibility: {
      isHidden: () => hidden,
      onChange(f) {
        seen.add(f)
        return () => seen.delete(f)
      },
    },
    now: () => now,
  })
  const wanting = table.want(scopes)
  return {
    ...{ link, frames, asked, columns, since, refused, table, wanting },
    push: (bytes: Uint8Array, kind = 'ponding', district = '321002') =>
      link.pushBytes(topics.frame(district, kind), bytes),
    pushState: (bytes: Uint8Array, kind = 'ponding', district = '321002') =>
      link.pushBytes(topics.state(district, kind), bytes),
    /** Time goes on, for the clock and the timers. */
    pass(ms: number): void {
      now += ms
      timers.advance(ms)
    },
    show(isHidden: boolean): void {
      hidden = isHidden
      for (const f of seen) f()
    },
    slot: (id: string): number => table.slotOf(id) ?? -1,
  }
}
