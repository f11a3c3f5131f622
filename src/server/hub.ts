// The hub, put together: the one place that sees every concrete part. Starts them in order, stops them in reverse.
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Incident } from '../core/incident/types.ts'
import { TopicTable } from '../feeds/topic.ts'
import { paths } from '../wire/api.ts'
import { startEmbeddedBroker } from './broker/embedded.ts'
import { clientIdOf, startOutsideBroker } from './broker/outside.ts'
import { openAccounts } from './accounts/accounts.ts'
import { openAudit } from './audit/audit.ts'
import { briefFeeds } from './brief/facts.ts'
import { openBriefRoom } from './brief/open.ts'
import { openCameras } from './cameras/cameras.ts'
import { openCases } from './cases/cases.ts'
import { toIncidentRow } from './cases/row.ts'
import { openPast, type Past } from './foresee/past.ts'
import { openForesight } from './foresee/foresight.ts'
import { openHandovers } from './handover/handovers.ts'
import { openRoster } from './handover/roster.ts'
import { openCatalogue } from './catalogue/catalogue.ts'
import { liveReference } from './catalogue/live.ts'
import { mustFit } from './catalogue/overlay.ts'
import type { Config } from './config.ts'
import { Effects } from './effects.ts'
import { openEmergencies } from './emergency/emergencies.ts'
import { openEvaluations } from './evaluate/evaluations.ts'
import { openProjection } from './evaluate/projection.ts'
import { openBasesOf } from './basemap/bases.ts'
import { buildApp } from './http/app.ts'
import { FeedCounters } from './ingest/counters.ts'
import { Ingest } from './ingest/ingest.ts'
import { openIntake } from './intake/intake.ts'
import { deviceLookup } from './ingest/lookup.ts'
import { loadSensors } from './ingest/load.ts'
import { Writer } from './ingest/writer.ts'
import { PresenceRoom } from './live/presence.ts'
import { SensorTable } from './live/sensors.ts'
import { DirtyHours } from './maintain.ts'
import { openMapDesk } from './map/desk.ts'
import { openMetrics } from './metrics.ts'
import { openNotify } from './notify/notify.ts'
import { performEffect } from './perform.ts'
import { openQuality, type OpenQuality } from './quality/quality.ts'
import type { AccountDesk, CaseFiles, Now } from './ports.ts'
import { Frames } from './publish/frames.ts'
import { liveOf } from './publish/live.ts'
import { Screens, SHOW_ENDED_MS } from './publish/screens.ts'
import { openReads } from './reads/reads.ts'
import { indexReference, loadReference, type ReferenceIndex } from './reference/load.ts'
import { AlarmBook } from './signs/alarms.ts'
import { rulesBy } from './signs/ruleBook.ts'
import { openSigns } from './signs/signs.ts'
import { openRounds } from './rounds.ts'
import { openNames } from './search/names.ts'
import { Rate, countSensors, feedStatus, statusOf, type StatusDeps } from './status.ts'
import type { Db } from './store/db.ts'
import { openStore, type StoreOptions } from './store/open.ts'
import { migrate } from './store/migrate.ts'
import { saveReference } from './store/reference.ts'
import { openTrials } from './trials/trials.ts'
import { openUnits } from './units/units.ts'
import { openWallRoom } from './walls/open.ts'
import { openWarnings } from './warnings/open.ts'
import { allWhenWritten } from './written.ts'

export interface HubOptions {
  readonly config: Config
  /** As screens are told it. */
  readonly version: string
  readonly log: Logger
  readonly now?: Now
  /** Steps that may take long, in words. */
  readonly progress?: (step: string) => void
  /** The built web application. */
  readonly webFolder?: string
  /** Where the embedded database lies and what a new one begins as, for tests; absent: in the data folder, as nothing. */
  readonly store?: Pick<StoreOptions, 'folder' | 'from'>
}

