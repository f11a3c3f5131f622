// @vitest-environment happy-dom
// Words typed into a search field: nothing typed is lost while the address follows, slowly or not at all.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { useTyped } from '../../../src/web/ui/useTyped.ts'

const PAUSE_MS = 250
let scope = effectScope()
beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

const open = (first = '') => {
  const address = shallowRef(first)
  const told: string[] = []
  const field = scope.run(() =>
    useTyped(
      () => address.value,
      (words) => told.push(words),
    ),
  )
  if (!field) throw new Error('no field')
  const type = (value: string): void => field.type({ target: { value } } as unknown as Event)
  return { address, told, type, shown: () => field.typed.value }
}

describe('a search field', () => {
  it('hands on the trimmed words once nobody types', () => {
    const { told, type } = open()
    type('文')
    vi.advanceTimersByTime(PAUSE_MS - 1)
    type('文昌 ')
    vi.advanceTimersByTime(PAUSE_MS)
    expect(told).toEqual(['文昌'])
  })
  it('keeps what was typed while the address was following', async () => {
    const { address, told, type, shown } = open()
    type('文昌 ')
    vi.advanceTimersByTime(PAUSE_MS)
    type('文昌 路')
    address.value = '文昌'
    await nextTick()
    expect(shown()).toBe('文昌 路')
    vi.advanceTimersByTime(PAUSE_MS)
    expect(told).toEqual(['文昌', '文昌 路'])
  })
  it('keeps the space at the end', async () => {
    const { address, type, shown } = open()
    type('文昌 ')
    vi.advanceTimersByTime(PAUSE_MS)
    address.value = '文昌'
    await nextTick()
    expect(shown()).toBe('文昌 ')
  })
  it('follows an address that somebody else changed, and hands on nothing of before', async () => {
    const { address, told, type, shown } = open('旧')
    type('旧的')
    address.value = ''
    await nextTick()
    expect(shown()).toBe('')
    vi.advanceTimersByTime(PAUSE_MS)
    expect(told).toEqual([])
  })
})
