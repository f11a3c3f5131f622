// New cases day by day, of weeks and months: every day of a week, the busiest and the quietest of a month. Days are the city's.
import { setOf } from './counting.ts'
import { caseCount, statement } from './figure.ts'
import { clockWords, dateWords, type Page } from './page.ts'
import { list } from './phrases.ts'
import type { Text } from '../text.ts'
import type { Figure, Statement } from './types.ts'

export const DAY_MS = 86_400_000
/** More days alike at the top, and none of them stands out. */
const MOST_ALIKE = 3

// prettier-ignore
const WEEKDAYS: readonly Text[] = [
  { zh: '周日', en: 'Sunday' }, { zh: '周一', en: 'Monday' }, { zh: '周二', en: 'Tuesday' }, { zh: '周三', en: 'Wednesday' },
  { zh: '周四', en: 'Thursday' }, { zh: '周五', en: 'Friday' }, { zh: '周六', en: 'Saturday' },
]

export interface Day {
  readonly from: number
  readonly n: number
  /** It runs still. */
  readonly running: boolean
}

export function composeDays(page: Page): Statement[] {
  const { kind } = page.facts
  if (kind !== 'weekly' && kind !== 'monthly') return []
  const days = daysOf(page)
  if (days.length < 2 || days.every(({ n }) => n === 0)) return []
  return kind === 'weekly' ? [week(page, days)] : month(page, days)
}

/** Those that have begun. */
export function daysOf(page: Page): Day[] {
  const { from, to } = page.facts
  const days: Day[] = []
  const begun = setOf(page, 'opened').cases
  for (let at = from; at < to && at < page.asOf; at += DAY_MS) {
    const n = begun.filter((c) => c.openedAt >= at && c.openedAt < at + DAY_MS).length
    days.push({ from: at, n, running: page.asOf < at + DAY_MS })
  }
  return days
}

const weekday = (page: Page, { from }: Day): Text =>
  WEEKDAYS[new Date(from + page.offsetMs).getUTCDay()] ?? { zh: '', en: '' }

function counted(page: Page, { from }: Day): Figure {
  const on = dateWords(page, from)
  const date = new Date(from + page.offsetMs).toISOString().slice(0, 10)
  return caseCount(
    page,
    `cases.day.${date}`,
    'opened',
    { begun: { from, to: from + DAY_MS } },
    { zh: `${on.zh}发生的案卷`, en: `Cases that began on ${on.en}` },
  )
}

/** Those with the most, unless nothing stands out. */
function busiest(days: readonly Day[]): readonly Day[] {
  const most = Math.max(...days.map(({ n }) => n))
  const top = days.filter(({ n }) => n === most)
  return top.length === days.length || top.length > MOST_ALIKE ? [] : top
}

function week(page: Page, days: readonly Day[]): Statement {
  const at = clockWords(page, page.asOf)
  // Of days over nothing is told one by one where there was nothing.
  const told = days.filter(({ n, running }) => n > 0 || running)
  const figures = told.map((day) => counted(page, day))
  const each = list(
    told.map((day, i): Text => {
      const { zh, en } = weekday(page, day)
      const n = figures[i]?.value ?? 0
      return {
        zh: `${zh}${day.running ? `（截至${at}）` : ''}${n}件`,
        en: `${en} ${n}${day.running ? ` (up to ${at})` : ''}`,
      }
    }),
  )
  // Of one day that had any, nothing is the most.
  const top = list(days.filter(({ n }) => n > 0).length < 2 ? [] : busiest(days).map((day) => weekday(page, day)))
  const most: Text = top.zh === '' ? { zh: '', en: '' } : { zh: `以${top.zh}最多`, en: `, the most on ${top.en}` }
  const none = noneOn(
    page,
    days.filter((day) => !told.includes(day)),
  )
  const zh = `逐日新增案卷${most.zh}：${each.zh}${none.zh}。`
  const en = `New cases day by day${most.en}: ${each.en}${none.en}.`
  return statement('cases.days', 'cases', { zh, en }, figures)
}

function noneOn(page: Page, empty: readonly Day[]): Text {
  const [first, ...more] = empty
  if (first === undefined) return { zh: '', en: '' }
  if (more.length > 0) return { zh: '，其余各日无新增', en: '; none on the other days' }
  const day = weekday(page, first)
  return { zh: `，${day.zh}无新增`, en: `; none on ${day.en}` }
}

function month(page: Page, days: readonly Day[]): Statement[] {
  const top = busiest(days)
  if (top.length === 0) return []
  // A day that runs still may yet bring more.
  const over = days.filter(({ running }) => !running)
  const least = Math.min(...over.map(({ n }) => n))
  const bottom = over.filter(({ n }) => n === least)
  const low = bottom.length === 1 && least < (top[0]?.n ?? 0) ? bottom : []
  const most = top.map((day) => counted(page, day))
  const fewest = low.map((day) => counted(page, day))
  const told = (chosen: readonly Day[], figures: readonly Figure[]): Text =>
    list(
      chosen.map((day, i): Text => {
        const on = dateWords(page, day.from)
        const n = figures[i]?.value ?? 0
        return { zh: `${on.zh}（${n}件）`, en: `${n} on ${on.en}` }
      }),
    )
  const [a, b] = [told(top, most), told(low, fewest)]
  const text: Text = {
    zh: `新增案卷最多的是${a.zh}${b.zh === '' ? '' : `，最少的是${b.zh}`}。`,
    en: `Most new cases in a day: ${a.en}${b.en === '' ? '' : `; fewest: ${b.en}`}.`,
  }
  return [statement('cases.days', 'cases', text, [...most, ...fewest])]
}
