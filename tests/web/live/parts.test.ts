// @vitest-environment happy-dom
// The smaller pieces of the live side: checks at the door, lanes, the hub's clock, back-off, topics.
import { describe, expect, it } from 'vitest'
import { createHubClock } from '../../../src/web/live/clock.ts'
import { LANES, createFrameLoop } from '../../../src/web/live/frames.ts'
import { retryDelay, topicFits } from '../../../src/web/live/link.ts'
import { createRouter } from '../../../src/web/live/route.ts'
import { fits } from '../../../src/web/api/check.ts'
import { StatusSchema } from '../../../src/wire/views.ts'
import { manualFrames } from '../support/manual.ts'
import { T0, incident, status } from '../../support/rows.ts'

const bytes = (body: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(body))

describe('route', () => {
  const good = { epoch: 'a', seq: 1, at: T0, rows: [incident({ id: 'x' })], gone: [] }
  it('passes what fits', () => {
    const checked = createRouter().message('incidents', bytes(good))
    expect(checked).toEqual({ ok: true, value: good })
  })
  it.each([
    ['not JSON', new TextEncoder().encode('{')],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
    ['another shape', bytes({ hello: 1 })],
    ['a row without place', bytes({ ...good, rows: [{ ...good.rows[0], lng: undefined }] })],
    ['an unknown state', bytes({ ...good, rows: [{ ...good.rows[0], state: 'lost' }] })],
    ['a level out of scale', bytes({ ...good, rows: [{ ...good.rows[0], level: 5 }] })],
    ['a sequence below zero', bytes({ ...good, seq: -1 })],
  ])('refuses %s, counts it and says why', (_what, payload) => {
    const router = createRouter()
    expect(router.message('incidents', payload).ok).toBe(false)
    expect(router.refusals.counts.get('incidents')).toBe(1)
    expect(router.refusals.last()?.reason).toBeTruthy()
  })
  it('checks without generated code, as the content policy demands', () => {
    const real = globalThis.Function
    let made = 0
    globalThis.Function = new Proxy(real, {
      construct() {
        made++
        throw new EvalError('blocked')
      },
    })
    try {
      expect(fits(StatusSchema, status())).toBe(true)
      expect(fits(StatusSchema, { ...status(), rate: 'fast' })).toBe(false)
    } finally {
      globalThis.Function = real
    }
    expect(made).toBe(0)
  })
})

describe('frame loop', () => {
  it('runs each lane at its own pace and sleeps when nothing is pending', () => {
    const frames = manualFrames()
    const loop = createFrameLoop(frames.request)
    const runs: string[] = []
    for (const lane of ['numbers', 'map', 'lists'] as const) loop.on(lane, () => runs.push(lane))
    frames.frame(1000)
    expect(runs).toEqual(['numbers', 'map', 'lists'])
    expect(frames.asked()).toBe(0)
    runs.length = 0
    for (let at = 1016; at <= 1000 + LANES.lists; at += 16) {
      loop.wake()
      frames.frame(at)
    }
    const count = (lane: string): number => runs.filter((r) => r === lane).length
    expect(count('numbers')).toBeGreaterThan(55)
    expect(count('map')).toBeLessThanOrEqual(4)
    expect(count('map')).toBeGreaterThanOrEqual(3)
    expect(count('lists')).toBeLessThanOrEqual(1)
  })
  it('stops a job by its own stop', () => {
    const frames = manualFrames()
    const loop = createFrameLoop(frames.request)
    let runs = 0
    const stop = loop.on('numbers', () => runs++)
    frames.frame(0)
    stop()
    loop.wake()
    frames.frame(16)
    expect(runs).toBe(1)
  })
})

describe('hub clock', () => {
  it('takes the quickest message for the truth and ignores jitter', () => {
    let local = 1000
    const clock = createHubClock(() => local)
    clock.observe(6000 - 300)
    expect(clock.now()).toBe(5700)
    clock.observe(6000 - 20)
    expect(clock.offsetMs()).toBe(4700)
    local = 9000
    clock.observe(14_000 + 900)
    expect(clock.offsetMs()).toBe(5900)
    expect(clock.heardAt()).toBe(9000)
    clock.reset()
    clock.observe(9000)
    expect(clock.offsetMs()).toBe(0)
  })

  it('is not late by how long a word lay unread', () => {
    const clock = createHubClock(() => 5_000)
    clock.observe(6_000, 2_000)
    expect(clock.offsetMs()).toBe(4_000)
    expect(clock.heardAt()).toBe(2_000)
  })
})

describe('back-off', () => {
  it('doubles up to its end, half of it random', () => {
    expect(retryDelay(0, 0)).toBe(250)
    expect(retryDelay(0, 1)).toBe(500)
    expect(retryDelay(3, 1)).toBe(4000)
    expect(retryDelay(99, 1)).toBe(15_000)
  })
})

describe('filters', () => {
  it.each([
    ['a/b', 'a/b', true],
    ['a/+', 'a/b', true],
    ['a/+', 'a/b/c', false],
    ['a/#', 'a/b/c', true],
    ['a/b/c', 'a/b', false],
  ])('%s against %s: %s', (filter, topic, expected) => expect(topicFits(filter, topic)).toBe(expected))
})
