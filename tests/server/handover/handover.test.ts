// A handover through HTTP and the real store: drafted, written, signed by two, locked in the database, found again.
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sealOf } from '../../../src/server/handover/seal.ts'
import type { EmergencyRow, PlanRow } from '../../../src/wire/emergencies.ts'
import type { Handover, HandoverRow, HandoversInHand } from '../../../src/wire/shifts.ts'
import { HOUR, START } from '../cases/setup.ts'
import { PASSWORD, problemOf, stageApp, type Stage } from '../http/setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())

/** As `stage.as`, signed in anew each day: sign-ins do not outlast a shift. */
const tokens = new Map<string, string>()
async function as(who: string, request: InjectOptions): Promise<LightMyRequestResponse> {
  if (!tokens.has(who)) tokens.set(who, (await stage.accounts.signIn(who, PASSWORD, `desk-${who}`)).token)
  return stage.app.inject({ ...request, cookies: { yiwang_session: tokens.get(who) ?? '' } })
}
const inHand = async (who = 'dispatcher'): Promise<HandoversInHand> =>
  (await as(who, { method: 'POST', url: '/api/handovers/draft' })).json()
const act = (who: string, id: string, payload: object) =>
  as(who, { method: 'POST', url: `/api/handovers/${id}`, payload })
const done = async (who: string, id: string, payload: object): Promise<Handover> => {
  const response = await act(who, id, payload)
  expect(response.statusCode, response.body).toBe(200)
  return response.json()
}
const openAll = async (who: string, handover: Handover): Promise<void> => {
  for (const { id, mustOpen } of handover.items) if (mustOpen) await done(who, handover.id, { act: 'open', item: id })
}
const DAY = 24 * HOUR
let days = 0
/** A day of its own for each test, at ten in the morning on a day shift. */
beforeEach(() => {
  stage.clock.at = START + (days += 2) * DAY
  tokens.clear()
})

