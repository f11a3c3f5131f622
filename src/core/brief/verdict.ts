// The one sentence a leader reads first, and its light.
import type { Because } from '../because.ts'
import type { Level } from '../level.ts'
import type { Text } from '../text.ts'
import { closed, isOpen, opened, overdue } from './counting.ts'
import { briefDate, caseCount, clockWords, figure, isInWindow, type Page, statement } from './page.ts'
import { capital, count } from './phrases.ts'
import type { Brief, BriefCase, Figure, Statement } from './types.ts'

type Light = Brief['light']
const LIGHTS: readonly Light[] = ['red', 'orange', 'yellow', 'green']

const WORDS: Readonly<Record<Light, { zh: string; was: string; is: string }>> = {
  red: { zh: '形势严峻', was: 'The city was under serious strain', is: 'the city is under serious strain' },
  orange: { zh: '局部形势偏紧', was: 'The city was under strain in places', is: 'the city is under strain in places' },
  yellow: {
    zh: '总体平稳，有事项需关注',
    was: 'The city ran steadily, with matters to watch',
    is: 'the city is running steadily, with matters to watch',
  },
  green: { zh: '总体平稳', was: 'The city ran steadily', is: 'the city is running steadily' },
}

/** A sentence bears this many grounds; the sections tell the rest. */
const MAX_GROUNDS = 4

/** One thing that colours the light, with the figure that says so. */
interface Ground {
  readonly light: Light
  readonly text: Text
  readonly figure: Figure
}

/** Nothing arrived and nothing is known: no verdict may be given. */
export function isBlind({ facts }: Page): boolean {
  return (
    facts.cases.length === 0 &&
    facts.alarms.length === 0 &&
    facts.indicators.every((i) => i.value === undefined) &&
    facts.feeds.every((f) => f.accepted === 0)
  )
}

/**
 * Why the light is what it is. Red: a level I case open, or an indicator at level I. Orange: a level II case open, a level I case of
 * the day already finished, an indicator at level II, or a level I alarm standing. Yellow: a level II case of the day already
 * finished, an indicator at level III, a case overdue, or a silent feed. Otherwise green.
 */
function groundsOf(page: Page): Ground[] {
  const { cases, indicators, alarms, feeds } = page.facts
  const grounds: Ground[] = []
  const add = (
    light: Light,
    key: string,
    sources: readonly Because[],
    unit: string,
    say: (n: number) => Text,
    definition: Text,
  ) => {
    if (sources.length > 0)
      grounds.push({
        light,
        text: say(sources.length),
        figure: figure(page, key, sources.length, unit, definition, sources),
      })
  }
  const addCases = (
    light: Light,
    key: string,
    found: readonly BriefCase[],
    say: (n: number) => Text,
    definition: Text,
  ) => {
    if (found.length > 0)
      grounds.push({ light, text: say(found.length), figure: caseCount(page, key, found, definition) })
  }

  const roman = { 1: ['Ⅰ', 'I'], 2: ['Ⅱ', 'II'], 3: ['Ⅲ', 'III'] } as const
  const openLight = { 1: 'red', 2: 'orange' } as const
  const doneLight = { 1: 'orange', 2: 'yellow' } as const
  for (const level of [1, 2] as const) {
    const [zh, en] = roman[level]
    const ofLevel = cases.filter((c) => c.level === level)
    addCases(
      openLight[level],
      `verdict.open${level}`,
      ofLevel.filter((c) => isOpen(page, c)),
      (n) => ({ zh: `${zh}级案卷${n}件在办`, en: `${count(n, `level ${en} case`)} open` }),
      { zh: `数据截止时在办的${zh}级案卷`, en: `Level ${en} cases open at the cut-off` },
    )
    addCases(
      doneLight[level],
      `verdict.done${level}`,
      ofLevel.filter((c) => isInWindow(page, c.openedAt) && c.closedAt !== undefined && !isOpen(page, c)),
      (n) => ({ zh: `当日${zh}级案卷${n}件已结案`, en: `${count(n, `level ${en} case`)} of the day closed` }),
      { zh: `当日发生并已结案的${zh}级案卷`, en: `Level ${en} cases of the day already closed` },
    )
  }
  const indicatorLight: Partial<Record<Level, Light>> = { 1: 'red', 2: 'orange', 3: 'yellow' }
  for (const level of [1, 2, 3] as const) {
    const [zh, en] = roman[level]
    add(
      indicatorLight[level] ?? 'yellow',
      `verdict.indicators${level}`,
      indicators
        .filter((i) => i.value !== undefined && i.level === level)
        .map((i) => ({ kind: 'indicator', id: i.id, ...(i.at !== undefined && { at: i.at }) })),
      '项',
      (n) => ({ zh: `${n}项体征达${zh}级`, en: `${count(n, 'indicator')} at level ${en}` }),
      { zh: `处于${zh}级的城市体征`, en: `Indicators at level ${en}` },
    )
  }
  add(
    'orange',
    'verdict.alarms1',
    alarms
      .filter(
        (a) => a.level === 1 && a.raisedAt <= page.asOf && !(a.clearedAt !== undefined && a.clearedAt <= page.asOf),
      )
      .map((a) => ({ kind: 'alarm', id: a.id, at: a.raisedAt })),
    '条',
    (n) => ({ zh: `Ⅰ级告警${n}条未解除`, en: `${count(n, 'level I alarm')} standing` }),
    { zh: '数据截止时尚未解除的Ⅰ级告警', en: 'Level I alarms not cleared at the cut-off' },
  )
  const lateCases = overdue(page)
  addCases(
    'yellow',
    'verdict.overdue',
    lateCases.cases,
    (n) => ({ zh: `超期未处置${n}件`, en: `${count(n, 'case')} overdue` }),
    lateCases.definition,
  )
  add(
    'yellow',
    'verdict.silent',
    feeds.filter((f) => f.silent).map((f) => ({ kind: 'feed', id: f.id })),
    '路',
    (n) => ({ zh: `${n}路数据中断`, en: `${count(n, 'feed')} silent` }),
    { zh: '数据截止时中断的数据接入', en: 'Feeds silent at the cut-off' },
  )
  return grounds
}

