// Who has which case open: said, changed, silent, signed out; and told only when it is news.
import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../src/core/incident/types.ts'
import { FORGET_AFTER_MS, PresenceRoom } from '../../../src/server/live/presence.ts'
import type { PresenceRow } from '../../../src/wire/views.ts'

const wang: Actor = { id: 'wang', name: '王敏', role: 'dispatcher' }
const li: Actor = { id: 'li', name: '李强', role: 'acceptor' }
const SCREEN = 'screen-0001'

function room() {
  const clock = { at: 1_000_000 }
  const told: { rows: readonly PresenceRow[]; gone: readonly string[] }[] = []
  const presence = new PresenceRoom({ now: () => clock.at, show: (rows, gone) => void told.push({ rows, gone }) })
  return { clock, told, presence }
}

describe('presence', () => {
  it('tells who has what open, and the act whose form is open there, since when', () => {
    const { clock, told, presence } = room()
    presence.say(wang, { screen: SCREEN, incident: 'YZ-1' })
    clock.at += 5_000
    presence.say(wang, { screen: SCREEN, incident: 'YZ-1', act: 'dispatch' })
    clock.at += 5_000
    presence.say(wang, { screen: SCREEN, incident: 'YZ-2' })
    const row = { id: `wang/${SCREEN}`, account: 'wang', name: '王敏', role: 'dispatcher' }
    expect(told).toEqual([
      { rows: [{ ...row, incident: 'YZ-1', since: 1_000_000 }], gone: [] },
      { rows: [{ ...row, incident: 'YZ-1', act: 'dispatch', since: 1_000_000 }], gone: [] },
      { rows: [{ ...row, incident: 'YZ-2', since: 1_010_000 }], gone: [] },
    ])
  })
  it('says nothing when the same is said again, and forgets 45 s after the last word', () => {
    const { clock, told, presence } = room()
    presence.say(wang, { screen: SCREEN, incident: 'YZ-1' })
    clock.at += 40_000
    presence.say(wang, { screen: SCREEN, incident: 'YZ-1' })
    clock.at += FORGET_AFTER_MS
    presence.forget()
    expect(told).toHaveLength(1)
    clock.at += 1
    presence.forget()
    presence.forget()
    expect(told.slice(1)).toEqual([{ rows: [], gone: [`wang/${SCREEN}`] }])
  })
  it('lets a screen leave, and a person with every screen at sign-out', () => {
    const { told, presence } = room()
    presence.say(wang, { screen: SCREEN, incident: 'YZ-1' })
    presence.say(wang, { screen: 'screen-0002', incident: 'YZ-1' })
    presence.say(wang, { screen: 'screen-0003', incident: 'YZ-2' })
    presence.say(li, { screen: SCREEN, incident: 'YZ-1' })
    presence.say(wang, { screen: 'screen-0002' })
    presence.say(wang, { screen: 'screen-0002' })
    presence.leave('wang')
    presence.leave('wang')
    expect(told.slice(4)).toEqual([
      { rows: [], gone: ['wang/screen-0002'] },
      { rows: [], gone: [`wang/${SCREEN}`, 'wang/screen-0003'] },
    ])
  })
  it('keeps no more screens of one person than anybody has', () => {
    const { told, presence } = room()
    for (let n = 1; n <= 13; n++) presence.say(wang, { screen: `screen-${1000 + n}`, incident: 'YZ-1' })
    presence.say(li, { screen: SCREEN, incident: 'YZ-1' })
    expect(told.filter((one) => one.gone.length > 0)).toMatchObject([{ gone: ['wang/screen-1001'] }])
  })
})