describe('a handover', () => {
  it('is drafted once for the running shift, with the open red case in it', async () => {
    const id = await stage.newCase()
    const [first, second] = await Promise.all([inHand('dispatcher'), inHand('chief')])
    expect(second.running).toEqual(first.running)
    expect(first.running).toMatchObject({ shift: 'day', state: 'draft', version: 1 })
    expect(first.running.items.find((item) => item.id === `case:${id}`)).toMatchObject({
      section: 'red',
      level: 2,
      mustOpen: true,
      subject: { kind: 'incident', id },
    })
    expect(first.running.figures.find((figure) => figure.id === 'opened')?.value).toBe(1)
  })

  it('keeps remarks when it is gathered anew, and takes in what is new', async () => {
    const first = await stage.newCase()
    const { running } = await inHand()
    const written = await done('dispatcher', running.id, {
      act: 'write',
      version: running.version,
      note: '夜间有雨，留意下穿通道',
      remarks: { [`case:${first}`]: '已电话通知排水' },
    })
    const second = await stage.newCase()
    const fresh = await done('dispatcher', running.id, { act: 'refresh', version: written.version })
    expect(fresh.note).toBe('夜间有雨，留意下穿通道')
    expect(fresh.items.find((item) => item.id === `case:${first}`)?.remark).toBe('已电话通知排水')
    expect(fresh.items.some((item) => item.id === `case:${second}`)).toBe(true)
    expect(problemOf(await act('chief', running.id, { act: 'refresh', version: running.version }))).toMatchObject({
      code: 'handoverChanged',
      conflict: { version: fresh.version },
    })
    expect(
      problemOf(await act('chief', running.id, { act: 'write', version: fresh.version, remarks: { 'case:none': 'x' } }))
        .code,
    ).toBe('notFound')
  })

  it('hands an emergency that runs over as a red item, to be opened like any other; ended, its last report is owed', async () => {
    const incident = await stage.newCase()
    const plans = (await as('chief', { url: '/api/plans' })).json<PlanRow[]>()
    const declared = await as('chief', {
      method: 'POST',
      url: '/api/emergencies',
      payload: { plan: plans[0]?.plan.id, drill: false, incident, level: 1, key: 'handover-1' },
    })
    expect(declared.statusCode, declared.body).toBe(200)
    const { id: emergency, plan, parties } = declared.json<EmergencyRow>()
    const item = `emergency:${emergency}`
    const { running } = await inHand()
    const [first] = running.items
    expect(first).toMatchObject({
      id: item,
      section: 'red',
      level: 1,
      mustOpen: true,
      subject: { kind: 'emergency', id: emergency },
    })
    expect(first?.text.zh).toContain(plan.name.zh)
    expect(first?.text.zh).toContain('值班长指挥')
    expect(first?.text.zh).toContain(`应到 ${parties.length} 个单位，就位 0 个`)
    expect(first?.text.zh).toContain(`步骤未完成 ${plan.steps.length}/${plan.steps.length} 项`)

    const offered = await done('chief', running.id, { act: 'offer', version: 1, password: PASSWORD })
    const sign = { act: 'sign', version: 2, password: PASSWORD }
    for (const one of offered.items)
      if (one.mustOpen && one.id !== item) await done('acceptor', running.id, { act: 'open', item: one.id })
    expect(problemOf(await act('acceptor', running.id, sign)).detailText.zh).toContain('还有 1 项红色事项')
    await done('acceptor', running.id, { act: 'open', item })
    await done('acceptor', running.id, sign)

    const end = { key: 'handover-2', act: { type: 'end', reason: '险情解除' } }
    await as('chief', { method: 'POST', url: `/api/emergencies/${emergency}/acts`, payload: end })
    stage.clock.at += 8 * HOUR
    const next = (await inHand()).running
    expect(next.items.some(({ id }) => id === item)).toBe(false)
    const owed = (items: typeof next.items) => items.filter(({ id }) => id.startsWith(`report:${emergency}:`))
    expect(owed(next.items)).toMatchObject([{ section: 'promises', mustOpen: false, subject: { id: emergency } }])
    expect(owed(next.items)[0]?.text.zh).toContain('终报')
  })

  it('is signed by two, each with a password, and then locked for everybody and in the database', async () => {
    await stage.newCase()
    const { running } = await inHand()
    const { id } = running
    const wrong = await act('dispatcher', id, { act: 'offer', version: 1, password: 'not-this-one' })
    expect(wrong.statusCode).toBe(400)
    expect(problemOf(wrong).field).toBe('/password')
    const offered = await done('dispatcher', id, { act: 'offer', version: 1, password: PASSWORD })
    expect(offered).toMatchObject({ state: 'offered', version: 2, outgoing: { account: 'dispatcher' } })

    const sign = { act: 'sign', version: 2, password: PASSWORD }
    expect(problemOf(await act('dispatcher', id, sign)).code).toBe('sameOfficer')
    expect(problemOf(await act('acceptor', id, sign)).code).toBe('notOpened')
    await openAll('chief', offered)
    expect(problemOf(await act('acceptor', id, sign)).code).toBe('notOpened')
    await openAll('acceptor', offered)
    const signed = await done('acceptor', id, sign)
    expect(signed).toMatchObject({ state: 'signed', version: 3, incoming: { account: 'acceptor' } })
    expect(signed.seal).toBe(sealOf(signed))
    expect(sealOf({ ...signed, note: '改' })).not.toBe(signed.seal)

    // Too late for the other one, who is told by whom.
    const late = problemOf(await act('chief', id, sign))
    expect(late.code).toBe('handoverChanged')
    expect(late.detailText.zh).toContain('受理员已接班签字')
    for (const payload of [
      { act: 'write', version: 3, note: 'x' },
      { act: 'refresh', version: 3 },
      { act: 'offer', version: 3, password: PASSWORD },
    ])
      expect(problemOf(await act('dispatcher', id, payload)).code).toBe('handoverChanged')
    await expect(
      stage.db.query.updateTable('handover').set({ search: '' }).where('id', '=', id).execute(),
    ).rejects.toThrow(/locked/)
    await expect(stage.db.query.deleteFrom('handover').where('id', '=', id).execute()).rejects.toThrow(/locked/)
    expect((await as('leader', { url: `/api/handovers/${id}` })).json()).toEqual(signed)

    const lines = await stage.audit.list({ kind: 'handover', subject: id })
    expect(lines.map((line) => line.actor.id)).toEqual(['acceptor', 'dispatcher'])
    expect(lines[0]?.text.zh).toContain(signed.seal)
  })

  it('is taken back by who signed it alone; what was opened has to be opened again', async () => {
    await stage.newCase()
    const { running } = await inHand()
    const offered = await done('dispatcher', running.id, { act: 'offer', version: 1, password: PASSWORD })
    await openAll('acceptor', offered)
    expect((await act('chief', running.id, { act: 'refresh', version: 2 })).statusCode).toBe(403)
    const again = await done('dispatcher', running.id, { act: 'write', version: 2, note: '补充一点' })
    expect(again).toMatchObject({ state: 'draft', version: 3 })
    expect(again.outgoing).toBeUndefined()
    expect(again.items.some((item) => item.openedBy !== undefined)).toBe(false)
    expect(problemOf(await act('acceptor', running.id, { act: 'sign', version: 2, password: PASSWORD })).code).toBe(
      'handoverChanged',
    )
  })

  it('may be taken over alone once its shift is over and nobody has signed, and says so', async () => {
    await stage.newCase()
    const { running } = await inHand()
    const sign = { act: 'sign', version: 1, password: PASSWORD }
    expect(problemOf(await act('acceptor', running.id, sign)).code).toBe('notOffered')
    stage.clock.at += 8 * HOUR
    const next = await inHand('acceptor')
    expect(next.running.shift).toBe('evening')
    expect(next.previous?.id).toBe(running.id)
    await openAll('acceptor', running)
    const signed = await done('acceptor', running.id, sign)
    expect(signed.outgoing).toBeUndefined()
    expect(signed.items.at(-1)?.text.zh).toContain('单独接班')
    expect(signed.seal).toBe(sealOf(signed))
    expect((await inHand('acceptor')).previous).toBeUndefined()
  })

  it('slows guessing down as sign-in does', async () => {
    const { running } = await inHand()
    const guess = () => act('chief', running.id, { act: 'offer', version: 1, password: 'guess' })
    for (let i = 0; i < 4; i++) expect((await guess()).statusCode).toBe(400)
    const fifth = await guess()
    expect(fifth.statusCode).toBe(429)
    expect(problemOf(fifth).retryAfterMs).toBe(30_000)
    const right = { act: 'offer', version: 1, password: PASSWORD }
    expect((await act('chief', running.id, right)).statusCode).toBe(429)
    stage.clock.at += 31_000
    expect((await act('chief', running.id, right)).statusCode).toBe(200)
  })

  it('one of two who sign at once takes over', async () => {
    const { running } = await inHand()
    const offered = await done('dispatcher', running.id, { act: 'offer', version: 1, password: PASSWORD })
    await Promise.all([openAll('acceptor', offered), openAll('chief', offered)])
    const answers = await Promise.all(
      ['acceptor', 'chief'].map((who) => act(who, running.id, { act: 'sign', version: 2, password: PASSWORD })),
    )
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409])
  })
})

