// What is special about a case beyond its state: one table for queue, cards, heads and filters. Words are `incident.mark.<name>`.
import type { IncidentRow } from '../../wire/views.ts'

type Marked = Pick<
  IncidentRow,
  | 'escalated'
  | 'replyOwed'
  | 'supervised'
  | 'request'
  | 'appeal'
  | 'ordersOpen'
  | 'reopenings'
  | 'absorbed'
  | 'handledLate'
  | 'contact'
  | 'callBackDueAt'
>

/** In the order of how soon somebody should look. */
const MARK = {
  escalated: (row) => row.escalated,
  replyOwed: (row) => row.replyOwed,
  /** Supervised and answered; an answer owed says it already. */
  supervised: (row) => row.supervised && !row.replyOwed,
  request: (row) => row.request !== undefined,
  /** Whoever reported it waits for a call. */
  contactDue: (row) => row.contact === 'due',
  callBackDue: (row) => row.callBackDueAt !== undefined,
  appealed: (row) => row.appeal === 'asked' || row.appeal === 'reviewed',
  ordersOpen: (row) => row.ordersOpen > 0,
  reopened: (row) => row.reopenings > 0,
  absorbed: (row) => row.absorbed > 0,
  handledLate: (row) => row.handledLate === true,
} as const satisfies Record<string, (row: Marked) => boolean>

export type Mark = keyof typeof MARK
export const MARKS = Object.keys(MARK) as Mark[]
/** Marks that ask somebody to act stand filled; the others are outlined. Neither takes a hue of the levels. */
export const URGENT_MARKS: ReadonlySet<Mark> = new Set<Mark>(['escalated', 'replyOwed', 'request', 'appealed'])

export const hasMark = (row: Marked, mark: Mark): boolean => MARK[mark](row)
export const marksOf = (row: Marked): Mark[] => MARKS.filter((mark) => MARK[mark](row))
