// Turns of work: never two at once, none lost, none after the end.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { onWake } from '../../src/server/timers.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Work whose turns the test ends by hand. */
function workOf(wait?: number) {
  const open: (() => void)[] = []
  const work = vi.fn(() => new Promise<number | undefined>((done) => open.push(() => done(wait))))
  const end = async (): Promise<void> => {
    open.shift()?.()
    await vi.advanceTimersByTimeAsync(0)
  }
  return { work, end }
}

it('takes one turn at a time, and one more for all who woke it meanwhile', async () => {
  const { work, end } = workOf()
  const turns = onWake(work)
  for (let n = 0; n < 3; n++) turns.wake()
  expect(work).toHaveBeenCalledTimes(1)
  await end()
  expect(work).toHaveBeenCalledTimes(2)
  await end()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(work).toHaveBeenCalledTimes(2)
})

it('wakes by itself when the turn asked for it, once, however often it was woken before', async () => {
  const { work, end } = workOf(500)
  const turns = onWake(work)
  turns.wake()
  await end()
  await vi.advanceTimersByTimeAsync(300)
  turns.wake()
  await end()
  expect(work).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(499)
  expect(work).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(1)
  expect(work).toHaveBeenCalledTimes(3)
})

it('ends with the turn under way, and nothing begins afterwards', async () => {
  const { work, end } = workOf(500)
  const turns = onWake(work)
  turns.wake()
  turns.wake()
  let isEnded = false
  const stopped = turns.stop().then(() => (isEnded = true))
  await vi.advanceTimersByTimeAsync(1000)
  expect([turns.stopped, isEnded]).toEqual([true, false])
  await end()
  await stopped
  turns.wake()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(work).toHaveBeenCalledTimes(1)
})
