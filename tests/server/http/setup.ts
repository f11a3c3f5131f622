// The real application over real accounts, cases and database; only the live table and the other reads are stood in for.
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Compile } from 'typebox/compile'
import { expect } from 'vitest'
import { openAccounts } from '../../../src/server/accounts/accounts.ts'
import { openAudit } from '../../../src/server/audit/audit.ts'
import { toIncidentRow } from '../../../src/server/cases/row.ts'
import { openBriefRoom } from '../../../src/server/brief/open.ts'
import { openCameras } from '../../../src/server/cameras/cameras.ts'
import { openCatalogue } from '../../../src/server/catalogue/catalogue.ts'
import { openEmergencies } from '../../../src/server/emergency/emergencies.ts'
import { openEvaluations } from '../../../src/server/evaluate/evaluations.ts'
import { openProjection } from '../../../src/server/evaluate/projection.ts'
import { openBases } from '../../../src/server/basemap/bases.ts'
import { buildApp } from '../../../src/server/http/app.ts'
import type { HttpOptions } from '../../../src/server/http/deps.ts'
import { SensorTable } from '../../../src/server/live/sensors.ts'
import { Frames } from '../../../src/server/publish/frames.ts'
import { PresenceRoom } from '../../../src/server/live/presence.ts'
import { find } from '../../../src/server/reads/find.ts'
import { openHandovers } from '../../../src/server/handover/handovers.ts'
import { openMapDesk } from '../../../src/server/map/desk.ts'
import { openNames } from '../../../src/server/search/names.ts'
import { openRoster } from '../../../src/server/handover/roster.ts'
import { openIntake } from '../../../src/server/intake/intake.ts'
import { openNotify } from '../../../src/server/notify/notify.ts'
import { noUnits } from '../../support/units.ts'
import { openTrials } from '../../../src/server/trials/trials.ts'
import { openQuality } from '../../../src/server/quality/quality.ts'
import type { AccountDesk, Audit, Live, NewAccount, Reads, WhenWritten } from '../../../src/server/ports.ts'
import { openWallRoom, type WallRoom } from '../../../src/server/walls/open.ts'
import { searchIncidents } from '../../../src/server/reads/search.ts'
import { saveReference } from '../../../src/server/store/reference.ts'
import { ProblemSchema, type IncidentQuery, type Problem } from '../../../src/wire/api.ts'
import type { AlarmRow, PresenceRow, Status } from '../../../src/wire/views.ts'
import { command, stageCases, type CaseStage } from '../cases/setup.ts'

export const PASSWORD = 'correct-horse-9'
export const people: readonly Omit<NewAccount, 'password'>[] = [
  { username: 'wall', name: '大屏', role: 'wall' },
  { username: 'acceptor', name: '受理员', role: 'acceptor' },
  { username: 'dispatcher', name: '派遣员', role: 'dispatcher' },
  { username: 'chief', name: '值班长', role: 'dutyChief' },
  { username: 'leader', name: '领导', role: 'leader' },
  { username: 'admin', name: '管理员', role: 'administrator' },
  { username: 'paishui', name: '排水', role: 'department', department: 'paishui' },
  { username: 'gas', name: '燃气', role: 'department', department: 'gas' },
]

export interface Stage extends CaseStage {
  readonly app: FastifyInstance
  readonly wallRoom: WallRoom
  readonly accounts: AccountDesk
  readonly audit: Audit
  /** What live.actOnAlarm was asked, and the queries searched for. */
  readonly asked: { alarmActs: unknown[]; searches: IncidentQuery[]; audiences: string[]; dropped: string[] }
  readonly log: string[]
  readonly health: { ready: boolean }
  readonly folder: string
  /** Opens a case by an alarm. */
  newCase(): Promise<string>
  versionOf(id: string): Promise<number>
  /** An act at the present version unless `more` says another. */
  actOn(username: string, id: string, input: object, more?: object): Promise<LightMyRequestResponse>
  /** Sends as a signed-in person (a username), or nobody. */
  as(username: string | undefined, request: InjectOptions): Promise<LightMyRequestResponse>
}

const isProblem = Compile(ProblemSchema)
/** The problem document of an answer. */
export const problemOf = (response: { headers: Record<string, unknown>; json(): unknown }): Problem => {
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
  const problem: unknown = response.json()
  return isProblem.Check(problem) ? problem : expect.fail(`no problem document: ${JSON.stringify(problem)}`)
}

