// The register of cases, filtered, sorted and paged by the store. Decides nothing about who may see what.
// One pass over narrow rows finds and counts; bodies are read for the page alone.
import { sql, type RawBuilder } from 'kysely'
import type { Incident } from '../../core/incident/types.ts'
import { DEGREE_M, lngDegreeM } from '../../core/place.ts'
import type { IncidentPage, IncidentQuery } from '../../wire/api.ts'
import { searchable } from '../cases/columns.ts'
import { toIncidentRow } from '../cases/row.ts'
import { isOpen } from '../cases/states.ts'
import { invalid } from '../problems.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'

export interface SearchDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly now: () => number
}

type Condition = RawBuilder<boolean>
type Sort = NonNullable<IncidentQuery['sort']>
type Order = NonNullable<IncidentQuery['order']>

const PAGE = 100
/** More words than anyone types; each is looked for in every row. */
const MAX_WORDS = 10

const DEADLINE = sql`coalesce(due_at, 'infinity')`
/** How near and how close in time another case has to be to stand beside a case. */
const AROUND_M = 100
const AROUND_MS = 30 * 86_400_000

/** What rows are ordered by, before their id. Cases without a deadline come last in both directions. */
const KEYS: Record<Sort, (order: Order) => RawBuilder<unknown>> = {
  due: (order) => (order === 'asc' ? DEADLINE : sql`coalesce(due_at, '-infinity')`),
  opened: () => sql`opened_at`,
  updated: () => sql`updated_at`,
  level: () => sql`level`,
  // The id is the code.
  code: () => sql`id`,
}
const USUAL: Record<Sort, Order> = { due: 'asc', level: 'asc', code: 'asc', opened: 'desc', updated: 'desc' }

interface Hit {
  readonly total: number
  readonly id: string | null
  readonly k: Date | number | string | null
  readonly body: Incident | null
}

export async function searchIncidents(deps: SearchDeps, query: IncidentQuery): Promise<IncidentPage> {
  const sort = query.sort ?? 'updated'
  const order = query.order ?? USUAL[sort]
  const limit = query.limit ?? PAGE
  const found = [...conditionsOf(deps, query), ...(await aroundOf(deps, query.around))]
  const key = KEYS[sort](order)
  const direction = sql.raw(order)
  const last = query.after === undefined ? undefined : readCursor(query.after, sort, order)
  const ahead = sql.raw(order === 'asc' ? '>' : '<')
  const beyond = last ? sql`where (k, id) ${ahead} (${last.key}, ${last.id})` : sql``
  // Words are looked for once, in every row; everything else is left to the indexes, for the count and for the page.
  const how = sql.raw(query.text === undefined ? 'not materialized' : 'materialized')
  const { rows } = await sql<Hit>`
    with hit as ${how} (select id, ${key} as k from incident ${whereAll(found)}),
      page as (select id, k from hit ${beyond} order by k ${direction}, id ${direction} limit ${limit + 1})
    select counted.total, page.id, page.k, incident.body
    from (select count(*)::int as total from hit) as counted
    left join (page join incident on incident.id = page.id) on true
    order by page.k ${direction}, page.id ${direction}`.execute(deps.db.query)

  const shown = rows
    .slice(0, limit)
    .flatMap(({ id, k, body }) => (id !== null && body !== null ? [{ id, k, body }] : []))
  const end = rows.length > limit ? shown.at(-1) : undefined
  return {
    rows: shown.map(({ body }) => toIncidentRow(body, deps.reference)),
    total: rows[0]?.total ?? 0,
    ...(end && { next: writeCursor(sort, order, end.k, end.id) }),
  }
}

