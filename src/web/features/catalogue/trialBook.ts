// What was tried on this page: the last trial of each entry, with the body that was tried. Gone with the page.
import { shallowReactive } from 'vue'
import type { CatalogueKind } from '../../../wire/catalogue.ts'
import type { Trial, TrialQuery } from '../../../wire/signs.ts'
import { same } from './diff.ts'

export type Triable = TrialQuery['kind']
export const isTriable = (kind: CatalogueKind): kind is Triable => kind === 'alarmRule' || kind === 'indicator'

interface Tried {
  readonly body: unknown
  readonly days: number
  readonly trial: Trial
}
const book = shallowReactive(new Map<string, Tried>())
const keyOf = (kind: Triable, id: string): string => `${kind}/${id}`

export const noteTrial = (kind: Triable, id: string, tried: Tried): void => void book.set(keyOf(kind, id), tried)
/** The last trial of the entry; undefined when what was tried was another body. */
export function triedOf(kind: Triable, id: string, body: unknown): Tried | undefined {
  const tried = book.get(keyOf(kind, id))
  return tried !== undefined && same(tried.body, body) ? tried : undefined
}
/** Whether some earlier state of it was tried. */
export const wasTried = (kind: Triable, id: string): boolean => book.has(keyOf(kind, id))
export const forgetTrials = (): void => book.clear()
