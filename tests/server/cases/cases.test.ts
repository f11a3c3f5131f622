// Cases on the real database: opening, acting, time, and the chained log, also when two hubs race.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '../../../src/server/audit/read.ts'
import { ConflictError, ProblemError, RefusedError } from '../../../src/server/problems.ts'
import { foldEvents } from '../../../src/core/incident/fold.ts'
import type { IncidentEvent } from '../../../src/core/incident/events.ts'
import { HOUR, PLACE, START, command, people, stageCases, type CaseStage } from './setup.ts'

let stage: CaseStage
beforeAll(async () => {
  stage = await stageCases()
}, 60_000)
afterAll(() => stage.stop())

const must = async (id: string) => {
  const incident = await stage.cases.get(id)
  return incident ?? expect.fail(`no case ${id}`)
}
const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.fail('expected a refusal'),
    (error: unknown) => error,
  )
const report = (id: string, channel: 'hotline' | 'camera', text: string, matter?: string) => ({
  reportId: `calls/${id}`,
  report: {
    id,
    channel,
    text,
    occurredAt: stage.clock.at,
    reporter: { name: '张三丰', phone: '13812341234' },
    ...(matter && { matter }),
  },
  place: PLACE,
  callable: true,
  simulated: false,
})

describe('a case from an alarm', () => {
  it('is opened and filed by the hub, numbered within the city day, and says why', async () => {
    const id = await stage.cases.fromAlarm(stage.alarm('a-1'))
    expect(id).toBe('YZ-20261121-000001')
    const incident = await must(id)
    expect(incident).toMatchObject({ state: 'pendingDispatch', level: 2, matter: 'M001', alarms: ['a-1'] })
    expect(incident.title.zh).toBe('文昌中路下穿通道 道路积水')
    expect(incident.snapshot?.condition).toBe('depth')
    const events = await stage.cases.events(id)
    expect(events.map((event) => event.n)).toEqual(events.map((_, i) => i + 1))
    expect(events[0]?.because).toEqual([
      { kind: 'alarm', id: 'a-1', at: stage.clock.at - 1000 },
      { kind: 'rule', id: 'ponding-depth' },
    ])
    expect(events.every((event) => /^[0-9a-f]{64}$/.test(event.hash))).toBe(true)
    expect(stage.changed.at(-1)?.[0]).toEqual(incident)
  })

  it('is linked once however often the same alarm comes', async () => {
    const input = stage.alarm('a-2')
    const ids = await Promise.all([1, 2, 3].map(() => stage.cases.fromAlarm(input)))
    expect(new Set(ids).size).toBe(1)
    const incident = await must(ids[0] ?? '')
    expect(incident.alarms).toEqual(['a-2'])
  })

  it('opens once per fingerprint though two hubs race, and again after the first has ended', async () => {
    const second = stage.another()
    const ids = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        (i % 2 ? second : stage.cases).fromAlarm(stage.alarm(`race-${i}`, 'ponding@321002004')),
      ),
    )
    expect(new Set(ids).size).toBe(1)
    const id = ids[0] ?? ''
    expect([...(await must(id)).alarms].sort()).toEqual(Array.from({ length: 10 }, (_, i) => `race-${i}`))
    const numbers = await stage.db.query.selectFrom('incident').select('code').execute()
    expect(new Set(numbers.map((row) => row.code)).size).toBe(numbers.length)

    let incident = await must(id)
    incident = await stage.cases.act(
      id,
      command(incident.version, { act: 'returnToAcceptor', reason: '设备检修' }),
      people.dispatcher,
    )
    await stage.cases.act(id, command(incident.version, { act: 'cancel', reason: '设备检修' }), people.dutyChief)
    expect(await stage.cases.fromAlarm(stage.alarm('race-later', 'ponding@321002004'))).not.toBe(id)
  })

  it('counts on from the store, by the city day', async () => {
    const before = stage.clock.at
    // 00:30 of the 22nd in Yangzhou is still the 21st in UTC.
    stage.clock.at = Date.UTC(2026, 10, 21, 16, 30)
    expect(await stage.cases.fromAlarm(stage.alarm('night-1'))).toBe('YZ-20261122-000001')
    expect(await stage.another().fromAlarm(stage.alarm('night-2'))).toBe('YZ-20261122-000002')
    expect(await stage.cases.fromAlarm(stage.alarm('night-3'))).toBe('YZ-20261122-000003')
    stage.clock.at = before
  })
})