describe('the list', () => {
  it('is found by words and dates, newest first, and tells no more than a line each', async () => {
    const { running } = await inHand()
    await done('dispatcher', running.id, { act: 'write', version: 1, note: '凤凰岛 Phoenix 演练 100%' })
    const list = async (query: string): Promise<HandoverRow[]> =>
      (await as('leader', { url: `/api/handovers?${query}` })).json()
    for (const words of ['凤凰岛', 'PHOENIX', 'ｐｈｏｅｎｉｘ 演练', '100%'])
      expect((await list(`text=${encodeURIComponent(words)}`)).map((row) => row.id)).toEqual([running.id])
    expect(await list('text=凤凰岛%20没有')).toEqual([])
    expect(await list(`text=${encodeURIComponent('凤_岛')}`)).toEqual([])
    expect((await list(`from=${running.date}&to=${running.date}`)).map((row) => row.id)).toEqual([running.id])
    const all = await list('')
    expect(all.map((row) => row.date)).toEqual([...all.map((row) => row.date)].sort().reverse())
    expect(all[0]).not.toHaveProperty('figures')
  })

  it('knows nobody by a telephone number, and tells numbers to the desk alone', async () => {
    const { running } = await inHand()
    await done('dispatcher', running.id, { act: 'write', version: 1, note: '青鸾桥围挡，联系 13812345678' })
    const list = async (text: string): Promise<HandoverRow[]> =>
      (await as('leader', { url: `/api/handovers?text=${encodeURIComponent(text)}` })).json()
    expect((await list('青鸾桥')).map((row) => row.id)).toEqual([running.id])
    expect(await list('13812345678')).toEqual([])
    const noteFor = async (who: string): Promise<string> =>
      (await as(who, { url: `/api/handovers/${running.id}` })).json<Handover>().note
    expect(await noteFor('acceptor')).toBe('青鸾桥围挡，联系 13812345678')
    for (const who of ['leader', 'admin']) expect(await noteFor(who)).toBe('青鸾桥围挡，联系 138****5678')
  })

  it.each([
    ['wall', 403, 403],
    ['paishui', 403, 403],
    ['leader', 200, 403],
    ['admin', 200, 403],
    ['acceptor', 200, 200],
  ])('%s reads: %i, drafts: %i', async (who, reads, drafts) => {
    expect((await as(who, { url: '/api/handovers' })).statusCode).toBe(reads)
    expect((await as(who, { method: 'POST', url: '/api/handovers/draft' })).statusCode).toBe(drafts)
  })
})
