// Presence and finding over HTTP: who may say, who may read, what is refused.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Compile } from 'typebox/compile'
import { maySubscribe } from '../../../src/server/broker/rights.ts'
import { FoundSchema } from '../../../src/wire/desk.ts'
import { topics } from '../../../src/wire/topics.ts'
import { VIEW_MESSAGES, type PresenceRow, type Snapshot } from '../../../src/wire/views.ts'
import { people, problemOf, stageApp, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())

const say = (who: string, payload: object) => stage.as(who, { method: 'PUT', url: '/api/presence', payload })
const seen = async (who: string): Promise<readonly PresenceRow[]> => {
  const response = await stage.as(who, { url: '/api/snapshot/presence' })
  expect(response.statusCode).toBe(200)
  expect(Compile(VIEW_MESSAGES.presence).Check(response.json())).toBe(true)
  return response.json<Snapshot<PresenceRow>>().rows
}
const SCREEN = 'screen-0001'

describe('presence', () => {
  it('is said by the desk and read by the others of it, until sign-out', async () => {
    expect((await say('dispatcher', { screen: SCREEN, incident: 'YZ-1', act: 'dispatch' })).statusCode).toBe(204)
    expect(await seen('acceptor')).toMatchObject([
      { account: 'dispatcher', name: '派遣员', role: 'dispatcher', incident: 'YZ-1', act: 'dispatch' },
    ])
    await say('dispatcher', { screen: SCREEN })
    expect(await seen('leader')).toEqual([])
    await say('chief', { screen: SCREEN, incident: 'YZ-1' })
    expect((await stage.as('chief', { method: 'DELETE', url: '/api/session' })).statusCode).toBe(204)
    expect(await seen('leader')).toEqual([])
  })
  it('is neither said nor read by departments, the administrator and the wall', async () => {
    for (const who of ['paishui', 'admin', 'wall']) {
      expect((await say(who, { screen: SCREEN, incident: 'YZ-1' })).statusCode).toBe(403)
      expect((await stage.as(who, { url: '/api/snapshot/presence' })).statusCode).toBe(403)
    }
    for (const { username, name, role, department } of people) {
      const actor = { id: username, name, role, ...(department !== undefined && { department }) }
      expect(maySubscribe({ type: 'screen', actor }, topics.view('presence')), role).toBe(
        ['acceptor', 'dispatcher', 'dutyChief', 'leader'].includes(role),
      )
    }
  })
  it('takes nothing but its own words', async () => {
    for (const payload of [
      { incident: 'YZ-1' },
      { screen: 'short' },
      { screen: SCREEN, act: 'dance' },
      { screen: SCREEN, incident: 'x'.repeat(65) },
      { screen: SCREEN, account: 'chief' },
    ])
      expect(problemOf(await say('dispatcher', payload)).code, JSON.stringify(payload)).toBe('invalid')
  })
})

describe('find', () => {
  it('answers the signed-in, but not the wall, and asks for words', async () => {
    const id = await stage.newCase()
    for (const who of ['dispatcher', 'leader', 'admin', 'paishui']) {
      const response = await stage.as(who, { url: `/api/find?q=${id}` })
      expect(response.statusCode, who).toBe(200)
      expect(Compile(FoundSchema).Check(response.json())).toBe(true)
      expect(response.json<{ incidents: unknown[] }>().incidents, who).toHaveLength(who === 'paishui' ? 0 : 1)
    }
    expect((await stage.as('wall', { url: '/api/find?q=x' })).statusCode).toBe(403)
    expect((await stage.as(undefined, { url: '/api/find?q=x' })).statusCode).toBe(401)
    expect((await stage.as('leader', { url: '/api/find?q=' })).statusCode).toBe(400)
    expect((await stage.as('leader', { url: `/api/find?q=${'长'.repeat(101)}` })).statusCode).toBe(400)
  })
})
