// Which shape stands for which standing. One table for wall, page and phone.
import type { PartyAnswer, Standing } from './read.ts'

export type Mark = 'done' | 'no' | 'open' | 'late'
export const ANSWER_MARK: Readonly<Record<PartyAnswer, Mark>> = {
  ready: 'done',
  notReady: 'no',
  silent: 'open',
  late: 'late',
}
export const STANDING_MARK: Readonly<Record<Standing, Mark>> = {
  done: 'done',
  doneLate: 'done',
  open: 'open',
  overdue: 'late',
}
