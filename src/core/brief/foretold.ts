// What is foretold to come to a level, or to grow clearly worse than it was in the window. What stays as it is is not worth a line.
import { LEVEL_WORDS } from '../incident/words.ts'
import type { Text } from '../text.ts'
import { figure, indicatorSource, statement } from './figure.ts'
import { dateWords, round, type Page } from './page.ts'
import { quantity } from './phrases.ts'
import type { BriefIndicator, Figure, Statement } from './types.ts'

/** Worse than anything of the window by this share of it, or by these percentage points of a rate. */
const CLEARLY = 0.2
const CLEARLY_POINTS = 5
const MAX_LINES = 5

type Foretold = BriefIndicator & { ahead: NonNullable<BriefIndicator['ahead']> }

/** Crosses a level that it is not at now, or is clearly worse than the worst of the window. */
function matters(i: BriefIndicator): i is Foretold {
  const { ahead, polarity } = i
  if (ahead === undefined) return false
  if (ahead.level !== undefined && (i.level === undefined || ahead.level < i.level)) return true
  const worst = polarity === 'lowerBetter' ? (i.max ?? i.value) : (i.min ?? i.value)
  if (worst === undefined || polarity === 'neutral') return false
  const beyond = polarity === 'lowerBetter' ? ahead.value - worst : worst - ahead.value
  return beyond >= (i.rate ? CLEARLY_POINTS : Math.max(Math.abs(worst) * CLEARLY, 10 ** -i.decimals))
}

export function composeForetold(page: Page): Statement[] {
  return page.facts.indicators
    .filter(matters)
    .sort((a, b) => (a.ahead.level ?? 5) - (b.ahead.level ?? 5))
    .slice(0, MAX_LINES)
    .map((i) => line(page, i))
}

function line(page: Page, i: Foretold): Statement {
  const made = (measure: 'value' | 'low' | 'high', definition: Text): Figure =>
    figure(
      page,
      { ask: 'foretold', indicator: i.id, measure },
      { key: `watch.${i.id}.${measure}`, unit: i.unit, definition, sources: [indicatorSource(i)] },
    )
  const value = made('value', { zh: `${i.name.zh}预测值`, en: `Foretold: ${i.name.en}` })
  const low = made('low', { zh: '80%预测区间下限', en: 'Lower end of the interval that holds with 80 %' })
  const high = made('high', { zh: '80%预测区间上限', en: 'Upper end of the interval that holds with 80 %' })
  const date = dateWords(page, i.ahead.at)
  const hour = new Date(i.ahead.at + page.offsetMs).getUTCHours()
  const shown = quantity(value.value, i.decimals, i.unit)
  const span = `${low.value.toFixed(i.decimals)}–${high.value.toFixed(i.decimals)}`
  const base = i.value === undefined ? undefined : round(i.value, i.decimals)
  const moves =
    base === undefined || base === value.value
      ? { zh: '为', en: 'at' }
      : base < value.value
        ? { zh: '升至', en: 'up to' }
        : { zh: '降至', en: 'down to' }
  const level = i.ahead.level
  const at =
    level === undefined
      ? { zh: '', en: '' }
      : { zh: `，达${LEVEL_WORDS[level].zh}`, en: `, at ${LEVEL_WORDS[level].en}` }
  const zh = `预计${date.zh}${hour}时${i.name.zh}${moves.zh}${shown}（80%预测区间${span}）${at.zh}。`
  const en = `Forecast for ${String(hour).padStart(2, '0')}:00 on ${date.en}: ${i.name.en} ${moves.en} ${shown} (80% interval ${span})${at.en}.`
  return statement(`watch.foretold.${i.id}`, 'watch', { zh, en }, [value, low, high], level ? { level } : {})
}
