// Where a notice reaches its reader: by the reader's own rules, under the duty roster. Delivers nothing.
import { MINUTE_MS } from './clock/calendar.ts'
import type { NoticeKind } from './incident/notices.ts'
import type { Level } from './level.ts'

/** The bell in the head of every page, a card that pops up, a tone, the browser's own notification; in the order they are told. */
export const NOTICE_CHANNELS = ['bell', 'card', 'tone', 'browser'] as const
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number]

/** One rule of a reader. `hours` are city minutes of the day, over midnight when `from` is later than `to`. */
export interface NotifyRule {
  readonly kinds?: readonly NoticeKind[]
  readonly level: number
  readonly hours?: { readonly from: number; readonly to: number }
  readonly onShift: boolean
  readonly channels: readonly NoticeChannel[]
}

/** `rule`: the n-th of the reader's rules; `default`: none fits; `roster` adds what nobody on shift may miss. */
export interface Delivery {
  readonly channels: readonly NoticeChannel[]
  readonly rule: number | undefined
  readonly byRoster: boolean
}

/** Where a notice goes that no rule speaks of. */
const DEFAULT: readonly NoticeChannel[] = ['bell']
/** What always reaches whoever is on shift, from this level up: the desk is answerable for Ⅰ and Ⅱ. */
const ROSTER_LEVEL = 2
const ROSTER_CHANNELS: readonly NoticeChannel[] = ['bell', 'card']

const DAY_MINUTES = 1440

/** Whether an instant (epoch ms) falls into hours of the city's day. Equal ends mean the whole day. */
export function isWithin(hours: { from: number; to: number }, at: number, utcOffsetMinutes: number): boolean {
  const minutes = Math.floor(at / MINUTE_MS) + utcOffsetMinutes
  const minute = ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES
  const { from, to } = hours
  if (from === to) return true
  return from < to ? from <= minute && minute < to : minute >= from || minute < to
}

/**
 * The first rule that fits decides; none: bell. On shift, Ⅰ and Ⅱ reach bell and card whatever the rules say.
 * `at`: when the notice came, epoch ms; `onShift`: whether the roster had its reader on shift then.
 */
export function channelsFor(
  notice: { readonly kind: NoticeKind; readonly level: Level },
  rules: readonly NotifyRule[],
  { at, onShift, utcOffsetMinutes }: { at: number; onShift: boolean; utcOffsetMinutes: number },
): Delivery {
  const found = rules.findIndex(
    (rule) =>
      (rule.kinds === undefined || rule.kinds.includes(notice.kind)) &&
      notice.level <= rule.level &&
      (rule.hours === undefined || isWithin(rule.hours, at, utcOffsetMinutes)) &&
      (!rule.onShift || onShift),
  )
  const chosen = new Set(rules[found]?.channels ?? DEFAULT)
  const byRoster = onShift && notice.level <= ROSTER_LEVEL && ROSTER_CHANNELS.some((channel) => !chosen.has(channel))
  if (byRoster) for (const channel of ROSTER_CHANNELS) chosen.add(channel)
  return {
    channels: NOTICE_CHANNELS.filter((channel) => chosen.has(channel)),
    rule: found === -1 ? undefined : found,
    byRoster,
  }
}
