// Alike reports grouped into topics, with how many alike there were before. A category alone makes no topic.
import type { Text } from '../text.ts'
import { callsBefore, groupAlike, HOT_RULES, spotOf, type TopicRules } from './alike.ts'
import { compareCounts } from './compare.ts'
import { groupBy, isVoid, setOf } from './counting.ts'
import { caseCount, incidentSource, maybeFigure } from './figure.ts'
import type { Page } from './page.ts'
import { thanWords, zeroWords } from './period.ts'
import { inline } from './phrases.ts'
import type { Query } from './query.ts'
import type { BriefCase, Figure } from './types.ts'

/** 复发点位: a point. */
const RECURRING_RULES: TopicRules = { withinM: 100, words: Infinity, otherMatter: Infinity }
const RECURRING_TIMES = 3
const MAX_TOPICS = 5

export interface Topic {
  readonly cases: readonly BriefCase[]
  readonly name: Text
}

/** Named by the place and the matter that most of its reports name; more places are said to be around it. */
function nameOf(cases: readonly BriefCase[]): Text {
  const [first] = cases
  if (first === undefined) return { zh: '', en: '' }
  const matter = groupBy(cases, (c) => c.matterName?.zh)[0]?.[1][0]?.matterName
  const spots = groupBy(cases, (c) => spotOf(c).zh || undefined)
  const most = spots[0]?.[1][0]
  if (matter === undefined || most === undefined) return inline(first.title)
  const spot = spotOf(most)
  const around = spots.length > 1 ? { zh: '一带', en: 'around ' } : { zh: '', en: '' }
  return { zh: `${spot.zh}${around.zh}${matter.zh}`, en: `${matter.en}, ${around.en}${spot.en || spot.zh}` }
}

const topicsOf = (cases: readonly BriefCase[], rules: TopicRules, least: number): Topic[] =>
  groupAlike(cases, rules)
    .filter((group) => group.length >= least)
    .slice(0, MAX_TOPICS)
    .map((group) => ({ cases: group, name: nameOf(group) }))

/** What callers complain of most: topics of two reports and more. */
export const hotTopics = (page: Page): Topic[] =>
  topicsOf(
    setOf(page, 'opened', { source: 'hotline' }).cases.filter((c) => !isVoid(c)),
    HOT_RULES,
    2,
  )

/** Points where the same matter came back, whoever reported it. */
export const recurring = (page: Page): Topic[] =>
  topicsOf(
    setOf(page, 'opened').cases.filter((c) => !isVoid(c) && c.state !== 'merged' && c.matter !== undefined),
    RECURRING_RULES,
    RECURRING_TIMES,
  )

/** One topic with its figures: the first counts its reports and opens them. */
interface Told {
  readonly figures: readonly Figure[]
  readonly text: Text
}

function told(page: Page, key: string, { cases, name }: Topic, definition: Text): Told {
  const figure = caseCount(
    page,
    key,
    'opened',
    { ids: cases.map((c) => c.id) },
    { zh: `${definition.zh}：${name.zh}`, en: `${definition.en}: ${name.en}` },
  )
  return { figures: [figure], text: { zh: `${name.zh}${figure.value}件`, en: `${name.en} (${figure.value})` } }
}

const keyOf = (key: string, { cases: [first] }: Topic): string => `${key}.${first?.id ?? ''}`

/** «皮市街占道经营4件、…», each number a figure that opens its own cases. */
export function topicFigures(page: Page, key: string, topics: readonly Topic[], definition: Text): Told {
  const all = topics.map((topic) => told(page, keyOf(key, topic), topic, definition))
  return {
    figures: all.flatMap((one) => one.figures),
    text: { zh: all.map(({ text }) => text.zh).join('、'), en: all.map(({ text }) => text.en).join('; ') },
  }
}

/** «皮市街占道经营4件，前一日3件，增加1件；…»: each beside the calls alike to it in the window before. Undefined: not comparable. */
export function comparedTopics(page: Page, key: string, topics: readonly Topic[], definition: Text): Told | undefined {
  const all = topics.map((topic) => compared(page, keyOf(key, topic), topic, definition))
  const known = all.filter((one) => one !== undefined)
  if (known.length < all.length) return undefined
  return {
    figures: known.flatMap((one) => one.figures),
    text: { zh: known.map(({ text }) => text.zh).join('；'), en: known.map(({ text }) => text.en).join('; ') },
  }
}

function compared(page: Page, key: string, topic: Topic, definition: Text): Told | undefined {
  const { figures, text } = told(page, key, topic, definition)
  const [n] = figures
  const before: Query = { ask: 'alike', to: topic.cases[0]?.id ?? '' }
  const than = thanWords(page, 'before')
  const sources = (callsBefore(page, before.to) ?? []).map(incidentSource)
  const base = maybeFigure(page, before, {
    ...{ key: `${key}.before`, unit: '件', sources },
    definition: {
      zh: `${than.zh}的12345热线来件中，与「${topic.name.zh}」首件地点相近且事项相同或反映内容相似的`,
      en: `Calls of ${than.en} near the first of “${topic.name.en}” and of the same matter or alike in words`,
    },
  })
  if (n?.query === undefined || base === undefined) return undefined
  const none = zeroWords(page, 'before')
  const zero: Text = { zh: `${none.zh}，属新增`, en: `new, ${none.en}` }
  const clause = compareCounts(page, { key, now: n.query, before, than, zero, sources: [...n.sources, ...sources] })
  if (clause === undefined) return undefined
  const was: Text =
    base.value === 0
      ? { zh: '', en: '' }
      : { zh: `${than.zh}${base.value}件，`, en: `against ${base.value} ${than.en}, ` }
  return {
    figures: [n, base, ...clause.figures],
    text: {
      zh: `${text.zh}，${was.zh}${clause.text.zh}`,
      en: `${topic.name.en}: ${n.value}, ${was.en}${clause.text.en}`,
    },
  }
}
