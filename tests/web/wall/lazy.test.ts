// @vitest-environment happy-dom
// A part of a wall whose code does not come is asked for until it does, and no more after that.
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { h, type Component } from 'vue'
import { lazy, type Loads } from '../../../src/web/wall/lazy.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => vi.useRealTimers())

const stage = (part: Component) => mount({ render: () => h('div', [h(part, { class: 'sheet' })]) })
const waiting = { render: () => h('p', 'on its way') }
const board = { render: () => h('main', 'the board') }

it('comes by itself once the hub answers again', async () => {
  let fails = true
  const loads = vi.fn<Loads>(async () => {
    if (fails) throw new TypeError('Failed to fetch dynamically imported module')
    return { __esModule: true, default: board }
  })
  const page = stage(lazy(loads, waiting))
  await vi.advanceTimersByTimeAsync(200)
  // Where it will stand.
  expect(page.get('p.sheet').text()).toBe('on its way')
  await vi.advanceTimersByTimeAsync(60_000)
  const tried = loads.mock.calls.length
  expect(tried).toBeGreaterThan(3)
  expect(tried).toBeLessThan(10)

  fails = false
  await vi.advanceTimersByTimeAsync(15_000)
  expect(page.get('main.sheet').text()).toBe('the board')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(loads).toHaveBeenCalledTimes(tried + 1)
  page.unmount()
})

it('leaves its place empty where nothing is to stand there meanwhile', async () => {
  const page = stage(lazy(() => Promise.reject(new TypeError('gone'))))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(page.text()).toBe('')
  page.unmount()
})
