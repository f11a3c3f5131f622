// Published heads as lines of one day each, newest first: where both chains ended. Pure.
import type { ChainHead } from '../../../wire/audit.ts'

export interface Day {
  readonly date: string
  readonly cases?: ChainHead
  readonly audit?: ChainHead
}

export function daysOf(heads: readonly ChainHead[]): Day[] {
  const days = new Map<string, Day>()
  for (const head of heads) days.set(head.date, { ...days.get(head.date), date: head.date, [head.chain]: head })
  return [...days.values()].sort((a, b) => (a.date < b.date ? 1 : -1))
}

/** As `npm run audit:verify -- --head` takes it. */
export const headText = (head: ChainHead): string => `${head.chain}:${head.seq}:${head.hash}`
