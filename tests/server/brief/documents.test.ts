// The life of a brief over the real store: drafted, worked on, signed, issued once, by whichever hub, whatever fails in the middle.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { verifyLogs } from '../../../src/server/audit/logs.ts'
import { ProblemError, RefusedError } from '../../../src/server/problems.ts'
import { BriefSchema, type BriefAct, type BriefView } from '../../../src/wire/briefs.ts'
import { people } from '../cases/setup.ts'
import { DAY, MINUTE, at, newKey, stageBriefs, type BriefStage, type Hub } from './setup.ts'

const { dutyChief: chief, dispatcher, leader, paishui } = people
const readerOf = { desk: { id: 'pai', role: 'dispatcher' }, leader: { id: 'ling', role: 'leader' } } as const

let stage: BriefStage
let hub: Hub
beforeAll(async () => {
  stage = await stageBriefs()
  await stage.knew(at('2026-11-19 12:00'))
}, 120_000)
afterAll(() => stage.stop())
beforeEach(() => {
  hub = stage.hub()
})

const must = async (key: string, reader: Parameters<Hub['briefs']['get']>[1] = readerOf.desk): Promise<BriefView> =>
  (await hub.briefs.get(key, reader)) ?? expect.fail(`no brief ${key}`)
const act = (key: string, what: BriefAct, who = dispatcher as Parameters<BriefStage['act']>[3], more = {}) =>
  stage.act(hub, key, what, who, more)
const problemOf = async (run: Promise<unknown>): Promise<ProblemError> =>
  run.then(
    () => expect.fail('it was not refused'),
    (error: unknown) => (error instanceof ProblemError ? error : expect.fail(String(error))),
  )
const ruleOf = async (run: Promise<unknown>): Promise<string> => {
  const problem = await problemOf(run)
  return problem instanceof RefusedError ? problem.rule : problem.code
}

describe('issued by the clock', () => {
  it('composes the draft an hour before, and issues it at its hour when nobody does: once, and says so', async () => {
    const key = '2026-11-20'
    stage.clock.at = at('2026-11-21 06:29')
    expect(await hub.briefs.round()).toEqual(['2026-11-19'])
    expect((await must(key)).version).toBe(0)
    stage.clock.at = at('2026-11-21 06:30')
    expect(await hub.briefs.round()).toEqual([])
    const draft = await must(key)
    expect(draft).toMatchObject({ state: 'draft', version: 2, complete: true })
    expect(hub.told.map((n) => [n.audience, n.kind])).toContainEqual(['dutyChief', 'brief'])
    stage.clock.at = at('2026-11-21 07:30')
    expect(await hub.briefs.round()).toEqual([key])
    const issued = await must(key, readerOf.leader)
    expect([...Value.Errors(BriefSchema, issued)]).toEqual([])
    expect(issued).toMatchObject({ state: 'issued', automatic: true, issuedAt: stage.clock.at })
    expect(issued.late).toBeUndefined()
    // Frozen: what is known later is not in it.
    expect(issued.statements).toEqual(draft.statements)
    expect(await hub.briefs.round()).toEqual([])
    expect(hub.issued.map((b) => b.key)).toEqual(['2026-11-19', key])
    expect(await verifyLogs(stage.db.query, 'briefs', key)).toMatchObject({ ok: true, logs: 1 })
  })

  it('issues late what a night without power kept from its hour', async () => {
    const late = await must('2026-11-19')
    expect(late).toMatchObject({ state: 'issued', automatic: true, late: true })
    expect(late.issue).toBe(((await must('2026-11-20')).issue ?? 0) - 1)
  })

  it('has nothing to say about days before it was there', async () => {
    expect(await stage.db.query.selectFrom('brief_head').select('id').where('id', '<', '2026-11-19').execute()).toEqual(
      [],
    )
  })

  it('gives a week and a month their own numbers, on Monday and on the first', async () => {
    stage.clock.at = at('2026-12-01 07:30')
    const issued = await hub.briefs.round()
    expect(issued).toEqual(expect.arrayContaining(['2026-W48', '2026-11', '2026-11-30']))
    expect(await must('2026-W48')).toMatchObject({ kind: 'weekly', issue: 1, late: true })
    expect(await must('2026-11')).toMatchObject({ kind: 'monthly', issue: 1 })
  }, 60_000)

  it('two hubs at once issue one, and numbers have no gaps', async () => {
    const others = [hub, stage.hub(), stage.hub()]
    stage.clock.at = at('2026-12-02 07:30')
    const issued = await Promise.all(others.map((one) => one.briefs.round()))
    expect(issued.flat().filter((key) => key === '2026-12-01')).toHaveLength(1)
    expect(others.flatMap((one) => one.issued).filter((b) => b.key === '2026-12-01')).toHaveLength(1)
    const rows = await stage.db.query.selectFrom('brief_number').selectAll().where('series', '=', 'daily').execute()
    const numbers = rows.map((row) => row.number).sort((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, i) => i + 1))
  })

  it('loses nothing and issues nothing twice when it fails in the middle', async () => {
    stage.clock.at = at('2026-12-03 07:30')
    hub.failures = 1
    await expect(hub.briefs.round()).rejects.toThrow('the power went')
    const rows = await stage.db.query
      .selectFrom('brief_number')
      .select('number')
      .where('brief', '=', '2026-12-02')
      .execute()
    expect(rows).toEqual([])
    expect(await hub.briefs.round()).toEqual(['2026-12-02'])
    expect((await must('2026-12-02')).issue).toBe(((await must('2026-12-01')).issue ?? 0) + 1)
  })

  it('stands although what follows it fails', async () => {
    const broken = stage.hub({
      onIssued: () => {
        throw new Error('no mail')
      },
    })
    stage.clock.at = at('2026-12-04 07:30')
    expect(await broken.briefs.round()).toEqual(['2026-12-03'])
  })
})

