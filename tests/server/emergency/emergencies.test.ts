// Emergencies in the store: once only, one at a time, in words when it fails, and the same after whatever happens to a hub.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyLogs } from '../../../src/server/audit/logs.ts'
import { indexReference } from '../../../src/server/reference/load.ts'
import type { AlarmRule } from '../../../src/core/alarm/types.ts'
import type { Declare, EmergencyAct } from '../../../src/wire/emergencies.ts'
import { ProblemError } from '../../../src/server/problems.ts'
import { MINUTE, people, stageEmergencies, type EmergencyStage, type Hub } from './setup.ts'

let stage: EmergencyStage
let hub: Hub
beforeAll(async () => {
  stage = await stageEmergencies()
}, 180_000)
afterAll(() => stage.stop())
beforeEach(async () => {
  stage.clock.at += 3 * 24 * 60 * MINUTE
  hub = await stage.open()
  // Nothing runs on from the test before.
  for (const { id, endedAt } of [...hub.rows.values()])
    if (endedAt === undefined) await act(id, { type: 'end', reason: '下一项' })
})

let keys = 0
const key = (): string => `key-em-${String((keys += 1)).padStart(4, '0')}`
const { dutyChief: chief, dispatcher, paishui, chengguan } = people
const other = { id: 'zhou', name: '值班长丁', role: 'dutyChief' } as const
const declare = (more: Partial<Declare>, actor = chief as typeof chief | typeof other, at = hub) =>
  at.emergencies.declare({ plan: 'waterlogging', drill: false, key: key(), ...more }, actor, '10.0.0.1')
const act = (
  id: string,
  input: EmergencyAct['act'],
  actor: Parameters<Hub['emergencies']['act']>[2] = chief,
  at = hub,
) => at.emergencies.act(id, { key: key(), act: input }, actor, '10.0.0.1')
const refusal = async (asked: Promise<unknown>): Promise<ProblemError> => {
  const error = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error instanceof ProblemError ? error : expect.fail(`not refused: ${String(error)}`)
}
const types = async (id: string): Promise<string[]> =>
  (await hub.emergencies.get(id, chief)).log.map(({ type }) => type)
const depthLimit = (at = hub): number | undefined => at.reference.alarmRules.get('ponding-depth')?.steps[0]?.limit
const countOf = async (sql: string): Promise<number> =>
  Number((await stage.db.pool.query<{ n: string }>(`select count(*) as n from ${sql}`)).rows[0]?.n)

describe('declared', () => {
  it('once, however often it is sent; its orders go out once; everything is in the audit log and in an unbroken chain', async () => {
    const incident = await stage.newCase()
    const wish = { incident, key: key() }
    const before = stage.notices.length
    const [one, again] = [await declare(wish), await declare(wish)]
    expect(again).toEqual(one)
    await stage.settle(hub)
    expect((await declare(wish)).id).toBe(one.id)
    const orders = stage.notices.slice(before).filter(({ emergency }) => emergency === one.id)
    expect(orders.filter(({ audience }) => audience.startsWith('department:')).length).toBe(one.parties.length)
    expect(new Set(orders.map(({ id }) => id)).size).toBe(orders.length)
    expect(await types(one.id)).toEqual(['declared', 'caseWorked'])
    expect(await verifyLogs(stage.db.query, 'emergencies', one.id)).toMatchObject({ ok: true, logs: 1 })
    expect(await countOf(`audit_event where subject like 'emergency/${one.id}#%' and kind = 'emergency'`)).toBe(2)
    const foreign = await refusal(declare({ ...wish }, other))
    expect(foreign.code).toBe('keyReused')
  })

  it('by one of two officers at once; the other is told who was first', async () => {
    const incident = await stage.newCase()
    const second = await stage.open({ reference: hub.reference })
    const results = await Promise.allSettled([declare({ incident }), declare({ incident }, other, second)])
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as ProblemError] : []))
    expect(refused).toHaveLength(1)
    expect(refused[0]?.code).toBe('emergencyStands')
    expect(refused[0]?.detail.zh).toMatch(/已由值班长于 .+启动应急响应/u)
    expect(await countOf(`emergency where incident = '${incident}'`)).toBe(1)
    // A drill on the same case may run beside it, and another real one after its end.
    const id = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []))[0] ?? ''
    await declare({ incident, drill: true })
    await act(id, { type: 'end', reason: '解除' })
    expect((await declare({ incident })).id).not.toBe(id)
  })

  it('refused in words: without a case, of a case that is not there, by an unknown plan, by another post', async () => {
    expect((await refusal(declare({}))).detail.zh).toContain('须指明案卷')
    expect((await refusal(declare({ incident: 'inc-none' }))).code).toBe('notFound')
    expect((await refusal(declare({ plan: 'none', drill: true }))).code).toBe('notFound')
    expect((await refusal(declare({ drill: true }, dispatcher as never))).detail.zh).toContain('只有值班长')
  })
})

