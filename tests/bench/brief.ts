// A day's brief over what 10,000,000 observations and 5,000 cases leave behind: gathered and composed, then every figure asked
// again. The observations themselves are not written: what they leave (hours of series, minutes and hours of indicators, hours of
// feeds) is filled in as they would have left it, since no brief reads anything else. Against bare counts of the same tables.
import { composeBrief } from '../../src/core/brief/compose.ts'
import { DAY_MS, daySpan, HOUR_MS, MINUTE_MS } from '../../src/core/clock/calendar.ts'
import { foldEvents } from '../../src/core/incident/fold.ts'
import type { IncidentEvent } from '../../src/core/incident/events.ts'
import { evidenceOf } from '../../src/server/brief/evidence.ts'
import { askOf, type FactsDeps, gatherFacts } from '../../src/server/brief/facts.ts'
import { indexReference, loadReference, type ReferenceIndex } from '../../src/server/reference/load.ts'
import type { BriefView } from '../../src/wire/briefs.ts'
import { type Bench, type BenchContext, expectSame, type Figure, quantile } from './bench.ts'
import { Caseload } from './caseload.ts'
import { embeddedStore, fill, prepare, type Store } from './register.ts'

const DATE = '2026-11-20'
interface Sizes {
  /** Of each of the four days that are compared. */
  readonly cases: number
  readonly observations: number
  readonly series: number
  readonly briefs: number
  readonly everyMinute: boolean
}
const WHOLE: Sizes = { cases: 5_000, observations: 10_000_000, series: 60_000, briefs: 7, everyMinute: true }
const QUICK: Sizes = { cases: 150, observations: 60_000, series: 400, briefs: 3, everyMinute: false }

interface Span {
  readonly from: number
  readonly to: number
}

/** Cases of the day, the day before, a week and a year ago by turns, as far as their logs go by `now`. */
function daysCases(load: Caseload, days: readonly Span[], now: number): Pick<Caseload, 'case'> {
  return {
    case(n, total) {
      const made = load.case(n, total)
      const day = days[n % days.length]
      if (day === undefined) throw new Error('no day')
      const moved = day.from + ((n * 7919) % 1440) * MINUTE_MS - made.incident.openedAt
      const text = JSON.stringify(made.events).replace(/\b1[5-9]\d{11}\b/g, (at) => String(Number(at) + moved))
      const events = (JSON.parse(text) as IncidentEvent[]).filter(({ recordedAt }) => recordedAt <= now)
      const incident = foldEvents(events)
      if (incident === undefined) throw new Error('a case without a log')
      return { events, incident }
    },
  }
}

async function fillSigns({ db }: Store, reference: ReferenceIndex, days: readonly Span[], sizes: Sizes): Promise<void> {
  const [day] = days
  if (day === undefined) throw new Error('no day')
  const ids = [...reference.indicators.keys()]
  const districts = [
    reference.city.code,
    ...[...reference.areas.values()].flatMap((a) => (a.kind === 'district' ? [a.code] : [])),
  ]
  const minutes = async (areas: readonly string[], { from, to }: Span): Promise<void> => {
    await db.pool.query(
      `insert into indicator_value (indicator, area, at, value, level, coverage, simulated)
       select i, a, t, round((40 + 20 * sin(extract(epoch from t) / 9000.0 + length(i)))::numeric, 1)::float8, null, 0.97, true
       from unnest($1::text[]) as i, unnest($2::text[]) as a, generate_series(to_timestamp($3), to_timestamp($4), $5::interval) as t`,
      [ids, areas, from / 1000, (to - MINUTE_MS) / 1000, sizes.everyMinute ? '1 minute' : '10 minutes'],
    )
  }
  // Minutes of districts are read by nobody here; some lie between those that are.
  for (const one of days.slice(0, 3)) await minutes(one === day ? districts.slice(0, 3) : [reference.city.code], one)
  for (const { from, to } of days)
    await db.pool.query(
      `insert into indicator_hour (indicator, area, hour, value, least, greatest, minutes, coverage, simulated)
       select i, a, t, 40, 20, 60, 60, 0.97, true from unnest($1::text[]) as i, unnest($2::text[]) as a,
         generate_series(to_timestamp($3), to_timestamp($4), interval '1 hour') as t`,
      [ids, districts, from / 1000, (to - HOUR_MS) / 1000],
    )
  await db.pool.query(
    `insert into observation_hour (series, hour, n, sum, min, max)
     select s, t, $4::int, 40.0 * $4::int, 20, 60 from generate_series(1, $1::int) as s,
       generate_series(to_timestamp($2), to_timestamp($3), interval '1 hour') as t`,
    [sizes.series, day.from / 1000, (day.to - HOUR_MS) / 1000, Math.round(sizes.observations / sizes.series / 24)],
  )
  const feeds = [...reference.feeds.keys()]
  await db.pool.query(
    `insert into feed_hour (feed, hour, outcome, n, last_at)
     select f, t, o, case when o = 'accepted' then $4::int else 5 end, t + interval '59 minutes 58 seconds'
     from unnest($1::text[]) as f, unnest(array['accepted', 'reject:schema', 'reject:late']) as o,
       generate_series(to_timestamp($2), to_timestamp($3), interval '1 hour') as t`,
    [
      feeds,
      (day.from - 30 * DAY_MS) / 1000,
      (day.to - HOUR_MS) / 1000,
      Math.round(sizes.observations / feeds.length / 24),
    ],
  )
  await db.pool.query('vacuum (analyze)')
}

