// Order of feeds: silent, late, those that refuse much, then by name of id. A feed that never spoke stands last.
import type { FeedStatus } from '../../../wire/views.ts'

const RANK: Readonly<Record<FeedStatus['state'], number>> = { silent: 0, late: 1, live: 2, never: 3 }

export const feedsByNeed = (feeds: readonly FeedStatus[]): FeedStatus[] =>
  [...feeds].sort((a, b) => RANK[a.state] - RANK[b.state] || (a.id < b.id ? -1 : 1))