describe('worked on by the desk', () => {
  const key = '2026-12-04'
  let figures: BriefView['statements'][number]
  let old = ''
  beforeAll(async () => {
    stage.clock.at = at('2026-12-04 10:00')
    for (const id of ['d1', 'd2', 'd3']) await stage.cases.fromAlarm(stage.alarm(id))
    stage.clock.at = at('2026-12-05 06:30')
    await stage.hub().briefs.round()
    const view = (await stage.hub().briefs.get(key, readerOf.desk)) ?? expect.fail('no draft')
    figures =
      view.statements.find((s) => s.figures.length > 0 && s.section === 'cases' && s.text.zh.includes('3')) ??
      expect.fail('no sentence with figures')
    old = figures.text.zh
  })

  it('takes words that keep every figure, with the name of whoever wrote them', async () => {
    const zh = `经核，${old}`
    const view = await act(key, { act: 'reword', statement: figures.id, text: { zh } })
    const said = view?.statements.find((s) => s.id === figures.id)
    expect(said).toMatchObject({
      text: { zh, en: figures.text.en },
      written: { by: dispatcher.name, was: figures.text, chineseOnly: true },
      figures: figures.figures,
    })
  })

  it('refuses a figure that is gone or a number that came in, and names it', async () => {
    const lost = await problemOf(act(key, { act: 'reword', statement: figures.id, text: { zh: '情况平稳。' } }))
    expect(lost).toMatchObject({ rule: 'figureLost', extras: { field: '/act/text/zh' } })
    const added = await problemOf(act(key, { act: 'reword', statement: figures.id, text: { zh: `${old}另有9件。` } }))
    expect(added).toMatchObject({ rule: 'numberAdded' })
    expect(added.detail.zh).toContain('「9」')
  })

  it('says who changed what when another officer came second', async () => {
    const before = (await must(key)).version
    await act(key, { act: 'reword', statement: figures.id, text: { zh: `经核实，${old}` } }, chief)
    const conflict = await problemOf(
      act(key, { act: 'reword', statement: figures.id, text: { zh: `据查，${old}` } }, dispatcher, { version: before }),
    )
    expect(conflict).toMatchObject({
      code: 'briefChanged',
      extras: { conflict: { by: chief.name, type: 'reworded' } },
    })
    expect(conflict.detail.zh).toContain('经核实')
    // What the other did not touch is no conflict.
    await act(key, { act: 'add', section: 'watch', text: '今日 9:00 召开防汛会商。' }, dispatcher, { version: before })
    // Whoever signs has seen all of it.
    expect(await ruleOf(act(key, { act: 'sign' }, dispatcher, { version: before }))).toBe('briefChanged')
  })

  it('adds, orders and removes items of its own, and no others', async () => {
    const { statements } = await must(key)
    const own = statements.find((s) => s.section === 'watch' && s.written) ?? expect.fail('no own item')
    const ids = statements.filter((s) => s.section === 'watch').map((s) => s.id)
    const turned = [own.id, ...ids.filter((id) => id !== own.id)]
    const view = await act(key, { act: 'reorder', section: 'watch', statements: turned })
    expect(view?.statements.filter((s) => s.section === 'watch').map((s) => s.id)).toEqual(turned)
    expect(await ruleOf(act(key, { act: 'reorder', section: 'watch', statements: ['vitals.x'] }))).toBe('notInSection')
    expect(await ruleOf(act(key, { act: 'remove', statement: figures.id }))).toBe('notOwn')
    expect(await ruleOf(act(key, { act: 'add', section: 'watch', text: '全市积水点12处。' }))).toBe('sourceMissing')
    await act(key, { act: 'remove', statement: own.id })
    expect((await must(key)).statements.some((s) => s.id === own.id)).toBe(false)
  })

  it('asks a department, which sees its question and nothing else, and puts its answer in with its name', async () => {
    await act(key, { act: 'ask', department: 'paishui', question: '昨夜泵站检修情况？' })
    expect(hub.told).toMatchObject([{ audience: 'department:paishui', kind: 'briefInput', brief: key, incident: '' }])
    const [asked] = await hub.briefs.inputs({ department: 'paishui' })
    const issueAt = at('2026-12-05 07:30')
    expect(asked).toMatchObject({ key, open: true, dueAt: issueAt, input: { question: '昨夜泵站检修情况？' } })
    expect(await hub.briefs.inputs({ department: 'chengguan' })).toEqual([])
    const input = asked?.input.id ?? ''
    const answer: BriefAct = { act: 'answer', input, text: '3台水泵已检修完毕。' }
    expect(await ruleOf(act(key, answer, { ...people.chengguan }, { version: 0 }))).toBe('notFound')
    expect(await act(key, answer, paishui, { version: 0 })).toBeUndefined()
    expect(await ruleOf(act(key, answer, paishui, { version: 0 }))).toBe('answered')
    const said = (await must(key)).statements.find((s) => s.written?.department === 'paishui')
    expect(said).toMatchObject({ section: 'departments', written: { by: paishui.name } })
    expect(said?.text.zh).toContain('3台水泵已检修完毕')
    const [answered] = await hub.briefs.inputs({ department: 'paishui' })
    expect(answered).toMatchObject({ open: false })
    expect(answered?.dueAt).toBeUndefined()
  })

  it('shows readers none of it before it is issued', async () => {
    const seen = await must(key, readerOf.leader)
    expect(seen).toMatchObject({ state: 'draft', version: 0, inputs: [] })
    expect(seen.statements.some((s) => s.written !== undefined)).toBe(false)
    expect((await hub.briefs.list({}, readerOf.leader)).map((row) => row.key)).not.toContain(key)
    expect((await hub.briefs.list({}, readerOf.desk)).map((row) => row.key)).toContain(key)
  })

  it('is signed by the duty officer, taken back, signed again and issued by the chief; each act once', async () => {
    expect(await ruleOf(act(key, { act: 'issue' }, chief))).toBe('notSigned')
    const once = newKey()
    await act(key, { act: 'sign' }, dispatcher, { key: once })
    const again = await act(key, { act: 'sign' }, dispatcher, { key: once })
    expect(again).toMatchObject({ state: 'signed', signed: { by: dispatcher.name } })
    expect(await ruleOf(act(key, { act: 'sign' }, chief, { key: once }))).toBe('keyReused')
    expect(await ruleOf(act(key, { act: 'add', section: 'watch', text: '补充' }))).toBe('signed')
    await act(key, { act: 'unsign', reason: '漏一条' })
    await act(key, { act: 'ask', department: 'chengguan', question: '占道整治情况？' })
    expect(await hub.briefs.inputs({ department: 'chengguan' })).toMatchObject([{ open: true }])
    await act(key, { act: 'sign' })
    // What is signed takes no more answers.
    expect(await hub.briefs.inputs({ department: 'chengguan' })).toMatchObject([{ open: false }])
    expect(await ruleOf(act(key, { act: 'issue' }))).toBe('forbidden')
    const issued = await act(key, { act: 'issue' }, chief)
    expect(issued).toMatchObject({ state: 'issued', issuedBy: chief.name })
    expect(issued?.automatic).toBeUndefined()
    expect(issued?.statements.find((s) => s.id === figures.id)?.text.zh).toBe(`经核实，${old}`)
    expect(await ruleOf(act(key, { act: 'reword', statement: figures.id }))).toBe('issued')
    stage.clock.at = at('2026-12-05 07:30')
    expect(await hub.briefs.round()).toEqual([])
    expect(await verifyLogs(stage.db.query, 'briefs', key)).toMatchObject({ ok: true, logs: 1 })
  })

  it('says in the audit log what was done, by whom', async () => {
    const { rows } = await stage.db.pool.query<{ zh: string; who: string }>(
      `select text->>'zh' as zh, actor->>'name' as who from audit_event where kind = 'brief' and subject like $1 order by seq`,
      [`brief/${key}#%`],
    )
    expect(rows.map((row) => row.who)).toEqual(
      expect.arrayContaining([dispatcher.name, chief.name, paishui.name, '系统']),
    )
    expect(rows.at(-1)?.zh).toMatch(/签发，第 \d+ 期/)
  })

  it('issues numbered correction notes by the chief alone', async () => {
    expect(await ruleOf(act(key, { act: 'correct', text: '第三条应为……' }))).toBe('forbidden')
    const noted = await act(key, { act: 'correct', text: '受理口径有误，特此说明。' }, chief)
    expect(noted?.note).toMatchObject({ text: '受理口径有误，特此说明。', by: chief.name, issue: 1 })
  })
})

