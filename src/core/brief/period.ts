// What a brief calls its window and the windows it compares with, by kind. Words only.
import type { Text } from '../text.ts'
import { clockWords, dateWords, type Page } from './page.ts'
import type { BriefKind } from './key.ts'
import { capital } from './phrases.ts'
import type { Than } from './query.ts'

const text = (zh: string, en: string): Text => ({ zh, en })
type Told = 'daily' | 'weekly' | 'monthly' | 'other'
const told = (kind: BriefKind): Told => (kind === 'flash' || kind === 'topic' ? 'other' : kind)

const NAMES: Readonly<Record<Told, { own: Text; end: Text; noun: Text; noneBefore: Text }>> = {
  daily: {
    own: text('当日', 'of the day'),
    end: text('期末', 'at the end of the day'),
    noun: text('日', 'the day'),
    noneBefore: text('前一日', 'the day before'),
  },
  weekly: {
    own: text('本周', 'of the week'),
    end: text('期末', 'at the end of the week'),
    noun: text('周', 'the week'),
    noneBefore: text('上周', 'the week before'),
  },
  monthly: {
    own: text('本月', 'of the month'),
    end: text('期末', 'at the end of the month'),
    noun: text('月', 'the month'),
    noneBefore: text('上月', 'the month before'),
  },
  other: {
    own: text('期内', 'of the period'),
    end: text('期末', 'at the end of the period'),
    noun: text('期', 'the period'),
    noneBefore: text('上一时段', 'the period before'),
  },
}

/** 29 February has no date a year before. */
export const isLeapDay = ({ facts }: Page): boolean => facts.kind === 'daily' && facts.date.endsWith('-02-29')

/** 当日, 本周, 本月: as it stands before what happened in it. */
export const ownWords = (page: Page): Text => NAMES[told(page.facts.kind)].own
/** 期末: when what is open is counted. */
export const endWords = (page: Page): Text => (page.complete ? NAMES[told(page.facts.kind)].end : text('目前', 'now'))

/** The window compared with, as a noun: 前一日, 上周同日, 上年同日. While the window runs, the same part of it. */
export function thanWords(page: Page, than: Than): Text {
  const kind = told(page.facts.kind)
  const part = (zh: string, en: string): Text =>
    page.complete ? text(zh, en) : text(`${zh}同一时段`, `the same part of ${en}`)
  if (than === 'before') return part(NAMES[kind].noneBefore.zh, NAMES[kind].noneBefore.en)
  if (than === 'lastWeek') return part('上周同日', 'the same weekday a week before')
  const year = { daily: '上年同日', weekly: '上年同周', monthly: '上年同月', other: '上年同期' }[kind]
  return part(
    year,
    kind === 'daily' ? 'the same date a year before' : `the same ${NAMES[kind].noun.en.slice(4)} a year before`,
  )
}

// prettier-ignore
const FULL_MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** How a window compared with is said to hold nothing: 前一日为零, 上年同期为零. */
export function zeroWords(page: Page, than: Than): Text {
  if (than === 'lastYear') return text('上年同期为零', 'none a year before')
  const words = thanWords(page, than)
  return than === 'before' ? text(`${words.zh}为零`, `none ${words.en}`) : text('上周同日为零', 'none a week before')
}

/** What is said where the window before is not known whole. The Chinese goes on in a sentence, the English is one. */
export function incompleteWords(page: Page): Text {
  const than = thanWords(page, 'before')
  return text(`${than.zh}数据不完整，不作比较`, `${capital(than.en)} is incomplete, so nothing is compared.`)
}

/** The window itself: 10月13日, 11月16日至22日, 11月 / 13 Oct, 16 to 22 Nov, November. */
export function windowWords(page: Page): Text {
  const { facts } = page
  const first = Date.parse(`${facts.date}T00:00:00Z`) - page.offsetMs
  const a = dateWords(page, first)
  if (facts.kind === 'daily' || facts.kind === 'flash') return a
  const start = new Date(first + page.offsetMs)
  const month = FULL_MONTHS[start.getUTCMonth()] ?? ''
  if (facts.kind === 'monthly') return text(`${start.getUTCMonth() + 1}月`, month)
  const end = new Date(facts.to - 1 + page.offsetMs)
  const b = dateWords(page, facts.to - 1)
  if (a.zh === b.zh) return a
  if (end.getUTCMonth() === start.getUTCMonth())
    return text(`${a.zh}至${end.getUTCDate()}日`, `${start.getUTCDate()} to ${b.en}`)
  return text(`${a.zh}至${b.zh}`, `${a.en} to ${b.en}`)
}

/** How a sentence about the whole window begins: «10月13日» or «截至10月13日09:00，». */
export function whenWords(page: Page): Text {
  const window = windowWords(page)
  const at = clockWords(page, page.asOf)
  const on = dateWords(page, page.asOf)
  const isOneDay = page.facts.kind === 'daily'
  if (page.complete)
    return text(window.zh, `${isOneDay ? 'on' : page.facts.kind === 'monthly' ? 'in' : 'from'} ${window.en}`)
  if (isOneDay) return text(`截至${window.zh}${at}，`, `as of ${at} on ${window.en}`)
  return text(`${window.zh}（截至${on.zh}${at}）`, `in the period ${window.en}, up to ${at} on ${on.en}`)
}

/** Title of the whole. */
export function titleWords(page: Page): Text {
  const { kind, title } = page.facts
  switch (kind) {
    case 'daily':
      return text('城市运行日报', 'Daily brief')
    case 'weekly':
      return text('城市运行周报', 'Weekly brief')
    case 'monthly':
      return text('城市运行月报', 'Monthly brief')
    case 'topic':
      return title ?? text('城市运行专报', 'Special brief')
    case 'flash':
      return title ?? text('值班快报', 'Flash report')
  }
}
