// Supervision over the real database, the real city and the real case store; the clock is turned by hand.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../src/core/incident/types.ts'
import { verifyLogs } from '../../../src/server/audit/logs.ts'
import { openAudit } from '../../../src/server/audit/audit.ts'
import { openNotify, type Notify } from '../../../src/server/notify/notify.ts'
import type { CaseFiles } from '../../../src/server/ports.ts'
import { ConflictError, ProblemError } from '../../../src/server/problems.ts'
import type { SupervisionDesk } from '../../../src/server/supervise/desk.ts'
import { openSupervision } from '../../../src/server/supervise/supervision.ts'
import type { Give, SupervisedAct } from '../../../src/wire/supervisions.ts'
import type { NoticeRow } from '../../../src/wire/views.ts'
import { START, people, stageCases, type CaseStage } from '../cases/setup.ts'

const DAY = 86_400_000
const ADDRESS = '10.0.0.1'
const other: Actor = { id: 'yuan', name: '园林辛', role: 'department', department: 'yuanlin' }

let stage: CaseStage
let desk: SupervisionDesk
let notify: Notify
const notices: NoticeRow[] = []
const errors: Error[] = []
let serial = 0

const open = (cases: Pick<CaseFiles, 'get' | 'act'> = stage.cases): SupervisionDesk =>
  openSupervision({
    ...{ db: stage.db, reference: stage.reference, cases, now: () => stage.clock.at, simulated: false },
    audit: openAudit({ db: stage.db, now: () => stage.clock.at }),
    tell: notify.tellEverywhere,
    onError: (error) => void errors.push(error),
  })

beforeAll(async () => {
  stage = await stageCases()
  const show = (rows: readonly NoticeRow[]): void => void notices.push(...rows)
  notify = openNotify({
    ...{ db: stage.db, reference: stage.reference, now: () => stage.clock.at, show },
    onError: () => undefined,
  })
  await notify.start()
  desk = open()
})
afterAll(async () => {
  await notify.stop()
  await stage.stop()
})

const key = () => `sup-key-${(serial += 1)}`
const giving = (more: Partial<Give> = {}): Give => ({
  key: key(),
  origin: 'instruction',
  grade: 'important',
  title: '文昌中路积水',
  text: '请排水牵头查清原因，限期整改。',
  anchor: {
    kind: 'statement',
    id: 'incidents-1',
    brief: '2026-11-20',
    code: '三-1',
    seen: { zh: '积水 3 处', en: 'three' },
    asOf: START,
  },
  lead: 'paishui',
  assist: ['chengguan'],
  dueAt: stage.clock.at + 7 * DAY,
  ...more,
})
const act = async (id: string, actor: Actor, input: SupervisedAct, version?: number, by = desk) => {
  const seen = version ?? (await by.get(id, people.leader)).row.version
  return by.act(id, { key: key(), version: seen, act: input }, actor, ADDRESS)
}
const report = (more: Partial<Extract<SupervisedAct, { act: 'report' }>> = {}): SupervisedAct => ({
  ...{ act: 'report', final: true, text: '已疏通并加装格栅', photos: [], incidents: [] },
  ...more,
})
/** A case that the lead has in hand. */
async function newCase(): Promise<string> {
  const id = await stage.cases.fromAlarm(stage.alarm(`sup-${(serial += 1)}`))
  await stage.does(people.dispatcher, id, { act: 'dispatch', lead: 'paishui', assist: [] })
  return id
}