/** `prepare` writes into the city folder before the application opens. */
export async function stageApp(
  options: HttpOptions = {},
  prepare: (cityFolder: string) => Promise<void> = async () => undefined,
  mapKeys: Readonly<Record<string, string>> = {},
): Promise<Stage> {
  let written: WhenWritten = async () => undefined
  const base = await stageCases({ whenWritten: (query, change) => written(query, change) })
  const { db, cases, clock, reference, files } = base
  const audit = openAudit({ db, now: () => clock.at })
  const obligations = openProjection({ db, reference })
  written = obligations.whenWritten
  await obligations.catchUp()
  const evaluations = openEvaluations({ db, reference, now: () => clock.at, ready: obligations.ready })
  const notify = openNotify({ db, reference, now: () => clock.at, show: () => undefined, onError: () => undefined })
  await saveReference(db, files, clock.at)
  const catalogue = await openCatalogue({
    db,
    files,
    live: reference,
    audit,
    now: () => clock.at,
    onError: (error) => {
      throw error
    },
  })
  const accounts = openAccounts({
    ...{ db, now: () => clock.at, audit, passwordCost: { N: 1024, r: 8, p: 1 } },
    ended: (account) => void asked.dropped.push(account),
  })
  const folder = await mkdtemp(join(tmpdir(), 'http-'))
  await mkdir(join(folder, 'city', 'map'), { recursive: true })
  await mkdir(join(folder, 'web', 'assets'), { recursive: true })
  await writeFile(join(folder, 'city', 'map', 'districts.geojson'), '{"type":"FeatureCollection","features":[]}')
  await writeFile(join(folder, 'city', 'map', 'notes.md'), 'not for the public')
  await writeFile(join(folder, 'city', 'feeds.json'), '[]')
  await writeFile(join(folder, 'web', 'index.html'), '<!doctype html><title>Yiwang</title>')
  await writeFile(join(folder, 'web', 'assets', 'entry-a1b2.js'), 'export {}')
  await writeFile(join(folder, 'web', 'favicon.svg'), '<svg/>')

  await prepare(join(folder, 'city'))

  const asked: Stage['asked'] = { alarmActs: [], searches: [], audiences: [], dropped: [] }
  const health = { ready: true }
  const status: Status = {
    hub: 'hub-1',
    version: '0',
    catalogue: '0',
    at: clock.at,
    startedAt: clock.at,
    ready: true,
    reasons: [],
    database: { ok: true, detail: '' },
    broker: { ok: true, detail: '', clients: 0 },
    simulation: { on: false },
    sensors: { total: 0, fresh: 0, stale: 0 },
    rate: 0,
    feeds: [],
  }
  const snapshot = <R>(rows: readonly R[]) => ({ epoch: 'e', seq: 1, at: clock.at, rows, gone: [] })
  const rows = (await cases.recent(0)).map((incident) => toIncidentRow(incident, reference))
  const present = new Map<string, PresenceRow>()
  const presence = new PresenceRoom({
    now: () => clock.at,
    show: (rows, gone) => {
      for (const row of rows) present.set(row.id, row)
      for (const id of gone) present.delete(id)
    },
  })
  const live: Live = {
    incidents: (department) =>
      snapshot(rows.filter((row) => department === undefined || [row.lead, ...row.assist].includes(department))),
    alarms: () => snapshot<AlarmRow>([]),
    indicators: () => snapshot([]),
    status: () => snapshot([status]),
    notices: (audience) => {
      asked.audiences.push(audience)
      return snapshot([])
    },
    presence: () => snapshot([...present.values()]),
    warnings: () => snapshot([]),
    side: () => snapshot([]),
    forWall: (name) => (name === 'incidents' ? live.incidents() : snapshot([])) as never,
    sensors: () => ({ epoch: 'e', seqs: {}, stateSeqs: {}, at: clock.at, rows: [] }),
    hot: new Frames({ epoch: 'e', sensors: new SensorTable(() => []), now: () => clock.at, publish: () => undefined }),
    async actOnAlarm(id, act, actor) {
      asked.alarmActs.push({ id, act, actor: actor.id })
      return undefined
    },
  }
  const names = await openNames({
    db,
    reference,
    sensors: new SensorTable(() => []),
    now: () => clock.at,
    cityFolder: 'city/yangzhou',
  })
  await names.start()
  const reads: Reads = {
    sensorDetail: async () => undefined,
    series: async () => ({ unit: 'm', at: [1], value: [null], mark: [0] }),
    indicatorDetail: async () => undefined,
    indicatorSeries: async () => undefined,
    exportSensor: async () => undefined,
    exportIndicator: async () => undefined,
    activity: async () => ({ at: [], opened: [], closed: [], alarms: [], departments: [] }),
    trace: async (incident) => ({ incident, steps: [] }),
    rejects: async () => [],
    alarmsOf: async () => [],
    find: (query, actor) => find({ db, reference, names, now: () => clock.at }, query, actor),
    async searchIncidents(query) {
      asked.searches.push(query)
      return searchIncidents({ db, reference, now: () => clock.at }, query)
    },
  }
  const log: string[] = []
  const roster = openRoster({ db, reference, audit, now: () => clock.at })
  const handovers = openHandovers({
    db,
    reference,
    accounts,
    audit,
    now: () => clock.at,
    alarms: () => [],
    feeds: () => status.feeds,
  })
  const intake = openIntake({ db, reference, now: () => clock.at, cityFolder: 'city/yangzhou' })
  await intake.start()
  const quality = openQuality({
    db,
    reference,
    sensors: new SensorTable(() => []),
    inService: () => true,
    retentionDays: 30,
    now: () => clock.at,
  })
  const wallRoom = await openWallRoom({
    ...{
      db,
      now: () => clock.at,
      reference,
      files,
      accounts,
      cases,
      drop: (account) => void asked.dropped.push(account),
    },
    cityFolder: 'city/yangzhou',
    screens: { showWalls: () => undefined, showBoards: () => undefined },
  })
  const briefRoom = openBriefRoom({
    ...{ db, reference, audit, accounts, cases, roster, now: () => clock.at },
    config: { simulate: false, city: 'city/yangzhou' },
    tell: notify.tellEverywhere,
    feeds: () => [],
    log: { info: () => undefined, error: () => undefined },
  })
  const app = await buildApp({
    briefRoom,
    emergencies: await openEmergencies({
      ...{ db, reference, files, audit, cases, now: () => clock.at, cityFolder: 'city/yangzhou' },
      ...{ show: () => undefined, showNotices: () => undefined, tellEverywhere: notify.tellEverywhere },
      onError: (error) => {
        throw error
      },
    }),
    cameras: await openCameras({ cityFolder: join(folder, 'city'), reference, now: () => clock.at }),
    evaluations,
    roster,
    handovers,
    cases,
    accounts,
    audit,
    catalogue,
    intake,
    webhooks: notify.webhooks,
    live,
    presence,
    reads,
    units: noUnits,
    wallRoom,
    map: openMapDesk({
      ...{ db, reference, units: noUnits, cityFolder: 'city/yangzhou', now: () => clock.at, alarms: () => [] },
      sensors: new SensorTable(() => []),
    }),
    quality,
    trials: openTrials({ db, reference, sensors: new SensorTable(() => []), now: () => clock.at }),
    reference,
    db,
    now: () => clock.at,
    log: pino({ level: 'info' }, { write: (line: string) => void log.push(line) }),
    health: () => ({ ...health, reasons: health.ready ? [] : [{ zh: '数据库不可用', en: 'no database' }], status }),
    metrics: async () => '# HELP up\nup 1\n',
    bases: await openBases({
      ...{ cityFolder: join(folder, 'city'), keys: mapKeys, cacheFolder: join(folder, 'tiles'), now: () => clock.at },
      warn: (facts, message) => void log.push(JSON.stringify({ ...facts, message })),
    }),
    cityFolder: join(folder, 'city'),
    webFolder: join(folder, 'web'),
    options,
  })
  await app.ready()
  for (const person of people) await accounts.createAccount({ ...person, password: PASSWORD })
  const tokens = new Map<string, string>()

  const as: Stage['as'] = async (username, request) => {
    if (username !== undefined && !tokens.has(username))
      tokens.set(username, (await accounts.signIn(username, PASSWORD, `stage-${username}`)).token)
    const cookies = username === undefined ? {} : { yiwang_session: tokens.get(username) ?? '' }
    return app.inject({ ...request, cookies: { ...cookies, ...request.cookies } })
  }
  const versionOf = async (id: string) => (await cases.get(id))?.version ?? 0
  let serial = 0

  return {
    ...base,
    app,
    wallRoom,
    accounts,
    audit,
    asked,
    log,
    health,
    folder,
    as,
    versionOf,
    newCase: () => cases.fromAlarm(base.alarm(`http-${(serial += 1)}`)),
    actOn: async (username, id, input, more = {}) =>
      as(username, {
        method: 'POST',
        url: `/api/incidents/${id}/acts`,
        payload: { ...command(await versionOf(id), { act: 'resume' }), input, ...more },
      }),
    async stop() {
      await app.close()
      await notify.stop()
      await base.stop()
      await rm(folder, { recursive: true })
    },
  }
}