export interface Hub {
  readonly port: number
  readonly mqttPort: number | undefined
  readonly accounts: AccountDesk
  readonly cases: CaseFiles
  readonly reference: ReferenceIndex
  readonly quality: OpenQuality
  readonly db: Db
  /** Hours from before this hub, for the simulated city to tell. */
  readonly past: Past
  stop(): Promise<void>
}

/** Starts everything; resolves when the hub is ready to take messages and people. On failure what was started is stopped. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const stops: (() => Promise<unknown> | unknown)[] = []
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse())
      await Promise.resolve()
        .then(end)
        .catch((error: unknown) => options.log.error({ err: error }, 'stopping'))
  }
  try {
    return await start(options, (end) => stops.push(end), stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function start(
  options: HubOptions,
  onStop: (end: () => Promise<unknown> | unknown) => void,
  stop: () => Promise<void>,
): Promise<Hub> {
  const { config, log, progress = () => undefined } = options
  const now = options.now ?? Date.now
  const failed = (what: string) => (error: Error) => log.error({ err: error }, what)

  progress('reference data')
  const files = await loadReference(config.city)
  progress('database')
  const db = await openStore({
    ...(config.databaseUrl === undefined ? {} : { databaseUrl: config.databaseUrl }),
    ...(options.store ?? { folder: config.dataDir }),
    onStop,
    onError: failed('database'),
  })
  const ran = await migrate(db)
  if (ran.length > 0) progress(`database: ${ran.join(', ')}`)
  let fitting = files
  const changedEntries = await saveReference(db, files, now(), (present) => {
    fitting = mustFit(files, present, config.city)
  })
  const reference = liveReference(indexReference(fitting, now()))
  if (changedEntries > 0) progress(`reference data: ${changedEntries} entries stored`)

  // One run of the hub: another epoch tells screens to take new snapshots.
  const epoch = randomUUID()
  const startedAt = now()
  const simulation = { on: config.simulate, ...(config.simulate ? { scenario: config.scenario } : {}) }

  const audit = openAudit({ db, now })
  const accounts = openAccounts({ db, now, audit, ended: (account) => broker.drop(account) })
  const catalogue = await openCatalogue({
    db,
    files,
    live: reference,
    audit,
    now,
    onError: failed('the catalogue in the store does not fit this hub’s files'),
  })
  const topics = new TopicTable([...reference.feeds.values()])
  const sensors = new SensorTable((kind, attributes) => rulesBy([...reference.alarmRules.values()])(kind, attributes))
  const counters = new FeedCounters()
  const rate = new Rate(now)
  const dirty = new DirtyHours(now())

  const devicesOutside = config.mqttUrl !== undefined
  const broker = await startEmbeddedBroker({
    accounts,
    gatewaysOf: (topic) => topics.find(topic).map((hit) => hit.feed.gateway),
    take: (message) => ingest.take(message),
    now,
    onError: (error) => log.debug({ err: error }, 'broker client'),
  })
  onStop(() => broker.stop())

  const frames = new Frames({ epoch, sensors, now, publish: broker.publish })
  const screens = new Screens({ epoch, now, publish: broker.publish, frames })
  const warnings = await openWarnings({ db, reference, now, cityFolder: config.city, show: screens.showWarnings })
  const units = await openUnits({
    ...{ db, reference, counters, epoch, now, publish: broker.publish, cityFolder: config.city, accepted: rate.count },
    ...{ keptDays: Math.min(config.trackDays, config.retentionDays), incidentRows: () => screens.incidents().rows },
    onError: failed('positions could not be written, will be tried again'),
  })
  onStop(() => units.stop())
  const presence = new PresenceRoom({ now, show: screens.showPresence })
  const showCases = (incidents: readonly Incident[]): void => {
    screens.showIncidents(incidents.map((i) => toIncidentRow(i, reference)))
    signs.casesChanged()
    names.casesChanged(incidents)
  }
  const notify = openNotify({ db, reference, now, show: screens.showNotices, onError: failed('webhooks') })
  onStop(() => notify.stop())
  const intake = openIntake({ db, reference, now, cityFolder: config.city })
  onStop(() => intake.stop())
  const names = await openNames({ db, reference, sensors, now, cityFolder: config.city })
  onStop(() => names.stop())
  const obligations = openProjection({
    db,
    reference,
    progress: (done, total) => log.info({ done, total }, 'obligations made from the logs'),
  })
  onStop(() => obligations.stop())
  const cases = openCases({
    db,
    reference,
    now,
    changed: showCases,
    whenWritten: allWhenWritten(notify.whenWritten, intake.whenWritten, names.whenWritten, obligations.whenWritten),
  })
  const wallRoom = await openWallRoom({
    ...{ db, now, reference, files, accounts, cases, screens, cityFolder: config.city, drop: broker.drop },
  })
  // Before the sensors: the limits of emergencies that run are in force when they are judged for the first time.
  const emergencies = await openEmergencies({
    ...{ db, reference, files, audit, cases, now, cityFolder: config.city, tellEverywhere: notify.tellEverywhere },
    ...{ show: screens.showEmergencies, showNotices: screens.showNotices, onError: failed('emergencies') },
  })
  onStop(() => emergencies.stop())
  const alarms = new AlarmBook({ db, sensors, reference, now, show: screens.showAlarms })

  const feeds = [...reference.feeds.values()]
  const inService = (feed: string): boolean => counters.of(feed).lastSeenAt !== undefined
  const foresight = openForesight({ db, reference, now })
  const quality = openQuality({ db, sensors, reference, inService, retentionDays: config.retentionDays, now })
  // Ended after the writer: what its last batch counted is stored.
  onStop(() => quality.stop())
  const signs = openSigns({
    unusual: foresight.unusualOf,
    ...{ db, sensors, reference, now, alarms, inService, counters, book: quality.book },
    feedStates: () => feeds.map((feed) => feedStatus(feed, counters, now()).state),
    sensorCounts: () => countSensors({ counters, sensors }, now()),
    simulation: config.simulate,
    ratesReady: () => obligations.ready() >= 1,
    show: screens.showIndicators,
  })
  const effects = new Effects({
    db,
    now,
    perform: (effect) => performEffect(effect, { db, cases, alarms }),
    onError: (error, effect) => log.error({ err: error, effect }, 'effect failed, will be tried again'),
  })
  const writer = new Writer({
    db,
    counters,
    now,
    judge: (observations) => alarms.judge(observations),
    alongside: (client, observations) => signs.mark(client, observations),
    written: (batch) => {
      for (const o of batch.observations) {
        sensors.write(o.sensor, o.metric, o.value, o.occurredAt, o.quality, o.recordedAt)
        dirty.touch(o.occurredAt)
      }
      signs.observed(batch.observations)
      alarms.written(batch.alarms)
      warnings.take(batch.warnings)
      if (batch.effects) effects.kick()
    },
    repeated: (o) => quality.book.repeated(o.sensor, o.occurredAt),
    onError: failed('write to the store failed, will be tried again'),
  })
  const lookup = deviceLookup(reference, files.outlines)
  const ingest = new Ingest({
    ...{ db, topics, sensors, counters, writer, lookup, now, accepted: rate.count, book: quality.book, units },
  })

  progress('sensors')
  await loadSensors({ db, reference, sensors, counters, lookup, book: quality.book, now })
  await quality.load()
  await alarms.load()
  onStop(
    reference.onSwap(() => {
      const changes = alarms.takeOver(now())
      if (changes.length > 0) writer.writeAlarms(changes).catch(failed('alarms of changed rules'))
    }),
  )
  showCases(await cases.recent(now() - SHOW_ENDED_MS))
  await notify.start()

  await signs.load()

  let outside: Awaited<ReturnType<typeof startOutsideBroker>> | undefined
  const statusDeps: StatusDeps = {
    hub: epoch,
    version: options.version,
    catalogue: () => catalogue.version() + emergencies.rulesVersion(),
    startedAt,
    now,
    feeds,
    counters,
    sensors,
    rate,
    storeOk: () => writer.ok,
    storeDetail: config.databaseUrl === undefined ? 'embedded' : 'PostgreSQL',
    broker: () => outside?.status() ?? broker.status(),
    simulation,
  }
  const status = () => statusOf(statusDeps)
  const roster = openRoster({ db, reference, audit, now })
  const briefRoom = openBriefRoom({
    ...{ db, reference, audit, accounts, cases, foresight, roster, now, config, log },
    tell: notify.tellEverywhere,
    feeds: () => briefFeeds(status().feeds),
  })
  onStop(() => briefRoom.stop())
  const reads = openReads({
    ...{ db, reference, sensors, alarms, now, foresight, names, indicators: signs.indicators },
    briefOf: briefRoom.brief,
    incidentRows: () => screens.incidents().rows,
  })
  const handovers = openHandovers({
    ...{ db, reference, accounts, audit, now },
    alarms: () => alarms.rows(),
    feeds: () => status().feeds,
  })
  const evaluations = openEvaluations({ db, reference, now, ready: obligations.ready })
  const app = await buildApp({
    cameras: await openCameras({ cityFolder: config.city, reference, now }),
    units,
    map: openMapDesk({ db, reference, sensors, units, now, alarms: () => alarms.rows(), cityFolder: config.city }),
    evaluations,
    roster,
    handovers,
    ...{ briefRoom, wallRoom, emergencies, cases, accounts, audit, catalogue, intake },
    webhooks: notify.webhooks,
    live: liveOf(screens, frames, alarms),
    presence,
    trials: openTrials({ db, sensors, reference, now }),
    reads,
    quality,
    reference,
    db,
    now,
    log,
    health: () => {
      const s = status()
      return { ready: s.ready, reasons: s.reasons, status: s }
    },
    metrics: openMetrics(status, broker.withheld),
    cityFolder: config.city,
    bases: await openBasesOf(config, now, log),
    ...(options.webFolder === undefined ? {} : { webFolder: options.webFolder }),
  })
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?')[0] === paths.mqtt) broker.upgrade(request, socket, head)
    else socket.destroy()
  })
  onStop(() => app.close())
  onStop(() => effects.stop())

  screens.showStatus(status())
  const rounds = openRounds({
    ...{ frames, alarms, writer, cases, catalogue, screens, presence, warnings, handovers, foresight, obligations },
    ...{ db, reference, now, log, progress, failed, dirty, status, quality, units, wallRoom, briefRoom },
    indicators: signs.indicators,
    retentionDays: config.retentionDays,
    headsPublished: notify.headsPublished,
  })
  onStop(() => rounds.stop())
  // Before the rounds: learning and telling again end after their step, and the round with it.
  onStop(() => Promise.all([foresight.stop(), signs.stop()]))
  await rounds.start()
  emergencies.start()
  // First of all: a turn that waits for the store must not hold up the end while the store is away.
  onStop(() => writer.stop())
  // In the background: suggestions grow better while it runs, nothing waits for it.
  void intake.start().catch(failed('what the desk decided before could not be learned'))
  void names.start().catch(failed('names of the city could not be read'))
  void foresight.start().catch(failed('what is normal could not be read'))
  // What an earlier run was about to do when it ended.
  effects.kick()

  const mqttPort = devicesOutside ? undefined : await broker.listen(config.host, config.mqttPort)
  if (config.mqttUrl !== undefined) {
    outside = await startOutsideBroker({
      ...{
        url: config.mqttUrl,
        filters: topics.filters(),
        take: ingest.take,
        now,
        clientId: clientIdOf(config.dataDir),
      },
      onError: failed('outside broker'),
    })
    onStop(() => outside?.stop())
  }
  await app.listen({ host: config.host, port: config.port })
  // Screens need not wait: the evaluation says how far it is.
  obligations.catchUp().catch(failed('obligations'))
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  const past = openPast({ db, reference, now, whole: foresight.learnAgain })
  return { port, mqttPort, accounts, cases, reference, quality, db, past, stop }
}

/** Where the data folder keeps things of its own. */
export const dataFile = (config: Config, name: string): string => join(config.dataDir, name)