describe('its case', () => {
  it('that the desk has to file first waits for that, and is then dispatched by the plan', async () => {
    const incident = await stage.cases.fromReport({
      reportId: `demo/${key()}`,
      report: { id: 'r', channel: 'hotline', text: '路上有水', occurredAt: stage.clock.at } as never,
      place: { lng: 119.43, lat: 32.39, area: '321002' },
      callable: false,
      simulated: false,
    })
    const row = await declare({ incident })
    await stage.settle(hub)
    expect(await types(row.id)).toEqual(['declared'])
    await stage.does(people.acceptor, incident, { act: 'file', matter: 'M001', condition: 'depth' })
    await stage.settle(hub)
    expect(await types(row.id)).toEqual(['declared', 'caseWorked'])
    expect((await stage.cases.get(incident))?.lead).toBe(row.plan.parties.find(({ lead }) => lead)?.department)
  })

  it('that has gone too far to be dispatched is left to the desk, in words', async () => {
    const incident = await stage.newCase()
    await stage.does(dispatcher, incident, { act: 'dispatch', lead: 'paishui', assist: [] })
    await stage.does(paishui, incident, { act: 'accept' })
    await stage.does(paishui, incident, {
      act: 'requestSuspension',
      reason: '等待备件',
      until: stage.clock.at + 60 * MINUTE,
    })
    await stage.does(dispatcher, incident, { act: 'decideSuspension', granted: true })
    const row = await declare({ incident })
    await stage.settle(hub)
    const { log } = await hub.emergencies.get(row.id, chief)
    expect(log.at(-1)?.text.zh).toMatch(/^案卷.+，未代为派遣/u)
    expect(stage.notices.some(({ text, audience }) => audience === 'dutyChief' && text.zh.includes('未代为派遣'))).toBe(
      true,
    )
  })

  it('that others work on already is joined: units of the plan are engaged with their task', async () => {
    const incident = await stage.newCase()
    await stage.does(dispatcher, incident, { act: 'dispatch', lead: 'shizheng', assist: ['jiaojing'] })
    const row = await declare({ incident })
    await stage.settle(hub)
    const worked = await stage.cases.get(incident)
    expect(worked?.lead).toBe('shizheng')
    expect(new Set([worked?.lead, ...(worked?.assist ?? [])])).toEqual(
      new Set(row.plan.parties.map((p) => p.department)),
    )
    expect(worked?.orders.find(({ department }) => department === 'paishui')?.task).toContain('泵')
  })

  it('whose store fails is tried again, and whom the desk has released meanwhile stays released', async () => {
    const incident = await stage.newCase()
    let failures = 3
    const flaky = await stage.open({
      cases: {
        get: stage.cases.get,
        act: (...args) => (failures-- > 0 ? Promise.reject(new Error('the store is away')) : stage.cases.act(...args)),
      },
    })
    const row = await declare({ incident }, chief, flaky)
    for (let i = 0; i < 4; i++) await stage.settle(flaky)
    expect(flaky.errors.length).toBe(3)
    expect(await types(row.id)).toEqual(['declared', 'caseWorked'])
    await stage.does(dispatcher, incident, { act: 'release', department: 'bus', reason: '线路未受影响' })
    await stage.settle(flaky)
    expect((await stage.cases.get(incident))?.assist).not.toContain('bus')
  })

  it('of a hub killed in the middle: the next one does the rest, nothing twice', async () => {
    const incident = await stage.newCase()
    let left = 4
    let killed = false
    const dying = await stage.open({
      cases: {
        get: stage.cases.get,
        async act(...args) {
          // Killed between an act and the word that it was done.
          if (killed || left-- <= 0) {
            killed = true
            return new Promise(() => undefined)
          }
          return stage.cases.act(...args)
        },
      },
    })
    const row = await declare({ incident }, chief, dying)
    await expect.poll(() => killed).toBe(true)
    expect(await types(row.id)).toEqual(['declared'])
    const half = await stage.cases.get(incident)
    expect(half?.assist.length).toBe(3)

    const next = await stage.open()
    await stage.settle(next)
    const whole = await stage.cases.get(incident)
    expect(whole?.lead).toBe('paishui')
    expect(whole?.assist.length).toBe(row.plan.parties.length - 1)
    const { rows } = await stage.db.pool.query<{ type: string; n: string }>(
      `select body ->> 'department' as type, count(*) as n from incident_event
       where incident = $1 and type = 'engaged' group by 1`,
      [incident],
    )
    expect(rows.every(({ n }) => Number(n) === 1)).toBe(true)
    const { log } = await next.emergencies.get(row.id, chief)
    expect(log.map(({ type }) => type)).toEqual(['declared', 'caseWorked'])
    // What the earlier run had done is told too.
    expect(log[1]?.text.zh).toMatch(/^案卷已派遣至排水处；已通知协办：应急局、/u)
    expect(await countOf(`notice where emergency = '${row.id}' and audience = 'department:bus'`)).toBe(1)
  })
})

