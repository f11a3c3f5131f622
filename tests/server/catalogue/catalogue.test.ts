// The catalogue edited while hubs run: conflicts, whole or nothing, what follows at once and what does not, restarts, other hubs.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BadReferenceError } from '../../../src/server/reference/problem.ts'
import { ProblemError } from '../../../src/server/problems.ts'
import { entryId } from '../../../src/server/store/reference.ts'
import type { CatalogueChange } from '../../../src/wire/catalogue.ts'
import type { Matter } from '../../../src/wire/reference.ts'
import { START, people } from '../cases/setup.ts'
import { admin, putMatter, second, stageCatalogue, withLimit, type CatalogueStage } from './setup.ts'

let stage: CatalogueStage
beforeAll(async () => {
  stage = await stageCatalogue()
}, 60_000)
afterAll(() => stage.stop())
beforeEach(() => stage.fresh())

const DAY = 86_400_000
const refusal = async (work: Promise<unknown>): Promise<ProblemError> => {
  const error = await work.then(
    () => undefined,
    (e: unknown) => e,
  )
  return error instanceof ProblemError ? error : expect.fail(`expected a refusal, got ${String(error)}`)
}
const ponding = (): Matter => stage.matter('M001')
const idOfPonding = (): string => entryId('matter', ponding())
let alarms = 0
const newCase = (): Promise<string> => stage.cases.fromAlarm(stage.alarm(`c-${(alarms += 1)}`))
const limitOf = async (id: string): Promise<number | undefined> => (await stage.cases.get(id))?.snapshot?.limit.amount

describe('a commit', () => {
  it('holds for the next filing at once, while open cases keep their frozen copy', async () => {
    const before = await newCase()
    const was = await limitOf(before)
    await stage.commit([putMatter(withLimit(ponding(), 'depth', 7))])
    const after = await newCase()
    expect(was).not.toBe(7)
    expect(await limitOf(after)).toBe(7)
    expect(await limitOf(before)).toBe(was)
    expect(stage.reference.reference.matters.find((m) => m.code === 'M001')).toMatchObject({
      conditions: expect.arrayContaining([expect.objectContaining({ limit: expect.objectContaining({ amount: 7 }) })]),
    })
  })

  it('keeps who, why and since when, newest version first, and writes the audit log', async () => {
    const id = idOfPonding()
    await stage.commit([putMatter(withLimit(ponding(), 'depth', 7))])
    expect(await stage.entry('matter', id)).toMatchObject({
      origin: 'desk',
      by: 'admin',
      reason: '按本市口径',
      since: stage.clock.at,
      fileDiffers: true,
    })
    const history = await stage.catalogue.history('matter', id)
    expect(history.map((v) => v.origin)).toEqual(['desk', 'file'])
    expect(history[1]?.until).toBe(history[0]?.since)
    const [line] = await stage.audit.list({ kind: 'configuration', limit: 1 })
    expect(line).toMatchObject({ subject: `catalogue/matter/${id}`, actor: { id: 'admin' }, ok: true })
    expect(line?.text.zh).toContain('按本市口径')
  })

  it('of many entries is one line in the audit log', async () => {
    const codes = stage.files.matters.slice(0, 25)
    await stage.commit(codes.map((m) => putMatter({ ...m, keywords: [...m.keywords, '新词'] })))
    const [line, other] = await stage.audit.list({ kind: 'configuration', limit: 2 })
    expect(line).toMatchObject({ subject: 'catalogue' })
    expect(line?.text.zh).toContain('修改 25 条')
    expect(other?.subject).not.toBe('catalogue')
  })

  it('that the audit log cannot take is not made', async () => {
    const version = await stage.version()
    await stage.db.pool.query('alter table audit_event add constraint full_up check (false) not valid')
    await expect(stage.commit([putMatter(withLimit(ponding(), 'depth', 7))])).rejects.toThrow(/full_up/)
    await stage.db.pool.query('alter table audit_event drop constraint full_up')
    expect(await stage.version()).toBe(version)
    expect((await stage.catalogue.history('matter', idOfPonding())).length).toBe(1)
    expect(await stage.commit([putMatter(withLimit(ponding(), 'depth', 7))])).not.toBe(version)
  })

  it('that changes nothing leaves no trace', async () => {
    const version = await stage.version()
    const turned = Object.fromEntries(Object.entries(ponding()).reverse()) as Matter
    expect(await stage.commit([putMatter(turned)])).toBe(version)
    expect((await stage.catalogue.history('matter', idOfPonding())).length).toBe(1)
  })

  it('is whole or nothing, and lists everything that is wrong', async () => {
    const good = putMatter(withLimit(ponding(), 'depth', 9))
    const version = await stage.version()
    const draft: CatalogueChange[] = [
      good,
      { kind: 'matter', id: '00000@2026-07-01', body: { code: '00000' } },
      { kind: 'loop', id: 'loop' },
      { kind: 'component', id: '99999' },
      { kind: 'calendar', id: 'calendar', body: { ...stage.files.calendar, knownTo: '2026-02-30' } },
    ]
    const problem = await refusal(stage.catalogue.commit({ version, changes: draft, reason: '试一试' }, admin))
    expect(problem.code).toBe('refused')
    for (const named of ['00000@2026-07-01', 'loop', '99999', '2026-02-30']) expect(problem.detail.zh).toContain(named)
    expect(await stage.version()).toBe(version)
    expect(await stage.entry('matter', idOfPonding())).toMatchObject({ origin: 'file' })
  })

  it('that leaves other entries without ground is refused by their names', async () => {
    const rows = stage.files.responsibilities.filter((r) => r.matter === 'M001')
    const version = await stage.version()
    const preview = await stage.catalogue.preview({ version, changes: [{ kind: 'matter', id: idOfPonding() }] })
    expect(preview.problems).toContainEqual(
      expect.objectContaining({
        kind: 'responsibility',
        id: entryId('responsibility', rows[0] as never),
        pointer: '/matter',
      }),
    )
    expect(preview.problems).toContainEqual(expect.objectContaining({ kind: 'alarmRule', id: 'ponding-depth' }))
    await refusal(stage.commit([{ kind: 'matter', id: idOfPonding() }]))
  })

  it('refuses texts that cannot be kept, wrong names and doubled entries', async () => {
    const version = await stage.version()
    const body = { ...ponding(), name: { zh: '道路\u0000积水', en: 'Ponding' } }
    const { problems } = await stage.catalogue.preview({
      version,
      changes: [
        putMatter(body),
        { kind: 'matter', id: '05005@2026-07-01', body: ponding() },
        { kind: 'matter', id: '05005@2026-07-01', body: ponding() },
      ],
    })
    expect(problems.map((p) => p.pointer)).toEqual(['/name/zh', '', ''])
    expect(problems[1]?.text.zh).toContain(idOfPonding())
  })
})

