// @vitest-environment happy-dom
// Others at a case: not this screen, one line per person, the one who acts.
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { SCREEN, usePresence } from '../../../src/web/stores/presence.ts'
import { useSession } from '../../../src/web/stores/session.ts'
import type { PresenceRow } from '../../../src/wire/views.ts'
import { T0 } from '../../support/cases.ts'

const row = (account: string, screen: string, over: Partial<PresenceRow> = {}): PresenceRow => ({
  id: `${account}/${screen}`,
  incident: 'YZ-1',
  account,
  name: account,
  role: 'dispatcher',
  since: T0,
  ...over,
})

describe('presence', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useSession().session = {
      noticesSeenAt: 0,
      user: { id: 'me', name: '我', role: 'dispatcher', demo: false },
      at: T0,
      expiresAt: T0 + 1e8,
    }
  })
  it('tells of others, whoever came first; of oneself only at another screen', () => {
    const presence = usePresence()
    presence.replace([row('li', 's1', { since: T0 + 1 }), row('wang', 's2'), row('me', SCREEN), row('me', 'other')], T0)
    expect(presence.on('YZ-1').map((one) => one.id)).toEqual(['wang/s2', 'me/other', 'li/s1'])
    expect(presence.on('YZ-2')).toEqual([])
    presence.apply([row('wang', 's2', { incident: 'YZ-2' })], ['li/s1'], T0)
    expect(presence.on('YZ-1').map((one) => one.id)).toEqual(['me/other'])
    expect(presence.on('YZ-2').map((one) => one.id)).toEqual(['wang/s2'])
  })
  it('a person with two screens on one case is told once, at the one where they act', () => {
    const presence = usePresence()
    presence.replace([row('wang', 's1'), row('wang', 's2', { act: 'dispatch', since: T0 + 1 })], T0)
    expect(presence.on('YZ-1')).toMatchObject([{ id: 'wang/s2', act: 'dispatch' }])
  })
})
