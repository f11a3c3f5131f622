// When reports are alike: near one another and alike in kind or in words. What is made of that is told in topics.ts.
import type { AlikeRules } from '../incident/alike.ts'
import type { IncidentId } from '../ids.ts'
import { sharedPieces } from '../pieces.ts'
import { DEGREE_M, distanceM, lngDegreeM } from '../place.ts'
import type { Text } from '../text.ts'
import { isVoid } from './counting.ts'
import { narrowed, type Page } from './page.ts'
import type { BriefCase } from './types.ts'

/** How near, and how alike in words, reports of one topic are; `otherMatter`: when they were classified differently. Ours. */
export type TopicRules = Pick<AlikeRules, 'withinM' | 'words'> & { readonly otherMatter: number }
/** People complain of a residential compound or a street, not of a point. */
export const HOT_RULES: TopicRules = { withinM: 400, words: 0.3, otherMatter: 0.45 }
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
export function spotOf({ title, matterName }: BriefCase): Text {
  if (!matterName || !title.zh.endsWith(matterName.zh)) return { zh: '', en: '' }
  const en = title.en.startsWith(matterName.en) ? title.en.slice(matterName.en.length).replace(/^[\s·,]+/, '') : ''
  return { zh: title.zh.slice(0, -matterName.zh.length).trim(), en }
}

/**
 * Calls of the window before that are alike to this report, the first of a topic: by the same rule by which calls of this window join
 * it. Undefined where the hub does not know that window whole, or nobody looked around this report.
 */
export function callsBefore({ cases, facts }: Page, to: IncidentId): readonly BriefCase[] | undefined {
  const first = cases.find(({ id }) => id === to)
  const { callsBefore: found, previous, filter = {} } = facts
  if (first === undefined || found === undefined || !previous.complete || !found.around.includes(to)) return undefined
  return narrowed(found.cases, filter).filter((c) => !isVoid(c) && isSameTopic(first, c, HOT_RULES))
}