describe('a case from a report', () => {
  it('waits for filing with a suggestion, keeps the reporter out of the log, and opens once', async () => {
    const input = report('h-1', 'hotline', '文昌路张三丰13812341234反映路面积水很深，车辆无法通行')
    const id = await stage.cases.fromReport(input)
    expect(await stage.cases.fromReport(input)).toBe(id)
    const incident = await must(id)
    expect(incident).toMatchObject({ state: 'pendingFiling', source: 'hotline', matter: 'M001', callable: true })
    expect(incident.title.zh).toBe('广陵区 道路积水')
    expect(JSON.stringify(incident.title)).not.toContain('张三丰')
    const row = await stage.db.query
      .selectFrom('report')
      .selectAll()
      .where('id', '=', 'calls/h-1')
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ incident: id, feed: 'calls', reporter: { name: '张三丰', phone: '13812341234' } })
    const log = await stage.db.query.selectFrom('incident_event').selectAll().where('incident', '=', id).execute()
    expect(log.some((line) => 'reporter' in line.body)).toBe(false)
  })

  it('never puts unclassified words of a caller in a title', async () => {
    const id = await stage.cases.fromReport(report('h-2', 'hotline', '我是李四，有件事想说'))
    expect((await must(id)).title).toEqual({ zh: '广陵区 待分类问题', en: 'Unclassified problem · Guangling District' })
  })

  it('from a camera has to be verified first, and survives broken text', async () => {
    const id = await stage.cases.fromReport(report('c-1', 'camera', '店外\u0000经营\ud800', '09005'))
    const incident = await must(id)
    expect(incident).toMatchObject({ state: 'pendingVerify', matter: '09005', text: '店外\ufffd经营\ufffd' })
  })

  it('written at the desk keeps the reporter in the report alone, and repeats safely', async () => {
    const desk = {
      key: 'desk-key-1',
      text: '市民来电：路灯不亮',
      lng: PLACE.lng,
      lat: PLACE.lat,
      reporter: { name: '王五' },
    }
    const [first, again] = await Promise.all([1, 2].map(() => stage.cases.fromDesk(desk, PLACE, people.acceptor)))
    expect(again?.id).toBe(first?.id)
    expect(first).toMatchObject({ source: 'desk', state: 'pendingFiling' })
    expect(await stage.cases.reports(first?.id ?? '')).toMatchObject([
      { id: 'desk/desk-key-1', reporter: { name: '王五' } },
    ])
    const other = await errorOf(stage.cases.fromDesk(desk, PLACE, people.dutyChief))
    expect(other).toMatchObject({ code: 'keyReused' })
  })
})

describe('acts', () => {
  const dispatch = { act: 'dispatch', lead: 'paishui', assist: [] } as const

  it('lets one of two concurrent acts win and tells the other who was faster', async () => {
    const id = await stage.cases.fromAlarm(stage.alarm('act-1'))
    const { version } = await must(id)
    const results = await Promise.allSettled([
      stage.cases.act(id, command(version, dispatch), people.dispatcher),
      stage.another().act(id, command(version, { ...dispatch, lead: 'chengguan' }), people.dutyChief),
    ])
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = results.find((result) => result.status === 'rejected')
    expect(lost?.reason).toBeInstanceOf(ConflictError)
    const winner = (await must(id)).lead === 'paishui' ? people.dispatcher : people.dutyChief
    expect((lost?.reason as ConflictError).conflict).toEqual({
      version: (await must(id)).version,
      by: winner.name,
      at: stage.clock.at,
      type: 'dispatched',
    })
  })

  it('does the same command once, also at the same time, and refuses its key for anything else', async () => {
    const id = await stage.cases.fromAlarm(stage.alarm('act-2'))
    const { version } = await must(id)
    const same = command(version, dispatch)
    const [first, second] = await Promise.all([
      stage.cases.act(id, same, people.dispatcher),
      stage.another().act(id, same, people.dispatcher),
    ])
    expect(second).toEqual(first)
    const events = await stage.cases.events(id)
    expect(events.filter((event) => event.type === 'dispatched')).toHaveLength(1)
    expect(await errorOf(stage.cases.act(id, same, people.dutyChief))).toMatchObject({ code: 'keyReused' })
  })

  it('takes a note whatever version it was written at', async () => {
    const id = await stage.cases.fromAlarm(stage.alarm('act-3'))
    const { version } = await must(id)
    await stage.cases.act(id, command(version, dispatch), people.dispatcher)
    const noted = await stage.cases.act(id, command(version, { act: 'note', text: '已电话告知' }), people.dispatcher)
    expect(noted.version).toBeGreaterThan(version)
  })

  it('refuses with the reason of the rules in both languages, and changes nothing', async () => {
    const id = await stage.cases.fromAlarm(stage.alarm('act-4'))
    const before = await must(id)
    const confirm = command(before.version, { act: 'confirm' })
    expect(await errorOf(stage.cases.act(id, confirm, people.paishui))).toMatchObject({ rule: 'takesPart' })
    const close = command(before.version, { act: 'close', conditionMet: true })
    const error = await errorOf(stage.cases.act(id, close, people.dutyChief))
    expect(error).toBeInstanceOf(RefusedError)
    expect((error as RefusedError).rule).toBe('state')
    expect((error as RefusedError).reason.zh).toContain('待派遣')
    expect((error as RefusedError).reason.en).toContain('awaiting dispatch')
    expect(await must(id)).toEqual(before)
    expect(await errorOf(stage.cases.act('YZ-20000101-000001', command(1, dispatch), people.dispatcher))).toMatchObject(
      { code: 'notFound' },
    )
  })

  it('wants photos that exist', async () => {
    const id = await stage.cases.fromAlarm(stage.alarm('act-5'))
    let { version } = await must(id)
    ;({ version } = await stage.cases.act(id, command(version, dispatch), people.dispatcher))
    ;({ version } = await stage.cases.act(id, command(version, { act: 'accept' }), people.paishui))
    const submit = (photo: string) => ({ act: 'submit' as const, note: '已抽排', photos: [photo] })
    const error = await errorOf(stage.cases.act(id, command(version, submit('f'.repeat(64))), people.paishui))
    expect(error).toMatchObject({ code: 'refused', extras: { field: '/input/photos' } })
    const photo = await stage.photo('after')
    const done = await stage.cases.act(id, command(version, submit(photo)), people.paishui)
    expect(done.state).toBe('pendingConfirm')
    expect(await stage.cases.departmentMaySee('paishui', photo)).toBe(true)
    expect(await stage.cases.departmentMaySee('chengguan', photo)).toBe(false)
  })
})

