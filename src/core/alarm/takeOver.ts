// A rule changed while its alarm stands, or before: what becomes of the condition. Raises and clears nothing itself.
import type { Text } from '../text.ts'
import { stepAlarm } from './step.ts'
import type { AlarmCondition, AlarmRule } from './types.ts'

/** The newest value of the series, with the evidence for it. */
export type Newest = Omit<Extract<Parameters<typeof stepAlarm>[2], { type: 'value' }>, 'type'>

/**
 * The condition under a changed rule. What stands goes on standing until the new rule lets it go; what was on its way under
 * the old rule is forgotten. The newest value asks anew, and the new delays begin at `now` (epoch ms), so that nothing
 * happens before the change was made: step the result with a tick at `now`. Without a newest value only what stands is kept.
 */
export function takeOverRule(
  rule: AlarmRule,
  { level, alarm, raisedAt }: AlarmCondition,
  newest: Newest | undefined,
  now: number,
): AlarmCondition {
  const standing: AlarmCondition = {
    ...(level === undefined ? {} : { level }),
    ...(alarm === undefined ? {} : { alarm }),
    ...(raisedAt === undefined ? {} : { raisedAt }),
  }
  if (newest === undefined) return standing
  const waiting = { ...rule, onDelayMs: Infinity, offDelayMs: Infinity }
  const { condition } = stepAlarm(waiting, standing, { type: 'value', ...newest })
  return condition.pending === undefined
    ? condition
    : { ...condition, pending: condition.pending.map((p) => ({ ...p, since: now })) }
}

/** Whether an alarm is about the same under both: the same quantity of the same kind of sensor. */
export const watchesSame = (a: AlarmRule, b: AlarmRule): boolean => a.kind === b.kind && a.metric === b.metric

/** Why an alarm was cleared that no value ended. */
export const CLEARED: Readonly<Record<'ruleGone' | 'notWatched', Text>> = {
  ruleGone: {
    zh: '告警规则已移除，告警随之解除',
    en: 'Cleared because its rule was removed',
  },
  notWatched: {
    zh: '告警规则或设备资料已修改，规则不再适用于该设备，告警随之解除',
    en: 'Cleared because its rule, as changed, no longer applies to the sensor',
  },
}
