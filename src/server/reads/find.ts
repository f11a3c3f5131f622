// What the command palette reaches by a few words: cases, sensors, places, components, people. Decides what the actor may know of;
// writes nothing.
import { sql } from 'kysely'
import type { Actor, Incident } from '../../core/incident/types.ts'
import { FIND_KINDS, type FindQuery, type Found } from '../../wire/desk.ts'
import { searchable } from '../cases/columns.ts'
import { publicAddress, toIncidentRow } from '../cases/row.ts'
import { invalid } from '../problems.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { KnownPlace, Names, Near } from '../search/types.ts'
import type { Db } from '../store/db.ts'
import { escaped, wordsOf } from './search.ts'

export interface FindDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly names: Names
  readonly now: () => number
}

/** Of each kind. More is a search of the register, which the palette offers as its own line. */
const MOST = 8
/** Places are of many kinds: areas and roads must not hide the addresses. */
const MOST_PLACES = 12
const LEAST_ADDRESSES = 4
/**
 * Words are looked for in the cases that changed last, so that an answer costs the same however long the register grows:
 * reading 100,000 of them took 110 ms for three words, and the palette asks at every pause of the typing hand.
 */
const NEWEST = 10_000
/** A case's whole number, as `cases/code.ts` writes it. */
const CODE = /^[A-Z]{1,4}-\d{8}-\d+$/

interface Hit {
  readonly body: Incident
}
interface Asked {
  readonly words: readonly string[]
  readonly near?: Near
}
type Kind = (typeof FIND_KINDS)[number]

export async function find(deps: FindDeps, query: FindQuery, actor: Actor): Promise<Found> {
  const kinds = kindsOf(query.kinds)
  const words = wordsOf(query.q)
  const found: Found = { incidents: [], sensors: [], places: [], components: [], people: [] }
  if (words.length === 0) return found
  const asked: Asked = { words, ...nearOf(query.near) }
  const wants = (kind: Kind): boolean => kinds.has(kind)
  // Addresses of cases are told with them. Memory is searched while the store is.
  const fromStore = Promise.all([
    wants('incidents') || wants('places') ? findCases(deps, query.q, asked, actor) : [],
    wants('people') ? findPeople(deps, words, actor) : [],
  ])
  const sensors = wants('sensors') ? findSensors(deps, asked) : []
  const components = wants('components') ? findComponents(deps, asked) : []
  const known = wants('places') ? knownPlaces(deps, asked, actor) : []
  const [cases, people] = await fromStore
  const ready = deps.names.ready()
  return {
    incidents: wants('incidents') ? cases.slice(0, MOST).map((one) => toIncidentRow(one, deps.reference)) : [],
    sensors,
    places: wants('places') ? findPlaces(deps, asked, cases, known) : [],
    components,
    people,
    ...(ready < 1 && { ready }),
  }
}

function kindsOf(listed: string | undefined): ReadonlySet<string> {
  const kinds = new Set<string>(listed?.split(',') ?? FIND_KINDS)
  for (const kind of kinds)
    if (!FIND_KINDS.some((known) => known === kind))
      throw invalid('/kinds', {
        zh: `没有「${kind}」；可选 ${FIND_KINDS.join('、')}`,
        en: `there is no “${kind}”; one of ${FIND_KINDS.join(', ')}`,
      })
  return kinds
}

function nearOf(said: string | undefined): { near?: Near } {
  if (said === undefined) return {}
  const [lng = NaN, lat = NaN] = said.split(',').map(Number)
  if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90))
    throw invalid('/near', { zh: '位置不在地球上', en: 'The place is not on the earth' })
  return { near: { lng, lat } }
}

/**
 * A whole number of a case asks for that case alone; words for the newest that say them all, numbers that end so first. Open cases
 * are also known by how their title and place are read aloud: they follow.
 */