describe('limits', () => {
  it('are stricter while it runs, also after a restart and under an edit of the catalogue, and then exactly as they were', async () => {
    const incident = await stage.newCase()
    const rules = hub.reference.alarmRules
    const version = hub.emergencies.rulesVersion()
    const row = await declare({ incident })
    expect(depthLimit()).toBe(0.04)
    expect(hub.emergencies.rulesVersion()).not.toBe(version)

    // In force before the first sensor is judged.
    const restarted = await stage.open()
    expect(depthLimit(restarted)).toBe(0.04)

    // An administrator changes the limit meanwhile: the change holds, and so does the emergency.
    const changed = stage.files.alarmRules.map((rule): AlarmRule =>
      rule.id === 'ponding-depth' ? { ...rule, steps: rule.steps.map((s) => ({ ...s, limit: s.limit * 2 })) } : rule,
    )
    const edited = { ...stage.files, alarmRules: changed }
    let swaps = 0
    hub.reference.onSwap(() => (swaps += 1))
    hub.reference.swap(indexReference(edited, stage.clock.at))
    expect(swaps).toBe(1)
    expect(depthLimit()).toBe(0.08)
    expect(hub.reference.catalogueRules.get('ponding-depth')?.steps[0]?.limit).toBe(0.1)
    await act(row.id, { type: 'end', reason: '解除' })
    expect(swaps).toBe(2)
    expect(depthLimit()).toBe(0.1)
    expect(hub.emergencies.rulesVersion()).toBe(version)
    hub.reference.swap(indexReference(stage.files, stage.clock.at))
    expect([...hub.reference.alarmRules]).toEqual([...rules])

    // The other hub hears of the end by looking.
    await restarted.emergencies.round()
    expect(depthLimit(restarted)).toBe(0.05)
    expect(restarted.rows.get(row.id)?.endedAt).toBeDefined()
  })

  it('of two that run the strictest holds, until the last has ended', async () => {
    const a = await declare({ incident: await stage.newCase(), plan: 'gas-leak' })
    expect(hub.reference.alarmRules.get('gas-lel')?.steps[0]?.limit).toBe(6)
    const b = await declare({ incident: await stage.newCase(), plan: 'hazmat' })
    expect(hub.reference.alarmRules.get('gas-lel')?.steps[0]?.limit).toBe(6)
    await act(a.id, { type: 'end', reason: '解除' })
    expect(hub.reference.alarmRules.get('gas-lel')?.steps[0]?.limit).toBe(7)
    await act(b.id, { type: 'end', reason: '解除' })
    expect(hub.reference.alarmRules.get('gas-lel')?.steps[0]?.limit).toBe(10)
  })
})

