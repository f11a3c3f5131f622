// Changes of the map wait while it draws and as long again as the machine needs, and none is lost.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createChanges } from '../../../src/web/map/changes.ts'

/** Frames come when the test says so. */
function setup() {
  const frames: (() => void)[] = []
  const done: string[] = []
  const changes = createChanges({ now: () => Date.now(), nextFrame: (then) => frames.push(then) })
  const frame = (): void => frames.splice(0).forEach((then) => then())
  /** One drawing that takes so many ms. */
  const draws = (ms: number): void => {
    changes.drew()
    frame()
    vi.advanceTimersByTime(ms)
    frame()
  }
  const change = (name: string, key = name): void => changes.make(key, () => done.push(name))
  return { changes, done, frame, draws, change }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('what changes on the map', () => {
  it('is drawn at once where nothing else is being drawn', () => {
    const { done, change } = setup()
    change('a')
    change('b')
    expect(done).toEqual(['a', 'b'])
  })

  it('waits for the drawing and twice as long again; the last of a kind counts', () => {
    const { done, draws, change } = setup()
    draws(300)
    change('sensors 1', 'sensors')
    change('cases')
    change('sensors 2', 'sensors')
    vi.advanceTimersByTime(599)
    expect(done).toEqual([])
    vi.advanceTimersByTime(1)
    expect(done).toEqual(['sensors 2', 'cases'])
  })

  it('is not put off by frames drawn while it waits: a map that is moved shows what is new', () => {
    const { changes, done, draws, change } = setup()
    draws(100)
    change('a')
    for (let ms = 0; ms < 200; ms += 20) {
      changes.drew()
      vi.advanceTimersByTime(20)
    }
    expect(done).toEqual(['a'])
  })

  it('rests two seconds at most, however long the page slept', () => {
    const { done, draws, change } = setup()
    draws(3_600_000)
    change('a')
    vi.advanceTimersByTime(2_000)
    expect(done).toEqual(['a'])
  })

  it('does at once what a person asked for, and keeps even that while the graphics card is gone', () => {
    const { changes, done, draws, change } = setup()
    draws(300)
    changes.makeNow('ring', () => done.push('ring'))
    expect(done).toEqual(['ring'])
    changes.hold()
    vi.advanceTimersByTime(2_000)
    changes.makeNow('ring', () => done.push('ring elsewhere'))
    change('a')
    expect(done).toEqual(['ring'])
    changes.release()
    expect(done).toEqual(['ring', 'ring elsewhere', 'a'])
  })

  it('is done at once where all is drawn anew, but not without a graphics card', () => {
    const { changes, done, draws, change } = setup()
    draws(300)
    change('a')
    changes.settle()
    expect(done).toEqual(['a'])
    changes.hold()
    change('b')
    changes.settle()
    expect(done).toEqual(['a'])
    changes.release()
    vi.advanceTimersByTime(600)
    expect(done).toEqual(['a', 'b'])
  })

  it('is over with the map', () => {
    const { changes, done, draws, change } = setup()
    draws(300)
    change('a')
    changes.stop()
    vi.advanceTimersByTime(2_000)
    expect(done).toEqual([])
  })
})
