// An area somebody marked on the map: as rings, and as it is drawn.
import { computed, type ComputedRef } from 'vue'
import type { Ring } from '../../../core/place/polygon.ts'
import { useDrawn } from '../list/useDrawn.ts'
import type { DrawnOverlay, Look } from '../overlays/overlay.ts'
import { useMapFile, type MapFile } from '../useMapFile.ts'
import { ASKED, askedCollection, askedLook } from './drawn.ts'
import { ringsOf } from './rings.ts'
import { shapeFrom, shapeText, type Shape } from './shape.ts'

export interface MarkedArea {
  /** As the address keeps it. */
  readonly text: ComputedRef<string | undefined>
  readonly shape: ComputedRef<Shape | undefined>
  /** Undefined while the outline of a district is not here. */
  readonly rings: ComputedRef<readonly Ring[] | undefined>
  readonly overlay: ComputedRef<DrawnOverlay | undefined>
  /** Of the city's districts. */
  readonly outlines: MapFile['data']
}

export function useShape(marked: () => Shape | undefined, look: ComputedRef<Look>): MarkedArea {
  const { data: outlines } = useMapFile('districts')
  // Every step of the camera makes the address anew: what is drawn and asked hangs on the words alone.
  const text = computed(() => {
    const shape = marked()
    return shape && shapeText(shape)
  })
  const shape = computed(() => shapeFrom(text.value))
  const rings = computed(() => shape.value && ringsOf(shape.value, outlines.value))
  const overlay = useDrawn(askedLook, look, () =>
    rings.value === undefined
      ? undefined
      : { [ASKED]: askedCollection(rings.value.map((r) => r.map(([x, y]) => [x, y]))) },
  )
  return { text, shape, rings, overlay, outlines }
}
