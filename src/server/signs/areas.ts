// Which areas lie right below another among those an indicator is told for. Knows no sensors.
import type { AreaCode } from '../../core/ids.ts'

type ParentOf = (area: AreaCode) => AreaCode | undefined

const known = new WeakMap<readonly AreaCode[], Map<AreaCode, AreaCode[]>>()

/** `areas` as they stand in the plan: the answer is kept with the list. */
export function childrenIn(areas: readonly AreaCode[], area: AreaCode, parentOf: ParentOf): readonly AreaCode[] {
  let below = known.get(areas)
  if (below === undefined) {
    below = new Map()
    for (const one of areas) {
      const parent = parentOf(one)
      if (parent === undefined) continue
      const list = below.get(parent)
      if (list === undefined) below.set(parent, [one])
      else list.push(one)
    }
    known.set(areas, below)
  }
  return below.get(area) ?? []
}
