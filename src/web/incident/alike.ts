// Cases another one could be merged into, as lists need them. Pure; whether a merge is lawful is the hub's to say.
import { isTerminal } from '../../core/incident/lifecycle.ts'
import type { AlikeView } from '../../wire/api.ts'
import type { IncidentRow } from '../../wire/views.ts'

/** More than this nobody compares; another word narrows it. */
const MOST = 6

export interface MergeQuestion {
  readonly self: string
  readonly alike: readonly AlikeView[]
  readonly open: readonly IncidentRow[]
  readonly chosen: string | undefined
  readonly search: string
}

const takesOthers = (row: IncidentRow): boolean => !isTerminal(row.state) && row.state !== 'merged'

/** The alike ones first; with words, the open cases that have them all. The chosen one never drops out of the list. */
export function mergeTargets({ self, alike, open, chosen, search }: MergeQuestion): IncidentRow[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const has = (row: IncidentRow): boolean =>
    words.every((word) =>
      [row.code, row.title.zh, row.title.en, row.areaName.zh, row.areaName.en, row.address, row.matterName?.zh].some(
        (part) => part?.toLowerCase().includes(word) === true,
      ),
    )
  const offered = alike.map(({ row }) => row)
  const found = words.length === 0 ? offered : [...offered, ...open].filter(has)
  const held = [...offered, ...open].filter((row) => row.id === chosen)
  const unique = new Map([...held, ...found].map((row) => [row.id, row]))
  unique.delete(self)
  return [...unique.values()].filter(takesOthers).slice(0, MOST)
}
