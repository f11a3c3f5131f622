// The wall's one sentence, from what is open now. Pure: same rows, same sentence.
import type { Level } from '../../core/level.ts'
import type { Text } from '../../core/text.ts'
import type { IncidentRow } from '../../wire/views.ts'
import { readClock } from '../ui/clockReading.ts'

export interface Verdict {
  readonly level: Level | undefined
  readonly text: Text
  /** The same with less and less of it, for where there is little room. */
  readonly texts: readonly Text[]
}

export interface VerdictFacts {
  /** Open cases, most urgent first. */
  readonly open: readonly IncidentRow[]
  readonly now: number
  readonly silentFeeds: number
}

export function isOverdue(row: IncidentRow, now: number): boolean {
  return row.clock !== undefined && readClock(row.clock, now).status === 'overdue'
}

/** Titles of reports begin with their area, those of sensors with a road or building: the area is said once. */
function placed(area: string, title: string, between: string): string {
  const district = area.split(' ')[0] ?? area
  return title.includes(district) ? title : `${area}${between}${between === '' ? ' ' : ''}${title}`
}

/** Severe cases are named; otherwise the state of the whole is. What is late and what is not heard always follows. */
export function verdict({ open, now, silentFeeds }: VerdictFacts): Verdict {
  const count = (level: Level): number => open.filter((r) => r.level === level).length
  const [first, second] = [count(1), count(2)]
  const overdue = open.filter((r) => isOverdue(r, now)).length
  const worst = open[0]

  const zh: string[] = []
  const en: string[] = []
  if (worst === undefined) {
    zh.push('运行平稳，无在办案卷')
    en.push('All calm, no open cases')
  } else if (first + second > 0) {
    const parts = [first > 0 ? `${first} 起Ⅰ级` : '', second > 0 ? `${second} 起Ⅱ级` : ''].filter(Boolean).join('、')
    const partsEn = [first > 0 ? `${first} level I` : '', second > 0 ? `${second} level II` : ''].filter(Boolean)
    zh.push(`${parts}在办，首要：${placed(worst.areaName.zh, worst.title.zh, '')}`)
    en.push(`${partsEn.join(' and ')} open; first: ${placed(worst.areaName.en, worst.title.en, ': ')}`)
  } else {
    zh.push(`总体平稳，在办 ${open.length} 件，最高${worst.level === 3 ? 'Ⅲ' : 'Ⅳ'}级`)
    en.push(`Mostly calm, ${open.length} open, none above level ${worst.level === 3 ? 'III' : 'IV'}`)
  }
  if (overdue > 0) {
    zh.push(`${overdue} 件超期`)
    en.push(`${overdue} overdue`)
  }
  if (silentFeeds > 0) {
    zh.push(`${silentFeeds} 路数据中断`)
    en.push(`${silentFeeds} feed${silentFeeds > 1 ? 's' : ''} silent`)
  }
  const told = (n: number): Text => ({ zh: `${zh.slice(0, n).join('；')}。`, en: `${en.slice(0, n).join('; ')}.` })
  return { level: worst?.level, text: told(zh.length), texts: zh.map((_, i) => told(zh.length - i)) }
}
