// One comparison as a clause with its figures. Small bases compare in numbers, rates in percentage points, a base of zero in words.
import type { Because } from '../because.ts'
import type { Text } from '../text.ts'
import { COUNTING_UNITS } from '../unit.ts'
import { answer } from './answer.ts'
import { figure } from './figure.ts'
import { round, type Page } from './page.ts'
import { printedUnit, quantity } from './phrases.ts'
import type { Query } from './query.ts'
import type { BriefIndicator, Figure } from './types.ts'

/** Below this base a percentage says more than is known (practice: 10). */
export const SMALL_BASE = 10

/** What a comparison says, and its figures. */
export interface Clause {
  readonly text: Text
  readonly figures: readonly Figure[]
}

interface Compared {
  readonly key: string
  readonly now: Query
  readonly before: Query
  /** The window compared with, as a noun. */
  readonly than: Text
  /** What is said of a base of zero. */
  readonly zero: Text
  readonly sources: readonly Because[]
}

const apart = (than: Text): Text => ({
  zh: `与${than.zh}之差（绝对值）`,
  en: `Difference from ${than.en}, absolute`,
})
const over = (than: Text): Text => ({ zh: `与${than.zh}之差除以${than.zh}之数`, en: `Difference over ${than.en}` })

/** Counts of cases: 增加3件, 减少12件（10.5%）, 持平, 上年同日为零. Undefined where the facts do not know both. */
export function compareCounts(page: Page, { key, now, before, than, zero, sources }: Compared): Clause | undefined {
  const [n, base] = [answer(now, page.facts), answer(before, page.facts)]
  if (n === undefined || base === undefined) return undefined
  if (n === base) return { text: { zh: '持平', en: 'unchanged' }, figures: [] }
  if (base === 0) return { text: zero, figures: [] }
  const of = [now, before] as const
  const delta = figure(
    page,
    { ask: 'made', how: 'difference', of },
    { key: `${key}.delta`, unit: '件', definition: apart(than), sources },
  )
  const isMore = n > base
  const text = { zh: `${isMore ? '增加' : '减少'}${delta.value}件`, en: `${delta.value} ${isMore ? 'more' : 'fewer'}` }
  if (base < SMALL_BASE) return { text, figures: [delta] }
  const share = figure(
    page,
    { ask: 'made', how: 'change', of },
    { key: `${key}.percent`, unit: '%', definition: over(than), sources },
  )
  return {
    text: { zh: `${text.zh}（${share.value}%）`, en: `${text.en} (${share.value}%)` },
    figures: [delta, share],
  }
}

/** Rates in percentage points: 上升1.5个百分点, 持平. Undefined where either is not known. */
export function comparePoints(
  page: Page,
  { key, now, before, than, sources }: Omit<Compared, 'zero'>,
): Clause | undefined {
  const [a, b] = [answer(now, page.facts), answer(before, page.facts)]
  if (a === undefined || b === undefined) return undefined
  const points = figure(
    page,
    { ask: 'made', how: 'points', of: [now, before] },
    { key: `${key}.points`, unit: '个百分点', definition: apart(than), sources },
  )
  if (points.value === 0) return { text: { zh: '持平', en: 'unchanged' }, figures: [] }
  const up = a > b
  return {
    text: {
      zh: `${up ? '上升' : '下降'}${points.value}个百分点`,
      en: `${up ? 'up' : 'down'} ${points.value} ${points.value === 1 ? 'percentage point' : 'percentage points'}`,
    },
    figures: [points],
  }
}

/** A measured value against the same indicator in another window; its unit, decimals and polarity are the indicator's. */
export function compareMeasured(page: Page, i: BriefIndicator, compared: Compared): Clause | undefined {
  const { key, now, before, than, zero, sources } = compared
  const [value, base] = [answer(now, page.facts), answer(before, page.facts)]
  if (value === undefined || base === undefined) return undefined
  const asOf = i.at ?? page.asOf
  const of = [now, before] as const
  const delta = figure(
    page,
    { ask: 'made', how: i.rate ? 'points' : 'difference', of },
    { key: `${key}.delta`, unit: i.rate ? '个百分点' : i.unit, definition: apart(than), sources, asOf },
  )
  if (round(delta.value, i.decimals) === 0) return { text: { zh: '持平', en: 'unchanged' }, figures: [] }
  // A base that prints as zero is no base for a share.
  if (base === 0 && !i.rate) return { text: zero, figures: [] }
  const up = value > base
  const number = delta.value.toFixed(i.decimals)
  const counting = COUNTING_UNITS[i.unit]
  // What is counted grows or shrinks; what is measured rises or falls.
  const [rose, fell] = counting ? ['增加', '减少'] : ['上升', '下降']
  const say = (zh: string, en: string): Text => ({ zh: `${up ? rose : fell}${zh}`, en: `${up ? 'up' : 'down'} ${en}` })
  if (i.rate) return { text: say(`${number}个百分点`, `${number} percentage points`), figures: [delta] }
  const shown = quantity(delta.value, i.decimals, i.unit)
  const by: Text = { zh: `${shown}${counting?.zh ?? ''}`, en: shown }
  if (printedUnit(i.unit) === '%' || Math.abs(base) < SMALL_BASE) return { text: say(by.zh, by.en), figures: [delta] }
  const share = figure(
    page,
    { ask: 'made', how: 'change', of },
    { key: `${key}.percent`, unit: '%', definition: over(than), sources, asOf },
  )
  return { text: say(`${by.zh}（${share.value}%）`, `${by.en} (${share.value}%)`), figures: [delta, share] }
}

/** 好转 or 变差 by the indicator's polarity; empty where neither direction is better. */
export function judged(i: BriefIndicator, value: number, base: number): Text {
  if (i.polarity === 'neutral' || value === base) return { zh: '', en: '' }
  return value > base === (i.polarity === 'higherBetter')
    ? { zh: '，好转', en: ', better' }
    : { zh: '，变差', en: ', worse' }
}
