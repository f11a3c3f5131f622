// The area asked about: from the address, with the time it is asked for.
import { computed, type ComputedRef } from 'vue'
import { boxOf, type Box } from '../../../core/place/polygon.ts'
import { say } from '../../i18n/i18n.ts'
import { hubClock } from '../../live/clock.ts'
import { windowOf, type Brushed } from '../../map/brush.ts'
import type { Look } from '../../map/overlays/overlay.ts'
import { ringsOf } from '../../map/tools/rings.ts'
import type { Shape } from '../../map/tools/shape.ts'
import { useShape } from '../../map/tools/useShape.ts'
import { useCity } from '../../stores/city.ts'
import type { MapPage } from './useMapPage.ts'

export function useArea(page: MapPage, look: ComputedRef<Look>) {
  const city = useCity()
  const { text, shape, rings, overlay, outlines } = useShape(() => page.address.value.shape, look)
  const brushed = computed(() => JSON.stringify(page.address.value.brushed ?? null))
  /** Of the moment it was asked: an answer that changes under the reader's eyes is none. */
  const window = computed(() => {
    void text.value
    return windowOf((JSON.parse(brushed.value) as Brushed | null) ?? undefined, hubClock.now())
  })
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
