// What a draft touches beyond the catalogue: open cases, cases still to be filed, alarm rules and feeds. Reads only.
import { daySpan } from '../../core/clock/calendar.ts'
import type { Responsibility } from '../../core/dispatch/types.ts'
import type { Text } from '../../core/text.ts'
import type { CataloguePreview } from '../../wire/catalogue.ts'
import type { Matter, Reference } from '../../wire/reference.ts'
import { ENDED } from '../cases/states.ts'
import type { Db } from '../store/db.ts'
import { hashOf } from '../store/reference.ts'
import type { DraftChange } from './draft.ts'

/** Enough to see what kind of cases they are; the count says how many. */
const SAMPLE = 20

/** Cases of one matter: under some of its conditions or all, filed within an interval or whenever. Instants in epoch ms. */
interface Slice {
  readonly matter: string
  /** null: any. */
  readonly condition: string | null
  readonly from: number | null
  readonly before: number | null
}

/** Fields of a matter that every frozen copy holds. */
const frozen = ({ standard, kind, name, validFrom, validTo }: Matter): unknown => ({
  standard,
  kind,
  name,
  validFrom,
  validTo,
})

/** The conditions whose cases would be filed otherwise from now on; null: all of them. */
function conditionsTouched(before: Matter, after: Matter | undefined): readonly string[] | null {
  if (after === undefined || hashOf(frozen(before)) !== hashOf(frozen(after))) return null
  const kept = new Map(after.conditions.map((c) => [c.id, hashOf(c)]))
  return before.conditions.filter((c) => kept.get(c.id) !== hashOf(c)).map((c) => c.id)
}

interface Touch {
  readonly filed: readonly Slice[]
  readonly unfiled: readonly Slice[]
  readonly undispatched: readonly Responsibility[]
  /** Calendar or limits of the loop: clocks of every open case keep their dates. */
  readonly all: boolean
}

function touchOf(changes: readonly DraftChange[], city: Reference['city']): Touch {
  const filed: Slice[] = []
  const unfiled: Slice[] = []
  const undispatched: Responsibility[] = []
  for (const { kind, how, before, after } of changes) {
    if (how === 'same') continue
    // Bodies fit the schema of their kind: drafts with other bodies are not asked about.
    if (kind === 'responsibility')
      undispatched.push(...([before, after].filter((b) => b !== undefined) as Responsibility[]))
    if (kind !== 'matter') continue
    const [old, next] = [before as Matter | undefined, after as Matter | undefined]
    const conditions = old === undefined ? null : conditionsTouched(old, next)
    for (const condition of conditions ?? [null]) {
      const slice = { matter: (old ?? next)?.code ?? '', condition }
      if (old !== undefined)
        filed.push({
          ...slice,
          from: daySpan(old.validFrom, city).from,
          before: old.validTo === undefined ? null : daySpan(old.validTo, city).to,
        })
      unfiled.push({ ...slice, from: null, before: null })
    }
  }
  return {
    filed,
    unfiled,
    undispatched,
    all: changes.some((c) => c.how !== 'same' && (c.kind === 'calendar' || c.kind === 'loop')),
  }
}

export type Touched = Pick<CataloguePreview, 'openCases' | 'unfiled' | 'standing' | 'rules' | 'feeds'>

export async function touchedBy(db: Db, changes: readonly DraftChange[], reference: Reference): Promise<Touched> {
  const touch = touchOf(changes, reference.city)
  const rules = rulesUnder(touch.unfiled, reference)
  return {
    openCases: await openCases(db, touch),
    unfiled: await unfiledCases(db, touch.unfiled),
    ...(await standingUnder(db, changes)),
    rules: rules.map(({ id, name }) => ({ id, name })),
    feeds: await feedsNaming(db, touch.unfiled, new Set(rules.map((r) => r.kind)), reference),
  }
}

/** Alarms that stand under a rule which is changed or goes; nothing where no rule is. */
async function standingUnder(db: Db, changes: readonly DraftChange[]): Promise<Pick<Touched, 'standing'>> {
  const rules = changes.filter((c) => c.kind === 'alarmRule' && (c.how === 'changed' || c.how === 'ended'))
  if (rules.length === 0) return {}
  const { rows } = await db.pool.query<{ n: number }>(
    'select count(*)::int as n from alarm where cleared_at is null and rule = any($1)',
    [rules.map((c) => c.id)],
  )
  return { standing: rows[0]?.n ?? 0 }
}

