// What is different from the day before. Small bases compare in numbers, rates in percentage points, a base of zero not at all.
import type { Text } from '../text.ts'
import { closed, opened } from './counting.ts'
import { caseCount, figure, incidentSource, type Page, percent, round, statement } from './page.ts'
import { printedUnit, quantity } from './phrases.ts'
import type { BriefIndicator, Figure, Statement } from './types.ts'

/** Below this base a percentage says more than is known (practice: 10). */
const SMALL_BASE = 10
/** A change is worth a line from this share of the base on; a rate from this many percentage points. */
const NOTABLE_SHARE = 0.1
const NOTABLE_POINTS = 1
const MAX_LINES = 5

export function composeChanges(page: Page): Statement[] {
  return [...caseChanges(page), ...indicatorChanges(page)]
}

function caseChanges(page: Page): Statement[] {
  const { previous } = page.facts
  const isNew = opened(page)
  const done = closed(page)
  const figures = [
    caseCount(page, 'cases.opened', isNew.cases, isNew.definition),
    caseCount(page, 'cases.closed', done.cases, done.definition),
  ]
  const [n, m] = [isNew.cases.length, done.cases.length]
  if (!previous.complete) {
    const zh = `新增案卷${n}件，结案${m}件；前一日数据不完整，不作比较。`
    const en = `New cases: ${n}; closed: ${m}. The day before is incomplete, so nothing is compared.`
    return [statement('changes.cases', 'changes', { zh, en }, figures)]
  }
  if (n + m + previous.opened + previous.closed === 0) return []
  const sources = [...isNew.cases, ...done.cases].map(incidentSource)
  const compare = (key: string, now: number, before: number) => {
    const made = difference(page, `changes.${key}`, now, before, sources)
    figures.push(...made.figures)
    return made.text
  }
  const a = compare('opened', n, previous.opened)
  const b = compare('closed', m, previous.closed)
  const than: Text = page.complete
    ? { zh: '与前一日相比', en: 'Against the day before' }
    : { zh: '与前一日同期相比', en: 'Against the same part of the day before' }
  const zh = `${than.zh}：新增案卷${n}件，${a.zh}；结案${m}件，${b.zh}。`
  const en = `${than.en}: new cases ${n}, ${a.en}; closed ${m}, ${b.en}.`
  return [statement('changes.cases', 'changes', { zh, en }, figures)]
}

function difference(page: Page, key: string, now: number, before: number, sources: Figure['sources']) {
  if (now === before) return { text: { zh: '持平', en: 'unchanged' }, figures: [] }
  if (before === 0) return { text: { zh: '前一日为零', en: 'none the day before' }, figures: [] }
  const delta = Math.abs(now - before)
  const more = now > before
  const figures = [
    figure(
      page,
      `${key}.delta`,
      delta,
      '件',
      { zh: '与前一日之差（绝对值）', en: 'Difference from the day before, absolute' },
      sources,
    ),
  ]
  const text = { zh: `${more ? '增加' : '减少'}${delta}件`, en: `${delta} ${more ? 'more' : 'fewer'}` }
  if (before < SMALL_BASE) return { text, figures }
  const share = percent(delta, before)
  figures.push(
    figure(
      page,
      `${key}.percent`,
      share,
      '%',
      { zh: '与前一日之差除以前一日', en: 'Difference over the day before' },
      sources,
    ),
  )
  return { text: { zh: `${text.zh}（${share}%）`, en: `${text.en} (${share}%)` }, figures }
}

/** Size of a change relative to what is notable; below 1 it is not worth a line. */
function weightOf(i: BriefIndicator): number {
  if (i.value === undefined || i.previous === undefined) return 0
  const delta = Math.abs(i.value - i.previous)
  if (i.rate) return delta / NOTABLE_POINTS
  const unit = 10 ** -i.decimals
  return Math.min(delta / unit, i.previous === 0 ? Infinity : delta / (Math.abs(i.previous) * NOTABLE_SHARE))
}

function indicatorChanges(page: Page): Statement[] {
  return page.facts.indicators
    .map((indicator) => ({ indicator, weight: weightOf(indicator) }))
    .filter(({ weight }) => weight >= 1)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_LINES)
    .flatMap(({ indicator }) => changeOf(page, indicator))
}

function changeOf(page: Page, i: BriefIndicator): Statement[] {
  const { value, previous } = i
  if (value === undefined || previous === undefined) return []
  const sources = [{ kind: 'indicator' as const, id: i.id, ...(i.at !== undefined && { at: i.at }) }]
  const asOf = i.at ?? page.asOf
  const made = (key: string, n: number, unit: string, definition: Text): Figure => ({
    ...figure(page, `changes.${i.id}.${key}`, n, unit, definition, sources),
    asOf,
  })
  const now = round(value, i.decimals)
  const delta = round(Math.abs(value - previous), i.decimals)
  const figures = [
    made('value', now, i.unit, i.name),
    made('delta', delta, i.rate ? '个百分点' : i.unit, {
      zh: '与前一日同一时刻之差（绝对值）',
      en: 'Difference from the same hour of the day before, absolute',
    }),
  ]
  const up = value > previous
  const good = i.polarity === 'neutral' ? undefined : up === (i.polarity === 'higherBetter')
  const verdict =
    good === undefined ? { zh: '', en: '' } : good ? { zh: '，好转', en: ', better' } : { zh: '，变差', en: ', worse' }
  const number = delta.toFixed(i.decimals)
  let by: Text = { zh: quantity(delta, i.decimals, i.unit), en: quantity(delta, i.decimals, i.unit) }
  if (i.rate) by = { zh: `${number}个百分点`, en: `${number} percentage points` }
  else if (printedUnit(i.unit) !== '%' && Math.abs(previous) >= SMALL_BASE) {
    const share = percent(Math.abs(value - previous), Math.abs(previous))
    figures.push(
      made('percent', share, '%', { zh: '与前一日同一时刻之差除以前一日', en: 'Difference over the day before' }),
    )
    by = { zh: `${by.zh}（${share}%）`, en: `${by.en} (${share}%)` }
  }
  const shown = quantity(now, i.decimals, i.unit)
  const level = i.level ? { level: i.level } : {}
  if (previous === 0) {
    const zh = `${i.name.zh}${shown}，前一日同一时刻为零${verdict.zh}。`
    const en = `${i.name.en} ${shown}, none at the same hour of the day before${verdict.en}.`
    return [statement(`changes.${i.id}`, 'changes', { zh, en }, figures, level)]
  }
  const zh = `${i.name.zh}${shown}，比前一日同一时刻${up ? '上升' : '下降'}${by.zh}${verdict.zh}。`
  const en = `${i.name.en} ${shown}, ${up ? 'up' : 'down'} ${by.en} on the same hour of the day before${verdict.en}.`
  return [statement(`changes.${i.id}`, 'changes', { zh, en }, figures, level)]
}