describe('from the pen to the close', () => {
  it('is numbered, told, signed for, reported with a photo, read and closed; every line is audited and chained', async () => {
    notices.length = 0
    const given = await desk.give(giving(), people.leader, ADDRESS)
    const { id, code } = given.row
    expect(code).toMatch(/^YZ-DB-2026-\d{4}$/)
    expect(given).toMatchObject({
      row: { state: 'pendingSign', colour: 'blue', unsigned: ['paishui', 'chengguan'] },
      may: ['add', 'remind', 'reschedule', 'withdraw'],
    })
    expect(notices.map((one) => [one.audience, one.kind, one.supervision])).toEqual([
      ['department:paishui', 'instruction', id],
      ['department:chengguan', 'instruction', id],
    ])
    await act(id, people.paishui, { act: 'sign' })
    expect((await desk.get(id, people.leader)).row).toMatchObject({
      state: 'inProgress',
      unread: true,
      unsigned: ['chengguan'],
    })
    expect((await desk.get(id, people.dutyChief)).row.unread).toBe(false)
    const photo = await stage.photo('mended')
    const reported = await act(id, people.paishui, report({ photos: [photo] }))
    expect(reported.row).toMatchObject({ state: 'pendingCheck', last: { final: true, by: { name: '排水丁' } } })
    expect(await desk.shows('chengguan', photo)).toBe(true)
    expect(await desk.shows('yuanlin', photo)).toBe(false)
    await act(id, people.leader, { act: 'read' })
    expect((await desk.get(id, people.leader)).row.unread).toBe(false)
    const closed = await act(id, people.leader, { act: 'close', conclusion: '属实，同意办结' })
    expect(closed).toMatchObject({ row: { state: 'closed' }, conclusion: '属实，同意办结', may: [] })
    expect(closed.log.map(({ type }) => type)).toEqual(['given', 'signed', 'reported', 'read', 'closed'])
    const audited = await stage.db.query
      .selectFrom('audit_event')
      .select('subject')
      .where('subject', 'like', `supervision/${code}#%`)
      .execute()
    expect(audited).toHaveLength(5)
    expect(await verifyLogs(stage.db.query, 'supervisions', id)).toMatchObject({ ok: true, logs: 1 })
    await expect(
      sql`update supervision_event set body = '{}' where "of" = ${id}`.execute(stage.db.query),
    ).rejects.toThrow(/append-only/)
  })

  it('gives and acts once for one key, and numbers go on', async () => {
    const input = giving()
    const [first, again] = await Promise.all([
      desk.give(input, people.leader, ADDRESS),
      desk.give(input, people.leader, ADDRESS),
    ])
    expect(again?.row.id).toBe(first?.row.id)
    const next = await desk.give(giving(), people.leader, ADDRESS)
    expect(Number(next.row.code.slice(-4))).toBe(Number(first?.row.code.slice(-4)) + 1)
    const command = { key: key(), version: 1, act: { act: 'sign' } as const }
    await desk.act(next.row.id, command, people.paishui, ADDRESS)
    expect((await desk.act(next.row.id, command, people.paishui, ADDRESS)).log).toHaveLength(2)
    await expect(desk.act(first?.row.id ?? '', command, people.paishui, ADDRESS)).rejects.toMatchObject({
      code: 'keyReused',
    })
  })

  it('refuses what rests on another version, photos that are not here and cases of others', async () => {
    const { row } = await desk.give(giving(), people.leader, ADDRESS)
    await act(row.id, people.paishui, { act: 'sign' })
    await expect(act(row.id, people.leader, { act: 'withdraw', reason: '误批' }, 1)).rejects.toMatchObject({
      code: 'supervisionChanged',
      extras: { conflict: { version: 2, by: '排水丁' } },
    })
    await expect(act(row.id, people.paishui, report({ photos: ['0'.repeat(64)] }))).rejects.toMatchObject({
      rule: 'photo',
    })
    await expect(
      act(row.id, people.chengguan, report({ final: false, incidents: [await newCase()] })),
    ).rejects.toMatchObject({ rule: 'case' })
    await act(row.id, people.paishui, report({ incidents: [await newCase()] }))
    await expect(act(row.id, people.leader, { act: 'close', conclusion: '属实' })).resolves.toMatchObject({
      row: { state: 'closed' },
    })
  })

  it('a department sees its own alone', async () => {
    const { row } = await desk.give(giving(), people.leader, ADDRESS)
    await expect(desk.get(row.id, other)).rejects.toMatchObject({ code: 'notFound' })
    await expect(
      desk.act(row.id, { key: key(), version: 1, act: { act: 'sign' } }, other, ADDRESS),
    ).rejects.toMatchObject({ code: 'notFound' })
    expect(await desk.list({}, other)).toEqual([])
    expect((await desk.list({ state: 'open' }, people.chengguan)).map(({ id }) => id)).toContain(row.id)
    expect(await desk.list({ brief: '2026-11-20', state: 'open' }, people.leader)).not.toEqual([])
    expect(await desk.list({ anchor: 'statement/nowhere' }, people.leader)).toEqual([])
  })
})

