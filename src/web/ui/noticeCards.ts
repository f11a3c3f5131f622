// Cards that pop up for notices: grave ones stay until somebody puts them away, the others go by themselves.
import { shallowRef } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import type { Level } from '../../core/level.ts'
import type { Text } from '../../core/text.ts'

export interface NoticeCard {
  readonly id: string
  /** Absent: no case, e.g. the end of a shift. */
  readonly level?: Level
  readonly text: Text
  readonly at: number
  readonly to: RouteLocationRaw
}

/** Ⅰ and Ⅱ, and what is about the shift itself. */
const STAYS_LEVEL = 2
const GOES_AFTER_MS = 10_000

/** Newest first. */
export const noticeCards = shallowRef<readonly NoticeCard[]>([])
export function putAway(id: string): void {
  noticeCards.value = noticeCards.value.filter((card) => card.id !== id)
}
export function popCard(card: NoticeCard): void {
  if (noticeCards.value.some(({ id }) => id === card.id)) return
  noticeCards.value = [card, ...noticeCards.value]
  if (card.level !== undefined && card.level > STAYS_LEVEL) setTimeout(() => putAway(card.id), GOES_AFTER_MS)
}
export function putAllAway(): void {
  noticeCards.value = []
}
