// The plain script in the head of every page: one that stays blank is loaded anew once the hub answers, and no other.
import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const SCRIPT = readFileSync('public/curtain.js', 'utf8')

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A page of which nothing but its head has come yet. `hub`: status of its answer; 0 is none. */
function open(path = '/wall') {
  const page = { stands: false, hub: 200, asked: [] as number[], reload: vi.fn() }
  let onLoad = (): void => undefined
  const document = {
    readyState: 'loading',
    getElementById: () => ({ firstChild: page.stands ? {} : null }),
  }
  class XMLHttpRequest {
    status = 0
    onloadend = (): void => undefined
    open(_method: string, url: string): void {
      expect(url).toBe('/api/health')
    }
    send(): void {
      page.asked.push(Date.now() - begun)
      setTimeout(() => {
        this.status = page.hub
        this.onloadend()
      }, 10)
    }
  }
  const begun = Date.now()
  runInNewContext(SCRIPT, {
    ...{ document, XMLHttpRequest, setTimeout },
    location: { pathname: path, reload: page.reload },
    sessionStorage: { getItem: () => null, removeItem: () => undefined },
    addEventListener: (name: string, then: () => void) => {
      if (name === 'load') onLoad = then
    },
  })
  const load = (): void => {
    document.readyState = 'complete'
    onLoad()
  }
  return { page, load, after: (seconds: number) => vi.advanceTimersByTime(seconds * 1000) }
}

it.each(['/wall', '/duty'])('a blank %s is loaded anew as soon as the hub answers', (path) => {
  const { page, load, after } = open(path)
  page.hub = 0
  load()
  after(29)
  expect(page.asked).toEqual([])
  after(31)
  expect(page.asked.length).toBeGreaterThan(3)
  page.hub = 503
  after(60)
  expect(page.reload).not.toHaveBeenCalled()
  page.hub = 200
  after(6)
  expect(page.reload).toHaveBeenCalledOnce()
  // The next page counts anew: this one has done its part.
  after(600)
  expect(page.reload).toHaveBeenCalledOnce()
  const gaps = page.asked.slice(1).map((at, i) => at - (page.asked[i] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5_000)
})

it('a page that stands is left alone, also without its hub', () => {
  const { page, load, after } = open()
  load()
  after(20)
  page.stands = true
  page.hub = 0
  after(600)
  expect(page.asked).toEqual([])
  expect(page.reload).not.toHaveBeenCalled()
})

it('one that comes to stand while the hub is asked is left alone', () => {
  const { page, load, after } = open()
  load()
  after(30)
  expect(page.asked).toHaveLength(1)
  page.stands = true
  after(600)
  expect(page.reload).not.toHaveBeenCalled()
})

it('a slow one has its time after its script has come', () => {
  const { page, load, after } = open()
  after(50)
  load()
  after(29)
  expect(page.asked).toEqual([])
  page.stands = true
  after(600)
  expect(page.reload).not.toHaveBeenCalled()
})

it('one whose script neither comes nor fails is loaded anew after a minute', () => {
  const { page, load, after } = open()
  after(59)
  expect(page.asked).toEqual([])
  after(2)
  expect(page.reload).toHaveBeenCalledOnce()
  load()
  after(600)
  expect(page.reload).toHaveBeenCalledOnce()
})
