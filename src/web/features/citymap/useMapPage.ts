// The map page as one thing: what the address says, what it means now, and ways to say otherwise. Draws nothing.
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { groundLayers } from '../../map/list/ground.ts'
import { openedWithin } from '../../map/list/incidents.ts'
import { sensorKindsOf } from '../../map/list/sensors.ts'
import { cameraText } from '../../map/mapAddress.ts'
import { useLayers } from '../../map/list/useLayers.ts'
import { workLayers } from '../../map/list/work.ts'
import type { Camera, Sight } from '../../map/tools/tool.ts'
import { useTimeWindow } from '../../map/useTimeWindow.ts'
import { fromQuery, toQuery, type Address, type Changed } from '../../map/viewAddress.ts'
import { useCity } from '../../stores/city.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { useSession } from '../../stores/session.ts'

const ENTRIES = [...groundLayers, ...workLayers]
const NO_KINDS: readonly string[] = []

export type MapPage = ReturnType<typeof useMapPage>

export function useMapPage() {
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  const incidents = useIncidents()
  const city = useCity()
  const address = computed(() => fromQuery(route.query))

  /** What was asked for last: two changes in one moment are both kept. */
  let latest: Address = address.value
  watch(address, (a) => (latest = a))
  // The camera comes to rest at any time, also while the reader is on the way to another page: that way is not cut off.
  let leaving = false
  const stopWatch = [
    router.beforeEach((to) => {
      leaving = to.path !== route.path
    }),
    router.afterEach(() => (leaving = false)),
  ]
  onScopeDispose(() => {
    leaving = true
    for (const stop of stopWatch) stop()
  })
  /** `step`: going back leads to what was before. */
  function go(change: Changed, step = false): void {
    if (leaving) return
    latest = withoutGaps({ ...latest, ...change })
    const to = { query: toQuery(latest) }
    void (step ? router.push(to) : router.replace(to))
  }

  const entries = computed(() =>
    ENTRIES.filter(
      ({ roles, offered }) =>
        (roles === undefined || (session.role !== undefined && roles.includes(session.role))) && offered?.() !== false,
    ),
  )
  const shown = computed(() => {
    const { layers } = address.value
    return entries.value.filter((e) => layers?.includes(e.id) ?? e.usual === true).map((e) => e.id)
  })
  function toggle(id: string): void {
    const next = shown.value.includes(id) ? shown.value.filter((one) => one !== id) : [...shown.value, id]
    go({ layers: next }, true)
  }

  const { now, window } = useTimeWindow(() => address.value.brushed)

  const sight = shallowRef<Sight>()
  const layers = useLayers({
    entries: ENTRIES,
    shown: () => shown.value,
    window: () => window.value,
    choice: (id) => address.value.choices[id],
    sight: () => sight.value,
    chosen(id, open) {
      const { picked } = address.value
      if (picked === undefined) return undefined
      return picked.type === id || open.get(id)?.drawn.value?.id === picked.type ? picked.id : undefined
    },
  })
  /** Parts of the ground whose layer is not shown. */
  const hidden = computed(() =>
    ENTRIES.flatMap(({ id, ground }) => (ground === undefined || shown.value.includes(id) ? [] : [ground])),
  )

  const kinds = computed(() =>
    shown.value.includes('sensors') ? sensorKindsOf(address.value.choices['sensors'], city.kinds) : NO_KINDS,
  )

  const camera = shallowRef<Camera | undefined>(address.value.camera)
  let seen = camera.value && cameraText(camera.value)
  function look(next: Sight): void {
    const first = sight.value === undefined
    sight.value = next
    const text = cameraText(next)
    if (text === seen) return
    seen = text
    // Where the city stands whole at first is no choice of the reader.
    if (!first) go({ camera: { lng: next.lng, lat: next.lat, zoom: next.zoom } })
  }
  // Another camera than the one last seen was asked for: by going back, by a kept view.
  watch(
    () => address.value.camera && cameraText(address.value.camera),
    (text) => {
      if (text === undefined || text === seen) return
      seen = text
      camera.value = address.value.camera
    },
  )

  const inWindow = computed(() => incidents.open.filter(openedWithin(window.value)))
  const inSight = computed(() => {
    const box = sight.value?.bounds
    if (box === undefined) return inWindow.value
    const [w, s, e, n] = box
    return inWindow.value.filter(({ lng, lat }) => lng >= w && lng <= e && lat >= s && lat <= n)
  })
  const picked = computed(() => address.value.picked)
  const pickedCase = computed(() =>
    picked.value?.type === 'incident' ? incidents.rows.get(picked.value.id) : undefined,
  )
  /** Those of the window, and the picked one in any event. The very same list while it can be: thousands of marks hang on it. */
  const marks = computed(() => {
    const rows = shown.value.includes('incidents') ? inWindow.value : []
    const one = pickedCase.value
    return one === undefined || rows.includes(one) ? rows : [...rows, one]
  })

  return {
    address,
    go,
    /** A kept view: all of it, and nothing of what stood here. */
    show: (query: Readonly<Record<string, string>>) => void router.push({ query: toQuery(fromQuery(query)) }),
    query: computed(() => toQuery(address.value)),
    /** The same with its layers and their choices by name: what is usual here is not what is usual elsewhere. */
    asSeen: computed(() => {
      const usual = [...layers.open.value].flatMap(([id, { choices }]) =>
        choices?.value === undefined ? [] : [[id, choices.value.usual] as const],
      )
      const choices = { ...Object.fromEntries(usual), ...address.value.choices }
      return toQuery({ ...address.value, layers: shown.value, choices })
    }),
    entries,
    shown,
    toggle,
    choose: (id: string, value: string) => go({ choices: { ...latest.choices, [id]: value } }),
    layers,
    hidden,
    kinds,
    now,
    window,
    camera,
    sight,
    look,
    marks,
    inSight,
    picked,
    pickedCase,
    pick: (type: string, id: string) => go({ picked: { type, id } }, true),
    unpick: () => go({ picked: undefined }, true),
  }
}

/** A part set to undefined is taken out. */
const withoutGaps = (a: Changed): Address =>
  Object.fromEntries(Object.entries(a).filter(([, value]) => value !== undefined)) as unknown as Address
