// Joins one map to the page: reference data, theme, language, the hot table and the frame loop. The map itself knows none of them.
import {
  computed,
  onBeforeUnmount,
  onMounted,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue'
import { useI18n } from 'vue-i18n'
import type { IncidentRow } from '../../wire/views.ts'
import { locale, say } from '../i18n/i18n.ts'
import { hubClock } from '../live/clock.ts'
import { frameLoop } from '../live/frames.ts'
import { useSensors } from '../live/useSensors.ts'
import { askAgain } from '../stores/askAgain.ts'
import { useCity } from '../stores/city.ts'
import { theme } from '../ui/theme.ts'
import type { CityMap, CityMapOptions, Picked } from './cityMap.ts'
import type { Box, Camera, MapTool, Sight } from './tools/tool.ts'
import { clusterWords } from './clusterWords.ts'
import { readMapColours } from './colours.ts'
import { labelPoint } from './centroid.ts'
import { areaCollections, type AreaShade } from './layers/areas.ts'
import { labelCollection, type GroundPart } from './layers/ground.ts'
import type { DrawnOverlay } from './overlays/overlay.ts'
import { sensorPoints } from './sensorPoints.ts'
import { sensorScopes } from './depth.ts'
import { useSensorHover } from './useSensorHover.ts'
import { noticesOf } from './notices.ts'
import { groundBase } from './base/groundBase.ts'
import { useBases } from './base/useBases.ts'
import { fetchMap } from './fetchMap.ts'
import { useGround } from './useGround.ts'

/** What the map needs of a case, or of anything else that stands like one. */
export type IncidentMark = Pick<IncidentRow, 'id' | 'lng' | 'lat' | 'level' | 'title'> &
  Partial<Pick<IncidentRow, 'code' | 'matterName' | 'areaName'>>

export interface MapProps {
  readonly incidents: readonly IncidentMark[]
  readonly selected?: string | undefined
  readonly sensors?: boolean
  readonly pitch?: number
  readonly head?: number
  readonly interactive?: boolean
  readonly shortNotices?: boolean
  readonly focus?: { readonly lng: number; readonly lat: number; readonly zoom?: number } | undefined
  readonly spot?: { readonly lng: number; readonly lat: number } | undefined
  /** Areas by a value; given from the first, or never. */
  readonly areas?: readonly AreaShade[] | undefined
  readonly overlays?: readonly DrawnOverlay[] | undefined
  readonly hidden?: readonly GroundPart[] | undefined
  /** Kinds of sensors that are shown; all without it. */
  readonly kinds?: readonly string[] | undefined
  readonly camera?: Camera | undefined
  readonly tool?: MapTool | undefined
  readonly textSize?: number
  readonly markScale?: number
}

export interface MapEvents {
  /** `type`: incident, sensor, or the id of an overlay. */
  readonly pick: (type: string, id: string) => void
  readonly area: (code: string) => void
  readonly place: (lng: number, lat: number) => void
  readonly sight: (sight: Sight) => void
  readonly state: (state: MapState) => void
  /** What the pointer is over. */
  readonly point: (type?: string, id?: string) => void
}

export interface Hover {
  readonly x: number
  readonly y: number
  readonly title: string
  readonly detail: string
}

/** Sensors in one place, the worst first, and how many there are beyond those named. */
export interface Pile {
  readonly x: number
  readonly y: number
  readonly sensors: readonly { readonly id: string; readonly name: string; readonly level: number }[]
  readonly more: number
}

export type MapState = 'loading' | 'ready' | 'undrawable'

const FOCUS_ZOOM = 13
const AGEING_MS = 1_000
/** After the graphics card was reset the browser refuses it to pages for some two minutes: it is asked for again. */
const DRAW_AGAIN_MS = 60_000

export function useCityMap(
  props: MapProps,
  box: Readonly<Ref<HTMLElement | null>>,
  events: MapEvents,
): {
  state: ShallowRef<MapState>
  hover: ComputedRef<Hover | undefined>
  simulatedGround: ComputedRef<boolean>
  pan: (x: number, y: number) => void
  fit: (box: Box) => void
  folded: Readonly<ShallowRef<number>>
  pile: Readonly<ComputedRef<Pile | undefined>>
  closePile: () => void
} {
  const { t } = useI18n()
  const city = useCity()
  const ground = useGround()
  const bases = useBases()
  const sight = shallowRef<Sight>()
  const table =
    props.sensors === true
      ? useSensors(() =>
          sensorScopes(sight.value, ground.files.value?.find((f) => f.id === 'districts')?.data.features, props.kinds),
        )
      : undefined
  const state = shallowRef<MapState>('loading')
  const hovered = shallowRef<Picked>()
  /** Sensors in one place, of which one is to be chosen. */
  const pile = shallowRef<Picked>()
  const map = shallowRef<CityMap>()
  /** Why the code that draws it did not come. */
  const lost = shallowRef<Error>()
  let gone = false
  let drawAgain: ReturnType<typeof setTimeout> | undefined

  const points = table && sensorPoints(table, hubClock.now)

  watch(
    () => city.city,
    (c) => {
      if (c === undefined) return
      ground.need(c)
      bases.need(c)
    },
    { immediate: true },
  )

  // Opened while the hub is away: each part of it comes when the hub answers again.
  askAgain(() => ground.problem.value, ground.again)
  askAgain(() => bases.problem.value, bases.retry)
  askAgain(
    () => lost.value,
    () => void create(),
  )

  // Large: it comes while the city is asked for. What fails here fails again, and is told, where it is needed.
  void fetchMap().catch(() => undefined)

  async function create(): Promise<void> {
    const c = city.city
    if (map.value !== undefined || c === undefined || box.value === null) return
    const drawing = await fetchMap().catch((error: Error) => void (lost.value = error))
    if (drawing === undefined) return
    lost.value = undefined
    const { createCityMap, canDrawMap } = drawing
    if (gone || map.value !== undefined || box.value === null) return
    const options: CityMapOptions = {
      box: box.value,
      bounds: c.bounds,
      pitch: props.pitch ?? 0,
      head: props.head ?? 0,
      interactive: props.interactive !== false,
      notices: noticesOf(c.map, props.shortNotices === true),
      words: {
        'Map.Title': t('map.canvas'),
        'NavigationControl.ZoomIn': t('map.zoomIn'),
        'NavigationControl.ZoomOut': t('map.zoomOut'),
        'AttributionControl.ToggleAttribution': t('map.notices'),
      },
      sensors: points,
      textSize: () => props.textSize ?? 13,
      scale: () => props.markScale ?? 1,
      onHover: (pick) => (hovered.value = pile.value === undefined ? pick : undefined),
      onPick(pick) {
        if (pick.cluster !== undefined) pile.value = pick
        else if (pick.type === 'area') events.area(pick.id)
        else events.pick(pick.type, pick.id)
      },
      onPlace: events.place,
      onSight(seen) {
        sight.value = seen
        events.sight(seen)
      },
    }
    try {
      if (canDrawMap()) map.value = createCityMap(options)
    } catch (error) {
      // The card may have been taken away between the two; a fault of ours must be seen.
      reportError(error)
    }
    clearTimeout(drawAgain)
    if (map.value === undefined) {
      state.value = 'undrawable'
      drawAgain = setTimeout(() => void create(), DRAW_AGAIN_MS)
      return
    }
    state.value = 'loading'
    if (props.camera !== undefined) map.value.look(props.camera)
    map.value.setTool(props.tool)
    drawGround()
    drawIncidents()
    drawOverlays()
    showKinds()
    look()
  }

  function drawGround(): void {
    const files = ground.files.value
    if (map.value === undefined || files === undefined || bases.isPending.value) return
    const outlines = files.find((f) => f.id === 'districts')?.data.features ?? []
    const labels = city.districts.flatMap((area) => {
      const outline = outlines.find((f) => f.properties?.['code'] === area.code)
      const at = (outline && labelPoint(outline)) ?? (outline === undefined ? undefined : area)
      return at?.lng === undefined || at.lat === undefined ? [] : [{ label: say(area.name), lng: at.lng, lat: at.lat }]
    })
    drawAreas()
    map.value.setGround({
      files,
      labels: labelCollection(labels),
      colours: readMapColours(),
      locale: locale.value,
      ...groundBase(bases, {
        ...{ colours: readMapColours(), theme: theme.value, locale: locale.value, textSize: props.textSize ?? 13 },
        isShort: props.shortNotices === true,
      }),
    })
    state.value = 'ready'
  }

  function drawAreas(): void {
    const outlines = ground.files.value?.find((f) => f.id === 'districts')?.data.features
    if (props.areas === undefined || outlines === undefined) return
    map.value?.setAreas(areaCollections(props.areas, outlines, readMapColours()))
  }

  function drawIncidents(): void {
    const marks = props.incidents.map((r) => ({
      id: r.id,
      lng: r.lng,
      lat: r.lat,
      level: r.level,
      // The place is where it stands: the matter alone says the rest.
      title: say(r.matterName ?? r.title),
    }))
    map.value?.setIncidents(marks)
    drawSelected()
  }

  function showKinds(): void {
    map.value?.showKinds(props.kinds && new Set(props.kinds))
  }

  function drawOverlays(): void {
    map.value?.setHidden(props.hidden ?? [])
    map.value?.setOverlays(props.overlays ?? [])
  }

  function drawSelected(): void {
    map.value?.setSelected(props.incidents.find((r) => r.id === props.selected))
  }

  function look(): void {
    map.value?.setSpot(props.spot)
    if (props.focus !== undefined) map.value?.fly(props.focus.lng, props.focus.lat, props.focus.zoom ?? FOCUS_ZOOM)
  }

  let incidentsChanged = false
  const stopLane = frameLoop.on('map', () => {
    if (incidentsChanged) drawIncidents()
    incidentsChanged = false
    map.value?.updateSensors()
  })
  /** Frames that a slow link left out within the last minute. */
  const folded = shallowRef(0)
  // The lane rests when nothing comes in, and just then sensors grow old.
  const ageing = setInterval(() => {
    if (document.hidden) return
    map.value?.updateSensors()
    folded.value = table?.folded() ?? 0
  }, AGEING_MS)

  onMounted(() => void create())
  watch([() => city.city, box], () => void create())
  watch(
    [ground.files, bases.opened, bases.isPending, theme, locale, () => props.textSize, () => city.areas],
    drawGround,
    { flush: 'post' },
  )
  watch(() => props.selected, drawSelected)
  watch(() => props.areas, drawAreas)
  watch([() => props.overlays, () => props.hidden], drawOverlays)
  watch(() => props.kinds, showKinds)
  watch([() => props.incidents, locale], () => {
    incidentsChanged = true
    frameLoop.wake()
  })
  watch([() => props.focus, () => props.spot], look)
  watch(
    () => props.camera,
    (camera) => camera && map.value?.look(camera),
  )
  watch(
    () => props.tool,
    (tool) => map.value?.setTool(tool),
  )
  watch(state, events.state)
  watch(hovered, (pick) => events.point(pick?.type, pick?.id))
  onBeforeUnmount(() => {
    gone = true
    stopLane()
    clearInterval(ageing)
    clearTimeout(drawAgain)
    points?.stop()
    map.value?.destroy()
  })

  const sensorHover = useSensorHover(table, () => {
    const pick = hovered.value
    return pick?.type === 'sensor' && pick.cluster === undefined ? pick.id : undefined
  })
  const hover = computed<Hover | undefined>(() => {
    const pick = hovered.value
    if (pick === undefined) return undefined
    if (pick.cluster !== undefined) return { x: pick.x, y: pick.y, ...clusterWords(pick.cluster, city.kinds, t) }
    if (pick.title !== undefined) return { x: pick.x, y: pick.y, title: pick.title, detail: pick.detail ?? '' }
    if (pick.type === 'area') {
      const shade = props.areas?.find((a) => a.code === pick.id)
      return shade && { x: pick.x, y: pick.y, title: shade.name, detail: shade.value }
    }
    if (pick.type === 'incident') {
      const row = props.incidents.find((r) => r.id === pick.id)
      if (row === undefined) return undefined
      const detail = [row.code, row.areaName && say(row.areaName)].filter(Boolean).join(' · ')
      return { x: pick.x, y: pick.y, title: say(row.title), detail }
    }
    return pick.type === 'sensor' && sensorHover.value ? { x: pick.x, y: pick.y, ...sensorHover.value } : undefined
  })

  const simulatedGround = computed(
    () => bases.opened.value === undefined && city.city?.map.some((m) => m.simulated && m.id === 'roads') === true,
  )
  const named = computed<Pile | undefined>(() => {
    const pick = pile.value
    if (pick?.cluster === undefined || table === undefined || table.version.value < 0) return undefined
    const sensors = pick.cluster.ids().flatMap((id) => {
      const slot = table.slotOf(id)
      const entry = slot === undefined ? undefined : table.entry(slot)
      return slot === undefined || entry === undefined ? [] : [{ id, name: entry.name, level: table.level(slot) }]
    })
    return { x: pick.x, y: pick.y, sensors, more: pick.cluster.total - sensors.length }
  })
  return {
    ...{ state, hover, simulatedGround, pan: (x, y) => map.value?.pan(x, y), fit: (box) => map.value?.fit(box) },
    ...{ folded, pile: named, closePile: () => (pile.value = undefined) },
  }
}
