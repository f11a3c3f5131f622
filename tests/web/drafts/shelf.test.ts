// @vitest-environment happy-dom
// What is typed outlives a reload, another tab's words and an expired sign-in; not a day, and not a sign-out.
import { beforeEach, describe, expect, it } from 'vitest'
import { createShelf, KEPT_MS } from '../../../src/web/drafts/shelf.ts'

let now = 1_000_000
const shelf = createShelf(
  () => localStorage,
  () => now,
)
beforeEach(() => {
  localStorage.clear()
  now = 1_000_000
})

describe('a draft', () => {
  it('is there after a reload, for the same account and form only', () => {
    shelf.write('u1', 'case/a/submit', { note: '已抽干 🌧️ <script>' })
    const reloaded = createShelf(
      () => localStorage,
      () => now,
    )
    expect(reloaded.read('u1', 'case/a/submit')).toEqual({ note: '已抽干 🌧️ <script>' })
    expect(reloaded.read('u2', 'case/a/submit')).toBeUndefined()
    expect(reloaded.read('u1', 'case/a/return')).toBeUndefined()
  })
  it('is written field by field: of two tabs neither loses what only it has typed', () => {
    const other = createShelf(
      () => localStorage,
      () => now,
    )
    shelf.write('u1', 'f', { note: '一' })
    other.write('u1', 'f', { reason: '二' })
    shelf.write('u1', 'f', { note: '一一' })
    expect(other.read('u1', 'f')).toEqual({ note: '一一', reason: '二' })
  })
  it('tells the other tab what was typed', () => {
    const seen: unknown[] = []
    const stop = shelf.follow('u1', 'f', (fields) => seen.push(fields))
    const say = (key: string): void => {
      const newValue = JSON.stringify({ at: now, fields: { note: '二' } })
      window.dispatchEvent(new StorageEvent('storage', { key, newValue }))
    }
    say('yiwang.draft/u1/f')
    say('yiwang.draft/u2/f')
    stop()
    say('yiwang.draft/u1/f')
    expect(seen).toEqual([{ note: '二' }])
  })
  it('is forgotten after a day, and swept away by the next word that is written', () => {
    shelf.write('u1', 'old', { note: '昨天' })
    now += KEPT_MS
    expect(shelf.read('u1', 'old')).toBeUndefined()
    shelf.write('u1', 'new', { note: '今天' })
    expect(localStorage.length).toBe(1)
  })
  it('goes with a sign-out by hand, another account’s stays', () => {
    shelf.write('u1', 'f', { note: '一' })
    shelf.write('u2', 'f', { note: '二' })
    shelf.clear('u1')
    expect(shelf.read('u1', 'f')).toBeUndefined()
    expect(shelf.read('u2', 'f')).toEqual({ note: '二' })
  })
})

it('does without storage, and without what somebody else has written under its name', () => {
  const forbidden = createShelf(() => {
    throw new DOMException('no', 'SecurityError')
  })
  expect(() => forbidden.write('u1', 'f', { note: '一' })).not.toThrow()
  expect(forbidden.read('u1', 'f')).toBeUndefined()
  localStorage.setItem('yiwang.draft/u1/f', '{"at":"soon"')
  expect(shelf.read('u1', 'f')).toBeUndefined()
})
