// @vitest-environment happy-dom
// Keys pressed at a wall: they hold at once, reach the hub in the end, and are not ended by what the desk has not said of them.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue'
import { heldOf, usePressed, type PressedKeys } from '../../../../src/web/features/wall/usePressed.ts'
import { ApiProblem, unreachable } from '../../../../src/web/api/client.ts'
import type { WallKeys } from '../../../../src/wire/walls.ts'

const T0 = 1_800_000_000_000
const version = shallowRef<number>()
const isUp = shallowRef(true)
const tell = vi.fn<(keys: WallKeys) => Promise<number>>()
let scope: EffectScope
/** The page as it comes up; what was kept of the one before is there. */
function begin(): PressedKeys {
  scope = effectScope()
  return scope.run(() =>
    usePressed({ version: () => version.value, isUp: () => isUp.value, tell, now: () => T0 }),
  ) as PressedKeys
}
const asked = () => tell.mock.calls.map(([keys]) => keys)
const settle = () => vi.advanceTimersByTimeAsync(0)
const refusal = () =>
  new ApiProblem({
    ...{ status: 400, code: 'invalid', instance: 'i', field: '/pinned' },
    ...{ titleText: { zh: '不对', en: 'Wrong' }, detailText: { zh: '没有', en: 'None' } },
  })

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
  tell.mockReset()
  version.value = 4
  isUp.value = true
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

it('holds a key at once and until the orders that have it are here', async () => {
  tell.mockResolvedValue(6)
  const { pressed, hold } = begin()
  hold({ visit: true })
  expect(heldOf(pressed.value)).toEqual({ visit: true })
  await settle()
  expect(asked()).toEqual([{ visit: true }])
  // Somebody at the desk changed another thing just before: those orders know nothing of the key.
  version.value = 5
  await nextTick()
  expect(heldOf(pressed.value)).toEqual({ visit: true })
  version.value = 6
  await nextTick()
  expect(heldOf(pressed.value)).toEqual({})
})

it('lets go where the orders were here before the answer', async () => {
  let answer: (version: number) => void = () => undefined
  tell.mockReturnValue(new Promise((resolve) => (answer = resolve)))
  const { pressed, hold } = begin()
  hold({ visit: true })
  version.value = 5
  await nextTick()
  expect(heldOf(pressed.value)).toEqual({ visit: true })
  answer(5)
  await settle()
  expect(heldOf(pressed.value)).toEqual({})
})

it('tells it when the link is up again; orders of the desk do not end what it has not heard', async () => {
  tell.mockResolvedValue(9)
  isUp.value = false
  const { pressed, hold } = begin()
  hold({ visit: true })
  version.value = 8
  await settle()
  expect(asked()).toEqual([])
  expect(heldOf(pressed.value)).toEqual({ visit: true })
  isUp.value = true
  await settle()
  expect(asked()).toEqual([{ visit: true }])
})

it('tries again after a failure, and after a reload', async () => {
  tell.mockRejectedValue(unreachable())
  const first = begin()
  first.hold({ visit: true, pinned: 'air' })
  await settle()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(asked()).toEqual([{ visit: true }, { visit: true }])
  scope.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(tell).toHaveBeenCalledTimes(2)

  tell.mockReset().mockResolvedValueOnce(5).mockResolvedValueOnce(6)
  version.value = undefined
  const second = begin()
  await settle()
  expect(asked()).toEqual([])
  expect(heldOf(second.pressed.value)).toEqual({ visit: true, pinned: 'air' })
  version.value = 4
  await settle()
  expect(asked()).toEqual([{ visit: true }, { pinned: 'air' }])
})

it('a key that is pressed once more while it is told is told once more', async () => {
  let answer: (version: number) => void = () => undefined
  tell.mockReturnValueOnce(new Promise((resolve) => (answer = resolve))).mockResolvedValue(6)
  const { pressed, hold } = begin()
  hold({ visit: true })
  hold({ visit: false })
  answer(5)
  await settle()
  expect(asked()).toEqual([{ visit: true }, { visit: false }])
  expect(heldOf(pressed.value)).toEqual({ visit: false })
})

it('what the hub refuses holds up nothing else and is not asked again', async () => {
  tell.mockImplementation((keys) => ('pinned' in keys ? Promise.reject(refusal()) : Promise.resolve(5)))
  isUp.value = false
  const { pressed, hold } = begin()
  hold({ pinned: 'gone' })
  hold({ visit: true })
  isUp.value = true
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked()).toEqual([{ visit: true }, { pinned: 'gone' }])
  expect(heldOf(pressed.value)).toEqual({ visit: true })
})

it('a skip is the hub’s where it hears, and the wall’s own where it does not: never both', async () => {
  tell.mockResolvedValue(5)
  const { pressed, skip } = begin()
  skip()
  await settle()
  expect(asked()).toEqual([{ skip: true }])
  expect(pressed.value.skipAt).toBeUndefined()

  isUp.value = false
  skip()
  await settle()
  isUp.value = true
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked()).toEqual([{ skip: true }])
  expect(pressed.value.skipAt).toBe(T0)
})

it('a skip that the hub did not take turns here, as of the instant of the key', async () => {
  tell.mockRejectedValue(unreachable())
  const { pressed, skip } = begin()
  skip()
  expect(pressed.value.skipAt).toBeUndefined()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([pressed.value.skipAt, tell.mock.calls.length]).toEqual([T0, 1])
})

it('somebody of the desk who looks at a wall has no orders: a key holds here alone', async () => {
  version.value = undefined
  const { pressed, hold, skip } = begin()
  hold({ visit: true })
  skip()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(tell).not.toHaveBeenCalled()
  expect([heldOf(pressed.value), pressed.value.skipAt]).toEqual([{ visit: true }, T0])
})
