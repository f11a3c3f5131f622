// Why the light is what it is: each thing that colours it, with the figure that says so.
import type { Because } from '../because.ts'
import type { Level } from '../level.ts'
import type { Text } from '../text.ts'
import { alarmsOf, supervisedOf } from './answer.ts'
import { setOf } from './counting.ts'
import { caseCount, figure, indicatorSource } from './figure.ts'
import type { Page } from './page.ts'
import { ownWords } from './period.ts'
import { count } from './phrases.ts'
import type { CaseFilter, CaseSet, Query } from './query.ts'
import type { Brief, Figure } from './types.ts'

export type Light = Brief['light']
export const LIGHTS: readonly Light[] = ['red', 'orange', 'yellow', 'green']

/** One thing that colours the light. */
export interface Ground {
  readonly light: Light
  readonly text: Text
  readonly figure: Figure
}
type Say = (n: number) => Text

const ROMAN = { 1: ['Ⅰ', 'I'], 2: ['Ⅱ', 'II'], 3: ['Ⅲ', 'III'] } as const

/**
 * Red: a level I case open, or an indicator at level I. Orange: a level II case open, a level I case of the window already finished,
 * an indicator at level II, a level I alarm standing, or an official red warning. Yellow: a level II case of the window already
 * finished, an indicator at level III, an official orange warning, a case or a matter under supervision overdue, or a silent feed.
 * Otherwise green.
 */
export function groundsOf(page: Page): Ground[] {
  return [...byCases(page), ...byIndicators(page), ...byWarnings(page), ...byDesk(page)]
    .filter((ground) => ground !== undefined)
    .sort((a, b) => LIGHTS.indexOf(a.light) - LIGHTS.indexOf(b.light))
}

function ofCases(
  page: Page,
  light: Light,
  key: string,
  set: CaseSet,
  filter: CaseFilter | undefined,
  say: Say,
  definition?: Text,
) {
  if (setOf(page, set, filter).cases.length === 0) return undefined
  const counted = caseCount(page, key, set, filter, definition)
  return { light, text: say(counted.value), figure: counted }
}

function of(
  page: Page,
  light: Light,
  key: string,
  query: Query,
  unit: string,
  sources: readonly Because[],
  say: Say,
  definition: Text,
) {
  if (sources.length === 0) return undefined
  const counted = figure(page, query, { key, unit, definition, sources })
  return { light, text: say(counted.value), figure: counted }
}

function byCases(page: Page): (Ground | undefined)[] {
  const openLight = { 1: 'red', 2: 'orange' } as const
  const doneLight = { 1: 'orange', 2: 'yellow' } as const
  const own = ownWords(page)
  return ([1, 2] as const).flatMap((level) => {
    const [zh, en] = ROMAN[level]
    return [
      ofCases(
        page,
        openLight[level],
        `verdict.open${level}`,
        'open',
        { level },
        (n) => ({ zh: `${zh}级案卷${n}件在办`, en: `${count(n, `level ${en} case`)} open` }),
        { zh: `数据截止时在办的${zh}级案卷`, en: `Level ${en} cases open at the cut-off` },
      ),
      ofCases(
        page,
        doneLight[level],
        `verdict.done${level}`,
        'done',
        { level },
        (n) => ({ zh: `${own.zh}${zh}级案卷${n}件已结案`, en: `${count(n, `level ${en} case`)} ${own.en} closed` }),
        {
          zh: `统计时段内发生并已结案的${zh}级案卷`,
          en: `Level ${en} cases that began within the window and were closed`,
        },
      ),
    ]
  })
}

function byIndicators(page: Page): (Ground | undefined)[] {
  const lights = { 1: 'red', 2: 'orange', 3: 'yellow' } as const
  return ([1, 2, 3] as const).map((level) => {
    const [zh, en] = ROMAN[level]
    return of(
      page,
      lights[level],
      `verdict.indicators${level}`,
      { ask: 'indicators', measure: 'known', level },
      '项',
      page.facts.indicators.filter((i) => i.value !== undefined && i.level === level).map(indicatorSource),
      (n) => ({ zh: `${n}项体征达${zh}级`, en: `${count(n, 'indicator')} at level ${en}` }),
      { zh: `处于${zh}级的城市体征`, en: `Indicators at level ${en}` },
    )
  })
}

function byWarnings(page: Page): (Ground | undefined)[] {
  const lights = { 1: 'orange', 2: 'yellow' } as const
  const colours: Partial<Record<Level, Text>> = { 1: { zh: '红色', en: 'red' }, 2: { zh: '橙色', en: 'orange' } }
  return ([1, 2] as const).map((level) => {
    const { zh, en } = colours[level] ?? { zh: '', en: '' }
    return of(
      page,
      lights[level],
      `verdict.warnings${level}`,
      { ask: 'warnings', level },
      '条',
      page.facts.warnings.filter((w) => w.level === level).map((w) => ({ kind: 'warning', id: w.id, at: w.issuedAt })),
      (n) => ({ zh: `${zh}预警${n}条`, en: `${count(n, `official ${en} warning`)}` }),
      { zh: `统计时段内有效的官方${zh}预警`, en: `Official ${en} warnings that stood within the window` },
    )
  })
}

function byDesk(page: Page): (Ground | undefined)[] {
  return [
    of(
      page,
      'orange',
      'verdict.alarms1',
      { ask: 'alarms', set: 'standing', level: 1 },
      '条',
      alarmsOf(page, 'standing', 1).map((a) => ({ kind: 'alarm', id: a.id, at: a.raisedAt })),
      (n) => ({ zh: `Ⅰ级告警${n}条未解除`, en: `${count(n, 'level I alarm')} standing` }),
      { zh: '数据截止时尚未解除的Ⅰ级告警', en: 'Level I alarms not cleared at the cut-off' },
    ),
    ofCases(page, 'yellow', 'verdict.overdue', 'overdue', undefined, (n) => ({
      zh: `超期未处置${n}件`,
      en: `${count(n, 'case')} overdue`,
    })),
    of(
      page,
      'yellow',
      'verdict.supervised',
      { ask: 'supervised', set: 'overdue' },
      '件',
      supervisedOf(page, 'overdue').map((s) => ({ kind: 'supervision', id: s.id, at: s.givenAt })),
      (n) => ({ zh: `督办事项${n}件超期`, en: `${count(n, 'matter')} under supervision overdue` }),
      { zh: '数据截止时超过办结时限的督办事项', en: 'Matters under supervision past their date at the cut-off' },
    ),
    of(
      page,
      'yellow',
      'verdict.silent',
      { ask: 'feeds', measure: 'silent' },
      '路',
      page.facts.feeds.filter((f) => f.silent).map((f) => ({ kind: 'feed', id: f.id })),
      (n) => ({ zh: `${n}路数据中断`, en: `${count(n, 'feed')} silent` }),
      { zh: '数据截止时中断的数据接入', en: 'Feeds silent at the cut-off' },
    ),
  ]
}
