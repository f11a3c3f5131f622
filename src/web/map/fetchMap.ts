// Fetches the code that draws maps, which is large and a part of its own.
import { renewSheets } from '../sheets.ts'
import type * as drawing from './cityMap.ts'

let failed = false
/** A failure is thrown, and may be asked again. */
export async function fetchMap(): Promise<typeof drawing> {
  try {
    // A map drawn without its sheet has no size.
    if (failed) await renewSheets()
    const fetched = await import('./cityMap.ts')
    failed = false
    return fetched
  } catch (error) {
    failed = true
    throw error
  }
}
