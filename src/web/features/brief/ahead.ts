// The brief in the address, asked for while the page around it is still being put together. Taken once, and only as long as it is new.
import type { BriefView } from '../../../wire/briefs.ts'
import { getBrief } from '../../api/briefs.ts'
import { kindOf } from './page.ts'

/** A page takes a moment to stand; what was asked for longer ago is asked for anew. ms */
const NEW_FOR_MS = 5_000

let asked: { readonly key: string; readonly at: number; readonly answer: Promise<BriefView> } | undefined

export function askAhead(path: string): void {
  const key = /^\/brief\/([^/]+)$/.exec(path)?.[1]
  if (key === undefined || kindOf(key) === undefined) return
  asked = { key, at: Date.now(), answer: getBrief(key) }
  // Nobody is signed in, or the network is gone: whoever needs it asks again and is told.
  asked.answer.catch(() => undefined)
}

/** As `getBrief`, without a second question where the first has only just been asked. */
export function takeBrief(key: string): Promise<BriefView> {
  const mine = asked
  asked = undefined
  const isNew = mine?.key === key && Date.now() - mine.at < NEW_FOR_MS
  return isNew ? mine.answer.catch(() => getBrief(key)) : getBrief(key)
}
