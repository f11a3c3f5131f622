// @vitest-environment happy-dom
// The worker of the shell: an installation that fails is begun again, and only then.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { begin } from '../../../src/web/pwa/app.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A worker on its way, whose end the test decides. */
class Installing extends EventTarget {
  state: ServiceWorkerState = 'installing'
  becomes(state: ServiceWorkerState): void {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
}
class Registration extends EventTarget {
  active: object | null = null
  readonly waiting = null
  readonly installing = new Installing()
}
/** Each registration in turn; `undefined` is a hub that did not answer. */
function containerOf(answers: readonly (Registration | undefined)[]) {
  const register = vi.fn(() => {
    const answer = answers[register.mock.calls.length - 1]
    return answer === undefined ? Promise.reject(new TypeError('no answer')) : Promise.resolve(answer)
  })
  return { register, container: { register } as unknown as ServiceWorkerContainer }
}

it('begins again after an installation that failed, until one stands', async () => {
  const [first, second] = [new Registration(), new Registration()]
  const { register, container } = containerOf([first, undefined, second])
  await begin(container)
  first.installing.becomes('redundant')
  // A browser tells of it twice where the worker was found by both ways.
  first.installing.becomes('redundant')
  await vi.advanceTimersByTimeAsync(2_999)
  expect(register).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(register).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(15_000)
  expect(register).toHaveBeenCalledTimes(3)
  second.installing.becomes('installed')
  second.active = {}
  second.installing.becomes('activated')
  await vi.advanceTimersByTimeAsync(600_000)
  expect(register).toHaveBeenCalledTimes(3)
})

it('leaves a newer version that failed to the next hour: the one before goes on', async () => {
  const one = new Registration()
  one.active = {}
  const { register, container } = containerOf([one])
  await begin(container)
  one.installing.becomes('redundant')
  await vi.advanceTimersByTimeAsync(600_000)
  expect(register).toHaveBeenCalledTimes(1)
})
