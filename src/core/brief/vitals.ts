// Vital signs: what each stands at, between what it moved, and which are unknown.
import { LEVEL_WORDS } from '../incident/words.ts'
import type { Text } from '../text.ts'
import { figure, indicatorSource, statement } from './figure.ts'
import { clockWords, type Page, timeWords } from './page.ts'
import { ownWords } from './period.ts'
import { quantity } from './phrases.ts'
import type { BriefIndicator, Figure, Statement } from './types.ts'

/** A value older than this at the cut-off is shown with its time. */
const DATED_AFTER_MS = 3_600_000

export function composeVitals(page: Page): Statement[] {
  const { indicators } = page.facts
  if (indicators.length > 0) return indicators.map((i) => vital(page, i))
  return [statement('vitals.none', 'vitals', { zh: '没有城市体征数据。', en: 'There are no vital signs to show.' })]
}

function vital(page: Page, i: BriefIndicator): Statement {
  const sources = [indicatorSource(i)]
  const id = `vitals.${i.id}`
  const asked = (key: string, measure: 'last' | 'min' | 'max' | 'coverage', unit: string, definition: Text): Figure =>
    figure(
      page,
      { ask: 'indicator', indicator: i.id, measure },
      { key: `${id}${key}`, unit, definition, sources, asOf: i.at ?? page.asOf },
    )
  const covered = asked('.coverage', 'coverage', '%', {
    zh: '有新鲜数据的监测设备占全部的比例',
    en: 'Share of its sensors with fresh values',
  })
  if (i.value === undefined) {
    const zh = `${i.name.zh}：有效数据不足（覆盖率${covered.value}%），不作判断。`
    const en = `${i.name.en}: unknown, too little valid data (coverage ${covered.value}%).`
    return statement(id, 'vitals', { zh, en }, [covered], { sources })
  }
  const figures = [asked('', 'last', i.unit, i.name)]
  const shown = quantity(figures[0]?.value ?? i.value, i.decimals, i.unit)
  const notes: Text[] = []
  if (i.min !== undefined && i.max !== undefined && i.min < i.max) {
    const min = asked('.min', 'min', i.unit, { zh: '统计时段内最低值', en: 'Lowest within the window' })
    const max = asked('.max', 'max', i.unit, { zh: '统计时段内最高值', en: 'Highest within the window' })
    figures.push(min, max)
    const [low, high] = [min.value.toFixed(i.decimals), max.value.toFixed(i.decimals)]
    notes.push({ zh: `${ownWords(page).zh}最低${low}、最高${high}`, en: `low ${low}, high ${high}` })
  }
  if (i.level !== undefined) notes.push({ zh: `达${LEVEL_WORDS[i.level].zh}`, en: `at ${LEVEL_WORDS[i.level].en}` })
  if (covered.value < 100) {
    figures.push(covered)
    notes.push({ zh: `覆盖率${covered.value}%`, en: `coverage ${covered.value}%` })
  }
  if (i.at !== undefined && page.asOf - i.at > DATED_AFTER_MS) {
    const at = page.complete ? timeWords(page, i.at) : { zh: clockWords(page, i.at), en: clockWords(page, i.at) }
    notes.push({ zh: `数据时间${at.zh}`, en: `value of ${at.en}` })
  }
  const [zh, en] = [notes.map((n) => n.zh).join('，'), notes.map((n) => n.en).join(', ')]
  const text = {
    zh: `${i.name.zh}${shown}${zh ? `（${zh}）` : ''}。`,
    en: `${i.name.en} ${shown}${en ? ` (${en})` : ''}.`,
  }
  return statement(id, 'vitals', text, figures, { sources, ...(i.level !== undefined && { level: i.level }) })
}
