// One act that was pressed and has not reached the hub: what it says, what it rests on, and how it fares. Pure.
import type { PhotoMeta } from '../../core/photo.ts'
import type { Text } from '../../core/text.ts'
import type { ActCommand, AskedAct } from '../../wire/acts.ts'
import type { EventView } from '../../wire/views.ts'

/**
 * `waiting`: for signal, sign-in or its turn. `sending`: on its way. `refused`: the rules say no. `conflict`: the case has moved on.
 * `failed`: the hub could not take it, several times over.
 */
export type EntryState = 'waiting' | 'sending' | 'refused' | 'conflict' | 'failed'

/** A photo of an act: at the hub already, or still on this device under its key in the photo store. */
export type PhotoPlace = { readonly id: string } | { readonly held: string }
/** A picture as it leaves the form, with what its camera wrote. */
export interface HeldPhoto {
  readonly key: string
  readonly name: string
  readonly blob: Blob
  readonly meta: PhotoMeta
}

export interface Refusal {
  readonly code: string
  readonly title: Text
  readonly detail: Text
  /** Id to quote. */
  readonly instance: string
}
export interface MovedOn {
  readonly version: number
  readonly by: string
  readonly at: number
  readonly type: string
}

export interface OutboxEntry {
  /** The idempotency key: the hub takes it once, however often it is sent. */
  readonly key: string
  readonly account: string
  readonly incident: string
  readonly code: string
  readonly title: Text
  /** Version of the case that the officer saw. */
  readonly version: number
  /** The act's input without its photos. */
  readonly input: ActCommand['input']
  readonly photos: readonly PhotoPlace[]
  /** Local instant of the press. */
  readonly pressedAt: number
  /** Offset of the hub's clock at that time, if it was known then. */
  readonly offsetMs?: number
  readonly createdAt: number
  readonly tries: number
  readonly state: EntryState
  readonly why?: Refusal
  readonly moved?: MovedOn
}

/** Its turn has not come to an end: it will be sent without anybody's doing. */
export const isOnItsWay = ({ state }: Pick<OutboxEntry, 'state'>): boolean => state === 'waiting' || state === 'sending'
/** Somebody must decide. */
export const needsHand = (entry: Pick<OutboxEntry, 'state'>): boolean => !isOnItsWay(entry)

/** In the order of pressing; keys part what one millisecond joins. */
export const inOrder = (a: OutboxEntry, b: OutboxEntry): number =>
  a.createdAt - b.createdAt || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

export const actOf = (entry: Pick<OutboxEntry, 'input'>): AskedAct => entry.input.act

/** When it was pressed, on the hub's clock; never later than now there, which the rules refuse. */
export function occurredAt(
  entry: Pick<OutboxEntry, 'pressedAt' | 'offsetMs'>,
  offsetMs: number,
  hubNow: number,
): number {
  return Math.min(entry.pressedAt + (entry.offsetMs ?? offsetMs), hubNow)
}

const WORDS = ['reason', 'note', 'task', 'text', 'handler'] as const
/** What was written in it, in the order of the form. */
export function wordsOf({ input }: Pick<OutboxEntry, 'input'>): string {
  const fields = input as Readonly<Record<string, unknown>>
  return WORDS.flatMap((name) => (typeof fields[name] === 'string' ? [fields[name]] : [])).join('\n')
}

/** The input with its photos by their ids; acts without photos stay as they are. */
export function withPhotos(input: ActCommand['input'], ids: readonly string[]): ActCommand['input'] {
  return 'photos' in input ? ({ ...input, photos: [...ids] } as ActCommand['input']) : input
}

/**
 * Up to which version the case was this command's own doing. An answer to a repeated command is the case as it stands now, with
 * others' changes in it; those must not pass as seen.
 */
export function ownVersion(events: readonly EventView[], key: string, answered: number): number {
  const own = events.filter((e) => e.because.some((b) => b.kind === 'command' && b.id === key)).map((e) => e.n)
  return own.length === 0 ? answered : Math.max(...own)
}
