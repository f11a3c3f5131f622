// Whether two cases may be one: near in place and time, of the same kind, alike in words. Offers; a person merges.
import type { IncidentId } from '../ids.ts'
import { distanceM } from '../place.ts'
import { sharedPieces } from '../pieces.ts'
import { isTerminal } from './lifecycle.ts'
import type { Incident } from './types.ts'

/** How near counts as near (local practice: 50 m and 24 h), and how alike words must be, 0–1. City data. */
export interface AlikeRules {
  readonly withinM: number
  readonly withinHours: number
  readonly words: number
}

/** What is compared. `text` is the reporter's or the rule's words. */
export type Comparable = Pick<Incident, 'id' | 'place' | 'openedAt' | 'matter' | 'text' | 'state' | 'mergedInto'>

export interface Alike {
  readonly incident: IncidentId
  /** 0–1, the order of the offer. */
  readonly score: number
  readonly distanceM: number
  readonly apartMs: number
  readonly sameMatter: boolean
  /** Shared two-character pieces over all of them, 0–1. */
  readonly words: number
}

const HOUR_MS = 3_600_000
/** What each likeness adds to the score: the place says most, then the words, the kind, the hour. Ours; only the order of offers. */
const WEIGHTS = { place: 0.35, words: 0.3, matter: 0.2, time: 0.15 } as const

/**
 * Whether `b` may be what `a` is about, as far as `rules` allow; undefined when not. Both limits are inclusive. The matters must be
 * the same; where one of them is not known yet, the words decide. An ended or merged `b`, and `a` itself, are never offered.
 */
export function alikeTo(a: Comparable, b: Comparable, rules: AlikeRules): Alike | undefined {
  if (a.id === b.id || b.state === 'merged' || isTerminal(b.state)) return undefined
  const withinMs = rules.withinHours * HOUR_MS
  const apartMs = Math.abs(a.openedAt - b.openedAt)
  const away = distanceM(a.place, b.place)
  if (apartMs > withinMs || away > rules.withinM) return undefined
  const words = sharedPieces(a.text, b.text)
  const sameMatter = a.matter !== undefined && a.matter === b.matter
  const unknown = a.matter === undefined || b.matter === undefined
  if (!sameMatter && !(unknown && words >= rules.words)) return undefined
  const score =
    WEIGHTS.place * (1 - away / rules.withinM) +
    WEIGHTS.words * words +
    WEIGHTS.matter * (sameMatter ? 1 : 0) +
    WEIGHTS.time * (1 - apartMs / withinMs)
  return { incident: b.id, score: Math.max(0, Math.min(1, score)), distanceM: away, apartMs, sameMatter, words }
}
