// What the address asks of the desk beside filter and case: a place on the map, an act to open, a new report.
// The command palette, links and bookmarks speak through it; what has been done leaves the address.
import { computed, nextTick, watch, type ComputedRef } from 'vue'
import { useRouter, type RouteLocationNormalizedLoaded } from 'vue-router'
import type { AskedAct } from '../../../wire/acts.ts'
import { isAct } from '../../incident/actForm.ts'

interface Desk {
  /** Opens an act's form on the open case. */
  readonly act: (act: AskedAct) => void
  readonly report: () => void
  /** The open case is here. */
  readonly ready: () => boolean
}
export interface Asked {
  /** The map goes there. */
  readonly at: ComputedRef<{ readonly lng: number; readonly lat: number } | undefined>
}

const PLACE = /^(-?\d{1,3}(?:\.\d{1,9})?),(-?\d{1,2}(?:\.\d{1,9})?)$/

/** `119.4,32.4`; undefined for anything else. */
export function placeIn(text: unknown): { readonly lng: number; readonly lat: number } | undefined {
  const match = typeof text === 'string' ? PLACE.exec(text) : null
  const [lng, lat] = [Number(match?.[1]), Number(match?.[2])]
  return match !== null && Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? { lng, lat } : undefined
}

export function useAsked(route: RouteLocationNormalizedLoaded, desk: Desk): Asked {
  const router = useRouter()
  const without = (name: string): Promise<unknown> => {
    const { [name]: _, ...query } = route.query
    return router.replace({ path: route.path, query, hash: route.hash })
  }
  watch(
    [() => route.query['act'], desk.ready],
    async ([act, ready]) => {
      if (typeof act !== 'string' || ready !== true) return
      await without('act')
      await nextTick()
      if (isAct(act)) desk.act(act)
    },
    { immediate: true },
  )
  watch(
    () => route.query['new'],
    async (asked) => {
      if (asked === undefined) return
      await without('new')
      desk.report()
    },
    { immediate: true },
  )
  // Another case is another place.
  watch(
    () => route.params['id'],
    () => {
      if (route.query['at'] !== undefined) void without('at')
    },
  )
  return { at: computed(() => placeIn(route.query['at'])) }
}
