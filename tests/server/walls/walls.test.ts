// Walls over HTTP: a code let in at the desk, a token that nobody else gets, orders, what is put on by hand, being sent away.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { Compile } from 'typebox/compile'
import { CODE_LETTERS, PAIRING_MS } from '../../../src/server/walls/pairing.ts'
import { WallRowSchema, type Pairing, type WallRow, type WallSays } from '../../../src/wire/walls.ts'
import type { AuditRow } from '../../../src/wire/audit.ts'
import { START } from '../cases/setup.ts'
import { PASSWORD, problemOf, stageApp, type Stage } from '../http/setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())
let from = 0
beforeEach(() => {
  // Another address each time: the limits are tried on their own.
  from++
})

const isRow = Compile(WallRowSchema)
const nobody = (url: string, payload?: object) =>
  stage.app.inject({ method: 'POST', url, remoteAddress: `10.9.0.${from}`, ...(payload && { payload }) })
const begin = async (): Promise<Pairing> => {
  const response = await nobody('/api/walls/pairing')
  expect(response.statusCode).toBe(201)
  return response.json<Pairing>()
}
const approve = (code: string, name = '大厅左', who = 'chief') =>
  stage.as(who, { method: 'POST', url: '/api/walls', payload: { code, name }, remoteAddress: `10.8.0.${from}` })
const claim = (secret: string) => nobody('/api/walls/pairing/claim', { secret })
const list = async (who = 'dispatcher'): Promise<readonly WallRow[]> => {
  const rows = (await stage.as(who, { url: '/api/walls' })).json<WallRow[]>()
  for (const row of rows) expect(isRow.Check(row), JSON.stringify(row)).toBe(true)
  return rows
}
const rowOf = async (id: string): Promise<WallRow> =>
  (await list()).find((row) => row.id === id) ?? expect.fail(`no wall ${id}`)

async function paired(name: string): Promise<{ id: string; token: string }> {
  const { code, secret } = await begin()
  expect((await approve(code, name)).statusCode).toBe(201)
  const response = await claim(secret)
  expect(response.statusCode).toBe(200)
  return { id: response.json<{ id: string }>().id, token: response.cookies[0]?.value ?? '' }
}
const asWall = (token: string, method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) =>
  stage.app.inject({ method, url, cookies: { yiwang_session: token }, ...(payload && { payload }) })
const SAYS: WallSays = {
  showing: { type: 'board', id: 'overview', since: START, why: 'turn' },
  ...{ widthPx: 3840, heightPx: 2160, frameMs: 16.7, link: 'up' },
  ...{ loadedAt: START, reloads: 0, version: 'test' },
}
const patch = (id: string, payload: object, who = 'dispatcher') =>
  stage.as(who, { method: 'PATCH', url: `/api/walls/${id}`, payload })
const push = (payload: object, who = 'dispatcher') => stage.as(who, { method: 'POST', url: '/api/walls/push', payload })
const audited = async (subject: string): Promise<readonly AuditRow[]> => stage.audit.list({ subject, limit: 20 })

