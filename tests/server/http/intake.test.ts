// Who may ask for suggestions, and what of a question is refused.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../src/wire/api.ts'
import { stageApp, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
})
afterAll(() => stage.stop())
const ask = (who: string | undefined, payload: object) =>
  stage.as(who, { method: 'POST', url: paths.intakeSuggest, payload })

describe('POST /api/intake/suggest', () => {
  it('answers the desk', async () => {
    const answer = await ask('acceptor', { text: '立体车库着火' })
    expect(answer.statusCode).toBe(200)
    expect(answer.json<{ matters: { matter: string }[] }>().matters[0]?.matter).toBe('E009')
  })
  it('refuses everybody else', async () => {
    expect((await ask(undefined, { text: '井盖' })).statusCode).toBe(401)
    for (const who of ['wall', 'leader', 'paishui']) expect((await ask(who, { text: '井盖' })).statusCode).toBe(403)
  })
  it('refuses what is too long and what it does not know', async () => {
    expect((await ask('acceptor', { text: '长'.repeat(4001) })).statusCode).toBe(400)
    expect((await ask('acceptor', { text: '井盖', more: 1 })).statusCode).toBe(400)
    expect((await ask('acceptor', { text: '井盖', lng: 500, lat: 32 })).statusCode).toBe(400)
  })
})
