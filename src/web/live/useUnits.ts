// The page's table of moving units for components: one for all of them, held as long as any of them lives.
import { inject, onScopeDispose } from 'vue'
import { audienceName, unitAudienceOf } from '../../wire/units.ts'
import { getUnits } from '../api/units.ts'
import { hubClock } from './clock.ts'
import { LIVE, type Live } from './live.ts'
import { createUnitTable, type UnitTable } from './units.ts'

const shared = new WeakMap<Live, { readonly table: UnitTable; holders: number }>()

/** `viewer`: who is signed in; it decides whose frames there are, and the hub holds it to that. */
export function useUnits(viewer: { readonly role: string; readonly department?: string | undefined }): UnitTable {
  const live = inject(LIVE)
  if (live === undefined) throw new Error('live is not provided')
  const audience = audienceName(unitAudienceOf(viewer))
  let mine = shared.get(live)
  if (mine === undefined) {
    const table = createUnitTable({ ...live.parts, audience, fetch: getUnits, now: hubClock.now })
    shared.set(live, (mine = { table, holders: 0 }))
  }
  const held = mine
  held.holders++
  onScopeDispose(() => {
    if (--held.holders > 0) return
    if (shared.get(live) === held) shared.delete(live)
    held.table.stop()
  })
  return held.table
}
