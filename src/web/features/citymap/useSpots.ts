// Where the map is led and what it rings: the line of a list the reader is on, what was picked, what the search found.
import { computed, shallowRef, watch } from 'vue'
import type { Pointed } from '../../map/tools/tool.ts'
import { useIncidents } from '../../stores/incidents.ts'
import type { Hit } from './found.ts'
import type { MapPage } from './useMapPage.ts'

/** Cases and what moves: their own layers ring them, where they are. */
const RINGED_BY_LAYER: readonly string[] = ['incident', 'units']
/** Near enough to see a thing in its street. */
const NEAR_ZOOM = 14

export function useSpots(page: MapPage) {
  const incidents = useIncidents()
  const focus = shallowRef<Pointed & { readonly zoom?: number }>()
  /** Of the line the reader is on. */
  const ringed = shallowRef<Pointed>()
  /** Of what was picked, as its card says. */
  const pickedAt = shallowRef<Pointed>()
  const found = shallowRef<Pointed>()
  watch(
    () => `${page.picked.value?.type}:${page.picked.value?.id}`,
    () => (pickedAt.value = undefined),
  )
  const isInSight = ({ lng, lat }: Pointed): boolean => {
    const box = page.sight.value?.bounds
    return box === undefined || (lng > box[0] && lng < box[2] && lat > box[1] && lat < box[3])
  }
  const go = (at: Pointed, zoom?: number): void =>
    void (focus.value = { lng: at.lng, lat: at.lat, ...(zoom === undefined ? {} : { zoom }) })

  return {
    focus,
    spot: computed(
      () =>
        ringed.value ??
        (RINGED_BY_LAYER.includes(page.picked.value?.type ?? '') ? undefined : pickedAt.value) ??
        found.value,
    ),
    go,
    ring: (at: Pointed | undefined) => void (ringed.value = at),
    ringCase: (id: string | undefined) => void (ringed.value = id === undefined ? undefined : incidents.rows.get(id)),
    /** The card knows where it is; the map follows only where that is out of sight. */
    placed(lng: number, lat: number) {
      const at = { lng, lat }
      pickedAt.value = at
      if (!isInSight(at)) go(at)
    },
    /** What was picked is somewhere else by now; the map stays where it looks. */
    moved: (lng: number, lat: number) => void (pickedAt.value = { lng, lat }),
    near: () => {
      if (pickedAt.value !== undefined) go(pickedAt.value, NEAR_ZOOM)
    },
    toHit(hit: Hit) {
      go(hit, hit.zoom)
      found.value = hit.pick === undefined ? { lng: hit.lng, lat: hit.lat } : undefined
      if (hit.pick !== undefined) page.pick(hit.pick.type, hit.pick.id)
    },
    forget: () => void (found.value = undefined),
  }
}
