// Cases as a brief sees them: as they stood at its cut-off, as known then. The row where nothing has happened since, else its log.
import type { CaseFilter } from '../../core/brief/query.ts'
import type { BriefCase } from '../../core/brief/types.ts'
import type { IncidentEvent } from '../../core/incident/events.ts'
import { titleFor } from '../../core/incident/title.ts'
import type { Incident } from '../../core/incident/types.ts'
import type { Level } from '../../core/level.ts'
import { maskTexts } from '../../core/mask.ts'
import type { Text } from '../../core/text.ts'
import { OPEN_SQL } from '../cases/states.ts'
import { publicTitle } from '../cases/row.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { caseAsOf, LOOKING_BACK, type Moment, OPENING_EVENTS } from './asOf.ts'

export interface CaseDeps {
  readonly db: Db
  readonly reference: ReferenceIndex
}

/** Simulated or not is the brief's to say, once. */
export type GatheredCase = BriefCase & { readonly simulated: boolean }
/** What departments are called, by id. */
export type Names = ReadonlyMap<string, Text>

/** Logs read in one statement: some 20,000 lines. */
const LOGS_AT_ONCE = 1_000
/** Words of these are what people said; those of a sensor's rule are all alike. */
const SAID_BY_PEOPLE: ReadonlySet<string> = new Set(['hotline', 'citizen', 'platform', 'desk'])

/** For finding alike reports: without numbers, doors and the names people give themselves. Never printed, never sent. */
export function groupingWords(text: string): string {
  return maskTexts(text)
    .replace(/\p{Script=Han}{1,2}(先生|女士|小姐|同志|老师|师傅)/gu, '')
    .replace(/[\dA-Za-z一二三四五六七八九十]+\s*(栋|幢|号楼|单元|室|户)/gu, '')
}