describe('two administrators', () => {
  it('at once: one wins, the other is told who changed what and when', async () => {
    const version = await stage.version()
    stage.clock.at += 1000
    const [first, other] = await Promise.allSettled([
      stage.catalogue.commit(
        { version, changes: [putMatter(withLimit(ponding(), 'depth', 8))], reason: '甲的理由' },
        admin,
      ),
      stage.catalogue.commit(
        { version, changes: [putMatter(withLimit(ponding(), 'depth', 3))], reason: '乙的理由' },
        second,
      ),
    ])
    const won = first.status === 'fulfilled' ? admin : second
    const lost = [first, other].filter((r) => r.status === 'rejected')
    expect(lost.length).toBe(1)
    const problem = lost[0]?.reason as ProblemError
    expect(problem).toMatchObject({
      code: 'catalogueChanged',
      extras: { conflict: { by: won.id, at: stage.clock.at } },
    })
    expect(problem.status).toBe(409)
    expect(problem.detail.zh).toContain(`matter ${idOfPonding()}`)
    expect(await stage.entry('matter', idOfPonding())).toMatchObject({ by: won.id })
  })

  it('see an old draft as a conflict already in the preview, and a made-up version too', async () => {
    const version = await stage.version()
    await stage.commit([putMatter(withLimit(ponding(), 'depth', 8))])
    const changes = [putMatter(withLimit(ponding(), 'depth', 3))]
    expect((await refusal(stage.catalogue.preview({ version, changes }))).code).toBe('catalogueChanged')
    const odd = await refusal(stage.catalogue.preview({ version: '9e999', changes }))
    expect(odd.code).toBe('catalogueChanged')
    expect(odd.extras.conflict?.at).toBeGreaterThan(START)
  })
})

