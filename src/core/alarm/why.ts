// Says in one sentence why an alarm was raised, changed or cleared, with the value and the limit it is about.
import type { Level } from '../level.ts'
import type { Text } from '../text.ts'
import type { AlarmChange, AlarmRule } from './types.ts'

/** The sign of each level, the same in both languages. */
export const LEVEL_SIGN: Readonly<Record<Level, string>> = { 1: 'Ⅰ', 2: 'Ⅱ', 3: 'Ⅲ', 4: 'Ⅳ' }

/** How the metric is called and written. */
export interface MetricWords {
  readonly name: Text
  readonly unit: string
  readonly decimals: number
}

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
/** Limits are written in full even where values are shown rounder; more digits than this are rounding noise. */
const LIMIT_DECIMALS = 4

/**
 * One sentence for a change: "道路积水深度 0.32 m，达到Ⅱ级限值 0.27 m，持续 1 分钟". Values carry the metric's decimals
 * (more, where rounding would put a value that has come back on the limit again), limits all of theirs.
 */
export function why(change: AlarmChange, rule: AlarmRule, metric: MetricWords): Text {
  return change.type === 'raised' || (change.type === 'levelChanged' && change.level < change.from)
    ? whyRisen(change, rule, metric)
    : whyFallen(change, rule, metric)
}

function whyRisen(change: Exclude<AlarmChange, { type: 'cleared' }>, rule: AlarmRule, metric: MetricWords): Text {
  const value = withUnit(change.value.toFixed(metric.decimals), metric.unit)
  const limit = limitWords(rule, change.level, metric)
  const held = lasted(rule.onDelayMs)
  const above = rule.direction === 'above'
  const risen =
    change.type === 'raised'
      ? { zh: '', en: '' }
      : {
          zh: `，由${LEVEL_SIGN[change.from]}级升为${LEVEL_SIGN[change.level]}级`,
          en: `: raised from level ${LEVEL_SIGN[change.from]} to ${LEVEL_SIGN[change.level]}`,
        }
  return {
    zh: `${metric.name.zh} ${value}，${above ? '达到' : '低至'}${limit.zh}${held.zh}${risen.zh}`,
    en: `${metric.name.en} ${value}, at or ${above ? 'above' : 'below'} the ${limit.en}${held.en}${risen.en}`,
  }
}

function whyFallen(change: Exclude<AlarmChange, { type: 'raised' }>, rule: AlarmRule, metric: MetricWords): Text {
  const to = change.type === 'cleared' ? undefined : change.level
  const left = leftLevel(rule, change.from, to)
  const value = withUnit(offLimit(change.value, limitOf(rule, left), metric.decimals), metric.unit)
  const limit = limitWords(rule, left, metric)
  const gone = lasted(rule.offDelayMs)
  const back =
    rule.direction === 'above' ? { zh: ['回落', '以下'], en: 'below' } : { zh: ['回升', '以上'], en: 'above' }
  const fallen =
    to === undefined
      ? { zh: '告警解除', en: 'cleared' }
      : {
          zh: `由${LEVEL_SIGN[change.from]}级降为${LEVEL_SIGN[to]}级`,
          en: `lowered from level ${LEVEL_SIGN[change.from]} to ${LEVEL_SIGN[to]}`,
        }
  return {
    zh: `${metric.name.zh} ${value}，已${back.zh[0]}至${limit.zh} ${back.zh[1]}${gone.zh}，${fallen.zh}`,
    en: `${metric.name.en} ${value}, back ${back.en} the ${limit.en}${gone.en}: ${fallen.en}`,
  }
}

/** The mildest of the levels that are gone: its limit is the one the value has come back past. */
const leftLevel = (rule: AlarmRule, from: Level, to: Level | undefined): Level =>
  rule.steps.reduce<Level>((left, s) => (s.level > left && (to === undefined || s.level < to) ? s.level : left), from)

const limitOf = (rule: AlarmRule, level: Level): number | undefined => rule.steps.find((s) => s.level === level)?.limit

function offLimit(value: number, limit: number | undefined, decimals: number): string {
  for (let d = decimals; d < LIMIT_DECIMALS; d++) {
    const written = value.toFixed(d)
    if (limit === undefined || Number(written) !== limit) return written
  }
  return value.toFixed(LIMIT_DECIMALS)
}

function limitWords(rule: AlarmRule, level: Level, metric: MetricWords): Text {
  const limit = limitOf(rule, level)
  const written =
    limit === undefined ? '' : ` ${withUnit(limit.toFixed(Math.max(metric.decimals, ownDecimals(limit))), metric.unit)}`
  return { zh: `${LEVEL_SIGN[level]}级限值${written}`, en: `level ${LEVEL_SIGN[level]} limit${written}` }
}

/** Percent and degree signs stand next to the figure, other units after a space. */
const withUnit = (figure: string, unit: string): string =>
  unit === '' ? figure : /^[%°℃]/.test(unit) ? `${figure}${unit}` : `${figure} ${unit}`

function ownDecimals(limit: number): number {
  for (let d = 0; d < LIMIT_DECIMALS; d++) if (Number(limit.toFixed(d)) === limit) return d
  return LIMIT_DECIMALS
}

function lasted(delayMs: number): Text {
  if (delayMs <= 0) return { zh: '', en: '' }
  if (delayMs % MINUTE_MS === 0)
    return { zh: `，持续 ${delayMs / MINUTE_MS} 分钟`, en: ` for ${delayMs / MINUTE_MS} min` }
  return { zh: `，持续 ${Math.round(delayMs / SECOND_MS)} 秒`, en: ` for ${Math.round(delayMs / SECOND_MS)} s` }
}
