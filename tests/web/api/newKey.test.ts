// Keys for acts on every page: unlike each other, fit for the wire, also where the browser offers no `randomUUID` (plain http).
import { afterEach, describe, expect, it, vi } from 'vitest'
import { newKey } from '../../../src/web/api/newKey.ts'
import { ActCommandSchema } from '../../../src/wire/acts.ts'
import { Value } from 'typebox/value'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

afterEach(() => vi.unstubAllGlobals())

describe('a new key', () => {
  const fits = (key: string): boolean => Value.Check(ActCommandSchema.properties.key, key)

  it('is a random UUID', () => {
    const key = newKey()
    expect(key).toMatch(UUID)
    expect(fits(key)).toBe(true)
  })

  it('is one on a plain http page from another machine too, where there is no randomUUID', () => {
    vi.stubGlobal('crypto', { getRandomValues: <T extends Uint8Array>(to: T): T => (to.fill(0xff), to) })
    expect(newKey()).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff')
    expect(fits(newKey())).toBe(true)
  })
})