describe('pairing', () => {
  it('lets a wall in by the code it shows: approved once, claimed once, signed in as a wall and nothing else', async () => {
    const { code, secret, expiresAt } = await begin()
    expect([...code].every((letter) => CODE_LETTERS.includes(letter))).toBe(true)
    expect([code.length, expiresAt]).toEqual([6, stage.clock.at + PAIRING_MS])
    const waiting = await claim(secret)
    expect([waiting.statusCode, waiting.json()]).toEqual([202, { expiresAt }])
    expect(waiting.cookies).toEqual([])

    const approved = await approve(` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)}`, ' 大厅左 ')
    expect(approved.statusCode).toBe(201)
    const row = approved.json<WallRow>()
    expect(row).toMatchObject({ name: '大厅左', paired: true, pairedAt: stage.clock.at, version: 1 })
    expect(row.id).toMatch(/^wall-/)
    expect(problemOf(await approve(code)).field).toBe('/code')

    const claimed = await claim(secret)
    expect(claimed.cookies[0]).toMatchObject({ name: 'yiwang_session', httpOnly: true, sameSite: 'Strict' })
    expect((await claim(secret)).statusCode).toBe(404)
    const token = claimed.cookies[0]?.value ?? ''
    expect((await asWall(token, 'GET', '/api/session')).json()).toMatchObject({ user: { id: row.id, role: 'wall' } })
    // Nobody can sign in as it with a password.
    const guess = await nobody('/api/session', { username: row.id, password: 'none' })
    expect(problemOf(guess).code).toBe('wrongPassword')
    expect(await audited(row.id)).toMatchObject([
      { kind: 'signInFailed' },
      { kind: 'signIn', actor: { role: 'wall' } },
      { kind: 'account', actor: { id: 'chief' } },
    ])
  })

  it('keeps neither code nor secret, only hashes', async () => {
    const { code, secret } = await begin()
    const { rows } = await stage.db.pool.query<{ text: string }>('select wall_pairing::text as text from wall_pairing')
    const all = rows.map((row) => row.text).join()
    expect(rows.length).toBeGreaterThan(0)
    for (const word of [code, secret, Buffer.from(code).toString('hex'), Buffer.from(secret).toString('hex')])
      expect(all).not.toContain(word)
  })

  it('is over after ten minutes, for the desk and for the wall; a wall approved late has time to come', async () => {
    const [late, slow] = [await begin(), await begin()]
    stage.clock.at += PAIRING_MS - 1000
    expect((await approve(slow.code)).statusCode).toBe(201)
    stage.clock.at += 2000
    expect((await claim(slow.secret)).statusCode).toBe(200)
    expect((await claim(late.secret)).statusCode).toBe(404)
    expect(problemOf(await approve(late.code)).detailText.zh).toContain('已过期')
  })

  it('is for the duty chief and the administrator to approve', async () => {
    const { code } = await begin()
    for (const who of ['dispatcher', 'acceptor', 'leader', 'paishui', 'wall'])
      expect((await approve(code, 'x', who)).statusCode, who).toBe(403)
    expect((await approve(code, 'x', 'admin')).statusCode).toBe(201)
    expect(
      (await stage.app.inject({ method: 'POST', url: '/api/walls', payload: { code, name: 'x' } })).statusCode,
    ).toBe(401)
  })

  it('is slowed down: codes from one address, guesses at the desk', async () => {
    const codes = []
    for (let i = 0; i < 12; i++) codes.push((await nobody('/api/walls/pairing')).statusCode)
    expect(codes.filter((status) => status === 429)).toHaveLength(2)
    const guesses = []
    for (let i = 0; i < 12; i++) guesses.push((await approve('AAAAAA')).statusCode)
    expect(guesses.filter((status) => status === 429)).toHaveLength(2)
  })
})

describe('what a wall says', () => {
  it('is heard of walls alone, shown to the desk, and stored at most once a minute', async () => {
    const { id, token } = await paired('东墙')
    expect((await asWall(token, 'PUT', '/api/walls/me', SAYS)).statusCode).toBe(204)
    expect(await rowOf(id)).toMatchObject({ says: SAYS, heardAt: stage.clock.at })
    expect((await stage.as('chief', { method: 'PUT', url: '/api/walls/me', payload: SAYS })).statusCode).toBe(403)
    const stored = async () =>
      (
        await stage.db.query
          .selectFrom('wall')
          .select(['says', 'heard_at'])
          .where('username', '=', id)
          .executeTakeFirst()
      )?.heard_at
    expect(await stored()).toBeNull()
    await stage.wallRoom.round()
    expect(await stored()).toEqual(new Date(stage.clock.at))
    const first = stage.clock.at
    stage.clock.at += 30_000
    await asWall(token, 'PUT', '/api/walls/me', { ...SAYS, reloads: 1 })
    await stage.wallRoom.round()
    expect(await stored()).toEqual(new Date(first))
    // Shown though it is not stored yet.
    expect((await rowOf(id)).says?.reloads).toBe(1)
    stage.clock.at += 31_000
    await asWall(token, 'PUT', '/api/walls/me', SAYS)
    await stage.wallRoom.round()
    expect(await stored()).toEqual(new Date(stage.clock.at))
  })

  it('brings a wall that signs in with a password onto the list; it is the administrator’s to end', async () => {
    expect((await list()).some((row) => row.id === 'wall')).toBe(false)
    await stage.as('wall', { method: 'PUT', url: '/api/walls/me', payload: SAYS })
    expect(await rowOf('wall')).toMatchObject({ paired: false, name: '大屏', says: SAYS })
    expect((await patch('wall', { everyMs: 20_000 })).json()).toMatchObject({ orders: { everyMs: 20_000 } })
    const refused = await stage.as('chief', { method: 'POST', url: '/api/walls/wall/revoke' })
    expect(problemOf(refused)).toMatchObject({ status: 422, code: 'passwordWall' })
  })
})