const whereAll = (conditions: readonly Condition[]): RawBuilder<unknown> =>
  conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`

function conditionsOf({ reference, now }: SearchDeps, query: IncidentQuery): Condition[] {
  const conditions: Condition[] = []
  const is = (condition: Condition): void => void conditions.push(condition)
  const anyOf = (column: 'state' | 'source' | 'matter', listed: string | undefined): void => {
    const values = listOf(listed)
    if (values.length > 0) is(sql`${sql.ref(column)} = any(${values}::text[])`)
  }
  const flag = (wanted: boolean | undefined, condition: Condition): void => {
    if (wanted !== undefined) is(wanted ? condition : sql`not (${condition})`)
  }

  anyOf('state', query.state)
  anyOf('source', query.source)
  anyOf('matter', query.matter)
  const levels = listOf(query.level)
  if (levels.some((level) => !/^[1-4]$/.test(level)))
    throw invalid('/level', { zh: '等级只能是 1 至 4', en: 'Levels are 1 to 4' })
  if (levels.length > 0) is(sql`level = any(${levels}::int[])`)
  const { area, department } = query
  if (area !== undefined && area !== reference.city.code) is(sql`area like ${`${escaped(area)}%`}`)
  if (department !== undefined) is(sql`(lead = ${department} or ${department} = any(assist))`)
  flag(query.open, isOpen)
  flag(query.overdue, sql`${DEADLINE} < ${new Date(now())}`)
  if (query.callBack === 'due') is(sql`call_back_due_at is not null`)
  flag(query.supervised, sql`supervised`)
  flag(query.simulated, sql`simulated`)
  if (query.from !== undefined) is(sql`opened_at >= ${new Date(query.from)}`)
  if (query.to !== undefined) is(sql`opened_at < ${new Date(query.to)}`)
  for (const word of wordsOf(query.text)) is(sql`search like ${`%${escaped(word)}%`}`)
  return conditions
}

/** The circle around a case and its sensor's other cases; nothing where there is no such case. */
async function aroundOf({ db }: SearchDeps, id: string | undefined): Promise<Condition[]> {
  if (id === undefined) return []
  const middle = await db.query
    .selectFrom('incident')
    .select(['lng', 'lat', 'fingerprint', 'opened_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!middle) return [sql`false`]
  const { lng, lat, fingerprint } = middle
  const wide = lngDegreeM(lat)
  const openedAt = middle.opened_at.getTime()
  const near = sql`(lat between ${lat - AROUND_M / DEGREE_M} and ${lat + AROUND_M / DEGREE_M}
    and power((lng - ${lng}) * ${wide}, 2) + power((lat - ${lat}) * ${DEGREE_M}, 2) <= ${AROUND_M ** 2})`
  return [
    sql`id <> ${id}`,
    sql`opened_at between ${new Date(openedAt - AROUND_MS)} and ${new Date(openedAt + AROUND_MS)}`,
    fingerprint === null ? near : sql`(${near} or fingerprint = ${fingerprint})`,
  ] as Condition[]
}

const listOf = (listed: string | undefined): string[] => [
  ...new Set((listed ?? '').split(',').filter((one) => one !== '')),
]

/** The words looked for, in the form they are compared in. */
export const wordsOf = (text: string | undefined): string[] =>
  [...new Set(searchable(text ?? '').split(/\s+/))].filter((word) => word !== '').slice(0, MAX_WORDS)

/** Wildcards in what was typed are ordinary characters. */
export const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

interface Cursor {
  readonly key: RawBuilder<unknown>
  readonly id: string
}

/** Opaque outside: the order it belongs to, and the last row's key (epoch ms, a number, or null for no deadline) and id. */
const writeCursor = (sort: Sort, order: Order, key: Hit['k'], id: string): string => {
  const plain = key instanceof Date ? key.getTime() : Number.isFinite(key) ? key : null
  return Buffer.from(JSON.stringify([sort, order, plain, id])).toString('base64url')
}

function readCursor(after: string, sort: Sort, order: Order): Cursor {
  const [ofSort, ofOrder, key, id] = parsed(after)
  const known = typeof id === 'string' && (key === null || (typeof key === 'number' && Number.isFinite(key)))
  if (ofSort !== sort || ofOrder !== order || !known)
    throw invalid('/after', { zh: '翻页位置与当前排序不符', en: 'The page does not belong to this order' })
  if (sort === 'code') return { id, key: sql`${id}::text` }
  if (key === null) return { id, key: sql`${order === 'asc' ? 'infinity' : '-infinity'}::timestamptz` }
  return { id, key: sort === 'level' ? sql`${key}::int` : sql`${instant(key)}::timestamptz` }
}

function parsed(after: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(after, 'base64url').toString())
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

function instant(at: number): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) throw invalid('/after', { zh: '翻页位置无效', en: 'There is no such page' })
  return date.toISOString()
}
