// Frames to a screen whose link is backed up are left out; a burst to a good link is not.
import { describe, expect, it } from 'vitest'
import { createBacklog } from '../../../src/server/broker/backlog.ts'

function setup() {
  let now = 0
  let turn: (() => void)[] = []
  const stream = { writableLength: 0 }
  const backlog = createBacklog(
    () => now,
    (f) => turn.push(f),
  )
  return {
    stream,
    backlog,
    pass: (ms: number) => (now += ms),
    /** The loop goes on: what was let through is written, and waits in the stream. */
    written(bytes: number): void {
      for (const f of turn) f()
      turn = []
      stream.writableLength += bytes
    },
    send: (bytes: number) => backlog.hasRoom(stream, bytes),
  }
}

describe('a backlog', () => {
  it('lets a burst through, however many frames it is', () => {
    const s = setup()
    for (let n = 0; n < 50; n++) expect(s.send(10_000)).toBe(true)
    s.written(500_000)
    s.stream.writableLength = 0
    s.pass(500)
    expect(s.send(10_000)).toBe(true)
    expect(s.backlog.withheld()).toBe(0)
  })

  it('leaves frames out while what waits does not become less, and sends again when it has', () => {
    const s = setup()
    expect(s.send(200_000)).toBe(true)
    s.written(200_000)
    s.pass(500)
    // Seen to wait for the first time: it may be the burst of a moment ago.
    expect(s.send(1_000)).toBe(true)
    s.written(1_000)
    s.pass(500)
    expect(s.send(1_000)).toBe(false)
    expect(s.send(1_000)).toBe(false)
    expect(s.backlog.withheld()).toBe(2)
    s.stream.writableLength = 10_000
    s.pass(500)
    expect(s.send(1_000)).toBe(true)
  })

  it('never lets more than a bound wait, counting what is on its way into the stream', () => {
    const s = setup()
    let through = 0
    while (through < 100 && s.send(100_000)) through++
    expect(through).toBe(11)
  })

  it('knows links apart', () => {
    const s = setup()
    s.stream.writableLength = 5_000_000
    expect(s.send(1)).toBe(false)
    expect(s.backlog.hasRoom({ writableLength: 0 }, 1)).toBe(true)
  })

  it('leaves frames out while an echo stays out, whatever the stream has taken, and asks for the next when it is back', () => {
    const s = setup()
    let asked = 0
    const echoed = s.backlog.listen(s.stream, () => asked++)
    for (let n = 0; n < 3; n++) {
      expect(s.send(1_000)).toBe(true)
      s.written(0)
      s.pass(400)
    }
    expect(asked).toBe(1)
    expect(s.send(1_000)).toBe(false)
    expect(s.backlog.withheld()).toBe(1)
    echoed()
    expect(s.send(1_000)).toBe(true)
    expect(asked).toBe(2)
  })

  it('asks for no echo where nothing is sent', () => {
    const s = setup()
    let asked = 0
    const echoed = s.backlog.listen(s.stream, () => asked++)
    s.send(1)
    echoed()
    s.pass(60_000)
    expect(asked).toBe(1)
    expect(s.send(1)).toBe(true)
    expect(asked).toBe(2)
  })
})
