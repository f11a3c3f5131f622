// Alarms of the live city: steps the rules over what was observed, keeps the standing ones, shows them to screens.
import { createHash } from 'node:crypto'
import { stepAlarm, nextDueAt, type AlarmInput } from '../../core/alarm/step.ts'
import { CLEARED, takeOverRule, watchesSame, type Newest } from '../../core/alarm/takeOver.ts'
import type { Alarm, AlarmChange, AlarmCondition, AlarmRule } from '../../core/alarm/types.ts'
import { observationId } from '../../core/because.ts'
import { isStale } from '../../core/observe/stale.ts'
import type { Actor } from '../../core/incident/types.ts'
import type { AlarmAct } from '../../wire/acts.ts'
import type { AlarmRow } from '../../wire/views.ts'
import type { PendingAlarm, PendingObservation } from '../ingest/pending.ts'
import type { SensorEntry, SensorTable, Watch } from '../live/sensors.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { RuleBook, opensCase, rulesBy } from './ruleBook.ts'
import { isStillShown, storedAlarms } from './shown.ts'
import { toAlarm } from './stored.ts'

/** An alarm with where it stands and what it opened. */
export interface KnownAlarm {
  readonly alarm: Alarm
  readonly sensor: SensorEntry
  readonly rule: AlarmRule
  readonly incident?: string
}

/** Same rule, sensor and instant: same alarm, however often it is told. */
export const alarmIdOf = (rule: AlarmRule, sensor: SensorEntry, raisedAt: number): string =>
  `al-${createHash('sha256').update(`${rule.id}\n${sensor.id}\n${raisedAt}`).digest('base64url').slice(0, 14)}`

const conditionOf = ({ level, id, raisedAt }: Alarm): AlarmCondition => ({ level, alarm: id, raisedAt })

export class AlarmBook {
  private readonly known = new Map<string, KnownAlarm>()
  /** Watches with something on its way, so that a tick need not walk all sensors. */
  private readonly waiting = new Map<Watch, SensorEntry>()
  private readonly rules: RuleBook
  /** Cleared with their rule, and not yet written. */
  private readonly leaving = new Set<string>()

  constructor(
    private readonly options: {
      readonly db: Db
      readonly sensors: SensorTable
      readonly reference: ReferenceIndex
      readonly now: () => number
      readonly show: (rows: readonly AlarmRow[], gone: readonly string[]) => void
    },
  ) {
    this.rules = new RuleBook(options.reference)
  }

  /** Standing and recent alarms of the store, at start. The sensor table must be loaded. */
  async load(): Promise<void> {
    await this.rules.load(this.options.db)
    const rows = await storedAlarms(this.options.db, this.options.now())
    for (const row of rows) {
      const sensor = this.options.sensors.get(row.sensor)
      const rule = this.ruleOf(row.rule)
      if (sensor === undefined || rule === undefined) continue
      const alarm = toAlarm(row)
      this.known.set(alarm.id, { alarm, sensor, rule, ...(row.incident === null ? {} : { incident: row.incident }) })
      if (alarm.clearedAt !== undefined) continue
      const watch = sensor.watches.find((w) => w.rule.id === rule.id)
      // The rule may have changed, and the value may have come back, while no hub was there to see it.
      if (watch?.rule.metric === alarm.metric) this.judgeAnew(sensor, watch, conditionOf(alarm))
      this.mark(sensor)
    }
    this.options.show(this.rows(), [])
  }

  /** Applies every rule to a batch, in order. What it returns must be written with the batch. */
  judge(observations: readonly PendingObservation[]): PendingAlarm[] {
    const out: PendingAlarm[] = []
    for (const o of observations)
      for (const watch of o.sensor.watches)
        if (watch.metric === o.metric) {
          const id = observationId(o.sensor.id, watch.rule.metric, o.occurredAt)
          const because = [{ kind: 'observation' as const, id, at: o.occurredAt }]
          this.step(
            o.sensor,
            watch,
            { type: 'value', value: o.value, occurredAt: o.occurredAt, because },
            o.recordedAt,
            out,
          )
        }
    return out
  }

