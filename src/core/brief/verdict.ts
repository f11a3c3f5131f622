// The one sentence a leader reads first, and its light.
import type { Text } from '../text.ts'
import { groundsOf, type Light } from './grounds.ts'
import { caseCount, statement } from './figure.ts'
import type { Page } from './page.ts'
import { titleWords, whenWords } from './period.ts'
import { capital, count } from './phrases.ts'
import type { Statement } from './types.ts'

const WORDS: Readonly<Record<Light, { zh: string; was: string; is: string }>> = {
  red: { zh: '形势严峻', was: 'the city was under serious strain', is: 'the city is under serious strain' },
  orange: { zh: '局部形势偏紧', was: 'the city was under strain in places', is: 'the city is under strain in places' },
  yellow: {
    zh: '总体平稳，有事项需关注',
    was: 'the city ran steadily, with matters to watch',
    is: 'the city is running steadily, with matters to watch',
  },
  green: { zh: '总体平稳', was: 'the city ran steadily', is: 'the city is running steadily' },
}

/** A sentence bears this many grounds; the sections tell the rest. */
const MAX_GROUNDS = 4

/** Nothing arrived and nothing is known: no verdict may be given. */
export function isBlind({ facts, cases }: Page): boolean {
  return (
    cases.length === 0 &&
    facts.alarms.length === 0 &&
    facts.indicators.every((i) => i.value === undefined) &&
    facts.feeds.every((f) => f.accepted === 0)
  )
}

/** Light and verdict. With nothing to judge by, the light is yellow and the sentence says why. */
export function composeVerdict(page: Page): { light: Light; statement: Statement } {
  const when = whenWords(page)
  if (page.facts.kind === 'topic') return topic(page, when)
  if (isBlind(page)) {
    const zh = `${when.zh}未收到任何监测数据，也无案卷记录，暂不能研判城市运行态势。`
    const nothing = page.complete
      ? 'no data arrived and no case was recorded'
      : 'no data has arrived and no case is recorded'
    const en = capital(`${when.en}, ${nothing}: no verdict can be given.`)
    return { light: 'yellow', statement: statement('verdict', 'verdict', { zh, en }) }
  }
  const grounds = groundsOf(page).slice(0, MAX_GROUNDS)
  const light = grounds[0]?.light ?? 'green'
  const flow = [caseCount(page, 'cases.opened', 'opened'), caseCount(page, 'cases.closed', 'closed')] as const
  const [n, m] = [flow[0].value, flow[1].value]
  const words = WORDS[light]
  const told: Text = {
    zh: n + m === 0 ? '无新增案卷和结案' : `新增案卷${n}件，结案${m}件`,
    en: `${count(n, 'new case')}, ${m === 0 ? 'none' : m} closed`,
  }
  const why = grounds.length === 0 ? '' : `${grounds.map((g) => g.text.zh).join('，')}；`
  const whyEn = grounds.length === 0 ? '' : `${grounds.map((g) => g.text.en).join(', ')}; `
  const zh = `${when.zh}全市运行${words.zh}：${why}${told.zh}。`
  const lead = page.complete ? `${when.en} ${words.was}` : `${when.en}, ${words.is}`
  const en = `${lead}: ${whyEn}${told.en}.`
  const figures = [...flow, ...grounds.map((g) => g.figure)]
  return { light, statement: statement('verdict', 'verdict', { zh, en: capital(en) }, figures) }
}

/** A special topic judges its own cases, never the city. */
function topic(page: Page, when: Text): { light: Light; statement: Statement } {
  const grounds = groundsOf(page).filter((g) => g.figure.query?.ask === 'cases')
  const figures = (['opened', 'closed', 'open', 'overdue'] as const).map((set) => caseCount(page, `cases.${set}`, set))
  const [a, b, c, d] = figures.map((f) => f.value)
  const title = titleWords(page)
  const zh = `${title.zh}：${when.zh}${page.complete ? '，' : ''}新增案卷${a}件，结案${b}件；在办${c}件${d === 0 ? '' : `，其中超期${d}件`}。`
  const en = `${title.en}, ${when.en}: ${a} new, ${b} closed; ${c} open${d === 0 ? '' : `, ${d} of them overdue`}.`
  return {
    light: grounds[0]?.light ?? 'green',
    statement: statement('verdict', 'verdict', { zh, en: capital(en) }, figures),
  }
}