describe('a running day', () => {
  it('is composed whenever it is looked at, and can be neither frozen nor signed', async () => {
    stage.clock.at = at('2026-12-06 15:00')
    const key = '2026-12-06'
    expect((await must(key)).complete).toBe(false)
    expect(await ruleOf(act(key, { act: 'sign' }))).toBe('incomplete')
    expect(await ruleOf(act(key, { act: 'compose' }))).toBe('incomplete')
    expect(await hub.briefs.get('2026-12-07', readerOf.desk)).toBeUndefined()
  })

  it('keeps the desk’s words only for the sentence they were written for', async () => {
    const key = '2026-12-06'
    const verdict = (await must(key)).statements.find((s) => s.section === 'verdict') ?? expect.fail('no verdict')
    await act(key, { act: 'reword', statement: verdict.id, text: { zh: `${verdict.text.zh}请各单位继续关注。` } })
    for (const id of ['e1', 'e2']) await stage.cases.fromAlarm(stage.alarm(id))
    stage.clock.at += 3 * MINUTE
    const now = (await must(key)).statements.find((s) => s.id === verdict.id)
    expect(now?.text.zh).not.toContain('继续关注')
    expect(now?.written?.lapsed?.zh).toContain('继续关注')
  })
})

describe('asked for', () => {
  it('a flash report is issued by the duty officer at once; the next one goes on from it', async () => {
    const incident = await stage.cases.fromAlarm(stage.alarm('flash-1'))
    const { key } = await hub.briefs.ask({ kind: 'flash', incident }, dispatcher, '10.0.0.1')
    expect(key).toBe(`flash-${incident}-1`)
    // The draft at hand, not another one.
    expect(await hub.briefs.ask({ kind: 'flash', incident }, chief, '10.0.0.1')).toEqual({ key })
    expect(await hub.briefs.get(key, readerOf.leader)).toBeUndefined()
    const issued = await act(key, { act: 'issue' })
    expect(issued).toMatchObject({ kind: 'flash', state: 'issued', issue: 1, signed: { by: dispatcher.name } })
    expect((await must(key, readerOf.leader)).title.zh).toContain('首报')
    const next = await hub.briefs.ask({ kind: 'flash', incident }, dispatcher, '10.0.0.1')
    expect(next.key).toBe(`flash-${incident}-2`)
    expect((await must(next.key)).title.zh).toContain('续报')
  })

  it('a topic is a brief of its own, once a day', async () => {
    const input = {
      kind: 'topic',
      title: '积水专题',
      from: '2026-12-01',
      to: '2026-12-05',
      department: 'paishui',
    } as const
    const { key } = await hub.briefs.ask(input, dispatcher, '10.0.0.1')
    expect(await hub.briefs.ask(input, chief, '10.0.0.1')).toEqual({ key })
    const draft = await must(key)
    expect(draft).toMatchObject({ kind: 'topic', state: 'draft', complete: true })
    expect(draft.title.zh).toContain('积水专题')
    expect(await ruleOf(hub.briefs.ask({ ...input, to: '2026-11-01' }, chief, ''))).toBe('invalid')
    expect(await ruleOf(hub.briefs.ask({ ...input, department: 'nobody' }, chief, ''))).toBe('notFound')
  })
})

