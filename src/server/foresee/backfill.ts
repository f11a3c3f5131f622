// `npm run hours`: takes past hours of indicators from a file, so that a city knows what is normal before it has run for weeks.
// Never touches an hour that was measured here. Exit codes: 0 all taken, 1 some lines refused, 2 nothing could be done.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { levelOf } from '../../core/indicate/grades.ts'
import { scaleAt } from '../../core/indicate/tables.ts'
import { ConfigError, readConfig } from '../config.ts'
import { indexReference, loadReference, type ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { FolderInUseError } from '../store/embedded.ts'
import { openStore } from '../store/open.ts'
import { HOURS_COLUMNS, readHours, type GivenHour } from './hoursFile.ts'

const HELP = `npm run hours -- FILE.csv [--simulated]

Takes past hours of indicators into the database: a CSV file with the columns ${HOURS_COLUMNS.join(',')}.
The hour is its start, with a zone (2026-03-01T08:00+08:00) or in the city's time without one. Hours measured by the hub itself
are never changed; hours taken from a file before are replaced. The hub must be stopped when its database is the embedded one
(DATA_DIR); with DATABASE_URL it may run. The bands and forecasts that rest on them are learned at the hub's next start, or at
three in the morning.

  --simulated   the hours are made up: they teach only what is simulated
  --help

Exit code: 0 all lines were taken, 1 some were refused, 2 nothing could be done.
`

/** Something the person at the terminal has to change. */
class UsageError extends Error {}

/** Rows in one statement. */
const PORTION = 2_000
/** Refusals told one by one; the rest is counted. */
const REFUSALS_TOLD = 50

/** Writes the hours, but none over one that has minutes of its own. How many were written. */
export async function takeHours(
  db: Db,
  hours: readonly GivenHour[],
  reference: ReferenceIndex,
  simulated: boolean,
): Promise<number> {
  const { indicators, city } = reference
  const levels = hours.map(({ indicator, at, value }) => {
    const def = indicators.get(indicator)
    const steps = def && scaleAt(def, at, city.utcOffsetMinutes)?.steps
    return def && steps ? (levelOf(value, steps, def.polarity) ?? null) : null
  })
  let written = 0
  for (let from = 0; from < hours.length; from += PORTION) {
    const some = hours.slice(from, from + PORTION)
    // No minutes: the mark of an hour that was brought in. Its coverage is what whoever measured it vouches for.
    const done = await db.pool.query(
      `insert into indicator_hour (indicator, area, hour, value, minutes, coverage, level, simulated)
       select i, a, to_timestamp(h), v, 0, 1, l, $6
       from unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::smallint[]) as t (i, a, h, v, l)
       on conflict (indicator, area, hour) do update set value = excluded.value, coverage = excluded.coverage,
         level = excluded.level, simulated = excluded.simulated where indicator_hour.minutes = 0`,
      [
        some.map((h) => h.indicator),
        some.map((h) => h.area),
        some.map((h) => h.at / 1000),
        some.map((h) => h.value),
        levels.slice(from, from + PORTION),
        simulated,
      ],
    )
    written += done.rowCount ?? 0
  }
  return written
}

/** Runs the command; `say` takes each line of the answer. Returns the exit code. */
export async function backfill(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  now: number,
  say: (line: string) => void,
): Promise<0 | 1 | 2> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { simulated: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    })
    if (values.help) {
      say(HELP)
      return 0
    }
    const [file, ...others] = positionals
    if (file === undefined || others.length > 0) throw new UsageError('Name one file. --help tells what it looks like.')
    if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`)
    const config = readConfig(env)
    const reference = indexReference(await loadReference(config.city), now)
    const { hours, refusals } = readHours(readFileSync(file, 'utf8'), reference, now)
    const written = hours.length === 0 ? 0 : await intoStore(config, hours, reference, values.simulated)
    for (const { line, reason } of refusals.slice(0, REFUSALS_TOLD)) say(`line ${line}: ${reason}`)
    if (refusals.length > REFUSALS_TOLD) say(`and ${refusals.length - REFUSALS_TOLD} more lines refused`)
    say(`${written} hours taken, ${hours.length - written} measured here already, ${refusals.length} lines refused`)
    return hours.length === 0 ? 2 : refusals.length > 0 ? 1 : 0
  } catch (error) {
    say(reasonOf(error))
    return 2
  }
}

async function intoStore(
  { databaseUrl, dataDir }: ReturnType<typeof readConfig>,
  hours: readonly GivenHour[],
  reference: ReferenceIndex,
  simulated: boolean,
): Promise<number> {
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'pg')))
    throw new UsageError(
      `There is no database in ${dataDir}. Start the hub on it once, or set DATA_DIR or DATABASE_URL.`,
    )
  const stops: (() => Promise<unknown>)[] = []
  try {
    const db = await openStore({
      ...(databaseUrl === undefined ? { folder: dataDir } : { databaseUrl }),
      onStop: (end) => stops.push(end),
      onError: () => undefined,
    })
    const { rows } = await db.pool.query<{ name: string | null }>(`select to_regclass('indicator_hour')::text as name`)
    if (rows[0]?.name == null)
      throw new UsageError('This database is older than the hours of indicators: start the present hub on it once.')
    return await takeHours(db, hours, reference, simulated)
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof FolderInUseError) return `${error.message} Stop the hub first.`
  if (error instanceof UsageError || error instanceof ConfigError) return error.message
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    return `${error.message} --help tells what there is.`
  return `Could not take the hours: ${error instanceof Error ? error.message : String(error)}`
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await backfill(process.argv.slice(2), process.env, Date.now(), (line) =>
    process.stdout.write(`${line}\n`),
  )
