// What holds for every test of a page: it begins with an empty hub and no stores, and leaves nothing to the next file.
import { beginHub, endHub } from './fakeHub.ts'
import { afterAll, afterEach, beforeEach, vi } from 'vitest'
import { beginPages, endPages } from './page.ts'

beforeEach(async () => {
  beginHub()
  await beginPages()
})
afterEach(() => {
  endPages()
  endHub()
})
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  localStorage.clear()
  sessionStorage.clear()
  document.body.replaceChildren()
})
