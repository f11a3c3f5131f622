// A thing with an append-only log: its lines are chained by hash, their fold is kept beside them. Knows nothing of what is told.
// Two tables: heads (id, version, hash, body, and columns of their own) and lines (of, n, at, type, actor, body, key, hash).
import { sql } from 'kysely'
import type { Actor } from '../../core/incident/types.ts'
import { FIRST_HASH, lineHash } from '../audit/chain.ts'
import type { Queries } from './db.ts'
import { storable } from './storable.ts'
import type { Tables } from './tables.ts'

/** Who wrote a line, as the log keeps it. */
export type LogActor = Pick<Actor, 'id' | 'name' | 'role' | 'department'>

export interface LogLine<Body> {
  readonly n: number
  readonly at: number
  readonly by: LogActor
  readonly body: Body
}

/** A thing under its row's lock: nobody else adds to it until the transaction ends. */
export interface Held<State> {
  readonly state: State
  readonly hash: Buffer
}

export interface NewLines<State, Body> {
  readonly id: string
  /** Undefined: the first line makes it. */
  readonly before: Held<State> | undefined
  readonly bodies: readonly Body[]
  readonly actor: LogActor
  readonly at: number
  /** The same key again has no second effect. */
  readonly key?: string
}

export interface ChainedLog<State, Body> {
  /** Locks it. Undefined: there is no such thing (and nothing is locked). */
  hold(query: Queries, id: string): Promise<Held<State> | undefined>
  /** Inside the caller's transaction. Fails as a unique violation when somebody made it, or used the key, in the same moment. */
  append(
    query: Queries,
    lines: NewLines<State, Body>,
  ): Promise<{ readonly after: State; readonly lines: readonly LogLine<Body>[] }>
  /** All of them, or those after line `after`. */
  lines(query: Queries, id: string, after?: number): Promise<readonly LogLine<Body>[]>
  /** Who did an act before, and to which thing. */
  doneBy(query: Queries, key: string): Promise<{ readonly of: string; readonly account: string } | undefined>
}

export interface ChainedLogOptions<State, Body> {
  readonly heads: keyof Tables
  readonly lines: keyof Tables
  /** The state after more lines; `before` absent: the lines are all there are. */
  readonly fold: (lines: readonly LogLine<Body>[], before: State | undefined) => State
  /** What is searched for, beside the state. */
  readonly columns: (after: State) => Readonly<Record<string, unknown>>
}

interface LineRow<Body> {
  readonly n: number
  readonly at: Date
  readonly actor: LogActor
  readonly body: Body
  readonly hash: Buffer
}

export const toLine = <Body>({ n, at, actor, body }: Omit<LineRow<Body>, 'hash'>): LogLine<Body> => ({
  n,
  at: at.getTime(),
  by: actor,
  body,
})

/** What the hash of a line is made of, beside the hash before. */
export const lineContent = (of: string, line: LogLine<unknown>): object => ({ of, ...line })

export function chainedLog<State extends { readonly version: number }, Body extends { readonly type: string }>(
  options: ChainedLogOptions<State, Body>,
): ChainedLog<State, Body> {
  const { fold, columns } = options
  const [heads, lines] = [sql.table(options.heads), sql.table(options.lines)]

  async function rowsOf(query: Queries, id: string, after: number): Promise<readonly LineRow<Body>[]> {
    const { rows } = await sql<LineRow<Body>>`
      select n, at, actor, body, hash from ${lines} where "of" = ${id} and n > ${after} order by n`.execute(query)
    return rows
  }

  return {
    async hold(query, id) {
      const { rows } = await sql<{ body: State; hash: Buffer }>`
        select body, hash from ${heads} where id = ${id} for update`.execute(query)
      const row = rows[0]
      return row && { state: row.body, hash: row.hash }
    },
    async append(query, { id, before, bodies, actor, at, key }) {
      if (bodies.length === 0) throw new Error(`no lines for ${id}`)
      const by: LogActor = {
        id: actor.id,
        name: actor.name,
        role: actor.role,
        ...(actor.department !== undefined && { department: actor.department }),
      }
      const from = before?.state.version ?? 0
      const added = bodies.map((body, i): LogLine<Body> => ({
        n: from + i + 1,
        at,
        by: storable(by),
        body: storable(body),
      }))
      const after = fold(added, before?.state)
      let hash = before?.hash ?? FIRST_HASH
      const hashes = added.map((line) => (hash = lineHash(hash, BigInt(line.n), lineContent(id, line))))
      const head: Readonly<Record<string, unknown>> = {
        ...columns(after),
        version: after.version,
        hash,
        body: JSON.stringify(after),
      }
      const names = Object.keys(head)
      if (before)
        await sql`update ${heads} set ${sql.join(names.map((name) => sql`${sql.ref(name)} = ${head[name]}`))}
          where id = ${id}`.execute(query)
      else
        await sql`insert into ${heads} (${sql.join(['id', ...names].map((name) => sql.ref(name)))})
          values (${sql.join([id, ...names.map((name) => head[name])])})`.execute(query)
      await sql`insert into ${lines} ("of", n, at, type, actor, body, key, hash) values ${sql.join(
        added.map(
          (line, i) => sql`(${id}, ${line.n}, ${new Date(at)}, ${line.body.type}, ${JSON.stringify(line.by)},
            ${JSON.stringify(line.body)}, ${i === 0 ? (key ?? null) : null}, ${hashes[i]})`,
        ),
      )}`.execute(query)
      return { after, lines: added }
    },
    async lines(query, id, after = 0) {
      return (await rowsOf(query, id, after)).map((row) => toLine(row))
    },
    async doneBy(query, key) {
      const { rows } = await sql<{ of: string; account: string }>`
        select "of", actor->>'id' as account from ${lines} where key = ${key}`.execute(query)
      return rows[0]
    },
  }
}
