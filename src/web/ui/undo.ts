// The last own act, while it may be taken back: one offer at a time, since «u» means the latest. Knows no act.
import { shallowRef } from 'vue'

export interface UndoOffer {
  readonly id: number
  /** What was done, e.g. «已派遣至水务局». */
  readonly text: string
  /** Hub time, epoch ms, until which it may be taken back. */
  readonly untilAt: number
  /** Takes it back; says itself how it went, and never throws. */
  readonly run: () => Promise<void>
}

let next = 1
export const undoOffer = shallowRef<UndoOffer>()

/** Answers how to withdraw the offer, e.g. when somebody has gone on from the act. */
export function offerUndo(offer: Omit<UndoOffer, 'id'>): () => void {
  const id = next++
  undoOffer.value = { ...offer, id }
  return () => withdrawUndo(id)
}

/** Without an id: whatever is offered. */
export function withdrawUndo(id?: number): void {
  if (id === undefined || undoOffer.value?.id === id) undoOffer.value = undefined
}

/** Takes the offered act back; the offer is gone at once, so that a second press does nothing. */
export async function takeBack(): Promise<void> {
  const offer = undoOffer.value
  withdrawUndo()
  await offer?.run()
}