describe('orders', () => {
  it('are changed by the dispatcher, the duty chief and the administrator; null takes something back', async () => {
    const { id, token } = await paired('西墙')
    const first = await patch(id, {
      boards: ['overview'],
      everyMs: 30_000,
      pinned: 'overview',
      visit: true,
      widthMm: 5000,
      name: '西墙二',
    })
    expect(first.json()).toMatchObject({
      ...{ name: '西墙二', version: 2 },
      orders: { boards: ['overview'], everyMs: 30_000, pinned: 'overview', visit: true, widthMm: 5000 },
    })
    const second = (await patch(id, { pinned: null, widthMm: null, skip: true }, 'admin')).json<WallRow>()
    expect(second.orders).toEqual({ boards: ['overview'], everyMs: 30_000, visit: true, skipAt: stage.clock.at })
    for (const who of ['acceptor', 'leader', 'paishui'])
      expect((await patch(id, { visit: false }, who)).statusCode).toBe(403)
    expect((await asWall(token, 'GET', '/api/walls')).statusCode).toBe(403)
    expect(await audited(id)).toMatchObject([{ kind: 'configuration', actor: { id: 'admin' } }, {}, {}, {}])
  })

  it.each<[string, object, string]>([
    ['a board that is none', { boards: ['nowhere'] }, '/boards/0'],
    ['a pin of none', { pinned: 'nowhere' }, '/pinned'],
    ['itself', { follows: 'self' }, '/follows'],
    ['a wall that is none', { follows: 'wall-nobody' }, '/follows'],
    ['a part beyond the picture', { region: { x: 0.5, y: 0, width: 0.6, height: 1 } }, '/region'],
    ['no part', { region: { x: 0.5, y: 0, width: 0, height: 1 } }, '/region'],
    ['a pace nobody can read', { everyMs: 500 }, '/everyMs'],
    ['what is not asked', { push: null }, ''],
  ])('refuse %s', async (_what, payload, field) => {
    const { id } = await paired('北墙')
    const asked = 'follows' in payload && payload.follows === 'self' ? { follows: id } : payload
    const problem = problemOf(await patch(id, asked))
    expect(problem.status).toBe(400)
    if (field !== '') expect(problem.field).toBe(field)
    expect((await rowOf(id)).version).toBe(1)
  })

  it('let one wall follow another, one step only', async () => {
    const [a, b, c] = [await paired('甲'), await paired('乙'), await paired('丙')]
    expect((await patch(a.id, { follows: b.id })).statusCode).toBe(200)
    expect(problemOf(await patch(c.id, { follows: a.id })).detailText.zh).toContain('也在跟随')
    expect(problemOf(await patch(b.id, { follows: c.id })).detailText.zh).toContain('在跟随这一块')
    expect((await patch(a.id, { follows: null })).statusCode).toBe(200)
    expect((await patch(b.id, { follows: c.id })).statusCode).toBe(200)
  })
})

describe('put on walls by hand', () => {
  it('onto chosen walls or all, for a time, known by the post and never by the person, and taken back', async () => {
    const [a, b] = [await paired('前'), await paired('后')]
    const incident = await stage.newCase()
    const one = (await push({ walls: [a.id], show: { type: 'incident', incident }, forMs: 60_000 })).json<WallRow[]>()
    expect(one.map((row) => row.id)).toEqual([a.id])
    expect(one[0]?.orders.push).toEqual({
      ...{ show: { type: 'incident', incident }, by: 'dispatcher' },
      ...{ at: stage.clock.at, untilAt: stage.clock.at + 60_000 },
    })
    expect((await rowOf(b.id)).orders.push).toBeUndefined()
    expect((await push({ walls: 'all', show: { type: 'board', board: 'overview' } }, 'chief')).statusCode).toBe(200)
    for (const { id } of [a, b])
      expect((await rowOf(id)).orders.push).toMatchObject({ show: { board: 'overview' }, by: 'dutyChief' })
    await push({ walls: [b.id], show: null })
    expect([(await rowOf(a.id)).orders.push?.by, (await rowOf(b.id)).orders.push]).toEqual(['dutyChief', undefined])
    expect((await push({ walls: 'all', show: null }, 'paishui')).statusCode).toBe(403)
    expect((await audited(a.id))[0]?.text.zh).toContain(`推送上屏：案卷 ${incident}（前）`)
  })

  it('takes of a map what draws, and leaves what somebody searched or picked', async () => {
    const { id } = await paired('图')
    const query = {
      on: 'incidents',
      at: '119.4,32.4,12',
      'of.sensors': 'ponding',
      q: '张三 13800001111',
      pick: 'report:r-1',
    }
    await push({ walls: [id], show: { type: 'map', query } })
    expect((await rowOf(id)).orders.push?.show).toEqual({
      type: 'map',
      query: { on: 'incidents', at: '119.4,32.4,12', 'of.sensors': 'ponding' },
    })
  })

  it.each<[string, object, string]>([
    ['a board', { type: 'board', board: 'nowhere' }, '/show/board'],
    ['a case', { type: 'incident', incident: 'nothing' }, '/show/incident'],
    ['a sign', { type: 'sign', indicator: 'nothing', area: '321000' }, '/show/indicator'],
    ['an area', { type: 'sign', indicator: 'aqi', area: '999999' }, '/show/area'],
  ])('refuses %s that is not there', async (_what, show, field) => {
    expect(problemOf(await push({ walls: 'all', show })).field).toBe(field)
  })
  it('refuses a wall that is not there', async () => {
    expect(problemOf(await push({ walls: ['wall-nobody'], show: null })).field).toBe('/walls')
  })
})