async function findCases({ db, names }: FindDeps, q: string, asked: Asked, actor: Actor): Promise<readonly Incident[]> {
  const { words } = asked
  const own = actor.role === 'department' ? (actor.department ?? '') : undefined
  const visible = own === undefined ? sql`true` : sql`(lead = ${own} or ${own} = any(assist))`
  const code = q.normalize('NFKC').trim().toUpperCase()
  if (CODE.test(code)) {
    const exact = await sql<Hit>`select body from incident where id = ${code} and ${visible}`.execute(db.query)
    if (exact.rows.length > 0) return exact.rows.map(({ body }) => body)
  }
  const says = sql.join(
    words.map((word) => sql`search like ${`%${escaped(word)}%`}`),
    sql` and `,
  )
  // The inner limit bounds what is read, the outer one stops as soon as there is enough to show.
  const { rows } = await sql<Hit>`
    select incident.body
    from (select id from (select id, search, lead, assist from incident order by updated_at desc, id desc limit ${NEWEST}) as newest
      where ${visible} and ${says} limit ${2 * MOST}) as hit
    join incident on incident.id = hit.id
    order by (incident.id like ${`%-%${escaped(code)}`}) desc, incident.updated_at desc, incident.id desc`.execute(
    db.query,
  )
  const said = rows.map(({ body }) => body)
  if (said.length >= MOST || !words.some((word) => LETTERS.test(word))) return said
  const known = new Set(said.map(({ id }) => id))
  const alike = names
    .cases({ ...asked, most: MOST, ...(own !== undefined && { department: own }) })
    .flatMap(({ id }) => (known.has(id) ? [] : [id]))
  if (alike.length === 0) return said
  // The store has the last word on who may see it.
  const more = await sql<Hit>`
    select body from incident where id = any(${alike}::text[]) and ${visible}
    order by array_position(${alike}::text[], id)`.execute(db.query)
  return [...said, ...more.rows.map(({ body }) => body)]
}
const LETTERS = /[a-z]/

const findSensors = ({ names, reference }: FindDeps, asked: Asked): Found['sensors'] =>
  names.sensors({ ...asked, most: MOST }).map(({ id, name, kind, area, lng, lat }) => ({
    id,
    name,
    kind: kind.id,
    areaName: reference.areaName(area),
    lng,
    lat,
  }))

/** Of addresses a department knows those of its own cases; they come with the cases. */
const knownPlaces = ({ names }: FindDeps, asked: Asked, { role }: Actor): readonly KnownPlace[] =>
  names.places({ ...asked, most: MOST_PLACES, addresses: role !== 'department' })

function findPlaces(
  { reference }: FindDeps,
  asked: Asked,
  cases: readonly Incident[],
  known: readonly KnownPlace[],
): Found['places'] {
  const toPlace = ({ kind, name, area, lng, lat, simulated }: KnownPlace): Found['places'][number] => ({
    name,
    kind,
    area,
    ...(kind !== 'area' && { areaName: reference.areaName(area) }),
    lng,
    lat,
    ...(simulated && { simulated }),
  })
  const places = known.filter(({ kind }) => kind !== 'address').map(toPlace)
  const byName = new Map(addressesOf(cases, asked.words).map((one) => [one.name.zh, one]))
  for (const one of known) if (one.kind === 'address' && !byName.has(one.name.zh)) byName.set(one.name.zh, toPlace(one))
  const addresses = [...byName.values()]
  const room = MOST_PLACES - Math.min(addresses.length, Math.max(LEAST_ADDRESSES, MOST_PLACES - places.length))
  return [...places.slice(0, room), ...addresses].slice(0, MOST_PLACES)
}

function findComponents({ names, reference, now }: FindDeps, asked: Asked): Found['components'] {
  const found = names.components({ ...asked, most: MOST })
  if (found.length === 0) return []
  const matters = reference.mattersAt(now())
  return found.map(({ code, name, major }) => ({
    code,
    name,
    major,
    matters: matters.filter(({ component }) => component === code).map((one) => ({ code: one.code, name: one.name })),
  }))
}

/** Addresses that the cases found have told: only what this actor may see of cases anyway. */
function addressesOf(cases: readonly Incident[], words: readonly string[]): Found['places'] {
  const byName = new Map<string, Found['places'][number]>()
  for (const one of cases) {
    const address = publicAddress(one)
    const { lng, lat, area } = one.place
    if (address === undefined || byName.has(address)) continue
    const form = searchable(address)
    if (words.every((word) => form.includes(word)))
      byName.set(address, { name: { zh: address, en: address }, kind: 'address', area, lng, lat })
  }
  return [...byName.values()]
}

/** Accounts that may sign in, as far as one has to do with them: a department knows its own. The wall is nobody. */
async function findPeople(
  { db, reference }: Pick<FindDeps, 'db' | 'reference'>,
  words: readonly string[],
  actor: Actor,
): Promise<Found['people']> {
  const rows = await db.query
    .selectFrom('account')
    .select(['username', 'name', 'role', 'department'])
    .where('disabled', '=', false)
    .where('role', '<>', 'wall')
    .$if(actor.role === 'department', (query) => query.where('department', '=', actor.department ?? ''))
    .orderBy('username')
    .execute()
  return rows
    .filter(({ username, name, department }) => {
      const of = department === null ? undefined : reference.departments.get(department)
      const form = searchable([username, name, of?.name.zh, of?.name.en, of?.short.zh].join(' '))
      return words.every((word) => form.includes(word))
    })
    .slice(0, MOST)
    .map(({ username, name, role, department }) => ({
      account: username,
      name,
      role: role as Found['people'][number]['role'],
      ...(department !== null && { department }),
    }))
}
