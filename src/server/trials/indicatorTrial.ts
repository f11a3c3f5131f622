// What the scale of an indicator would have said over its kept minutes, beside the scale as it is: levels reached, how long, where.
// The values are those of the present formula: what another formula would have given is not known.
import { openCounter, type Counter } from '../../core/alarm/trial.ts'
import { openSpells, type Spell } from '../../core/alarm/spells.ts'
import { levelOf } from '../../core/indicate/grades.ts'
import { scaleAt } from '../../core/indicate/tables.ts'
import type { Indicator } from '../../core/indicate/types.ts'
import type { Level } from '../../core/level.ts'
import type { Trial } from '../../wire/signs.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { openNewest } from './newest.ts'
import type { Pace } from './pace.ts'

/** Minutes of one area read at one go. */
const SLICE_MS = 3 * 24 * 3_600_000
const HOUR_MS = 3_600_000

export interface IndicatorTrialDeps {
  readonly db: Db
  readonly reference: Pick<ReferenceIndex, 'areaName'>
  readonly pace: Pace
  readonly from: number
  readonly to: number
  readonly utcOffsetMinutes: number
}

interface Held {
  n: number
  heldMs: number
}

/** One scale over all areas. */
function openScale(def: Indicator, { from, to, utcOffsetMinutes }: IndicatorTrialDeps) {
  const counter: Counter = openCounter({ from, to, utcOffsetMinutes })
  const held = new Map<Level, number>()
  const areas = new Map<string, Held>()
  let spells = openSpells()
  return {
    take(at: number, value: number): void {
      const scale = scaleAt(def, at, utcOffsetMinutes)
      spells.take(at, value, scale === undefined ? undefined : levelOf(value, scale.steps, def.polarity))
    },
    /** The minutes of one area are through. */
    end(area: string): readonly Spell[] {
      const found = spells.end(to)
      spells = openSpells()
      const here: Held = { n: 0, heldMs: 0 }
      for (const spell of found) {
        counter.add(spell, false)
        here.n += 1
        for (const [level, ms] of Object.entries(spell.heldMs)) {
          held.set(Number(level) as Level, (held.get(Number(level) as Level) ?? 0) + ms)
          here.heldMs += ms
        }
      }
      if (here.n > 0) areas.set(area, here)
      return found
    },
    side(areaName: ReferenceIndex['areaName']): Trial['proposed'] {
      const { byLevel, byDay, ...rest } = counter.count()
      const times = new Map(byLevel.map((l) => [l.level, l.n]))
      return {
        ...rest,
        // A level may have been held without being the worst of any spell.
        byLevel: [...held]
          .sort(([a], [b]) => a - b)
          .map(([level, heldMs]) => ({ level, n: times.get(level) ?? 0, heldMs })),
        byDay: [...byDay],
        byArea: [...areas]
          .map(([area, { n, heldMs }]) => ({ area, name: areaName(area), n, heldMs }))
          .sort((a, b) => b.heldMs - a.heldMs),
      }
    },
  }
}

export async function tryIndicator(
  proposed: Indicator,
  present: Indicator | undefined,
  deps: IndicatorTrialDeps,
): Promise<Trial> {
  const { db, pace, from, to, reference } = deps
  const areas = await areasWithMinutes(db, proposed.id)
  const sides = {
    proposed: openScale(proposed, deps),
    ...(present === undefined ? {} : { present: openScale(present, deps) }),
  }
  const newest = openNewest()
  let looked = 0
  let firstAt = Infinity
  let simulated = false
  for (const area of areas) {
    let through = true
    for (let at = from; through && at < to; at += SLICE_MS)
      through = await pace.slice(async () => {
        const rows = await minutesOf(db, proposed.id, area, at, Math.min(to, at + SLICE_MS))
        for (const row of rows) {
          simulated ||= row.simulated
          sides.proposed.take(row.at, row.value ?? Number.NaN)
          sides.present?.take(row.at, row.value ?? Number.NaN)
        }
        firstAt = Math.min(firstAt, rows[0]?.at ?? Infinity)
      })
    if (!through) break
    looked += 1
    const before = sides.present?.end(area) ?? []
    for (const spell of sides.proposed.end(area)) newest.add(exampleOf(spell, area, before, reference))
  }
  const since = firstAt === Infinity ? to : firstAt - from < HOUR_MS ? from : firstAt
  return {
    from: since,
    to,
    whole: !pace.isOver && since === from && areas.length > 0,
    sensors: looked,
    ...(pace.isOver ? { ofSensors: areas.length } : {}),
    simulated,
    proposed: sides.proposed.side(reference.areaName),
    ...(sides.present === undefined ? {} : { present: sides.present.side(reference.areaName) }),
    examples: newest.list(),
  }
}

function exampleOf(
  { raisedAt, clearedAt, level, value }: Spell,
  area: string,
  before: readonly Spell[],
  { areaName }: IndicatorTrialDeps['reference'],
): Trial['examples'][number] {
  return {
    at: raisedAt,
    ...(clearedAt === undefined ? {} : { clearedAt }),
    level,
    value,
    area,
    name: areaName(area),
    isNew: !before.some((b) => b.raisedAt <= (clearedAt ?? Infinity) && (b.clearedAt ?? Infinity) >= raisedAt),
  }
}

/** Areas that have minutes of it, the city first: one look at the index each, however many minutes there are. */
async function areasWithMinutes(db: Db, indicator: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ area: string | null }>(
    `with recursive a as (
       select min(area) as area from indicator_value where indicator = $1
       union all
       select (select min(v.area) from indicator_value v where v.indicator = $1 and v.area > a.area) from a where a.area is not null
     ) select area from a where area is not null order by length(area), area`,
    [indicator],
  )
  return rows.flatMap((r) => (r.area === null ? [] : [r.area]))
}

async function minutesOf(
  db: Db,
  indicator: string,
  area: string,
  from: number,
  to: number,
): Promise<{ at: number; value: number | null; simulated: boolean }[]> {
  const { rows } = await db.pool.query<{ at: number; value: number | null; simulated: boolean }>(
    `select extract(epoch from at)::float8 * 1000 as at, value, simulated from indicator_value
     where indicator = $1 and area = $2 and at >= to_timestamp($3) and at < to_timestamp($4) order by at`,
    [indicator, area, from / 1000, to / 1000],
  )
  return rows
}
