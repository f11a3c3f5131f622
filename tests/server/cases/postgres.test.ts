// Two hubs on one PostgreSQL, with connections of their own: one wins, nothing twice, nothing lost. Stands aside where no server is installed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '../../../src/server/audit/read.ts'
import type { CaseFiles } from '../../../src/server/ports.ts'
import { openDb } from '../../../src/server/store/db.ts'
import { migrate } from '../../../src/server/store/migrate.ts'
import { postgresBin, startPostgres, type TestPostgres } from '../../support/postgres.ts'
import { HOUR, PLACE, START, command, people, stageCases, type CaseStage } from './setup.ts'

const raise = (error: Error): void => {
  throw error
}

describe.skipIf(postgresBin() === undefined)('two hubs on one PostgreSQL', () => {
  let server: TestPostgres | undefined
  const stages: CaseStage[] = []
  let hubs: CaseFiles[] = []
  beforeAll(async () => {
    server = await startPostgres()
    for (let i = 0; i < 2; i += 1) {
      const db = openDb({ url: server?.url ?? '' }, raise)
      await migrate(db)
      stages.push(await stageCases({ db }))
    }
    hubs = stages.map(({ cases }) => cases)
  }, 60_000)
  afterAll(async () => {
    for (const stage of stages) await stage.stop()
    await server?.stop()
  })

  const [stage, one] = [() => stages[0] ?? expect.fail('no hub'), () => hubs[0] ?? expect.fail('no hub')]
  const both = <T>(work: (hub: CaseFiles) => Promise<T>): Promise<PromiseSettledResult<T>[]> =>
    Promise.allSettled(hubs.map(work))
  const must = async (id: string) => (await one().get(id)) ?? expect.fail(`no case ${id}`)

  it('open one case for one fingerprint', async () => {
    const input = (i: number) => stage().alarm(`pg-${i}`, 'ponding@pg')
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (hubs[i % 2] ?? expect.fail('no hub')).fromAlarm(input(i))),
    )
    expect(new Set(ids).size).toBe(1)
    expect((await must(ids[0] ?? '')).alarms).toHaveLength(20)
  })

  it('let one of two acts win, and do one command once', async () => {
    const id = await one().fromAlarm(stage().alarm('pg-act'))
    const { version } = await must(id)
    const dispatch = { act: 'dispatch', lead: 'paishui', assist: [] } as const
    const raced = await both((hub) => hub.act(id, command(version, dispatch), people.dispatcher))
    expect(raced.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const same = command((await must(id)).version, { act: 'remind' })
    const repeated = await both((hub) => hub.act(id, same, people.dispatcher))
    expect(repeated.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    expect((await one().events(id)).filter(({ type }) => type === 'reminded')).toHaveLength(1)
  })

  it('merge once, and never both into each other', async () => {
    const desk = (key: string) =>
      one().fromDesk({ key, text: '路灯不亮', lng: PLACE.lng, lat: PLACE.lat }, PLACE, people.acceptor)
    const [a, b] = [await desk('pg-desk-a'), await desk('pg-desk-b')]
    const raced = await Promise.allSettled([
      (hubs[0] ?? one()).act(a.id, command(a.version, { act: 'merge', into: b.id }), people.acceptor),
      (hubs[1] ?? one()).act(b.id, command(b.version, { act: 'merge', into: a.id }), people.acceptor),
    ])
    expect(raced.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const states = [await must(a.id), await must(b.id)].map(({ state, absorbed }) => `${state} ${absorbed.length}`)
    expect(states.sort()).toEqual(['merged 0', 'pendingFiling 1'])
  })

  it('neither miss nor repeat what time asks for', async () => {
    const ids: string[] = []
    for (let i = 0; i < 10; i += 1) ids.push(await one().fromAlarm(stage().alarm(`pg-time-${i}`)))
    for (let at = START; at < START + 96 * HOUR; at += 3 * HOUR) {
      for (const { clock } of stages) clock.at = at
      await both((hub) => hub.tick(at))
    }
    for (const id of ids) {
      const types = (await one().events(id)).filter(({ actor }) => actor.role === 'system').map(({ type }) => type)
      expect(types.filter((type) => ['reminded', 'escalated', 'supervised'].includes(type))).toEqual([
        'reminded',
        'escalated',
        'supervised',
      ])
    }
  })

  it('leave one whole chain', async () => {
    expect(await verifyChain(stage().db.query)).toMatchObject({ ok: true })
  })
})
