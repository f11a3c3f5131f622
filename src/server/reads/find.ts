// What the command palette reaches by a few words: cases, sensors, places, people. Decides what the actor may know of; writes nothing.
import { sql } from 'kysely'
import type { Actor, Incident } from '../../core/incident/types.ts'
import type { Found } from '../../wire/desk.ts'
import { searchable } from '../cases/columns.ts'
import { toIncidentRow } from '../cases/row.ts'
import type { SensorEntry, SensorTable } from '../live/sensors.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { escaped, wordsOf } from './search.ts'

export interface FindDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly sensors: SensorTable
}

/** Of each kind. More is a search of the register, which the palette offers as its own line. */
const MOST = 8
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

export async function find(deps: FindDeps, q: string, actor: Actor): Promise<Found> {
  const words = wordsOf(q)
  if (words.length === 0) return { incidents: [], sensors: [], places: [], people: [] }
  const [cases, people] = await Promise.all([findCases(deps, q, words, actor), findPeople(deps, words, actor)])
  const incidents = cases.slice(0, MOST).map((one) => toIncidentRow(one, deps.reference))
  return {
    incidents,
    sensors: findSensors(deps, words),
    places: [...findAreas(deps, words), ...addressesOf(cases, words)].slice(0, MOST),
    people,
  }
}

/** A whole number of a case asks for that case alone; words for the newest that say them all, numbers that end so first. */
async function findCases(
  { db }: FindDeps,
  q: string,
  words: readonly string[],
  actor: Actor,
): Promise<readonly Incident[]> {
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
  return rows.map(({ body }) => body)
}

/** Names are compared in their searchable form, made once per sensor, by its place in the table: entries are replaced when they change. */
const forms = new WeakMap<SensorTable, { entry: SensorEntry; form: string }[]>()
const formOf = (entry: SensorEntry): string => searchable(`${entry.name} ${entry.id} ${entry.device}`)

function findSensors({ sensors, reference }: FindDeps, words: readonly string[]): Found['sensors'] {
  const best: SensorEntry[] = []
  const rest: SensorEntry[] = []
  const whole = words.join(' ')
  const known = forms.get(sensors) ?? []
  forms.set(sensors, known)
  for (const sensor of sensors.entries) {
    const { slot } = sensor
    if (known[slot]?.entry !== sensor) known[slot] = { entry: sensor, form: formOf(sensor) }
    const form = known[slot]?.form ?? ''
    if (!words.every((word) => form.includes(word))) continue
    if (form.startsWith(whole) || searchable(sensor.id) === whole) best.push(sensor)
    else if (rest.length < MOST) rest.push(sensor)
    if (best.length >= MOST) break
  }
  return [...best, ...rest].slice(0, MOST).map(({ id, name, kind, area, lng, lat }) => ({
    id,
    name,
    kind: kind.id,
    areaName: reference.areaName(area),
    lng,
    lat,
  }))
}

function findAreas({ reference }: FindDeps, words: readonly string[]): Found['places'] {
  const found: Found['places'] = []
  for (const area of reference.areas.values()) {
    if (area.lng === undefined || area.lat === undefined) continue
    const name = reference.areaName(area.code)
    const form = searchable(`${name.zh} ${name.en} ${area.code}`)
    if (words.every((word) => form.includes(word)))
      found.push({ name, kind: 'area', area: area.code, lng: area.lng, lat: area.lat })
    if (found.length >= MOST) break
  }
  // The shorter name is the larger area: the district before its streets.
  return found.sort((a, b) => a.name.zh.length - b.name.zh.length)
}

/** Addresses that the cases found have told: only what this actor may see of cases anyway. */
function addressesOf(cases: readonly Incident[], words: readonly string[]): Found['places'] {
  const byName = new Map<string, Found['places'][number]>()
  for (const { place } of cases) {
    const { address, lng, lat, area } = place
    if (address === undefined || byName.has(address)) continue
    const form = searchable(address)
    if (words.every((word) => form.includes(word)))
      byName.set(address, { name: { zh: address, en: address }, kind: 'address', area, lng, lat })
  }
  return [...byName.values()]
}

/** Accounts that may sign in, as far as one has to do with them: a department knows its own. The wall is nobody. */
async function findPeople(
  { db, reference }: FindDeps,
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
