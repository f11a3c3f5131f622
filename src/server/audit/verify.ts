// `npm run audit:verify`: proves both logs offline, and those of emergencies, briefs and supervisions, from the database or an exported file, and names the first broken link.
// Changes nothing. Exit codes: 0 holds, 1 broken, 2 could not be checked.
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { ConfigError, readConfig } from '../config.ts'
import type { Queries } from '../store/db.ts'
import { FolderInUseError } from '../store/embedded.ts'
import { openStore } from '../store/open.ts'
import { type Chain, CHAINS, LOGS } from './chain.ts'
import { BadFileError, exportChains, verifyFile } from './file.ts'
import { type LogsHold, verifyLogs } from './logs.ts'
import { isChain, publishedOf, verifyChain } from './read.ts'
import { type Break, type BreakKind, type Holds, type KnownHead, SHORTEST_PREFIX } from './walk.ts'

const HELP = `npm run audit:verify [-- options]

Checks the log of all cases and the audit log, line by line, and that they are the logs whose heads were published; then the log of
each emergency, brief and matter under supervision against the end that the database keeps of it.
The hub must be stopped when its database is the embedded one (DATA_DIR); with DATABASE_URL it may run.

  --head CHAIN:SEQ:HASH   a head as it was published (hub log, webhook, brief), in place of those kept in the database;
                          CHAIN is cases or audit, HASH the whole or at least its first ${SHORTEST_PREFIX} digits; repeatable
  --export FILE           also writes the two published logs to FILE, which can be checked elsewhere
  --file FILE             checks an exported file instead of the database
  --help

Exit code: 0 the logs hold, 1 a link is broken, 2 they could not be checked.
`

/** Something the person at the terminal has to change. */
class UsageError extends Error {}

type Known = ReadonlyMap<Chain, readonly KnownHead[]>

function readHeads(words: readonly string[]): Known | undefined {
  if (words.length === 0) return undefined
  const known = new Map<Chain, KnownHead[]>(CHAINS.map((chain) => [chain, []]))
  for (const word of words) {
    const [chain, seq, hash, ...rest] = word.trim().split(':')
    const fits = new RegExp(`^[0-9a-fA-F]{${SHORTEST_PREFIX},64}$`).test(hash ?? '')
    if (!isChain(chain) || !/^\d{1,18}$/.test(seq ?? '') || !fits || rest.length > 0)
      throw new UsageError(`--head wants CHAIN:SEQ:HASH, for example cases:1204:9f86d081884c7d65; not "${word}".`)
    known.get(chain)?.push({ seq: BigInt(seq ?? ''), hash: (hash ?? '').toLowerCase(), from: '--head' })
  }
  return known
}

const WORDS: Readonly<Record<BreakKind, string>> = {
  hash: 'its content is not what was hashed',
  order: 'lines have changed places',
  hole: 'lines before it are missing',
  columns: 'its searchable columns say otherwise than the line itself',
  paper: 'what it composed or issued is not what is kept',
  head: 'the chain does not end where its head says: lines at the end are missing or the head was changed',
  published: 'the chain holds in itself, but it is not the one whose head was published: it was written anew',
  cut: 'the chain ends before a published head: lines at the end are missing',
}

type Result = Holds | LogsHold | Break

/** What was found, for people; the first line of a break names the link. */
export function sentences(result: Result): string[] {
  if (result.ok && 'logs' in result) return [`${result.chain}: ${result.lines} lines hold, logs: ${result.logs}.`]
  if (result.ok) {
    const heads = result.heads === 0 ? 'no published head to hold it against' : `${result.heads} published heads fit`
    return [
      `${result.chain}: ${result.lines} lines hold, ${heads}. Head ${result.chain}:${result.lines}:${result.hash}`,
    ]
  }
  const event = result.incident === undefined ? '' : ` (case ${result.incident}, event ${result.n})`
  const where = result.of === undefined ? event : ` of ${result.of}`
  return [
    `${result.chain}: BROKEN at line ${result.seq}${where}: ${WORDS[result.kind]}.`,
    `  expected ${result.expected}`,
    `  found    ${result.found}`,
    `  ${result.lines} lines before it hold in themselves.`,
    ...(result.from === undefined ? [] : [`  Published head: ${result.from}.`]),
    ...(result.kind === 'published' || result.kind === 'cut'
      ? [`  Last published head that fits: ${result.lastHeld ?? 'none'}. What was changed lies after it.`]
      : []),
  ]
}

/** Runs the check; `say` takes each line of the answer. Returns the exit code. */
export async function verify(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<0 | 1 | 2> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        head: { type: 'string', multiple: true, default: [] },
        file: { type: 'string' },
        export: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) {
      say(HELP)
      return 0
    }
    if (values.file !== undefined && values.export !== undefined)
      throw new UsageError('--file and --export do not go together.')
    const known = readHeads(values.head)
    if (values.file !== undefined && !(existsSync(values.file) && statSync(values.file).isFile()))
      throw new UsageError(`There is no file ${values.file}.`)
    const results =
      values.file === undefined ? await fromStore(env, known, values.export, say) : await verifyFile(values.file, known)
    for (const result of results) for (const line of sentences(result)) say(line)
    return results.every((result) => result.ok) ? 0 : 1
  } catch (error) {
    say(reasonOf(error))
    return 2
  }
}

async function fromStore(
  env: Readonly<Record<string, string | undefined>>,
  known: Known | undefined,
  exportTo: string | undefined,
  say: (line: string) => void,
): Promise<Result[]> {
  const { databaseUrl, dataDir } = readConfig(env)
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'pg')))
    throw new UsageError(`There is no database in ${dataDir}. Set DATA_DIR or DATABASE_URL.`)
  const stops: (() => Promise<unknown>)[] = []
  try {
    const db = await openStore({
      ...(databaseUrl === undefined ? { folder: dataDir } : { databaseUrl }),
      onStop: (end) => stops.push(end),
      onError: () => undefined,
    })
    // One moment for heads and lines, also while a hub goes on writing.
    return await db.query
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (query) => {
        await checkTables(query)
        const results: Result[] = []
        for (const chain of CHAINS)
          results.push(await verifyChain(query, chain, known?.get(chain) ?? (await publishedOf(query, chain))))
        for (const log of LOGS) results.push(await verifyLogs(query, log))
        if (exportTo !== undefined) say(`${await exportChains(query, exportTo)} lines written to ${exportTo}`)
        return results
      })
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

async function checkTables(query: Queries): Promise<void> {
  // The newest of the tables that are read.
  const found = await query
    .selectNoFrom((e) => e.fn<string | null>('to_regclass', [e.val('supervision_event')]).as('name'))
    .executeTakeFirst()
  if (found?.name == null)
    throw new UsageError('This database is older than its present logs: start the present hub on it once.')
}

function reasonOf(error: unknown): string {
  if (error instanceof FolderInUseError)
    return `${error.message} Stop the hub first, or check an exported file (--file).`
  if (error instanceof UsageError || error instanceof BadFileError || error instanceof ConfigError) return error.message
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    return `${error.message} --help tells what there is.`
  return `Could not check: ${error instanceof Error ? error.message : String(error)}`
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await verify(process.argv.slice(2), process.env, (line) => process.stdout.write(`${line}\n`))