describe('files and desk', () => {
  const changedFile = () => ({
    ...stage.files,
    matters: stage.files.matters.map((m) => (m.code === 'M001' ? withLimit(m, 'depth', 20) : m)),
  })

  it('a restart keeps what the desk put, also when the file has changed meanwhile', async () => {
    await stage.commit([putMatter(withLimit(ponding(), 'depth', 7))])
    const again = await stage.startHub()
    expect(again.live.snapshotOf('M001', 'depth', stage.clock.at)?.limit.amount).toBe(7)
    const updated = await stage.startHub(changedFile())
    expect(updated.live.snapshotOf('M001', 'depth', stage.clock.at)?.limit.amount).toBe(7)
    expect(await stage.entry('matter', idOfPonding())).toMatchObject({ origin: 'desk', fileDiffers: true })
  })

  it('an entry ended at the desk stays ended over restarts, and its history says so', async () => {
    // Codes of the oldest edition: none leads to them.
    const former = stage.files.formerCodes.find((f) => f.standard === 'CJ/T 214-2007')
    if (former === undefined) return expect.fail('the city has no former codes')
    const id = entryId('formerCode', former)
    await stage.commit([{ kind: 'formerCode', id }])
    expect(await stage.entry('formerCode', id)).toBeUndefined()
    const again = await stage.startHub()
    expect(again.live.reference.formerCodes.length).toBe(stage.files.formerCodes.length - 1)
    const [end, before] = await stage.catalogue.history('formerCode', id)
    expect(end).toMatchObject({ body: null, origin: 'desk', by: 'admin', reason: '按本市口径' })
    expect(before).toMatchObject({ origin: 'file', until: end?.since })
    // Putting what the file says gives the entry back to the file, which is history too.
    await stage.commit([{ kind: 'formerCode', id, body: former }])
    expect(await stage.entry('formerCode', id)).toMatchObject({ origin: 'file', by: 'admin', fileDiffers: false })
  })

  it('an entry given back follows the file again', async () => {
    await stage.commit([putMatter(withLimit(ponding(), 'depth', 7))])
    const file = stage.files.matters.find((m) => m.code === 'M001') as Matter
    await stage.commit([putMatter(file)])
    const updated = await stage.startHub(changedFile())
    expect(updated.live.snapshotOf('M001', 'depth', stage.clock.at)?.limit.amount).toBe(20)
  })

  it('a start is refused when the files no longer fit what the desk put, naming the entry, and nothing is stored', async () => {
    const row = stage.files.responsibilities.find((r) => r.matter === 'M001' && r.condition === undefined)
    const id = 'M001/depth/*'
    await stage.commit([{ kind: 'responsibility', id, body: { ...row, condition: 'depth' } }])
    const version = await stage.version()
    const files = {
      ...stage.files,
      matters: stage.files.matters.map((m) =>
        m.code === 'M001'
          ? { ...m, conditions: m.conditions.map((c) => (c.id === 'depth' ? { ...c, id: 'deep' } : c)) }
          : m,
      ),
      alarmRules: stage.files.alarmRules.filter((r) => r.incident?.matter !== 'M001'),
    }
    const error = await stage.startHub(files).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(BadReferenceError)
    expect((error as Error).message).toContain(`catalogue/responsibility/${id}`)
    expect((error as Error).message).toContain('admin 在后台修改')
    expect(await stage.version()).toBe(version)
  })
})

describe('several hubs', () => {
  it('follow each other’s changes', async () => {
    const other = await stage.startHub()
    const seen = other.catalogue.version()
    await stage.commit([putMatter(withLimit(ponding(), 'depth', 7))])
    expect(other.live.snapshotOf('M001', 'depth', stage.clock.at)?.limit.amount).not.toBe(7)
    expect(await other.catalogue.refresh()).toBe(true)
    expect(other.live.snapshotOf('M001', 'depth', stage.clock.at)?.limit.amount).toBe(7)
    expect(other.catalogue.version()).not.toBe(seen)
    expect(await other.catalogue.refresh()).toBe(false)
  })

  it('go on with what held when another hub’s change does not fit their own files, and say so once', async () => {
    // Departments are the files' alone: this hub does not know the bureau that the other one's files have.
    const bureau = { ...(stage.files.departments[0] ?? expect.fail('no department')), id: 'new-bureau' }
    const files = { ...stage.files, departments: [...stage.files.departments, bureau] }
    const row = stage.files.responsibilities.find((r) => r.matter === 'M001') ?? expect.fail('no row')
    const other = await stage.startHub(files)
    const change = {
      kind: 'responsibility',
      id: entryId('responsibility', row),
      body: { ...row, lead: bureau.id },
    } as const
    await other.catalogue.commit({ version: await stage.version(), changes: [change], reason: '新设局' }, admin)
    const third = await stage.startHub(files)
    expect(third.errors).toEqual([])
    const here = stage.catalogue.version()
    expect(await stage.catalogue.refresh()).toBe(false)
    expect(await stage.catalogue.refresh()).toBe(false)
    expect(stage.catalogue.version()).toBe(here)
    expect(stage.reference.snapshotOf('M001', 'depth', stage.clock.at)).toBeDefined()
  })
})

