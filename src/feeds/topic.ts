// Topics of feed contracts: template → MQTT filter and matcher, and the table that finds the contract of a topic. Knows no broker.
import { isHubTopic } from '../wire/topics.ts'
import type { Feed } from '../wire/reference.ts'
import type { TopicParams } from './types.ts'

/** Why a contract's topic template cannot be used; undefined when it can. */
export function topicProblem(template: string): string | undefined {
  const levels = template.split('/')
  const seen = new Set<string>()
  for (const [i, level] of levels.entries()) {
    if (level.includes('\u0000')) return 'topic holds a NUL character'
    if (level === '+' || (level === '#' && i === levels.length - 1)) continue
    if (/[+#]/.test(level)) return `«${level}»: + stands for a whole level, # only at the end`
    if (!/[{}]/.test(level)) continue
    if (level !== '{device}' && level !== '{metric}')
      return `«${level}»: only {device} and {metric}, each a whole level`
    if (seen.has(level)) return `${level} stands twice`
    seen.add(level)
  }
  if (template === '' || template === '#') return 'a contract cannot take every topic'
  if (levels[0]?.startsWith('$') === true) return 'topics that begin with $ belong to the broker'
  if (isHubTopic(template)) return 'topics of the hub itself are not for feeds'
  return undefined
}

const toFilter = (template: string): string =>
  template
    .split('/')
    .map((level) => (level === '{device}' || level === '{metric}' ? '+' : level))
    .join('/')

/** The MQTT subscription filter of a contract. */
export const filterOf = (feed: Pick<Feed, 'topic'>): string => toFilter(feed.topic)

/** A compiled template. */
export interface TopicPattern {
  readonly filter: string
  /** What the topic says, or undefined when it is not of this contract. */
  match(topic: string): TopicParams | undefined
}

/** Compiles a template once. Throws an Error with one clear sentence for a template that {@link topicProblem} refuses. */
export function compileTopic(template: string): TopicPattern {
  const problem = topicProblem(template)
  if (problem !== undefined) throw new Error(`topic «${template}»: ${problem}`)
  const levels = template.split('/')
  return { filter: toFilter(template), match: (topic) => matchLevels(levels, topic.split('/')) }
}

/** Matches one topic against one template; for many topics use {@link TopicTable}. */
export const matchTopic = (template: string, topic: string): TopicParams | undefined =>
  matchLevels(template.split('/'), topic.split('/'))

function matchLevels(template: readonly string[], topic: readonly string[]): TopicParams | undefined {
  // Wildcards at the first level never match $SYS and its like (MQTT 4.7.2).
  if (topic[0]?.startsWith('$') === true && template[0] !== topic[0]) return undefined
  let device: string | undefined
  let metric: string | undefined
  const open = template.at(-1) === '#'
  // `a/#` also matches `a`.
  const fixed = open ? template.length - 1 : template.length
  if (open ? topic.length < fixed : topic.length !== fixed) return undefined
  for (let i = 0; i < fixed; i++) {
    const want = template[i]
    if (want === '{device}') device = topic[i]
    else if (want === '{metric}') metric = topic[i]
    else if (want !== '+' && want !== topic[i]) return undefined
  }
  return { ...(device ? { device } : {}), ...(metric ? { metric } : {}) }
}

export interface TopicHit {
  readonly feed: Feed
  readonly params: TopicParams
}

/**
 * Finds the contracts of a topic. Answers are remembered by topic, at most `capacity` of them, so that thousands of
 * messages a second cost one map lookup each; a gateway that invents topics only pushes the oldest answers out.
 */
export class TopicTable {
  readonly #entries: readonly { readonly feed: Feed; readonly pattern: TopicPattern }[]
  readonly #known = new Map<string, readonly TopicHit[]>()
  readonly #capacity: number

  /** Throws for a contract whose topic cannot be used. */
  constructor(feeds: readonly Feed[], capacity = 100_000) {
    this.#entries = feeds.map((feed) => ({ feed, pattern: compileTopic(feed.topic) }))
    this.#capacity = capacity
  }

  /** Every filter once, for subscribing. */
  filters(): string[] {
    return [...new Set(this.#entries.map((e) => e.pattern.filter))]
  }

  /** Contracts in their own order; empty when the topic is of none. */
  find(topic: string): readonly TopicHit[] {
    const known = this.#known.get(topic)
    if (known !== undefined) return known
    const hits: TopicHit[] = []
    for (const { feed, pattern } of this.#entries) {
      const params = pattern.match(topic)
      if (params !== undefined) hits.push({ feed, params })
    }
    if (this.#known.size >= this.#capacity) {
      const oldest = this.#known.keys().next()
      if (!oldest.done) this.#known.delete(oldest.value)
    }
    this.#known.set(topic, hits)
    return hits
  }
}
