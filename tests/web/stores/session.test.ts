// @vitest-environment happy-dom
// What the hub has said of a session and when; one kept on the device from before says nothing of the hub's clock.
import { answer, beginHub, endHub } from '../support/fakeHub.ts'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Session } from '../../../src/wire/api.ts'
import { useSession } from '../../../src/web/stores/session.ts'
import { T0 } from '../../support/rows.ts'

const kept: Session = {
  user: { id: 'u1', name: '排水处 值班', role: 'department', department: 'paishui', demo: true },
  at: T0 - 3 * 3_600_000,
  expiresAt: T0 + 3_600_000,
  noticesSeenAt: 0,
}
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: T0 })
  setActivePinia(createPinia())
  beginHub()
})
afterEach(() => {
  endHub()
  vi.useRealTimers()
})

it('kept from before, it was heard at no time that is known', () => {
  const session = useSession()
  session.resume(kept)
  expect(session.user?.id).toBe('u1')
  expect(session.heardAt).toBeUndefined()
})

it('answered by the hub, it was heard then', async () => {
  answer('GET /api/session', () => ({ body: { ...kept, at: T0 + 500 } }))
  const session = useSession()
  session.resume(kept)
  await session.load()
  expect(session.heardAt).toBe(T0)
  expect(session.session?.at).toBe(T0 + 500)
})
