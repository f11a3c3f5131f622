// @vitest-environment happy-dom
// How a wall begins anew: counted, by itself, and with the newer shell where one waits.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { beginAgain, reloadsSoFar } from '../../../../src/web/wall/care/again.ts'

const T0 = 1_800_000_000_000
beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('reloads at once, and counts it', async () => {
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined)
  await beginAgain('silence', T0)
  expect(reload).toHaveBeenCalledTimes(1)
  expect(reloadsSoFar()).toEqual({ count: 1, at: [T0], last: 'silence' })
})

it('lets a newer shell reload it; where that does not come, it does so by itself', async () => {
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined)
  const apply = vi.fn()
  await beginAgain('update', T0, apply)
  expect([apply.mock.calls.length, reload.mock.calls.length]).toEqual([1, 0])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(reload).toHaveBeenCalledTimes(1)
})