  /** Does what waiting delays ask for by now, and lets go what no rule watches any more. */
  tick(now: number): PendingAlarm[] {
    const out: PendingAlarm[] = []
    for (const [watch, before] of this.waiting) {
      const sensor = this.options.sensors.get(before.id) ?? before
      if (!sensor.watches.includes(watch)) {
        // The sensor was registered anew: its new watch goes on where this one was.
        this.waiting.delete(watch)
        const heir = sensor.watches.find((w) => w.rule.id === watch.rule.id)
        if (heir?.condition?.pending !== undefined) this.waiting.set(heir, sensor)
        continue
      }
      const dueAt = watch.condition === undefined ? undefined : nextDueAt(watch.rule, watch.condition)
      if (dueAt === undefined) this.waiting.delete(watch)
      else if (dueAt <= now) this.step(sensor, watch, { type: 'tick', now }, now, out)
    }
    for (const { alarm } of this.standing()) {
      const sensor = this.options.sensors.get(alarm.sensor)
      const watched = sensor?.watches.some((w) => w.rule.id === alarm.rule && w.rule.metric === alarm.metric)
      if (watched !== true && !this.leaving.has(alarm.id)) out.push(this.leave(alarm, now))
    }
    return out
  }

  private leave(alarm: Alarm, now: number): PendingAlarm {
    this.leaving.add(alarm.id)
    const clearedReason = this.rules.has(alarm.rule) ? CLEARED.notWatched : CLEARED.ruleGone
    return { type: 'cleared', alarm: { ...alarm, clearedAt: now, clearedReason } }
  }

  /**
   * Takes over rules that were changed, added or removed since the last call. Sensors are judged by their newest value at once;
   * an alarm that stands goes on under the changed rule, and one whose rule went is cleared by the next tick.
   * What it returns must be written.
   */
  takeOver(now: number): PendingAlarm[] {
    const { sensors, reference } = this.options
    const changed = this.rules.takeChanged()
    if (changed.size === 0) return []
    const kinds = new Set([...changed].flatMap(([id, was]) => [was?.kind, reference.alarmRules.get(id)?.kind]))
    const rulesFor = rulesBy([...reference.alarmRules.values()])
    const standing = new Map(this.standing().map(({ alarm }) => [`${alarm.rule} ${alarm.sensor}`, alarm]))
    const out: PendingAlarm[] = []
    for (const sensor of sensors.entries) {
      if (!kinds.has(sensor.kind.id)) continue
      const old = new Map(sensor.watches.map((w) => [w.rule.id, w]))
      const next = rulesFor(sensor.kind.id, sensor.attributes).map((rule): Watch => {
        const kept = old.get(rule.id)
        if (kept !== undefined && !changed.has(rule.id)) return kept
        const metric = sensor.kind.metrics.findIndex((m) => m.id === rule.metric)
        if (kept !== undefined && watchesSame(kept.rule, rule)) return { rule, metric, condition: kept.condition }
        // Before the changed rule can raise one: a sensor has but one standing alarm of a rule.
        const alarm = standing.get(`${rule.id} ${sensor.id}`)
        if (alarm === undefined || this.leaving.has(alarm.id)) return { rule, metric, condition: undefined }
        if (alarm.metric === rule.metric) return { rule, metric, condition: conditionOf(alarm) }
        out.push(this.leave(alarm, now))
        return { rule, metric, condition: undefined }
      })
      for (const watch of sensor.watches) if (!next.includes(watch)) this.waiting.delete(watch)
      sensor.watches.splice(0, sensor.watches.length, ...next)
      for (const watch of next) {
        const was = old.get(watch.rule.id)
        if (was === watch) continue
        this.judgeAnew(sensor, watch, watch.condition ?? {})
        this.step(sensor, watch, { type: 'tick', now }, now, out)
        this.openIfItDoesNow(was?.rule, watch, out)
      }
      this.mark(sensor)
    }
    return out
  }

  /** The rule of that name, or the last one that had it. */
  ruleOf(id: string): AlarmRule | undefined {
    return this.rules.ruleOf(id)
  }

  /** Shows what was written. */
  written(changes: readonly PendingAlarm[]): void {
    const touched: KnownAlarm[] = []
    for (const change of changes) {
      const sensor = this.options.sensors.get(change.alarm.sensor)
      const rule = this.ruleOf(change.alarm.rule)
      this.leaving.delete(change.alarm.id)
      if (sensor === undefined || rule === undefined) continue
      touched.push(this.set({ ...this.known.get(change.alarm.id), alarm: this.merged(change.alarm), sensor, rule }))
      this.mark(sensor)
    }
    this.show(touched)
  }