describe('who read it', () => {
  it('is kept by form, first and last; a draft is not read', async () => {
    const key = '2026-12-04'
    const first = stage.clock.at
    await hub.briefs.markRead(key, leader, 'page')
    stage.clock.at += 5 * MINUTE
    await hub.briefs.markRead(key, leader, 'page')
    await hub.briefs.markRead(key, leader, 'print')
    await hub.briefs.markRead('2026-12-06', leader, 'page')
    expect(await hub.briefs.readers(key)).toMatchObject([
      { account: leader.id, name: leader.name, role: 'leader', form: 'page', at: first, lastAt: stage.clock.at },
      { form: 'print', at: stage.clock.at },
    ])
    expect((await must(key, readerOf.leader)).readAt).toBe(first)
    expect(await hub.briefs.readers('2026-12-06')).toEqual([])
    const row = (await hub.briefs.list({ kind: 'daily' }, readerOf.leader)).find((one) => one.key === key)
    expect(row?.readAt).toBe(first)
  })
})

describe('an older hub', () => {
  it('has its issued briefs carried over as they were printed', async () => {
    const body = {
      ...{ date: '2025-03-04', from: at('2025-03-04 00:00'), to: at('2025-03-05 00:00'), asOf: at('2025-03-05 00:00') },
      ...{ complete: true, light: 'green', simulated: false, statements: [] },
    }
    await stage.db.query
      .insertInto('brief')
      .values({
        date: '2025-03-04',
        issue: 63,
        issued_at: new Date(body.to + 8 * 3_600_000),
        body: JSON.stringify(body),
      })
      .execute()
    const [one, two] = [stage.hub(), stage.hub()]
    const [seen] = await Promise.all([one.briefs.get('2025-03-04'), two.briefs.get('2025-03-04')])
    expect([...Value.Errors(BriefSchema, seen)]).toEqual([])
    expect(seen).toMatchObject({ state: 'issued', issue: 63, kind: 'daily', issuedAt: body.to + 8 * 3_600_000 })
    expect(await verifyLogs(stage.db.query, 'briefs', '2025-03-04')).toMatchObject({ ok: true, logs: 1 })
    expect(await stage.db.query.selectFrom('brief').selectAll().execute()).toEqual([])
    expect(DAY).toBe(body.to - body.from)
  })
})
