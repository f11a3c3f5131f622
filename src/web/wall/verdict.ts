// The wall's one sentence, from what is open now. Pure: same rows, same sentence.
import { titleFor } from '../../core/incident/title.ts'
import type { Level } from '../../core/level.ts'
import type { Text } from '../../core/text.ts'
import type { IncidentRow } from '../../wire/views.ts'
import { readClock } from '../ui/clockReading.ts'

export interface Verdict {
  readonly level: Level | undefined
  /** The whole of it first, then with less and less of the worst case, for where there is little room. */
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

/** The worst case, with less and less of where it is. */
function namesOf({ areaName: area, title, matterName: matter }: IncidentRow): Text[] {
  const whole: Text = { zh: placed(area.zh, title.zh, ''), en: placed(area.en, title.en, ': ') }
  return matter === undefined ? [whole] : [whole, titleFor({ place: area, matter }), matter]
}

/** What the whole is like: severe cases are named, with less and less of the worst. */
function heads(open: readonly IncidentRow[]): Text[] {
  const count = (level: Level): number => open.filter((r) => r.level === level).length
  const [first, second] = [count(1), count(2)]
  const [worst] = open
  if (worst === undefined) return [{ zh: '运行平稳，无在办案卷', en: 'All calm, no open cases' }]
  if (first + second === 0) {
    const [zh, en] = worst.level === 3 ? ['Ⅲ', 'III'] : ['Ⅳ', 'IV']
    const n = open.length
    return [{ zh: `总体平稳，在办 ${n} 件，最高${zh}级`, en: `Mostly calm, ${n} open, none above level ${en}` }]
  }
  const parts = [first > 0 ? `${first} 起Ⅰ级` : '', second > 0 ? `${second} 起Ⅱ级` : ''].filter(Boolean)
  const partsEn = [first > 0 ? `${first} level I` : '', second > 0 ? `${second} level II` : ''].filter(Boolean)
  const counts: Text = { zh: `${parts.join('、')}在办`, en: `${partsEn.join(' and ')} open` }
  return [
    ...namesOf(worst).map(({ zh, en }) => ({ zh: `${counts.zh}，首要：${zh}`, en: `${counts.en}; first: ${en}` })),
    counts,
  ]
}

/** The state of the whole. What is late and what is not heard always follows: it is worth more than where the worst case is. */
export function verdict({ open, now, silentFeeds }: VerdictFacts): Verdict {
  const overdue = open.filter((r) => isOverdue(r, now)).length
  const tails: Text[] = []
  if (overdue > 0) tails.push({ zh: `${overdue} 件超期`, en: `${overdue} overdue` })
  if (silentFeeds > 0)
    tails.push({ zh: `${silentFeeds} 路数据中断`, en: `${silentFeeds} feed${silentFeeds > 1 ? 's' : ''} silent` })
  const texts = heads(open).map((head): Text => {
    const parts = [head, ...tails]
    return { zh: `${parts.map((t) => t.zh).join('；')}。`, en: `${parts.map((t) => t.en).join('; ')}.` }
  })
  return { level: open[0]?.level, texts }
}