  /** The case that an alarm opened or joined. */
  linked(id: string, incident: string): void {
    const known = this.known.get(id)
    if (known !== undefined) this.show([this.set({ ...known, incident })])
  }

  get(id: string): KnownAlarm | undefined {
    return this.known.get(id)
  }

  standing(): KnownAlarm[] {
    return [...this.known.values()].filter((k) => k.alarm.clearedAt === undefined)
  }

  /** When each known alarm was raised, and whether it still stands. */
  *raised(): Generator<{ readonly raisedAt: number; readonly stands: boolean }> {
    for (const { alarm } of this.known.values())
      yield { raisedAt: alarm.raisedAt, stands: alarm.clearedAt === undefined }
  }

  /** Acknowledge, shelve, unshelve. */
  async act(id: string, act: AlarmAct, actor: Actor): Promise<AlarmRow | undefined> {
    const known = this.known.get(id)
    if (known === undefined) return undefined
    const now = this.options.now()
    const { shelvedUntil: _until, shelvedReason: _reason, ...plain } = known.alarm
    const alarm: Alarm =
      act.act === 'acknowledge'
        ? {
            ...known.alarm,
            acknowledgedAt: known.alarm.acknowledgedAt ?? now,
            acknowledgedBy: known.alarm.acknowledgedBy ?? actor.name,
          }
        : act.act === 'shelve'
          ? { ...known.alarm, shelvedUntil: act.untilAt, shelvedReason: act.reason }
          : plain
    const date = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms))
    await this.options.db.query
      .updateTable('alarm')
      .set({
        acknowledged_at: date(alarm.acknowledgedAt),
        acknowledged_by: alarm.acknowledgedBy ?? null,
        shelved_until: date(alarm.shelvedUntil),
        shelved_reason: alarm.shelvedReason ?? null,
      })
      .where('id', '=', id)
      .execute()
    // The alarm may have changed while it was written: only the officer's part is taken over.
    const { acknowledgedAt, acknowledgedBy, shelvedUntil, shelvedReason } = alarm
    const { shelvedUntil: _u, shelvedReason: _r, ...current } = this.known.get(id)?.alarm ?? alarm
    const merged: Alarm = {
      ...current,
      ...(acknowledgedAt === undefined ? {} : { acknowledgedAt }),
      ...(acknowledgedBy === undefined ? {} : { acknowledgedBy }),
      ...(shelvedUntil === undefined ? {} : { shelvedUntil }),
      ...(shelvedReason === undefined ? {} : { shelvedReason }),
    }
    const next = this.set({ ...known, ...this.known.get(id), alarm: merged })
    this.show([next])
    return this.row(next)
  }

  /** Takes alarms that ended long ago off the screens. `isAwaited`: nobody has taken this case on yet. */
  forget(now: number, isAwaited: (incident: string) => boolean): void {
    const gone = [...this.known.values()]
      .filter(({ alarm, incident }) => !isStillShown(alarm, incident !== undefined && isAwaited(incident), now))
      .map(({ alarm }) => alarm.id)
    for (const id of gone) this.known.delete(id)
    if (gone.length > 0) this.options.show([], gone)
  }

  rows(): AlarmRow[] {
    return [...this.known.values()].map((k) => this.row(k))
  }

  row({ alarm, sensor, rule, incident }: KnownAlarm): AlarmRow {
    const { because: _because, ...plain } = alarm
    return {
      ...plain,
      name: rule.name,
      sensorName: sensor.name,
      unit: sensor.kind.metrics.find((m) => m.id === alarm.metric)?.unit ?? '',
      lng: sensor.lng,
      lat: sensor.lat,
      area: sensor.area,
      areaName: this.options.reference.areaName(sensor.area),
      simulated: sensor.simulated,
      ...(incident === undefined ? {} : { incident }),
    }
  }

  /** A condition under its rule as it is now; its delays begin now. A quiet sensor's old value raises nothing. */
  private judgeAnew(sensor: SensorEntry, watch: Watch, condition: AlarmCondition): void {
    const { sensors, now } = this.options
    const occurredAt = sensors.atOf(sensor.slot, watch.metric)
    const at = now()
    const speaks = occurredAt > 0 && (condition.level !== undefined || !isStale(occurredAt, sensor.silentAfterMs, at))
    const id = observationId(sensor.id, watch.rule.metric, occurredAt)
    const newest: Newest = {
      value: sensors.valueOf(sensor.slot, watch.metric),
      occurredAt,
      because: [{ kind: 'observation', id, at: occurredAt }],
    }
    watch.condition = takeOverRule(watch.rule, condition, speaks ? newest : undefined, at)
    if (watch.condition.pending !== undefined) this.waiting.set(watch, sensor)
  }

  /** A standing alarm for which the old rule opened no case and the changed one does. */
  private openIfItDoesNow(was: AlarmRule | undefined, { rule, condition }: Watch, out: PendingAlarm[]): void {
    const known = condition?.alarm === undefined ? undefined : this.known.get(condition.alarm)
    if (known === undefined || known.incident !== undefined || known.alarm.clearedAt !== undefined) return
    if (out.some((change) => change.alarm.id === known.alarm.id)) return
    if (opensCase(rule, known.alarm.level) && (was === undefined || !opensCase(was, known.alarm.level)))
      out.push({ type: 'level', alarm: known.alarm, open: true })
  }

  private step(sensor: SensorEntry, watch: Watch, input: AlarmInput, recordedAt: number, out: PendingAlarm[]): void {
    const before = watch.condition
    const { condition, changes } = stepAlarm(watch.rule, before, input)
    let id = before?.alarm
    for (const change of changes) {
      if (change.type === 'raised') id = alarmIdOf(watch.rule, sensor, change.at)
      if (id !== undefined) out.push(this.pending(id, sensor, watch.rule, change, recordedAt))
    }
    watch.condition = condition.level === undefined || id === undefined ? condition : { ...condition, alarm: id }
    if (condition.pending === undefined) this.waiting.delete(watch)
    else this.waiting.set(watch, sensor)
  }

  private pending(
    id: string,
    sensor: SensorEntry,
    rule: AlarmRule,
    change: AlarmChange,
    recordedAt: number,
  ): PendingAlarm {
    const before = this.known.get(id)?.alarm
    const level = change.type === 'cleared' ? change.from : change.level
    const alarm: Alarm = {
      ...(before ?? { id, rule: rule.id, sensor: sensor.id, metric: rule.metric, raisedAt: change.at, recordedAt }),
      level,
      value: change.value,
      because: change.type === 'cleared' ? (before?.because ?? change.because) : change.because,
    }
    if (change.type === 'cleared') return { type: 'cleared', alarm: { ...alarm, clearedAt: change.at } }
    const open = opensCase(rule, level)
    return { type: change.type === 'raised' ? 'raised' : 'level', alarm, open }
  }

  /** What the rules say, with what officers did meanwhile. */
  private merged(alarm: Alarm): Alarm {
    const now = this.known.get(alarm.id)?.alarm
    if (now === undefined) return alarm
    const { acknowledgedAt, acknowledgedBy, shelvedUntil, shelvedReason } = now
    return {
      ...alarm,
      raisedAt: now.raisedAt,
      recordedAt: now.recordedAt,
      ...(acknowledgedAt === undefined ? {} : { acknowledgedAt }),
      ...(acknowledgedBy === undefined ? {} : { acknowledgedBy }),
      ...(shelvedUntil === undefined ? {} : { shelvedUntil }),
      ...(shelvedReason === undefined ? {} : { shelvedReason }),
    }
  }

  private set(known: KnownAlarm): KnownAlarm {
    this.known.set(known.alarm.id, known)
    return known
  }

  private show(known: readonly KnownAlarm[]): void {
    if (known.length > 0)
      this.options.show(
        known.map((k) => this.row(k)),
        [],
      )
  }

  /** The worst standing level of a sensor, for its mark on maps. */
  private mark(sensor: SensorEntry): void {
    let worst = 0
    for (const { condition } of sensor.watches)
      if (condition?.level !== undefined && (worst === 0 || condition.level < worst)) worst = condition.level
    this.options.sensors.setLevel(sensor, worst)
  }
}