const slicesOf = (slices: readonly Slice[]): unknown[] => [
  slices.map((s) => s.matter),
  slices.map((s) => s.condition),
  slices.map((s) => (s.from === null ? null : s.from / 1000)),
  slices.map((s) => (s.before === null ? null : s.before / 1000)),
]

async function openCases(db: Db, { filed, undispatched, all }: Touch): Promise<Touched['openCases']> {
  if (!all && filed.length === 0 && undispatched.length === 0) return { total: 0, sample: [] }
  const { rows } = await db.pool.query<{ id: string; code: string; title: Text; state: string; total: number }>(
    `select i.id, i.code, i.body -> 'title' as title, i.state, count(*) over ()::int as total from incident i
     where i.state <> all($1) and ($2 or (i.filed_at is not null and exists (
       select 1 from unnest($3::text[], $4::text[], $5::float8[], $6::float8[]) as s (matter, condition, at_least, below)
       where s.matter = i.matter and (s.condition is null or s.condition = i.condition)
         and (s.at_least is null or i.filed_at >= to_timestamp(s.at_least))
         and (s.below is null or i.filed_at < to_timestamp(s.below))
     )) or (i.state = 'pendingDispatch' and exists (
       select 1 from unnest($7::text[], $8::text[], $9::text[]) as r (matter, condition, area)
       where r.matter = i.matter and (r.condition is null or r.condition = i.condition)
         and (r.area is null or i.district = r.area or starts_with(i.area, r.area))
     )))
     order by i.opened_at desc, i.id limit $10`,
    [
      ENDED,
      all,
      ...slicesOf(filed),
      undispatched.map((r) => r.matter),
      undispatched.map((r) => r.condition ?? null),
      undispatched.map((r) => r.area ?? null),
      SAMPLE,
    ],
  )
  return {
    total: rows[0]?.total ?? 0,
    sample: rows.map(({ id, code, title, state }) => ({ id, code, title, state })),
  }
}

async function unfiledCases(db: Db, slices: readonly Slice[]): Promise<number> {
  if (slices.length === 0) return 0
  const { rows } = await db.pool.query<{ n: number }>(
    `select count(*)::int as n from incident i where i.state <> all($1) and i.filed_at is null and exists (
       select 1 from unnest($2::text[], $3::text[], $4::float8[], $5::float8[]) as s (matter, condition, at_least, below)
       where s.matter = i.matter and (s.condition is null or i.condition is null or s.condition = i.condition))`,
    [ENDED, ...slicesOf(slices)],
  )
  return rows[0]?.n ?? 0
}

const rulesUnder = (slices: readonly Slice[], { alarmRules }: Reference): Reference['alarmRules'][number][] =>
  alarmRules.filter((rule) =>
    slices.some(
      (s) => s.matter === rule.incident?.matter && (s.condition === null || s.condition === rule.incident.condition),
    ),
  )

/**
 * Feeds whose reports may name one of the matters (all that carry reports, but for those whose reports have never named any), and
 * feeds of the devices that the touched rules watch.
 */
async function feedsNaming(
  db: Db,
  slices: readonly Slice[],
  kinds: ReadonlySet<string>,
  { feeds }: Reference,
): Promise<Touched['feeds']> {
  if (slices.length === 0) return []
  const silent = await db.pool.query<{ feed: string }>(
    'select feed from report group by feed having not bool_or(matter is not null)',
  )
  const watched = await db.pool.query<{ feed: string }>('select distinct feed from sensor where kind = any($1)', [
    [...kinds],
  ])
  const nameless = new Set(silent.rows.map((r) => r.feed))
  const watching = new Set(watched.rows.map((r) => r.feed))
  return feeds
    .filter((f) => watching.has(f.id) || (f.carries.includes('reports') && !nameless.has(f.id)))
    .map(({ id, name }) => ({ id, name }))
}
