// What was chosen lately at this desk, for as long as the tab lives: the next officer at the machine finds nothing of it.
import type { Line } from './lines.ts'

export type RecentLine = Required<Pick<Line, 'text' | 'to'>> & Pick<Line, 'aside' | 'level'>
const MOST = 6
const nameOf = (account: string): string => `yiwang.palette.${account}`

export function readRecent(account: string): readonly RecentLine[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(nameOf(account)) ?? '[]')
    return Array.isArray(kept)
      ? kept.filter((one: unknown): one is RecentLine => {
          const line = one as Partial<RecentLine> | null
          return typeof line?.text === 'string' && typeof line.to === 'string' && line.to.startsWith('/')
        })
      : []
  } catch {
    return []
  }
}

export function keepRecent(account: string, { text, to, aside, level }: Line): void {
  if (to === undefined) return
  const line: RecentLine = { text, to, ...(aside !== undefined && { aside }), ...(level !== undefined && { level }) }
  const lines = [line, ...readRecent(account).filter((one) => one.to !== to)].slice(0, MOST)
  try {
    sessionStorage.setItem(nameOf(account), JSON.stringify(lines))
  } catch {
    // Storage may be forbidden; then nothing is recent.
  }
}
