// A brief is issued over the real store: the issue tells posts of it, and so do subscriptions. Nobody hears of it twice.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AccountDesk } from '../../../src/server/ports.ts'
import { openScreens } from '../../../src/server/notify/tell.ts'
import type { SubscriptionDesk } from '../../../src/server/subscribe/desk.ts'
import { openSubscriptions } from '../../../src/server/subscribe/subscriptions.ts'
import type { Subscription } from '../../../src/wire/subscriptions.ts'
import type { NoticeRow } from '../../../src/wire/views.ts'
import { at, stageBriefs, type BriefStage, type Hub } from '../brief/setup.ts'
import { people } from '../cases/setup.ts'

const { dutyChief, dispatcher, leader } = people
const everybody = [dutyChief, dispatcher, leader]

let stage: BriefStage
let hub: Hub
let desk: SubscriptionDesk
/** Notices that subscriptions put on screens. */
const shown: NoticeRow[] = []
beforeAll(async () => {
  stage = await stageBriefs()
  await stage.knew(at('2026-11-18 12:00'))
}, 120_000)
afterAll(() => stage.stop())
beforeEach(async () => {
  shown.length = 0
  await stage.db.pool.query('truncate subscription, brief_delivery, brief_attempt, notice')
  desk = openSubscriptions({
    ...{ db: stage.db, reference: stage.reference, now: () => stage.clock.at },
    accounts: {
      listAccounts: async () =>
        everybody.map(({ id, name, role }) => ({
          username: id,
          name,
          role,
          demo: false,
          disabled: false,
          createdAt: 0,
        })),
    } as Pick<AccountDesk, 'listAccounts'>,
    audit: { write: async () => undefined } as never,
    tell: openScreens((rows) => shown.push(...rows)),
    briefOf: (key) => hub.briefs.get(key),
    onError: (error) => expect.fail(String(error)),
  })
  hub = stage.hub({ onIssued: (brief) => desk.issued(brief) })
})
afterEach(() => desk.stop())

const subscribe = (who: (typeof everybody)[number], more: Partial<Subscription> = {}) =>
  desk.put(
    {
      ...{ id: `by-${who.id}`, version: 0, account: who.id, kinds: ['daily'], way: 'notice', form: 'notice' },
      ...{ language: 'zh', sections: [], on: true, ...more },
    },
    who,
    '::1',
  )
async function sent(): Promise<void> {
  await desk.round()
  await expect
    .poll(async () => (await desk.log(dutyChief)).every(({ state }) => state === 'sent'), { timeout: 10_000 })
    .toBe(true)
}
/** What each post was told of the issue of a brief; that a draft is ready is told before it. */
async function told(key: string): Promise<Record<string, string[]>> {
  const { rows } = await stage.db.pool.query<{ audience: string; text: { zh: string } }>(
    'select audience, text from notice where brief = $1 order by audience, at, id',
    [key],
  )
  const of = (post: string) => rows.filter(({ audience }) => audience === post).map(({ text }) => text.zh)
  return Object.fromEntries(everybody.map(({ role }) => [role, of(role).filter((zh) => !zh.includes('初稿'))]))
}

describe('one issue is one notice', () => {
  it('to leaders, to the chief who let it go by itself, and to a post that is told by its subscription alone', async () => {
    stage.clock.at = at('2026-11-20 06:00')
    for (const who of everybody) await subscribe(who)
    stage.clock.at = at('2026-11-20 07:30')
    expect(await hub.briefs.round()).toContain('2026-11-19')
    await sent()
    const said = await told('2026-11-19')
    expect(said).toEqual({
      leader: [expect.stringMatching(/已签发/)],
      dutyChief: [expect.stringContaining('到时无人签发')],
      dispatcher: [expect.stringContaining('已刊发')],
    })
    // Screens hear of each once as well: from the issue, or from the subscription.
    const onScreens = [...hub.told, ...shown].filter(
      ({ brief, text }) => brief === '2026-11-19' && !text.zh.includes('初稿'),
    )
    expect(onScreens.map(({ audience }) => audience).sort()).toEqual(['dispatcher', 'dutyChief', 'leader'])
  }, 60_000)

  it('also where the subscription waits for its minute', async () => {
    stage.clock.at = at('2026-11-21 06:00')
    await subscribe(leader, { atMinute: 9 * 60 })
    await subscribe(dispatcher, { atMinute: 9 * 60 })
    stage.clock.at = at('2026-11-21 07:30')
    expect(await hub.briefs.round()).toContain('2026-11-20')
    expect(await told('2026-11-20')).toMatchObject({ leader: [expect.any(String)], dispatcher: [] })
    stage.clock.at = at('2026-11-21 09:00')
    await sent()
    expect(await told('2026-11-20')).toMatchObject({
      leader: [expect.stringContaining('已签发')],
      dispatcher: [expect.stringContaining('已刊发')],
    })
  }, 60_000)

  it('a trial comes besides, every time it is asked for', async () => {
    await subscribe(leader)
    for (let n = 1; n <= 2; n += 1) await desk.test(`by-${leader.id}`, leader)
    expect(shown.map(({ audience, text }) => [audience, text.zh.startsWith('【测试】')])).toEqual([
      ['leader', true],
      ['leader', true],
    ])
  }, 60_000)
})