export function toBriefCase(
  i: Incident,
  dueAt: number | undefined,
  reference: ReferenceIndex,
  names?: Names,
): GatheredCase {
  const leadName = i.lead === undefined ? undefined : (names?.get(i.lead) ?? reference.departments.get(i.lead)?.short)
  const matterName = i.snapshot?.name ?? (i.matter === undefined ? undefined : reference.matters.get(i.matter)?.name)
  return {
    id: i.id,
    code: i.code,
    title: publicTitle(i, reference),
    state: i.state,
    level: i.level,
    source: i.source,
    area: i.place.area,
    areaName: reference.areaName(i.place.area),
    lng: i.place.lng,
    lat: i.place.lat,
    openedAt: i.openedAt,
    supervised: i.supervised,
    simulated: i.simulated,
    ...(SAID_BY_PEOPLE.has(i.source) && { words: groupingWords(i.text) }),
    ...(i.matter === undefined ? {} : { matter: i.matter }),
    ...(matterName === undefined ? {} : { matterName }),
    ...(i.lead === undefined ? {} : { lead: i.lead }),
    ...(leadName === undefined ? {} : { leadName }),
    ...(i.filedAt === undefined ? {} : { filedAt: i.filedAt }),
    ...(i.dispatchedAt === undefined ? {} : { dispatchedAt: i.dispatchedAt }),
    ...(i.confirmedAt === undefined ? {} : { confirmedAt: i.confirmedAt }),
    ...(i.closedAt === undefined ? {} : { closedAt: i.closedAt }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(i.appeal?.state === 'granted' ? { exempt: true } : {}),
  }
}

interface Row {
  readonly id: string
  readonly code: string
  readonly state: Incident['state']
  readonly level: Level
  readonly source: Incident['source']
  readonly area: string
  readonly lng: number
  readonly lat: number
  readonly simulated: boolean
  readonly supervised: boolean
  readonly exempt: boolean
  readonly matter: string | null
  readonly lead: string | null
  readonly opened: number
  readonly updated: number
  readonly filed: number | null
  readonly dispatched: number | null
  readonly confirmed: number | null
  readonly closed: number | null
  readonly due: number | null
  readonly title: Text
  readonly name: Text | null
  readonly text: string | null
}

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`
/** Words only of cases that began in the window: topics are of those. */
const COLUMNS = `id, code, state, level, source, area, lng, lat, simulated, supervised, exempt, matter, lead,
  ${ms('opened_at')} as opened, ${ms('updated_at')} as updated, ${ms('filed_at')} as filed, ${ms('dispatched_at')} as dispatched,
  ${ms('confirmed_at')} as confirmed, ${ms('closed_at')} as closed, ${ms('handle_due_at')} as due,
  body -> 'title' as title, body #> '{snapshot,name}' as name,
  case when opened_at >= to_timestamp($1) and source <> 'sensor' then body ->> 'text' end as text`

function fromRow(row: Row, reference: ReferenceIndex, names: Names): GatheredCase {
  const areaName = reference.areaName(row.area)
  const leadName = row.lead === null ? undefined : (names.get(row.lead) ?? reference.departments.get(row.lead)?.short)
  const matterName = row.name ?? (row.matter === null ? undefined : reference.matters.get(row.matter)?.name)
  return {
    id: row.id,
    code: row.code,
    title: row.name && row.source !== 'sensor' ? titleFor({ place: areaName, matter: row.name }) : row.title,
    state: row.state,
    level: row.level,
    source: row.source,
    area: row.area,
    areaName,
    lng: row.lng,
    lat: row.lat,
    openedAt: row.opened,
    supervised: row.supervised,
    simulated: row.simulated,
    ...(row.text !== null && SAID_BY_PEOPLE.has(row.source) && { words: groupingWords(row.text) }),
    ...(row.matter !== null && { matter: row.matter }),
    ...(matterName && { matterName }),
    ...(row.lead !== null && { lead: row.lead }),
    ...(leadName && { leadName }),
    ...(row.filed !== null && { filedAt: row.filed }),
    ...(row.dispatched !== null && { dispatchedAt: row.dispatched }),
    ...(row.confirmed !== null && { confirmedAt: row.confirmed }),
    ...(row.closed !== null && { closedAt: row.closed }),
    ...(row.due !== null && { dueAt: row.due }),
    ...(row.exempt && { exempt: true }),
  }
}

/** Cases that can belong to any set of the window: begun in it, open in it, moved since it began, or due in it. */
const CONCERNED = `opened_at <= to_timestamp($2) and (opened_at >= to_timestamp($1) or ${OPEN_SQL}
  or updated_at >= to_timestamp($1) or (handle_due_at >= to_timestamp($1) and handle_due_at <= to_timestamp($2)))`

/** Not all of them: those with these ids; those begun in the window. By what of a case never changes. */
export interface Needed {
  readonly ids?: readonly string[]
  readonly begun?: boolean
}

/**
 * Cases of the window from `from` (epoch ms) to the moment's cut-off, oldest first. What has not moved since the cut-off is taken
 * from its row; the logs of the others are folded up to it.
 */
export async function casesOf(
  { db, reference }: CaseDeps,
  from: number,
  moment: Moment,
  names: Names,
  filter?: CaseFilter,
  needed: Needed = {},
): Promise<GatheredCase[]> {
  const { rows } = await db.pool.query<Row>(
    `select ${COLUMNS} from incident where ${CONCERNED} and ($3::text[] is null or id = any($3))
       and ($4::text[] is null or id = any($4)) and (opened_at >= to_timestamp($1) or not $5) order by opened_at, id`,
    [from / 1000, moment.through / 1000, filter?.ids ?? null, needed.ids ?? null, needed.begun === true],
  )
  const moved = rows.filter((row) => row.updated > moment.through)
  const folds = await foldsAsOf(
    db,
    moved.map(({ id }) => id),
    moment,
  )
  const cases = rows.flatMap((row): GatheredCase[] => {
    if (row.updated <= moment.through) return [fromRow(row, reference, names)]
    const fold = folds.get(row.id)
    return fold === undefined ? [] : [toBriefCase(fold, fold.clocks.handle?.dueAt, reference, names)]
  })
  return filter === undefined ? cases : cases.filter((c) => fits(c, filter, reference))
}

/** Whether a case is of the narrower kind: all that is given must hold; of an area, what lies in it too. */
export function fits(c: BriefCase, filter: CaseFilter, reference: Pick<ReferenceIndex, 'areaPath'>): boolean {
  const { level, matter, source, lead, area, supervised, ids, begun } = filter
  return (
    (level === undefined || c.level === level) &&
    (matter === undefined || c.matter === matter) &&
    (source === undefined || c.source === source) &&
    (lead === undefined || c.lead === lead) &&
    (area === undefined || c.area === area || (c.area !== undefined && reference.areaPath(c.area).includes(area))) &&
    (supervised === undefined || (c.supervised === true) === supervised) &&
    (ids === undefined || ids.includes(c.id)) &&
    (begun === undefined || (c.openedAt >= begun.from && c.openedAt < begun.to))
  )
}

/** Cases as their logs tell them at a moment, in few statements. Those that had not begun, or were unknown, are missing. */
export async function foldsAsOf(
  db: Db,
  ids: readonly string[],
  moment: Moment,
): Promise<ReadonlyMap<string, Incident>> {
  const folds = new Map<string, Incident>()
  for (let i = 0; i < ids.length; i += LOGS_AT_ONCE) {
    const { rows } = await db.pool.query<LogRow>(
      `select incident, n, actor, body, ${ms('occurred_at')} as "occurredAt", ${ms('recorded_at')} as "recordedAt"
       from incident_event where incident = any($1) and recorded_at <= to_timestamp($2)
         and (recorded_at <= to_timestamp($3) or n <= $4 or type = any($5)) order by incident, n`,
      [ids.slice(i, i + LOGS_AT_ONCE), moment.knownAt / 1000, moment.through / 1000, OPENING_EVENTS, LOOKING_BACK],
    )
    let log: IncidentEvent[] = []
    const fold = (): void => {
      const [first] = log
      const incident = first && caseAsOf(log, moment)
      if (incident !== undefined) folds.set(incident.id, incident)
    }
    for (const row of rows) {
      if (row.incident !== log[0]?.incident) {
        fold()
        log = []
      }
      // Folding rests on no reasons.
      log.push({ ...row, because: [] })
    }
    fold()
  }
  return folds
}

type LogRow = Omit<IncidentEvent, 'because'>

/** What departments were called at an instant; what was never in the store then is called as it is now. */
export async function departmentNames(db: Db, at: number): Promise<Names> {
  const { rows } = await db.pool.query<{ id: string; short: Text }>(
    `select distinct on (id) id, body -> 'short' as short from reference
     where kind = 'department' and body is not null and body -> 'short' is not null and jsonb_typeof(body) = 'object'
     order by id, (valid_from <= to_timestamp($1)) desc,
       case when valid_from <= to_timestamp($1) then valid_from end desc, valid_from`,
    [at / 1000],
  )
  return new Map(rows.map(({ id, short }) => [id, short]))
}

/** Departments that came to be called otherwise within the window. */
export async function renamedDepartments(
  db: Db,
  from: number,
  through: number,
): Promise<{ department: string; was: Text; is: Text; at: number }[]> {
  const { rows } = await db.pool.query<{ department: string; was: Text; is: Text; at: number }>(
    `select b.id as department, a.body -> 'short' as was, b.body -> 'short' as is, ${ms('b.valid_from')} as at
     from reference b join reference a on a.kind = b.kind and a.id = b.id and a.valid_to = b.valid_from
     where b.kind = 'department' and b.valid_from > to_timestamp($1) and b.valid_from <= to_timestamp($2)
       and a.body -> 'short' is distinct from b.body -> 'short' and b.body -> 'short' is not null and a.body -> 'short' is not null
     order by b.valid_from, b.id`,
    [from / 1000, through / 1000],
  )
  return rows
}
