// The area asked about: from the address, as rings, as it is drawn on the map; the time it is asked for.
import { computed, type ComputedRef } from 'vue'
import { boxOf, type Box } from '../../../core/place/polygon.ts'
import { hubClock } from '../../live/clock.ts'
import { useDrawn } from '../../map/list/useDrawn.ts'
import type { Look } from '../../map/overlays/overlay.ts'
import { ASKED, askedCollection, askedLook } from '../../map/tools/drawn.ts'
import { ringsOf } from '../../map/tools/rings.ts'
import { shapeFrom, shapeText, type Shape } from '../../map/tools/shape.ts'
import { useMapFile } from '../../map/useMapFile.ts'
import { useCity } from '../../stores/city.ts'
import { say } from '../../i18n/i18n.ts'
import type { Brushed } from './brush.ts'
import { windowOf } from './brush.ts'
import type { MapPage } from './useMapPage.ts'

export function useArea(page: MapPage, look: ComputedRef<Look>) {
  const city = useCity()
  const outlines = useMapFile('districts').data
  // Every step of the camera makes the address anew: what is drawn and asked hangs on the words alone.
  const text = computed(() => page.address.value.shape && shapeText(page.address.value.shape))
  const shape = computed(() => shapeFrom(text.value))
  const rings = computed(() => shape.value && ringsOf(shape.value, outlines.value))
  const brushed = computed(() => JSON.stringify(page.address.value.brushed ?? null))
  /** Of the moment it was asked: an answer that changes under the reader's eyes is none. */
  const window = computed(() => {
    void text.value
    return windowOf((JSON.parse(brushed.value) as Brushed | null) ?? undefined, hubClock.now())
  })
  const overlay = useDrawn(askedLook, look, () =>
    rings.value === undefined
      ? undefined
      : { [ASKED]: askedCollection(rings.value.map((r) => r.map(([x, y]) => [x, y]))) },
  )
  const districts = computed(() => {
    const known = new Set(outlines.value?.features.map((f): unknown => f.properties?.['code']))
    return city.districts.filter((d) => known.has(d.code)).map((d) => ({ value: d.code, label: say(d.name) }))
  })
  return {
    shape,
    rings,
    window,
    overlay,
    districts,
    /** What it spans; undefined while its outline is not here. */
    boxOf(of: Shape): Box | undefined {
      const polygon = ringsOf(of, outlines.value)
      return polygon && boxOf(polygon)
    },
    code: computed(() => (shape.value?.type === 'area' ? shape.value.code : '')),
  }
}
