// One step of one alarm: a value or a tick in, the new condition and what changed out. Makes no ids and reads no clock;
// the engine gives a raised alarm its id, stores it in the condition and performs the changes.
import type { Because } from '../because.ts'
import type { Level } from '../level.ts'
import type { AlarmChange, AlarmCondition, AlarmRule, PendingLevel } from './types.ts'

export type AlarmInput =
  | {
      readonly type: 'value'
      readonly value: number
      /** Epoch ms, when it was so in the city. */
      readonly occurredAt: number
      readonly because: readonly Because[]
    }
  /** Time alone; `now` in the same scale as the values' `occurredAt`. */
  | { readonly type: 'tick'; readonly now: number }

export interface AlarmStepResult {
  readonly condition: AlarmCondition
  /** In the order they happened. Usually none, rarely more than one. */
  readonly changes: readonly AlarmChange[]
}

/** One milder than Ⅳ: no level at all. Lets levels be compared as numbers. */
const NONE = 5
type Grade = Level | typeof NONE
const NOTHING: readonly AlarmChange[] = Object.freeze([])

/** Limits are decimal fractions; 0.15 − 0.05 must not differ from 0.10. Relative to the limit's size. */
const ROUNDING = 1e-9

/**
 * Steps one alarm condition.
 *
 * A value holds until the next one. A level rises once it has held for `onDelayMs` and falls once the value has been
 * back past its limit by `deadband` for `offDelayMs`; each level has its own delay, and of several that may be
 * annunciated the most severe is. A value that contradicts what is on its way cancels it. A change happens at the
 * instant its delay ran out, whether a tick saw it then or the next value came first, so the result does not depend on
 * how often ticks come. A value older than the last one changes nothing; one of the same instant replaces it.
 *
 * The condition loses `alarm` and `raisedAt` when the alarm clears: the engine reads the id from the condition it had.
 */
export function stepAlarm(rule: AlarmRule, condition: AlarmCondition | undefined, input: AlarmInput): AlarmStepResult {
  const before = condition ?? {}
  if (input.type === 'tick') {
    const changes: AlarmChange[] = []
    const after = settle(rule, before, input.now, true, changes)
    return { condition: after, changes: changes.length > 0 ? changes : NOTHING }
  }
  if (before.lastAt !== undefined && input.occurredAt < before.lastAt) return { condition: before, changes: NOTHING }
  if (isQuiet(rule, before, input.value))
    return { condition: { lastValue: input.value, lastAt: input.occurredAt }, changes: NOTHING }

  const changes: AlarmChange[] = []
  const reached = settle(rule, before, input.occurredAt, false, changes)
  const told = takeValue(rule, reached, input.value, input.occurredAt, input.because)
  const after = settle(rule, told, input.occurredAt, true, changes)
  return { condition: after, changes: changes.length > 0 ? changes : NOTHING }
}

/** When a tick will next change something, epoch ms; undefined when only a value can. Delays are found by this, not by timers. */
export function nextDueAt(rule: AlarmRule, condition: AlarmCondition): number | undefined {
  if (condition.pending === undefined) return undefined
  const delayMs = delayOf(rule, condition, condition.pending)
  return condition.pending.reduce<number | undefined>(
    (due, p) => (due === undefined || p.since + delayMs < due ? p.since + delayMs : due),
    undefined,
  )
}

/** How far the value is beyond the limit in the bad direction; 0 is at the limit, which counts as reached. */
const excess = (rule: AlarmRule, value: number, limit: number): number =>
  rule.direction === 'above' ? value - limit : limit - value

/** The most severe level that holds, given the level now standing: that one and milder ones hold on within the deadband. */
function gradeOf(rule: AlarmRule, standing: Grade, value: number): Grade {
  let grade: Grade = NONE
  for (const step of rule.steps) {
    if (step.level >= grade) continue
    const over = excess(rule, value, step.limit)
    const holdsOn = step.level >= standing && over + rule.deadband > ROUNDING * Math.max(1, Math.abs(step.limit))
    if (over >= 0 || holdsOn) grade = step.level
  }
  return grade
}

/** Nothing stands, nothing is on its way and the value asks for nothing: by far the most frequent case. */
const isQuiet = (rule: AlarmRule, c: AlarmCondition, value: number): boolean =>
  c.level === undefined && c.pending === undefined && gradeOf(rule, NONE, value) === NONE

/** All pending levels go the same way: they rise when the mildest is more severe than what stands. */
const isRise = (c: AlarmCondition, pending: readonly PendingLevel[]): boolean =>
  pending.every((p) => p.level < (c.level ?? NONE))

const delayOf = (rule: AlarmRule, c: AlarmCondition, pending: readonly PendingLevel[]): number =>
  isRise(c, pending) ? rule.onDelayMs : rule.offDelayMs

