// Alike reports grouped into topics: near one another and alike in kind or in words. A category alone makes no topic.
import type { AlikeRules } from '../incident/alike.ts'
import { sharedPieces } from '../pieces.ts'
import { DEGREE_M, distanceM, lngDegreeM } from '../place.ts'
import type { Text } from '../text.ts'
import { groupBy, isVoid, setOf } from './counting.ts'
import { caseCount } from './figure.ts'
import type { Page } from './page.ts'
import { inline } from './phrases.ts'
import type { BriefCase, Figure } from './types.ts'

/** How near, and how alike in words, reports of one topic are; `otherMatter`: when they were classified differently. Ours. */
export type TopicRules = Pick<AlikeRules, 'withinM' | 'words'> & { readonly otherMatter: number }
/** People complain of a residential compound or a street, not of a point. */
export const HOT_RULES: TopicRules = { withinM: 400, words: 0.3, otherMatter: 0.45 }
/** 复发点位: a point. */
const RECURRING_RULES: TopicRules = { withinM: 100, words: Infinity, otherMatter: Infinity }
const RECURRING_TIMES = 3
const MAX_TOPICS = 5

export interface Topic {
  readonly cases: readonly BriefCase[]
  readonly name: Text
}

type Placed = BriefCase & { lng: number; lat: number }
const isPlaced = (c: BriefCase): c is Placed => c.lng !== undefined && c.lat !== undefined

/**
 * Two reports are of one topic when they are near and of the same matter; where one has no matter yet, or another, when their words
 * are alike enough. Without coordinates the place in the title must be the same.
 */
export function isSameTopic(a: BriefCase, b: BriefCase, rules: TopicRules): boolean {
  const isNear =
    isPlaced(a) && isPlaced(b) ? distanceM(a, b) <= rules.withinM : spotOf(a).zh !== '' && spotOf(a).zh === spotOf(b).zh
  if (!isNear) return false
  if (a.matter !== undefined && a.matter === b.matter) return true
  const isKnown = a.matter !== undefined && b.matter !== undefined
  return sharedPieces(a.words ?? a.title.zh, b.words ?? b.title.zh) >= (isKnown ? rules.otherMatter : rules.words)
}

/**
 * Each report joins the first topic whose first report is alike: a chain of neighbours never grows along a whole road. Topics are
 * looked up by square, so that a month of cases is grouped in one pass.
 */
export function groupAlike(cases: readonly BriefCase[], rules: TopicRules): BriefCase[][] {
  const topics: BriefCase[][] = []
  const bySquare = new Map<string, BriefCase[][]>()
  // Squares a little wider than `withinM`, so that what is near lies in a neighbour whatever the latitude within a city.
  const [height, width] = [
    (rules.withinM * 1.05) / DEGREE_M,
    (rules.withinM * 1.05) / lngDegreeM(cases.find(isPlaced)?.lat ?? 0),
  ]
  const square = (c: Placed, dx = 0, dy = 0): string =>
    `${Math.floor(c.lng / width) + dx}/${Math.floor(c.lat / height) + dy}`
  const own = (c: BriefCase): string => (isPlaced(c) ? square(c) : spotOf(c).zh)
  for (const c of cases) {
    const around = isPlaced(c) ? NEIGHBOURS.map(([dx, dy]) => square(c, dx, dy)) : [own(c)]
    const known = around
      .flatMap((key) => bySquare.get(key) ?? [])
      .find(([first]) => first !== undefined && isSameTopic(first, c, rules))
    if (known) {
      known.push(c)
      continue
    }
    const topic = [c]
    topics.push(topic)
    const there = bySquare.get(own(c))
    if (there) there.push(topic)
    else bySquare.set(own(c), [topic])
  }
  return topics.sort((a, b) => b.length - a.length)
}

const NEIGHBOURS = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const))

/** The place in a title «place matter»; empty where the title is made otherwise. */
function spotOf({ title, matterName }: BriefCase): Text {
  if (!matterName || !title.zh.endsWith(matterName.zh)) return { zh: '', en: '' }
  const en = title.en.startsWith(matterName.en) ? title.en.slice(matterName.en.length).replace(/^[\s·,]+/, '') : ''
  return { zh: title.zh.slice(0, -matterName.zh.length).trim(), en }
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

/** «皮市街占道经营4件、…», each number a figure that opens its own cases. */
export function topicFigures(
  page: Page,
  key: string,
  topics: readonly Topic[],
  definition: Text,
): { figures: Figure[]; text: Text } {
  const told = topics.map(({ cases, name }) => {
    const figure = caseCount(
      page,
      `${key}.${cases[0]?.id ?? ''}`,
      'opened',
      { ids: cases.map((c) => c.id) },
      { zh: `${definition.zh}：${name.zh}`, en: `${definition.en}: ${name.en}` },
    )
    return { figure, text: { zh: `${name.zh}${figure.value}件`, en: `${name.en} (${figure.value})` } }
  })
  return {
    figures: told.map((one) => one.figure),
    text: { zh: told.map(({ text }) => text.zh).join('、'), en: told.map(({ text }) => text.en).join('; ') },
  }
}
