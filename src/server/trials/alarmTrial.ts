// What an alarm rule would have done over the values in the store, beside the rule as it is. Changes nothing.
import { filedFor } from '../../core/alarm/filed.ts'
import { matchesRule } from '../../core/alarm/state.ts'
import {
  openCounter,
  openReplay,
  reachOf,
  standsBeside,
  widest,
  type Counter,
  type Reach,
  type Replay,
  type TrialAlarm,
} from '../../core/alarm/trial.ts'
import type { AlarmRule } from '../../core/alarm/types.ts'
import type { Trial } from '../../wire/signs.ts'
import type { SensorEntry } from '../live/sensors.ts'
import type { Db } from '../store/db.ts'
import { openAround, type Around } from './around.ts'
import { openNewest } from './newest.ts'
import type { Pace } from './pace.ts'
import { FRESH_MS, readSeries } from './series.ts'

/** An alarm that stands when the span begins was raised before it: it is looked for this far back, and not counted. */
const WARM_UP_MS = 24 * 3_600_000
const HOUR_MS = 3_600_000

export interface AlarmTrialDeps {
  readonly db: Db
  readonly sensors: readonly SensorEntry[]
  readonly pace: Pace
  readonly from: number
  readonly to: number
  readonly utcOffsetMinutes: number
}

type Side = 'proposed' | 'present'
/** One series and the rules that watch it. */
interface Watched {
  readonly sensor: SensorEntry
  readonly reach: Reach
  readonly replays: Partial<Record<Side, Replay>>
}

export async function tryAlarmRule(
  proposed: AlarmRule,
  present: AlarmRule | undefined,
  deps: AlarmTrialDeps,
): Promise<Trial> {
  const { db, pace, from, to } = deps
  const watched = watchedBy(deps.sensors, { proposed, ...(present === undefined ? {} : { present }) })
  const rules = [proposed, ...(present === undefined ? [] : [present])]
  const around = await openAround(db, {
    kinds: rules.map((r) => r.kind),
    matters: rules.flatMap((r) => (r.incident === undefined ? [] : [r.incident.matter])),
    from,
    to,
  })
  const counters: Record<Side, Counter> = { proposed: openCounter(deps), present: openCounter(deps) }
  const newest = openNewest()
  let whole = true
  let firstAt = Infinity
  let looked = 0
  let lost = false
  for (const [direction, series] of byDirection(watched)) {
    const reach = [...series.values()].map((w) => w.reach).reduce(widest)
    const result = await readSeries({
      db,
      pace,
      series: [...series.keys()],
      reach: { ...reach, direction },
      from: from - WARM_UP_MS,
      to,
      take: (id, value, occurredAt) => {
        for (const replay of Object.values(series.get(id)?.replays ?? {})) replay.take(value, occurredAt)
      },
      end: (id) => {
        const one = series.get(id)
        if (one !== undefined) settle(one, counters, newest.add, around, deps)
        series.delete(id)
      },
    })
    looked += result.done
    lost ||= result.lost
    firstAt = Math.min(firstAt, result.firstAt ?? Infinity)
    whole &&= result.done > 0 && series.size === 0
  }
  // Nothing is known but for the hours that are not rolled up yet, if that.
  const known = firstAt === Infinity && watched.size > 0 ? to - FRESH_MS : firstAt
  const since = known === Infinity || known - from < HOUR_MS ? from : known
  return {
    from: since,
    to,
    whole: (whole || watched.size === 0) && !lost && since === from,
    sensors: looked,
    ...(pace.isOver ? { ofSensors: watched.size } : {}),
    simulated: [...watched.values()].some((w) => w.sensor.simulated),
    proposed: sideOf(counters.proposed),
    ...(present === undefined ? {} : { present: sideOf(counters.present) }),
    examples: newest.list(),
  }
}

const sideOf = (counter: Counter): Trial['proposed'] => {
  const { byLevel, byDay, ...rest } = counter.count()
  return { ...rest, byLevel: [...byLevel], byDay: [...byDay] }
}

function watchedBy(
  sensors: readonly SensorEntry[],
  rules: Readonly<Partial<Record<Side, AlarmRule>>>,
): Map<number, Watched> {
  const watched = new Map<number, Watched>()
  for (const side of ['proposed', 'present'] as const) {
    const rule = rules[side]
    if (rule === undefined) continue
    const reach = reachOf(rule)
    for (const sensor of sensors) {
      if (sensor.kind.id !== rule.kind || !matchesRule(rule, sensor.attributes)) continue
      const id = sensor.series[sensor.kind.metrics.findIndex((m) => m.id === rule.metric)]
      if (id === undefined || id === 0) continue
      const other = watched.get(id)
      // Turned round, the two ask for different values: then all that either asks for are read.
      const turned = other !== undefined && other.reach.direction !== reach.direction
      watched.set(id, {
        sensor,
        reach:
          other === undefined ? reach : turned ? { ...reach, limit: everything(reach) } : widest(reach, other.reach),
        replays: { ...other?.replays, [side]: openReplay(rule) },
      })
    }
  }
  return watched
}

const everything = ({ direction }: Reach): number => (direction === 'above' ? -Number.MAX_VALUE : Number.MAX_VALUE)

function byDirection(watched: ReadonlyMap<number, Watched>): Map<Reach['direction'], Map<number, Watched>> {
  const groups = new Map<Reach['direction'], Map<number, Watched>>()
  for (const [id, one] of watched) {
    const group = groups.get(one.reach.direction) ?? new Map<number, Watched>()
    groups.set(one.reach.direction, group.set(id, one))
  }
  return groups
}

/** Counts what one series came to, once all its values are through. */
function settle(
  { sensor, replays }: Watched,
  counters: Readonly<Record<Side, Counter>>,
  show: (example: Trial['examples'][number]) => void,
  around: Around,
  { from, to }: AlarmTrialDeps,
): void {
  const alarms: Record<Side, readonly TrialAlarm[]> = {
    proposed: replays.proposed?.end(to) ?? [],
    present: replays.present?.end(to) ?? [],
  }
  if (alarms.proposed.length + alarms.present.length === 0) return
  const facts = around.of(sensor)
  for (const alarm of alarms.present) counters.present.add(alarm, filedFor(alarm, facts) !== undefined)
  for (const alarm of alarms.proposed) {
    const incident = filedFor(alarm, facts)
    counters.proposed.add(alarm, incident !== undefined)
    if (alarm.raisedAt < from || alarm.raisedAt >= to) continue
    show({
      at: alarm.raisedAt,
      ...(alarm.clearedAt === undefined ? {} : { clearedAt: alarm.clearedAt }),
      level: alarm.level,
      value: alarm.value,
      sensor: sensor.id,
      area: sensor.area,
      name: { zh: sensor.name, en: sensor.name },
      ...(incident === undefined ? {} : { incident }),
      isNew: !standsBeside(alarm, alarms.present),
    })
  }
}
