// The logs of emergencies, briefs and matters under supervision, walked thing by thing against the ends that the store keeps of
// them. Changes nothing; knows no rule of what a line may say.
import { sql, type RawBuilder } from 'kysely'
import { bodyHash } from '../brief/log.ts'
import * as emergencies from '../emergency/log.ts'
import * as chained from '../store/chainedLog.ts'
import type { Queries } from '../store/db.ts'
import type { EmergencyEventTable } from '../store/emergencyTables.ts'
import type { Selectable } from 'kysely'
import { FIRST_HASH, type Log } from './chain.ts'
import { type Break, ChainWalk, type Holds } from './walk.ts'

/** Lines per query. What a brief issued comes with its line and may have a hundred kilobytes. */
const PAGE = 200

/** A line as it is kept; actor and body are whatever its own log puts there. */
interface Row {
  readonly of: string
  readonly n: number
  readonly at: Date
  readonly type: string
  readonly actor: unknown
  readonly body: { readonly type?: unknown; readonly hash?: unknown }
  readonly hash: Buffer
  /** What the line composed or issued. */
  readonly paper: unknown
}

interface Kept {
  readonly heads: string
  readonly lines: string
  /** Column that says whose line it is. */
  readonly of: string
  readonly content: (row: Row) => object
  readonly paper?: RawBuilder<unknown>
}

const ofThing = (row: Row): object => chained.lineContent(row.of, chained.toLine(row as never))

const KEPT: Readonly<Record<Log, Kept>> = {
  emergencies: {
    ...{ heads: 'emergency', lines: 'emergency_event', of: 'emergency' },
    content: (row) =>
      emergencies.lineContent(row.of, emergencies.toLine(row as unknown as Selectable<EmergencyEventTable>)),
  },
  briefs: {
    ...{ heads: 'brief_head', lines: 'brief_line', of: 'of', content: ofThing },
    paper: sql`(select p.body from brief_body p where p.brief = l."of" and p.n = l.n)`,
  },
  supervisions: { heads: 'supervision', lines: 'supervision_event', of: 'of', content: ofThing },
}

/** Lines in the order of their things, of one thing alone with `only`. */
async function* rowsOf(query: Queries, { lines, of, paper }: Kept, only: string | undefined): AsyncGenerator<Row> {
  const column = sql.ref(`l.${of}`)
  const wanted = only === undefined ? sql`true` : sql`${column} = ${only}`
  for (let last: Row | undefined; ;) {
    const after = last === undefined ? sql`true` : sql`(${column}, l.n) > (${last.of}, ${last.n})`
    const { rows } = await sql<Row>`
      select ${column} as "of", l.n, l.at, l.type, l.actor, l.body, l.hash, ${paper ?? sql`null`} as paper
      from ${sql.table(lines)} l where ${wanted} and ${after} order by ${column}, l.n limit ${PAGE}`.execute(query)
    yield* rows
    last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
  }
}

type Head = { readonly seq: bigint; readonly hash: Buffer }
/** A thing that the store does not know has no line. */
const NOTHING: Head = { seq: 0n, hash: FIRST_HASH }

async function headsOf(query: Queries, { heads }: Kept, only: string | undefined): Promise<Map<string, Head>> {
  const wanted = only === undefined ? sql`true` : sql`id = ${only}`
  const { rows } = await sql<{ id: string; version: number; hash: Buffer }>`
    select id, version, hash from ${sql.table(heads)} where ${wanted} order by id`.execute(query)
  return new Map(rows.map(({ id, version, hash }) => [id, { seq: BigInt(version), hash }]))
}

function wrongOf({ type, body, paper }: Row, kept: Kept): 'columns' | 'paper' | undefined {
  if (type !== body.type) return 'columns'
  const issues = kept.paper !== undefined && (type === 'composed' || type === 'issued')
  return issues && (paper === null || bodyHash(paper) !== body.hash) ? 'paper' : undefined
}

/** What holds of all logs of a kind: how many there are, and their lines together. */
export interface LogsHold {
  readonly ok: true
  readonly chain: Log
  readonly logs: number
  readonly lines: number
}

/** Walks every log of a kind, or that of one thing; the first line that does not hold ends it. */
export async function verifyLogs(query: Queries, log: Log, only?: string): Promise<LogsHold | Break> {
  const kept = KEPT[log]
  const heads = await headsOf(query, kept, only)
  let [logs, lines] = [0, 0]
  let now: { readonly of: string; readonly walk: ChainWalk<Log> } | undefined
  const begin = (of: string) => ({ of, walk: new ChainWalk(log) })
  function ended({ of, walk }: NonNullable<typeof now>): Break | undefined {
    const result: Holds<Log> | Break = walk.end(heads.get(of) ?? NOTHING)
    heads.delete(of)
    if (!result.ok) return { ...result, of }
    logs += 1
    lines += result.lines
    return undefined
  }
  for await (const row of rowsOf(query, kept, only)) {
    if (now !== undefined && now.of !== row.of) {
      const broken = ended(now)
      if (broken) return broken
      now = undefined
    }
    now ??= begin(row.of)
    const wrong = wrongOf(row, kept)
    const line = { seq: BigInt(row.n), hash: row.hash, content: kept.content(row), ...(wrong && { wrong }) }
    if (!now.walk.take(line)) break
  }
  // Then those that should have lines and have none.
  for (const one of [now, ...[...heads.keys()].filter((of) => of !== now?.of).map(begin)]) {
    const broken = one && ended(one)
    if (broken) return broken
  }
  return { ok: true, chain: log, logs, lines }
}
