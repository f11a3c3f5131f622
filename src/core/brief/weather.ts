// Official warnings of the window: how many of which colour, and each with its times. Measured weather is among the vital signs.
import { LEVELS, type Level } from '../level.ts'
import type { Text } from '../text.ts'
import { figure, statement } from './figure.ts'
import { type Page, timeWords } from './page.ts'
import { ownWords } from './period.ts'
import { capital, count, list } from './phrases.ts'
import type { BriefWarning, Statement } from './types.ts'

const COLOUR_WORDS: Readonly<Record<Level, Text>> = {
  1: { zh: '红色', en: 'red' },
  2: { zh: '橙色', en: 'orange' },
  3: { zh: '黄色', en: 'yellow' },
  4: { zh: '蓝色', en: 'blue' },
}
const MAX_NAMED = 12

const sourceOf = (w: BriefWarning) => ({ kind: 'warning' as const, id: w.id, at: w.issuedAt })

export function composeWeather(page: Page): Statement[] {
  const { warnings, kind } = page.facts
  if (warnings.length === 0 && kind === 'topic') return []
  const all = figure(
    page,
    { ask: 'warnings' },
    {
      key: 'weather.warnings',
      unit: '条',
      definition: { zh: '统计时段内有效的官方预警', en: 'Official warnings that stood within the window' },
      sources: warnings.map(sourceOf),
    },
  )
  if (warnings.length === 0) {
    const text = { zh: `${ownWords(page).zh}无官方预警。`, en: 'No official warning.' }
    return [statement('weather.none', 'weather', text, [all])]
  }
  const byLevel = LEVELS.filter((level) => warnings.some((w) => w.level === level)).map((level) => {
    const of = warnings.filter((w) => w.level === level)
    const { zh, en } = COLOUR_WORDS[level]
    return figure(
      page,
      { ask: 'warnings', level },
      {
        key: `weather.warnings${level}`,
        unit: '条',
        definition: { zh: `其中${zh}预警`, en: `Of these ${en}` },
        sources: of.map(sourceOf),
      },
    )
  })
  const levels = LEVELS.filter((level) => warnings.some((w) => w.level === level))
  const parts = list(
    levels.map((level, at) => {
      const n = byLevel[at]?.value ?? 0
      return { zh: `${COLOUR_WORDS[level].zh}${n}条`, en: `${n} ${COLOUR_WORDS[level].en}` }
    }),
  )
  const text = {
    zh: `官方预警${all.value}条：${parts.zh}。`,
    en: `${capital(count(all.value, 'official warning'))}: ${parts.en}.`,
  }
  const worstFirst = [...warnings].sort((a, b) => a.level - b.level || a.issuedAt - b.issuedAt)
  return [
    statement('weather.warnings', 'weather', text, [all, ...byLevel]),
    ...worstFirst.slice(0, MAX_NAMED).map((w) => warningLine(page, w)),
  ]
}

function warningLine(page: Page, w: BriefWarning): Statement {
  const issued = timeWords(page, w.issuedAt)
  const end = endOf(page, w)
  const mark = w.simulated ? { zh: '【模拟】', en: '[simulated] ' } : { zh: '', en: '' }
  const zh = `${mark.zh}${w.title.zh}：${w.sender}${issued.zh}发布，${end.zh}。`
  const en = `${mark.en}${w.title.en}: issued by ${w.sender}, ${issued.en}; ${end.en}.`
  return statement(`weather.${w.id}`, 'weather', { zh, en }, [], { level: w.level, sources: [sourceOf(w)] })
}

/** Lifted, run out, or still standing at the cut-off and until when. */
function endOf(page: Page, { cancelledAt, expiresAt }: BriefWarning): Text {
  if (cancelledAt !== undefined && cancelledAt <= page.asOf) {
    const at = timeWords(page, cancelledAt)
    return { zh: `${at.zh}解除`, en: `lifted ${at.en}` }
  }
  if (expiresAt !== undefined && expiresAt <= page.asOf) {
    const at = timeWords(page, expiresAt)
    return { zh: `${at.zh}到期失效`, en: `ran out ${at.en}` }
  }
  if (expiresAt === undefined) return { zh: '数据截止时仍生效', en: 'still standing at the cut-off' }
  const at = timeWords(page, expiresAt)
  return { zh: `数据截止时仍生效，有效期至${at.zh}`, en: `still standing at the cut-off, until ${at.en}` }
}