/** What anybody would ask who only wanted the numbers, as they are now. */
async function bareCounts({ db }: Store, { from, to }: Span): Promise<number> {
  const span = [from / 1000, to / 1000]
  const within = (column: string): string => `${column} >= to_timestamp($1) and ${column} < to_timestamp($2)`
  const { rows } = await db.pool.query<{ n: number }>(
    `select count(*)::int as n from incident where ${within('opened_at')}`,
    span,
  )
  for (const column of ['filed_at', 'dispatched_at', 'closed_at', 'handle_due_at'])
    await db.pool.query(`select count(*) from incident where ${within(column)}`, span)
  await db.pool.query(
    `select indicator, min(value), max(value) from indicator_value where area = '321000' and ${within('at')} group by indicator`,
    span,
  )
  await db.pool.query(`select feed, sum(n) from feed_hour where ${within('hour')} group by feed`, span)
  return rows[0]?.n ?? 0
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const startedAt = performance.now()
  const result = await work()
  return [performance.now() - startedAt, result]
}

async function run({ quick, say }: BenchContext): Promise<Figure[]> {
  const sizes = quick ? QUICK : WHOLE
  const store = await embeddedStore()
  try {
    const { db } = store
    const spanOf = (date: string): Span => daySpan(date, { utcOffsetMinutes: 480 })
    const day = spanOf(DATE)
    const writtenAt = day.to + 7.5 * HOUR_MS
    const days = [DATE, '2026-11-19', '2026-11-13', '2025-11-20'].map(spanOf)
    const reference = indexReference(await loadReference('city/yangzhou'), writtenAt)
    const fillingFrom = performance.now()
    await prepare(store)
    await fill(
      store,
      daysCases(new Caseload(reference, writtenAt), days, writtenAt),
      reference,
      0,
      sizes.cases * days.length,
    )
    await fillSigns(store, reference, days, sizes)
    const { rows } = await db.pool.query<{ events: number; minutes: number; n: number }>(
      `select (select count(*)::int from incident_event) as events, (select count(*)::int from indicator_value) as minutes,
         (select coalesce(sum(n), 0)::float8 from observation_hour) as n`,
    )
    say(
      `filled in ${((performance.now() - fillingFrom) / 1000).toFixed(0)} s: ${sizes.cases * days.length} cases, ${rows[0]?.events ?? 0} events, ${rows[0]?.minutes ?? 0} minutes of indicators, hours of ${rows[0]?.n ?? 0} observations`,
    )
    const facts: FactsDeps = {
      ...{ db, reference, now: () => writtenAt, feeds: () => [], simulation: true },
      supervised: () => Promise.resolve([]),
      shifts: () => Promise.resolve([]),
    }
    const ask = askOf(DATE, reference.city)
    if (ask === undefined) throw new Error(`no key: ${DATE}`)
    const [bare, gathered, composed]: [number[], number[], number[]] = [[], [], []]
    let brief: BriefView | undefined
    for (let n = 0; n < sizes.briefs; n += 1) {
      const [spent, opened] = await timed(() => bareCounts(store, day))
      const [gathering, found] = await timed(() => gatherFacts(facts, ask))
      const [composing, made] = await timed(() => Promise.resolve(composeBrief(found)))
      expectSame(
        'cases that began',
        made.statements.flatMap((s) => s.figures).find(({ key }) => key === 'cases.opened')?.value,
        opened,
      )
      expectSame('known whole', found.lastYear?.complete, true)
      brief = { ...made, state: 'issued', version: 1, inputs: [], corrections: [] } as unknown as BriefView
      // The first of each warms up and is not counted.
      if (n === 0) continue
      bare.push(spent)
      gathered.push(gathering + composing)
      composed.push(composing)
    }
    if (brief === undefined) throw new Error('no brief')
    say(`composed alone in ${quantile(composed, 0.5).toFixed(0)} ms`)
    const asked: number[] = []
    // Read an hour after it was written: what is known then is more than what was known.
    const reading: FactsDeps = { ...facts, now: () => writtenAt + HOUR_MS }
    for (const key of new Set(brief.statements.flatMap((s) => s.figures.map((f) => f.key)))) {
      const [spent, evidence] = await timed(() => evidenceOf(reading, brief, key))
      expectSame(key, evidence.recomputed, evidence.figure.value)
      asked.push(spent)
    }
    const against = 'bare counts of the same tables'
    const figure = (name: string, values: readonly number[], q: number): Figure => ({
      ...{ name: `brief/${name}`, value: quantile(values, q), unit: 'ms' },
      ...{ baseline: quantile(bare, q), against },
    })
    return [
      figure('day/written p50', gathered, 0.5),
      figure('day/written p95', gathered, 0.95),
      figure('figure/asked again p50', asked, 0.5),
      figure('figure/asked again p95', asked, 0.95),
    ]
  } finally {
    await store.stop()
  }
}

export const brief: Bench = {
  name: 'brief',
  about: 'the brief of a day of 10,000,000 observations and 5,000 cases, written and every figure asked again',
  onlyNamed: true,
  run,
}