describe('time', () => {
  it('says that the final report is late also when no hub was there on the day after the end', async () => {
    const row = await declare({ drill: true })
    await act(row.id, { type: 'end', reason: '结束' })
    stage.clock.at += 2 * 24 * 60 * MINUTE
    const next = await stage.open()
    await stage.settle(next)
    expect((await types(row.id)).slice(-2)).toEqual(['ended', 'reportOverdue'])
    expect(next.rows.has(row.id)).toBe(false)
  })

  it('an answer that a device kept counts for when it was given; the log has both times, in an unbroken chain', async () => {
    const row = await declare({ drill: true })
    const given = stage.clock.at + MINUTE
    stage.clock.at += 40 * MINUTE
    await stage.settle(hub)
    const kept = { key: key(), act: { type: 'answer', answer: 'ready' }, occurredAt: given } as const
    const after = await hub.emergencies.act(row.id, kept, paishui, '10.0.0.1')
    expect(await hub.emergencies.act(row.id, kept, paishui, '10.0.0.1')).toEqual(after)
    expect(after.parties.find(({ department }) => department === 'paishui')).toMatchObject({ answeredAt: given })
    const line = (await hub.emergencies.get(row.id, chief)).log.at(-1)
    expect(line).toMatchObject({ at: stage.clock.at, type: 'answered' })
    expect(line?.text.zh).toContain('当时无信号')
    expect(await verifyLogs(stage.db.query, 'emergencies', row.id)).toMatchObject({ ok: true })
  })

  it('says what is late once, also when no hub was there to see it, and takes ended ones off after a day', async () => {
    const row = await declare({ drill: true })
    await act(row.id, { type: 'answer', answer: 'ready' }, paishui)
    stage.clock.at += 40 * MINUTE
    const next = await stage.open()
    await stage.settle(next)
    await stage.settle(hub)
    const log = (await next.emergencies.get(row.id, chief)).log
    const count = (type: string): number => log.filter((line) => line.type === type).length
    expect(count('rollClosed')).toBe(1)
    expect(log.find(({ type }) => type === 'rollClosed')?.text.zh).not.toContain('排水处')
    expect(count('reportOverdue')).toBe(1)
    expect(count('stepOverdue')).toBe(row.plan.steps.filter(({ withinMs }) => withinMs <= 40 * MINUTE).length)
    expect(next.rows.get(row.id)?.version).toBe(log.length)
    await act(row.id, { type: 'end', reason: '演练结束' })
    await next.emergencies.round()
    expect(next.rows.has(row.id)).toBe(true)
    stage.clock.at += 25 * 60 * MINUTE
    await next.emergencies.round()
    expect(next.rows.has(row.id)).toBe(false)
    expect((await next.emergencies.list()).some(({ id }) => id === row.id)).toBe(true)
  })
})

describe('acts', () => {
  it('of one officer after another has ended it are refused, saying who ended it and when', async () => {
    const row = await declare({ drill: true })
    const [ended, late] = await Promise.allSettled([
      act(row.id, { type: 'end', reason: '误启动' }, other),
      act(row.id, { type: 'doStep', step: 'rain' }, dispatcher),
    ])
    expect(ended.status).toBe('fulfilled')
    const error = late.status === 'rejected' ? (late.reason as ProblemError) : expect.fail('was taken')
    expect(error).toMatchObject({ code: 'emergencyEnded', status: 409 })
    expect(error.detail.zh).toMatch(/^已由值班长于 \d\d-\d\d \d\d:\d\d 结束/u)
    expect(error.extras.conflict).toMatchObject({ type: 'ended' })
    await act(row.id, { type: 'note', text: '复盘要点' }, dispatcher)
    await act(row.id, { type: 'report', n: 1, kind: 'final', text: '终报' }, dispatcher)
    expect((await types(row.id)).slice(-3)).toEqual(['ended', 'noted', 'reported'])
  })

  it('are done once for one key, and a department acts for itself alone', async () => {
    const row = await declare({ drill: true })
    const command = { key: key(), act: { type: 'doStep', step: 'pumps', note: '已开机 13812345678' } } as const
    const second = await stage.open({ reference: hub.reference })
    const [first, twin] = await Promise.all(
      [hub, second].map(({ emergencies }) => emergencies.act(row.id, command, paishui, '10.0.0.2')),
    )
    expect(twin).toEqual(first)
    expect(first?.version).toBe(2)
    expect(await hub.emergencies.act(row.id, command, paishui, '10.0.0.2')).toEqual(first)
    expect((await refusal(hub.emergencies.act(row.id, command, chief, '10.0.0.2'))).code).toBe('keyReused')
    expect((await refusal(act(row.id, { type: 'sign', department: 'jiaojing' }, paishui))).code).toBe('refused')
    // A unit outside of the plan for gas leaks.
    const gas = await declare({ drill: true, plan: 'gas-leak' })
    expect((await refusal(act(gas.id, { type: 'answer', answer: 'ready' }, paishui))).code).toBe('refused')
    // What was written is masked for those who are not at the desk, and never in the view.
    const ofDesk = JSON.stringify(await hub.emergencies.get(row.id, dispatcher))
    const ofOther = await hub.emergencies.get(row.id, chengguan)
    expect(ofDesk).toContain('13812345678')
    expect(JSON.stringify(ofOther)).toContain('138****5678')
    expect(ofOther.log.some(({ person }) => person !== undefined)).toBe(false)
    expect(JSON.stringify(hub.rows.get(row.id))).not.toContain('138')
  })

  it('cannot be rewritten in the store', async () => {
    const row = await declare({ drill: true })
    await expect(stage.db.pool.query(`update emergency_event set at = now()`)).rejects.toThrow('append-only')
    await expect(stage.db.pool.query(`delete from emergency_event`)).rejects.toThrow('append-only')
    expect(await verifyLogs(stage.db.query, 'emergencies', row.id)).toMatchObject({ ok: true, logs: 1 })
  })
})