/** Light and verdict. With nothing to judge by, the light is yellow and the sentence says why. */
export function composeVerdict(page: Page): { light: Light; statement: Statement } {
  const date = briefDate(page)
  const at = clockWords(page, page.asOf)
  const when: Text = page.complete
    ? { zh: date.zh, en: `On ${date.en}` }
    : { zh: `截至${date.zh}${at}，`, en: `As of ${at} on ${date.en}` }
  if (isBlind(page)) {
    const zh = `${when.zh}未收到任何监测数据，也无案卷记录，暂不能研判城市运行态势。`
    const nothing = page.complete
      ? 'no data arrived and no case was recorded'
      : 'no data has arrived and no case is recorded'
    const en = `${when.en}, ${nothing}: no verdict can be given.`
    return { light: 'yellow', statement: statement('verdict', 'verdict', { zh, en }) }
  }
  const grounds = groundsOf(page)
    .sort((a, b) => LIGHTS.indexOf(a.light) - LIGHTS.indexOf(b.light))
    .slice(0, MAX_GROUNDS)
  const light = grounds[0]?.light ?? 'green'
  const isNew = opened(page)
  const done = closed(page)
  const figures = [
    caseCount(page, 'cases.opened', isNew.cases, isNew.definition),
    caseCount(page, 'cases.closed', done.cases, done.definition),
    ...grounds.map((g) => g.figure),
  ]
  const words = WORDS[light]
  const [n, m] = [isNew.cases.length, done.cases.length]
  const flow: Text = {
    zh: n + m === 0 ? '无新增案卷和结案' : `新增案卷${n}件，结案${m}件`,
    en: `${count(n, 'new case')}, ${m === 0 ? 'none' : m} closed`,
  }
  const why = grounds.length === 0 ? '' : `${grounds.map((g) => g.text.zh).join('，')}；`
  const whyEn = grounds.length === 0 ? '' : `${grounds.map((g) => g.text.en).join(', ')}; `
  const zh = `${when.zh}全市运行${words.zh}：${why}${flow.zh}。`
  const lead = page.complete ? `${words.was} on ${date.en}` : `${when.en}, ${words.is}`
  const en = `${lead}: ${whyEn}${flow.en}.`
  return { light, statement: statement('verdict', 'verdict', { zh, en: capital(en) }, figures) }
}
