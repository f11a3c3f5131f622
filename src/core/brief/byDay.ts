// New cases day by day, of weeks and months: every day of a week, the busiest and the quietest of a month. Days are the city's.
import { setOf } from './counting.ts'
import { caseCount, statement } from './figure.ts'
import { clockWords, dateWords, type Page } from './page.ts'
import { list } from './phrases.ts'
import type { Text } from '../text.ts'
import type { BriefIndicator, Figure, Statement } from './types.ts'

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
  /** Not a day without the hub, of which «none» would be a guess. */
  readonly isKnown: boolean
}

export function composeDays(page: Page): Statement[] {
  const { kind } = page.facts
  if (kind !== 'weekly' && kind !== 'monthly') return []
  const days = daysOf(page)
  if (days.length < 2 || days.every(({ n }) => n === 0)) return []
  return kind === 'weekly' ? [week(page, days)] : month(page, days)
}

/** Vital signs told by the day. */
export const dailySigns = ({ facts }: Page): BriefIndicator[] =>
  facts.indicators.filter(({ series }) => series?.length === Math.ceil((facts.to - facts.from) / DAY_MS))

/** Those that have begun. */
export function daysOf(page: Page): Day[] {
  const { from, to } = page.facts
  const days: Day[] = []
  const begun = setOf(page, 'opened').cases
  const signs = dailySigns(page)
  for (let at = from; at < to && at < page.asOf; at += DAY_MS) {
    const n = begun.filter((c) => c.openedAt >= at && c.openedAt < at + DAY_MS).length
    // Where signs are told by the day, one without any was a day without the hub.
    const hasSigns = signs.some(({ series }) => (series?.[days.length] ?? null) !== null)
    days.push({ from: at, n, running: page.asOf < at + DAY_MS, isKnown: n > 0 || signs.length === 0 || hasSigns })
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
  const told = days.filter(({ n, running, isKnown }) => n > 0 || (running && isKnown))
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
  const untold = days.filter((day) => !told.includes(day))
  const rest = untoldWords(page, untold)
  const zh = `逐日新增案卷${most.zh}：${each.zh}${rest.zh}。`
  const en = `New cases day by day${most.en}: ${each.en}${rest.en}.`
  return statement('cases.days', 'cases', { zh, en }, figures)
}

/** Days without new cases, and those of which nothing is known. */
function untoldWords(page: Page, days: readonly Day[]): Text {
  const named = (isKnown: boolean): readonly Text[] =>
    days.filter((day) => day.isKnown === isKnown).map((day) => weekday(page, day))
  const [none, unknown] = [named(true), named(false)]
  const [on, gap] = [list(none), list(unknown)]
  const rest: Text =
    none.length > 1 && unknown.length === 0
      ? { zh: '，其余各日无新增', en: '; none on the other days' }
      : { zh: `，${on.zh}无新增`, en: `; none on ${on.en}` }
  return {
    zh: (none.length > 0 ? rest.zh : '') + (unknown.length > 0 ? `；${gap.zh}无数据` : ''),
    en: (none.length > 0 ? rest.en : '') + (unknown.length > 0 ? `; no data for ${gap.en}` : ''),
  }
}

function month(page: Page, days: readonly Day[]): Statement[] {
  const top = busiest(days)
  if (top.length === 0) return []
  // A day that runs still may yet bring more, and of one without data nobody knows.
  const over = days.filter(({ running, isKnown }) => !running && isKnown)
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