describe('no double entry', () => {
  const beside = (incident: string) => ({
    kind: 'incident' as const,
    id: incident,
    seen: { zh: '积水', en: 'water' },
    asOf: START,
  })

  it('marks the case in the leader’s name, and the final report answers it', async () => {
    const incident = await newCase()
    const given = await desk.give(giving({ anchor: beside(incident) }), people.leader, ADDRESS)
    const marked = await stage.cases.get(incident)
    expect(marked?.supervisions).toMatchObject([{ level: 'leader', by: '领导庚', dueAt: given.row.dueAt }])
    expect(marked?.supervisions[0]?.text).toContain(given.row.code)
    await act(given.row.id, people.paishui, report())
    const answered = await stage.cases.get(incident)
    expect(answered?.supervisions[0]?.reply).toMatchObject({ text: '已疏通并加装格栅', by: '排水丁' })
    await desk.round()
    expect((await stage.cases.get(incident))?.version).toBe(answered?.version)
    expect((await desk.list({ anchor: `incident/${incident}` }, people.leader)).map(({ code }) => code)).toEqual([
      given.row.code,
    ])
  })

  it('a busy case is tried again by the round, once in all', async () => {
    const incident = await newCase()
    let busy = true
    const cases: Pick<CaseFiles, 'get' | 'act'> = {
      get: (id) => stage.cases.get(id),
      act: (id, command, actor) =>
        busy
          ? Promise.reject(new ConflictError({ version: 9, by: '某', at: START, type: 'noted' }))
          : stage.cases.act(id, command, actor),
    }
    const slow = open(cases)
    const { row } = await slow.give(giving({ anchor: beside(incident) }), people.leader, ADDRESS)
    expect((await stage.cases.get(incident))?.supervisions).toEqual([])
    busy = false
    await slow.round()
    await slow.round()
    await desk.round()
    expect((await stage.cases.get(incident))?.supervisions).toHaveLength(1)
    expect((await desk.get(row.id, people.leader)).log.filter(({ type }) => type === 'caseWorked')).toHaveLength(1)
  })

  it('says why where the case cannot be marked, and does not answer for another lead', async () => {
    const incident = await newCase()
    await stage.does(people.leader, incident, { act: 'forceClose', reason: '误报' })
    const { log } = await desk.give(giving({ anchor: beside(incident) }), people.leader, ADDRESS)
    expect(log.at(-1)?.text.zh).toMatch(/^未能同步标记案卷督办：/)
    const open_ = await newCase()
    const { row } = await desk.give(
      giving({ anchor: beside(open_), lead: 'chengguan', assist: [] }),
      people.leader,
      ADDRESS,
    )
    await act(row.id, people.chengguan, report())
    expect((await stage.cases.get(open_))?.supervisions[0]?.reply).toBeUndefined()
    await expect(desk.give(giving({ anchor: beside('nowhere') }), people.leader, ADDRESS)).rejects.toBeInstanceOf(
      ProblemError,
    )
  })
})

describe('over time', () => {
  it('reminds once a day whichever hub does it, tells the brief what was known then, and counts the month', async () => {
    const from = stage.clock.at
    const { row } = await desk.give(giving({ title: '按时催办', dueAt: from + DAY }), people.leader, ADDRESS)
    const reminded = async () =>
      (await desk.get(row.id, people.leader)).log.filter(({ type }) => type === 'reminded').map(({ text }) => text.zh)
    await desk.round()
    expect(await reminded()).toEqual([])
    stage.clock.at = from + 2 * DAY
    await Promise.all([desk.round(), open().round()])
    await desk.round()
    expect(await reminded()).toEqual(['自动催办：已超期'])
    const toldAt = async (knownAt: number) =>
      (await desk.told(from, from + DAY, knownAt)).find(({ id }) => id === row.id)
    expect(await toldAt(from - 1)).toBeUndefined()
    expect(await toldAt(from)).toMatchObject({ state: 'pendingSign', colour: 'blue' })
    await act(row.id, people.paishui, report())
    expect(await toldAt(stage.clock.at)).toMatchObject({
      state: 'pendingCheck',
      colour: 'red',
      lastWord: { zh: '已疏通并加装格栅' },
    })
    expect(await toldAt(from)).toMatchObject({ state: 'pendingSign' })
    const month = await desk.month('2026-11', people.leader)
    const mine = month.departments.find(({ department }) => department === 'paishui')
    expect(mine).toMatchObject({ carried: 0 })
    expect(mine?.given).toBe((mine?.closed ?? 0) + (mine?.running ?? 0))
    expect((await desk.month('2026-11', people.chengguan)).departments.map(({ department }) => department)).toEqual([
      'chengguan',
    ])
    await expect(desk.month('2026-13', people.leader)).rejects.toMatchObject({ code: 'invalid' })
  })

  it('proposes cases long overdue and places complained about, until they are under supervision', async () => {
    const late = await newCase()
    const place = { lng: 119.45, lat: 32.4, area: '321002', address: '东关街1号' }
    const calls = await Promise.all(
      [1, 2, 3].map((n) =>
        stage.cases.fromDesk(
          { key: `call-key-${n}`, text: '路灯不亮，请尽快修理', source: 'hotline', lng: place.lng, lat: place.lat },
          place,
          people.acceptor,
        ),
      ),
    )
    const [matter] = stage.files.matters
    for (const { id } of calls)
      await stage.does(people.acceptor, id, {
        act: 'file',
        matter: matter?.code ?? '',
        condition: matter?.conditions[0]?.id ?? '',
      })
    stage.clock.at += 20 * DAY
    const causes = await desk.causes(people.dutyChief)
    expect(causes.find(({ incidents, origin }) => origin === 'overdue' && incidents[0] === late)).toMatchObject({
      lead: 'paishui',
    })
    const repeated = causes.find(({ origin }) => origin === 'repeated')
    expect(repeated?.incidents.toSorted()).toEqual(calls.map(({ id }) => id).toSorted())
    await desk.give(
      giving({
        origin: 'overdue',
        anchor: { kind: 'incident', id: late, seen: { zh: '超期', en: 'late' }, asOf: START },
      }),
      people.dispatcher,
      ADDRESS,
    )
    expect((await desk.causes(people.dutyChief)).some(({ incidents }) => incidents.includes(late))).toBe(false)
    expect(errors).toEqual([])
  })
})
