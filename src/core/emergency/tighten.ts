// Alarm limits while emergencies run: which become stricter, by how much, and how that is said. Changes no catalogue.
import type { AlarmRule } from '../alarm/types.ts'
import { LEVEL_WORDS } from '../incident/words.ts'
import type { Text } from '../text.ts'
import type { Tightening } from './types.ts'

/** Limits are worked out to this many digits: 0.15 × 0.8 is 0.12, not 0.12000000000000001. */
const DIGITS = 6
const rounded = (value: number): number => Number(value.toPrecision(DIGITS))

/** True when the factor makes the rule stricter: below 1 for «above», over 1 for «below», and there is a limit it can move. */
export const isStricter = ({ direction, steps }: Pick<AlarmRule, 'direction' | 'steps'>, factor: number): boolean =>
  (direction === 'above' ? factor < 1 : factor > 1) && steps.some(({ limit }) => limit !== 0)

/** A limit made stricter by its own share, whichever sign it has: −10 °C «below» by 1.2 is −8 °C. */
function stricterLimit(direction: AlarmRule['direction'], limit: number, factor: number): number {
  const by = Math.abs(limit) * Math.abs(factor - 1)
  return rounded(direction === 'above' ? limit - by : limit + by)
}

/** The rule with each of its limits stricter; the rule itself where the factor would not make it so. */
export function tightenRule(rule: AlarmRule, factor: number): AlarmRule {
  if (!isStricter(rule, factor)) return rule
  return {
    ...rule,
    steps: rule.steps.map(({ level, limit }) => ({ level, limit: stricterLimit(rule.direction, limit, factor) })),
  }
}

/**
 * The rules as they are while all of `wishes` hold: where several speak of one rule the strictest holds, they do not add up.
 * Rules nobody speaks of are the same objects; without a wish that counts it is the same map.
 */
export function tightenRules(
  rules: ReadonlyMap<string, AlarmRule>,
  wishes: readonly Tightening[],
): ReadonlyMap<string, AlarmRule> {
  const strictest = new Map<string, number>()
  for (const { rule: id, factor } of wishes) {
    const rule = rules.get(id)
    if (rule === undefined || !isStricter(rule, factor)) continue
    const now = strictest.get(id)
    strictest.set(id, now === undefined || Math.abs(factor - 1) > Math.abs(now - 1) ? factor : now)
  }
  if (strictest.size === 0) return rules
  return new Map(
    [...rules].map(([id, rule]) => {
      const factor = strictest.get(id)
      return [id, factor === undefined ? rule : tightenRule(rule, factor)]
    }),
  )
}

/** «Ⅳ级 0.05→0.04、Ⅲ级 0.15→0.12 m», mildest first. */
export function tightenWords(rule: AlarmRule, factor: number, unit: string): Text {
  const stricter = tightenRule(rule, factor)
  const limits = rule.steps
    .map(({ level, limit }, i) => ({ level, before: limit, after: stricter.steps[i]?.limit ?? limit }))
    .sort((a, b) => b.level - a.level)
  const tail = unit === '' ? '' : ` ${unit}`
  const list = (language: keyof Text, joint: string): string =>
    limits.map(({ level, before, after }) => `${LEVEL_WORDS[level][language]} ${before}→${after}`).join(joint) + tail
  return rule.direction === 'above'
    ? { zh: `报警上限收紧：${list('zh', '、')}`, en: `upper limits stricter: ${list('en', ', ')}` }
    : { zh: `报警下限收紧：${list('zh', '、')}`, en: `lower limits stricter: ${list('en', ', ')}` }
}
