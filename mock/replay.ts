// `npm run replay`: a recorded file through the same MQTT door as live devices. Joins options, file, plan and broker.
import { readFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openLink } from './replay/link.ts'
import { ReplayError, readMap, type ReplayMap } from './replay/map.ts'
import { HELP, instantOption, readOptions, type ReplayOptions } from './replay/options.ts'
import { Planner, toIso, type Plan } from './replay/plan.ts'
import { readRows } from './replay/rows.ts'
import { runPlan, type Progress } from './replay/run.ts'

const PROGRESS_EVERY_MS = 2000
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const count = (n: number): string => n.toLocaleString('en-US')

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === undefined) {
    process.stdout.write(HELP)
    return 0
  }
  const map = await loadMap(options)
  const planner = new Planner(map, {
    ...optional('from', instantOption('--from', options.from, map.zoneOffsetMinutes)),
    ...optional('to', instantOption('--to', options.to, map.zoneOffsetMinutes)),
    ...optional('limit', options.limit),
  })
  await readRows(options.file, map, planner)
  const plan = planner.finish()
  describe(plan, map, options)
  if (options.dryRun) return 0
  if (plan.messages.length === 0) throw new ReplayError('Nothing to publish: no row has a reading in this window.')
  return publish(plan, map, options)
}

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V }

async function loadMap(options: ReplayOptions): Promise<ReplayMap> {
  const shipped = join(import.meta.dirname, 'replay/maps', `${options.map}.json`)
  const path =
    !existsSync(options.map) && /^[a-z0-9-]+$/.test(options.map) && existsSync(shipped) ? shipped : options.map
  const text = await readFile(path, 'utf8').catch(() => {
    throw new ReplayError(`There is no map ${options.map}.`)
  })
  const map = readMap(text, options.map)
  return options.topic === undefined ? map : { ...map, topic: options.topic }
}

function describe(plan: Plan, map: ReplayMap, options: ReplayOptions): void {
  say(`${options.file}: ${count(plan.rows)} rows, ${count(plan.messages.length)} messages to publish`)
  for (const [topic, s] of plan.series)
    say(
      `  ${topic}: ${toIso(s.firstAt, map.zoneOffsetMinutes)} to ${toIso(s.lastAt, map.zoneOffsetMinutes)}, ` +
        `${count(s.published)} readings, ${count(s.missing)} rows without, ${count(s.absent)} absent in ${count(s.gaps)} gaps, ` +
        `${count(s.late)} late, ${count(s.repeated)} repeated`,
    )
  if (plan.outside > 0) say(`  ${count(plan.outside)} rows outside --from and --to`)
  if (plan.refused > 0) say(`  ${count(plan.refused)} rows refused: ${plan.samples.join('; ')}`)
}

async function publish(plan: Plan, map: ReplayMap, options: ReplayOptions): Promise<number> {
  const { url, username, password, speed, shift } = options
  const link = await openLink({
    url,
    username,
    ...optional('password', password),
    onLost: () => say('The connection is lost; trying again.'),
  })
  const stop = new AbortController()
  const onSignal = (): void => stop.abort()
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)
  const progress: Progress = { published: 0, recordedAt: plan.messages[0]?.arrivedAt ?? 0 }
  const total = count(plan.messages.length)
  const ticker = setInterval(
    () =>
      say(
        `${count(progress.published)} of ${total} published, recorded ${toIso(progress.recordedAt, map.zoneOffsetMinutes)}`,
      ),
    PROGRESS_EVERY_MS,
  )
  const startAt = Date.now()
  try {
    await runPlan(plan, {
      link,
      pace: { startAt, speed, shift, timeAs: map.timeAs, zoneOffsetMinutes: map.zoneOffsetMinutes },
      now: Date.now,
      wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
      stop: stop.signal,
      progress,
    })
  } finally {
    clearInterval(ticker)
    await link.close()
  }
  const missing = [...plan.series.values()].reduce((n, s) => n + s.missing, 0)
  say(
    `${stop.signal.aborted ? 'Stopped' : 'Done'}: ${count(progress.published)} of ${total} published in ` +
      `${((Date.now() - startAt) / 1000).toFixed(1)} s, ${count(missing)} rows without a reading, ${count(plan.refused)} refused.`,
  )
  return stop.signal.aborted ? 130 : 0
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    // Anything but a ReplayError is our own mistake: show where.
    say(
      error instanceof ReplayError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error),
    )
    process.exit(1)
  },
)
