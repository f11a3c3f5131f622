// A week or a month day by day, for those who calculate on: what the facts have of each day. Days of a window count as the window
// does, so that they add up to its figures; a day of which nothing is known has no numbers, never zeros.
import type { Text } from '../text.ts'
import { dailySigns, type Day, DAY_MS, daysOf } from './byDay.ts'
import { type Cell, left, right } from './cells.ts'
import { setOf } from './counting.ts'
import { clockWords, type Page, percent } from './page.ts'
import type { BriefCase, BriefIndicator, BriefTable } from './types.ts'

const NO_DATA: Text = { zh: '无数据', en: 'no data' }

/** Cases of the window by what is counted. */
type Sets = Readonly<Record<'opened' | 'closed' | 'due' | 'onTime', readonly BriefCase[]>>

export function dayTable(page: Page): BriefTable[] {
  const { kind } = page.facts
  if (kind !== 'weekly' && kind !== 'monthly') return []
  const signs = dailySigns(page)
  const sets = {
    opened: setOf(page, 'opened').cases,
    closed: setOf(page, 'closed').cases,
    due: setOf(page, 'due').cases,
    onTime: setOf(page, 'onTime').cases,
  }
  const table: BriefTable = {
    id: 'days',
    title: { zh: '逐日情况', en: 'Day by day' },
    columns: [
      left('日期', 'Date'),
      right('新增', 'New', '件'),
      right('结案', 'Closed', '件'),
      right('应处置', 'Due', '件'),
      right('按期处置', 'On time', '件'),
      right('按期处置率', 'On-time rate', '%'),
      right('有效预警', 'Warnings in force'),
      right('新增告警', 'Alarms raised'),
      // Where paper has room for the first columns alone, it says this too.
      left('备注', 'Note'),
      ...signs.map(({ name, unit }) => right(name.zh, name.en, unit)),
    ],
    rows: daysOf(page).map((day) => row(page, day, sets, signs)),
  }
  return [table]
}

function row(page: Page, day: Day, sets: Sets, signs: readonly BriefIndicator[]): Cell[] {
  const { from, to, warnings, alarms } = { ...page.facts, from: day.from, to: day.from + DAY_MS }
  const isIn = (at: number | undefined): boolean => at !== undefined && at >= from && at < to
  const count = (set: keyof Sets, of: (c: BriefCase) => number | undefined): number =>
    sets[set].filter((c) => isIn(of(c))).length
  const [due, onTime] = [count('due', (c) => c.dueAt), count('onTime', (c) => c.dueAt)]
  const counts = [
    count('opened', (c) => c.openedAt),
    count('closed', (c) => c.closedAt),
    ...[due, onTime, due === 0 ? null : percent(onTime, due)],
    warnings.filter((w) => w.issuedAt < to && (w.cancelledAt ?? w.expiresAt ?? Infinity) > from).length,
    alarms.filter((a) => isIn(a.raisedAt)).length,
  ]
  const values = signs.map(({ series }) => series?.[Math.round((from - page.facts.from) / DAY_MS)] ?? null)
  // Whatever is known of a day without the hub is still told.
  const isKnown = day.isKnown || counts.some((n) => n !== null && n > 0)
  const at = clockWords(page, page.asOf)
  const running: Text = { zh: `截至${at}`, en: `up to ${at}` }
  return [
    new Date(from + page.offsetMs).toISOString().slice(0, 10),
    ...(isKnown ? counts : counts.map(() => null)),
    isKnown ? (day.running ? running : null) : NO_DATA,
    ...values,
  ]
}