describe('sent away', () => {
  it('its sign-in ends, its link is closed, and it stays on the list for a day', async () => {
    const { id, token } = await paired('旧屏')
    expect((await stage.as('dispatcher', { method: 'POST', url: `/api/walls/${id}/revoke` })).statusCode).toBe(403)
    const gone = await stage.as('chief', { method: 'POST', url: `/api/walls/${id}/revoke` })
    expect(gone.json()).toMatchObject({ id, revokedAt: stage.clock.at })
    expect(stage.asked.dropped).toContain(id)
    expect((await asWall(token, 'GET', '/api/session')).statusCode).toBe(401)
    expect((await asWall(token, 'PUT', '/api/walls/me', SAYS)).statusCode).toBe(401)
    expect((await patch(id, { visit: true })).statusCode).toBe(404)
    expect((await stage.as('chief', { method: 'POST', url: `/api/walls/${id}/revoke` })).statusCode).toBe(404)
    expect((await rowOf(id)).revokedAt).toBeDefined()
    stage.clock.at += 25 * 3_600_000
    await stage.wallRoom.round()
    expect(stage.wallRoom.walls.rows().some((row) => row.id === id)).toBe(false)
    // Nobody at the desk stays signed in for a day.
    stage.clock.at -= 25 * 3_600_000
    expect((await audited(id))[0]).toMatchObject({ kind: 'account', text: { zh: '停用大屏：旧屏' } })
  })

  it('ends its sign-in first, and can be asked for again after a store that failed between', async () => {
    const { id, token } = await paired('半途')
    const revoke = async () => (await stage.as('chief', { method: 'POST', url: `/api/walls/${id}/revoke` })).statusCode
    const seen = async () => (await asWall(token, 'GET', '/api/session')).statusCode
    const away = new Error('the store is away')

    const disabling = vi.spyOn(stage.accounts, 'setDisabled').mockRejectedValueOnce(away)
    expect([await revoke(), await seen()]).toEqual([500, 200])
    disabling.mockRestore()
    // Nothing tells the desk that it is gone while it is not.
    expect((await rowOf(id)).revokedAt).toBeUndefined()

    const writing = vi.spyOn(stage.db.query, 'transaction').mockImplementationOnce(() => {
      throw away
    })
    expect([await revoke(), await seen()]).toEqual([500, 401])
    writing.mockRestore()
    expect((await rowOf(id)).revokedAt).toBeUndefined()

    expect(await revoke()).toBe(200)
    expect((await rowOf(id)).revokedAt).toBe(stage.clock.at)
  })

  it('also when another hub did it: the round follows what stands in the store', async () => {
    const { id } = await paired('别处')
    await stage.db.query
      .updateTable('wall')
      .set({ revoked_at: new Date(stage.clock.at), version: 9 })
      .where('username', '=', id)
      .execute()
    await stage.wallRoom.round()
    expect(stage.asked.dropped).toContain(id)
    expect(await rowOf(id)).toMatchObject({ version: 9, revokedAt: stage.clock.at })
  })
})

describe('a token that ran out', () => {
  const DAY = 86_400_000
  const seen = async (token: string): Promise<number> => (await asWall(token, 'GET', '/api/session')).statusCode
  it('comes with its cookie each time a wall asks who it is: a browser keeps none for ever; nobody else’s is given again', async () => {
    const { token } = await paired('常亮')
    const response = await asWall(token, 'GET', '/api/session')
    expect(response.cookies).toMatchObject([
      { name: 'yiwang_session', value: token, httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 400 * 86_400 },
    ])
    const chief = await stage.as('chief', { url: '/api/session' })
    expect([chief.statusCode, chief.cookies]).toEqual([200, []])
  })

  it('renews itself for a wall that was switched off for months; not for one that was sent away', async () => {
    const [kept, gone] = [await paired('库房'), await paired('借出')]
    expect((await stage.as('chief', { method: 'POST', url: `/api/walls/${gone.id}/revoke` })).statusCode).toBeLessThan(
      300,
    )
    const before = stage.clock.at
    stage.clock.at += 90 * DAY
    try {
      // Others come and go meanwhile: what has ended is swept out then.
      const payload = { username: 'acceptor', password: PASSWORD }
      expect((await nobody('/api/session', payload)).statusCode).toBe(200)
      expect(await seen(gone.token)).toBe(401)
      expect(await seen(kept.token)).toBe(200)
      const { expiresAt } = (await asWall(kept.token, 'GET', '/api/session')).json<{ expiresAt: number }>()
      expect(expiresAt).toBeGreaterThan(stage.clock.at + 29 * DAY)
    } finally {
      stage.clock.at = before
    }
  })
})
