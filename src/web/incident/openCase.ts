// The case that stands open on this page with what may be done to it: the command palette offers it, the panel of acts does it.
import { shallowRef } from 'vue'
import type { AskedAct } from '../../wire/acts.ts'

export interface OpenCase {
  readonly id: string
  readonly code: string
  /** As their buttons stand. */
  readonly acts: readonly AskedAct[]
  /** Opens the form of an act, in sight and with the focus. */
  readonly ask: (act: AskedAct) => Promise<void>
}
export const openCase = shallowRef<OpenCase>()