describe('time', () => {
  it('reminds of a clock near its end and past it, once each', async () => {
    const id = await stage.cases.fromAlarm(stage.alarm('tick-1'))
    const { clocks } = await must(id)
    const due = clocks.dispatch?.dueAt ?? expect.fail('no dispatch clock')
    const reminders = async () =>
      (await stage.cases.events(id)).filter((event) => event.type === 'reminded').map((event) => event.body)
    await stage.cases.tick(START)
    expect(await reminders()).toEqual([])
    stage.clock.at = due - 1
    await stage.cases.tick(stage.clock.at)
    await stage.cases.tick(stage.clock.at)
    expect(await reminders()).toMatchObject([{ why: 'nearDue' }])
    stage.clock.at = due + HOUR
    expect(await stage.cases.tick(stage.clock.at)).toBeGreaterThan(0)
    expect(await stage.cases.tick(stage.clock.at)).toBe(0)
    expect(await reminders()).toMatchObject([{ why: 'nearDue' }, { why: 'overdue' }])
    stage.clock.at = START
  })
})

describe('the store', () => {
  it('keeps folds equal to their logs, and finds open and lately ended cases', async () => {
    const rows = await stage.db.query.selectFrom('incident_event').selectAll().orderBy('seq').execute()
    for (const id of new Set(rows.map((row) => row.incident))) {
      const lines = rows.filter((row) => row.incident === id)
      const events = lines.map((line): IncidentEvent => ({
        incident: line.incident,
        n: line.n,
        actor: line.actor,
        occurredAt: line.occurred_at.getTime(),
        recordedAt: line.recorded_at.getTime(),
        because: line.because,
        body: line.body,
      }))
      expect(await must(id)).toEqual(foldEvents(events))
    }
    const recent = await stage.cases.recent(stage.clock.at - 1)
    expect(recent.some((incident) => incident.state === 'cancelled')).toBe(true)
    const later = await stage.cases.recent(stage.clock.at + 24 * HOUR)
    expect(later.some((incident) => incident.state === 'cancelled')).toBe(false)
    expect(later.length).toBe(recent.length - 1)
    expect((await stage.cases.loads()).get('paishui')).toBeGreaterThan(0)
  })

  it('calls back in commit order per case', () => {
    const versions = new Map<string, number>()
    for (const incident of stage.changed.flat()) {
      expect(incident.version).toBeGreaterThan(versions.get(incident.id) ?? 0)
      versions.set(incident.id, incident.version)
    }
  })

  it('is append-only', async () => {
    for (const statement of [
      sql`update incident_event set type = 'noted'`,
      sql`delete from incident_event`,
      sql`truncate incident_event`,
    ])
      await expect(statement.execute(stage.db.query)).rejects.toThrow(/append-only/)
  })

  it('shows by its chain that a line was changed or cut off', async () => {
    const whole = await verifyChain(stage.db.query)
    expect(whole).toMatchObject({ ok: true })
    const tamper = async (change: ReturnType<typeof sql>) => {
      await sql`alter table incident_event disable trigger all`.execute(stage.db.query)
      await change.execute(stage.db.query)
      await sql`alter table incident_event enable trigger all`.execute(stage.db.query)
    }
    await tamper(sql`update incident_event set actor = jsonb_set(actor, '{name}', '"别人"') where seq = 5`)
    expect(await verifyChain(stage.db.query)).toMatchObject({ ok: false, seq: '5' })
    await tamper(sql`update incident_event set actor = (select actor from incident_event where seq = 4) where seq = 5`)
    expect(await verifyChain(stage.db.query)).toMatchObject({ ok: true })
    await tamper(sql`delete from incident_event where seq = (select max(seq) from incident_event)`)
    expect(await verifyChain(stage.db.query)).toMatchObject({ ok: false })
  })

  it('throws typed problems only', async () => {
    const error = await errorOf(stage.cases.act('nope', command(0, { act: 'resume' }), people.dispatcher))
    expect(error).toBeInstanceOf(ProblemError)
  })
})