describe('time', () => {
  it('brings a version into force on its first day while the hub runs', async () => {
    const today = new Date(stage.clock.at + 8 * 3_600_000).toISOString().slice(0, 10)
    const tomorrow = new Date(stage.clock.at + 8 * 3_600_000 + DAY).toISOString().slice(0, 10)
    const next = { ...withLimit(ponding(), 'depth', 11), validFrom: tomorrow, name: { zh: '路面积水', en: 'Ponding' } }
    await stage.commit([putMatter({ ...ponding(), validTo: today }), putMatter(next)])
    expect(stage.reference.matters.get('M001')?.name.zh).toBe('道路积水')
    const seen = stage.catalogue.version()
    stage.clock.at += DAY
    expect(await stage.catalogue.refresh()).toBe(true)
    expect(stage.reference.matters.get('M001')?.name.zh).toBe('路面积水')
    expect(stage.reference.snapshotOf('M001', 'depth', stage.clock.at)?.limit.amount).toBe(11)
    expect(stage.catalogue.version()).not.toBe(seen)
  })
})

describe('a preview', () => {
  const previewOf = async (...changes: CatalogueChange[]) =>
    stage.catalogue.preview({ version: await stage.version(), changes })

  it('counts open cases, unfiled ones, rules and feeds under a changed condition, and no others', async () => {
    const before = await previewOf(putMatter(withLimit(ponding(), 'depth', 7)))
    const id = await newCase()
    await stage.cases.fromReport({
      reportId: 'calls/preview',
      report: {
        id: 'preview',
        channel: 'hotline',
        text: '文昌路路面积水很深',
        occurredAt: stage.clock.at,
        matter: 'M001',
      },
      place: { lng: 119.43, lat: 32.39, area: '321002' },
      callable: false,
      simulated: false,
    })
    const after = await previewOf(putMatter(withLimit(ponding(), 'depth', 7)))
    expect(after.changes.map((c) => c.how)).toEqual(['changed'])
    expect(after.openCases.total).toBe(before.openCases.total + 1)
    expect(after.openCases.sample[0]).toMatchObject({
      id,
      state: 'pendingDispatch',
      title: expect.objectContaining({ zh: expect.any(String) }),
    })
    expect(after.unfiled).toBe(before.unfiled + 1)
    expect(after.rules.map((r) => r.id)).toContain('ponding-depth')
    const reporting = stage.files.feeds.filter((f) => f.carries.includes('reports')).map((f) => f.id)
    expect(after.feeds.map((f) => f.id)).toEqual(expect.arrayContaining(reporting))
    const other = stage.files.matters.find((m) => m.code !== 'M001') as Matter
    const elsewhere = await previewOf(
      putMatter({ ...other, conditions: other.conditions.map((c) => ({ ...c, level: 1 as const })) }),
    )
    expect(elsewhere.openCases.total).toBe(0)
    // Words that find a matter change nothing for cases.
    expect((await previewOf(putMatter({ ...ponding(), keywords: ['水'] }))).openCases.total).toBe(0)
  })

  it('leaves ended cases out', async () => {
    const id = await newCase()
    const { openCases } = await previewOf(putMatter(withLimit(ponding(), 'depth', 7)))
    await stage.does(people.dispatcher, id, { act: 'returnToAcceptor', reason: '设备检修' })
    await stage.does(people.dutyChief, id, { act: 'cancel', reason: '设备检修' })
    const later = await previewOf(putMatter(withLimit(ponding(), 'depth', 7)))
    expect(later.openCases.total).toBe(openCases.total - 1)
  })

  it('of responsibility counts cases waiting for dispatch, of calendar and loop every open one', async () => {
    await newCase()
    const row = stage.files.responsibilities.find(
      (r) => r.matter === 'M001' && r.condition === undefined && r.area === undefined,
    )
    const waiting = await previewOf({ kind: 'responsibility', id: 'M001/*/*', body: { ...row, assist: [] } })
    expect(waiting.problems).toEqual([])
    expect(waiting.openCases.total).toBeGreaterThan(0)
    const all = await previewOf({ kind: 'loop', id: 'loop', body: { ...stage.files.loop, source: '本市自定' } })
    const { rows } = await stage.db.pool.query<{ n: number }>(
      `select count(*)::int as n from incident where state not in ('closed', 'forceClosed', 'refused', 'cancelled')`,
    )
    expect(all.openCases.total).toBe(rows[0]?.n)
    const elsewhere = await previewOf({ kind: 'responsibility', id: 'M001/*/321084', body: { ...row, area: '321084' } })
    expect(elsewhere.openCases.total).toBe(0)
  })
})
