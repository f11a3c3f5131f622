// Which vital signs moved: those whose change is worth a line, the largest first.
import type { Text } from '../text.ts'
import { compareMeasured, judged, type Clause } from './compare.ts'
import { figure, indicatorSource, statement } from './figure.ts'
import type { Page } from './page.ts'
import { isLeapDay, thanWords, zeroWords as noneWords } from './period.ts'
import { quantity } from './phrases.ts'
import type { Query, Than } from './query.ts'
import type { BriefIndicator, Figure, Statement } from './types.ts'

/** A change is worth a line from this share of the base on; a rate from this many percentage points. */
const NOTABLE_SHARE = 0.1
const NOTABLE_POINTS = 1
const MAX_LINES = 5

/** Size of a change relative to what is notable; below 1 it is not worth a line. */
function weightOf(i: BriefIndicator): number {
  if (i.value === undefined || i.previous === undefined) return 0
  const delta = Math.abs(i.value - i.previous)
  if (i.rate) return delta / NOTABLE_POINTS
  const unit = 10 ** -i.decimals
  return Math.min(delta / unit, i.previous === 0 ? Infinity : delta / (Math.abs(i.previous) * NOTABLE_SHARE))
}

export function composeIndicatorChanges(page: Page): Statement[] {
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
  const ask = (than?: Than): Query => ({ ask: 'indicator', indicator: i.id, measure: 'last', ...(than && { than }) })
  const isDaily = page.facts.kind === 'daily'
  const compare = (key: string, than: Than): Clause | undefined =>
    compareMeasured(page, i, {
      key,
      now: ask(),
      before: ask(than),
      than: momentWords(page, than),
      zero: zeroWords(page, than),
      sources: [indicatorSource(i)],
    })
  const main = compare(`changes.${i.id}`, 'before')
  if (main === undefined) return []
  const figures: Figure[] = [
    figure(page, ask(), {
      key: `changes.${i.id}.value`,
      unit: i.unit,
      definition: i.name,
      sources: [indicatorSource(i)],
      asOf: i.at ?? page.asOf,
    }),
    ...main.figures,
  ]
  const shown = quantity(figures[0]?.value ?? value, i.decimals, i.unit)
  const than = momentWords(page, 'before')
  const verdict = judged(i, value, previous)
  const year = isDaily && isLeapDay(page) ? undefined : compare(`changes.${i.id}.lastYear`, 'lastYear')
  const more: Text = year ? { zh: `；同比${year.text.zh}`, en: `; year on year ${year.text.en}` } : { zh: '', en: '' }
  if (year) figures.push(...year.figures)
  // «前一日同一时刻为零» already names what it is compared with.
  const plain = previous === 0 && !i.rate
  const zh = `${i.name.zh}${shown}，${plain ? '' : `较${than.zh}`}${main.text.zh}${verdict.zh}${more.zh}。`
  const en = `${i.name.en} ${shown}, ${main.text.en}${plain ? '' : ` on ${than.en}`}${verdict.en}${more.en}.`
  return [statement(`changes.${i.id}`, 'changes', { zh, en }, figures, i.level ? { level: i.level } : {})]
}

/** 前一日同一时刻为零: there is nothing to divide by. */
function zeroWords(page: Page, than: Than): Text {
  if (than === 'lastYear' || page.facts.kind !== 'daily') return noneWords({ ...page, complete: true }, than)
  const words = momentWords(page, than)
  return { zh: `${words.zh}为零`, en: `none at ${words.en}` }
}

/** What a measured value is held against: of a day the same hour, of longer windows the window. */
function momentWords(page: Page, than: Than): Text {
  const whole = thanWords({ ...page, complete: true }, than)
  if (page.facts.kind !== 'daily') return whole
  return { zh: `${whole.zh}同一时刻`, en: `the same hour of ${whole.en}` }
}