/** Notes a value: which levels are now on their way, keeping the start of those that already were. */
function takeValue(
  rule: AlarmRule,
  c: AlarmCondition,
  value: number,
  occurredAt: number,
  because: readonly Because[],
): AlarmCondition {
  const standing: Grade = c.level ?? NONE
  const grade = gradeOf(rule, standing, value)
  const from = Math.min(standing, grade)
  const to = Math.max(standing, grade)
  const wasSameWay = c.pending !== undefined && isRise(c, c.pending) === grade < standing
  const pending = levelsOf(rule, c)
    .filter((level) => level >= from && level < to)
    .map(
      (level) =>
        (wasSameWay ? c.pending?.find((p) => p.level === level) : undefined) ?? { level, since: occurredAt, because },
    )
  const wanted = grade === NONE ? undefined : grade
  return {
    ...standingPart(c),
    ...(wanted === undefined ? {} : { wanted }),
    wantedSince: wanted === c.wanted && c.wantedSince !== undefined ? c.wantedSince : occurredAt,
    lastValue: value,
    lastAt: occurredAt,
    ...(pending.length === 0 ? {} : { pending }),
    ...(pending.length === 0 && standing === NONE ? {} : { because }),
  }
}

/** The rule's levels, and the one standing where an edited rule no longer knows it: that one must be able to go. */
const levelsOf = (rule: AlarmRule, c: AlarmCondition): Level[] => [
  ...new Set([...rule.steps.map((step) => step.level), ...(c.level === undefined ? [] : [c.level])]),
]

const standingPart = (c: AlarmCondition): AlarmCondition => ({
  ...(c.level === undefined ? {} : { level: c.level }),
  ...(c.alarm === undefined ? {} : { alarm: c.alarm }),
  ...(c.raisedAt === undefined ? {} : { raisedAt: c.raisedAt }),
})

/** Lets every delay that has run out by `now` (`inclusive`: at `now` too) take effect, in order, as of when it ran out. */
function settle(
  rule: AlarmRule,
  start: AlarmCondition,
  now: number,
  inclusive: boolean,
  changes: AlarmChange[],
): AlarmCondition {
  let c = start
  for (let due = nextDueAt(rule, c); due !== undefined; due = nextDueAt(rule, c)) {
    if (due > now || (due === now && !inclusive)) break
    c = takeEffect(rule, c, due, changes)
  }
  return c
}

/** Applies all pending levels whose delay ran out at `due`: one change, to the most severe risen or past the mildest gone. */
function takeEffect(rule: AlarmRule, c: AlarmCondition, due: number, changes: AlarmChange[]): AlarmCondition {
  const pending = c.pending ?? []
  const rise = isRise(c, pending)
  const delayMs = rise ? rule.onDelayMs : rule.offDelayMs
  const ripe = pending.filter((p) => p.since + delayMs <= due)
  const rest = pending.filter((p) => p.since + delayMs > due)
  const reached = rise ? Math.min(...ripe.map((p) => p.level)) : milderThan(rule, Math.max(...ripe.map((p) => p.level)))
  const level = reached === NONE ? undefined : (reached as Level)
  // A tick may have raised the alarm at an instant that a slow feed's next value, contradicting it, lies before.
  const at = Math.max(due, c.raisedAt ?? due)
  const value = c.lastValue ?? Number.NaN
  const because = evidence(rule, ripe[0]?.because ?? [], c.because ?? [])
  if (c.level === undefined) {
    if (level !== undefined) changes.push({ type: 'raised', level, at, value, because })
  } else if (level === undefined) changes.push({ type: 'cleared', from: c.level, at, value, because })
  else changes.push({ type: 'levelChanged', level, from: c.level, at, value, because })

  const { level: _level, alarm, raisedAt, pending: _pending, because: last, ...values } = c
  const stands =
    level === undefined ? {} : { level, raisedAt: raisedAt ?? at, ...(alarm === undefined ? {} : { alarm }) }
  return {
    ...values,
    ...stands,
    ...(rest.length === 0 ? {} : { pending: rest }),
    ...((level === undefined && rest.length === 0) || last === undefined ? {} : { because: last }),
  }
}

function milderThan(rule: AlarmRule, level: number): number {
  let next: number = NONE
  for (const step of rule.steps) if (step.level > level && step.level < next) next = step.level
  return next
}

/** The observation that began it, the one that it stands on now, and the rule. */
function evidence(rule: AlarmRule, began: readonly Because[], last: readonly Because[]): readonly Because[] {
  const later = last.filter((b) => !began.some((a) => a.kind === b.kind && a.id === b.id))
  return [...began, ...later, { kind: 'rule', id: rule.id }]
}
