// The map as a thing of its own, without Vue: created in a box, told what to show, says what was picked.
import 'maplibre-gl/dist/maplibre-gl.css'
import {
  AttributionControl,
  Map as MapLibre,
  NavigationControl,
  prewarm,
  setWorkerUrl,
  type PaddingOptions,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import type { MapColours } from './colours.ts'
import { addLevelImages } from './images.ts'
import { leanOver } from './lean.ts'
import { AREA_LAYERS, areaLayer, type AreaCollections } from './layers/areas.ts'
import { watchBase } from './base/watchBase.ts'
import { createChanges } from './changes.ts'
import {
  GROUND_PARTS,
  groundStyle,
  type GroundBase,
  type GroundFile,
  type GroundPart,
  type LabelLocale,
} from './layers/ground.ts'
import type { FeatureCollection } from 'geojson'
import { isOnPin } from './casePin.ts'
import { INCIDENT_LAYERS, INCIDENT_MARKS, incidentLayer, type IncidentPoint, type Place } from './layers/incidents.ts'
import type { ClusterPick } from './layers/clusterPick.ts'
import { sensorLayer, type SensorPoints } from './layers/sensors.ts'
import { overlayBoard } from './overlays.ts'
import type { DrawnOverlay } from './overlays/overlay.ts'
import type { Camera, MapTool, Sight } from './tools/tool.ts'

setWorkerUrl(workerUrl)
// On their way while the page still asks what city it is; kept from map to map.
prewarm()

export type Picked = {
  /** An incident, a sensor, an area, or a thing of the overlay with this id. */
  readonly type: string
  readonly id: string
  readonly x: number
  readonly y: number
  /** What an overlay's feature tells of itself. */
  readonly title?: string
  readonly detail?: string
  /** Of type `cluster`, which has no id: sensors that crowd, or stand in one place. */
  readonly cluster?: ClusterPick
}

export interface CityMapOptions {
  readonly box: HTMLElement
  readonly bounds: readonly [number, number, number, number]
  readonly pitch: number
  /** px at the top under which nothing is to be fitted: tools lie there. */
  readonly head?: number
  /** Nobody points at a wall. */
  readonly interactive: boolean
  readonly notices: readonly string[]
  /** Names of the map and its buttons, by MapLibre's keys. */
  readonly words: Readonly<Record<string, string>>
  readonly sensors: SensorPoints | undefined
  /** Whether sensors that crowd are drawn as one; not where nobody can come nearer. */
  readonly clusters?: boolean
  /** px of labels. */
  readonly textSize: () => number
  /** Size of marks against the desk's. */
  readonly scale: () => number
  readonly onHover: (pick: Picked | undefined) => void
  readonly onPick: (pick: Picked) => void
  /** A press on the bare ground. */
  readonly onPlace: (lng: number, lat: number) => void
  /** The camera rests somewhere else. */
  readonly onSight?: (sight: Sight) => void
}

/** Around the city, in sizes of the text: names of marks at its sides, the sources at its foot. */
const EDGE = { top: 1, right: 2, bottom: 4.4, left: 2 }

export interface Ground {
  readonly files: readonly GroundFile[]
  readonly labels: FeatureCollection
  readonly colours: MapColours
  readonly locale: LabelLocale
  readonly parts?: GroundBase
  /** The base can no longer be drawn. */
  readonly onBaseTrouble?: (reason: string) => void
}

export interface CityMap {
  /** Draws the still part anew: first time, theme, language, text size. */
  readonly setGround: (ground: Ground) => void
  /** Areas by a value. To be given before the ground is first drawn; later ones replace them. */
  readonly setAreas: (collections: AreaCollections) => void
  readonly setIncidents: (points: readonly IncidentPoint[]) => void
  /** A ring around the chosen case. */
  readonly setSelected: (place: Place | undefined) => void
  /** A ring around one place, e.g. the sensor a page is about. */
  readonly setSpot: (place: Place | undefined) => void
  /** Layers beside the fixed ones; each is kept, given other data, or taken away by its id. */
  readonly setOverlays: (overlays: readonly DrawnOverlay[]) => void
  /** Parts of the ground that are not shown. */
  readonly setHidden: (parts: readonly GroundPart[]) => void
  /** Sensors of other kinds are neither drawn nor counted nor found; undefined: all are. */
  readonly showKinds: (kinds: ReadonlySet<string> | undefined) => void
  /** Takes from the table what changed and what grew old. */
  readonly updateSensors: () => void
  readonly fly: (lng: number, lat: number, zoom: number) => void
  readonly fit: (bounds: readonly [number, number, number, number]) => void
  /** Looks there at once, however near. */
  readonly look: (camera: Camera) => void
  /** While there is a tool, presses are its own and nothing is picked. */
  readonly setTool: (tool: MapTool | undefined) => void
  /** Moves the ground under the cross, px. */
  readonly pan: (x: number, y: number) => void
  readonly destroy: () => void
}

/** Whether this browser can draw the map at all. */
export function canDrawMap(): boolean {
  const canvas = document.createElement('canvas')
  return canvas.getContext('webgl2') !== null
}

export function createCityMap(options: CityMapOptions): CityMap {
  const [west, south, east, north] = options.bounds
  const padding = (): Required<PaddingOptions> => {
    const size = options.textSize()
    const { top, right, bottom, left } = EDGE
    return { top: top * size + (options.head ?? 0), right: right * size, bottom: bottom * size, left: left * size }
  }
  const map = new MapLibre({
    container: options.box,
    style: { version: 8, sources: {}, layers: [] },
    bounds: [west, south, east, north],
    fitBoundsOptions: { padding: padding() },
    pitch: options.pitch,
    interactive: options.interactive,
    attributionControl: false,
    locale: { ...options.words },
    dragRotate: false,
    maxPitch: 60,
    minZoom: 6,
    maxZoom: 17,
    fadeDuration: 0,
    // One copy of the world: a city needs no second.
    renderWorldCopies: false,
  })
  leanOver(map, options.bounds, options.pitch, padding())
  map.addControl(new AttributionControl({ compact: options.interactive, customAttribution: [...options.notices] }))
  if (options.interactive) {
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
    map.touchZoomRotate.disableRotation()
  }

  // On a desk the notices are one press away; opened they would cover a small map. The control unfolds itself
  // when it first has words, which is some style event later: folded then, once, and never against a person.
  function foldNotices(): void {
    const notices = options.box.querySelector('.maplibregl-ctrl-attrib')
    if (notices?.classList.contains('maplibregl-compact') !== true) return
    notices.classList.remove('maplibregl-compact-show')
    map.off('styledata', foldNotices)
  }
  if (options.interactive) {
    foldNotices()
    map.on('styledata', foldNotices)
  }

  const sensors =
    options.sensors === undefined
      ? undefined
      : sensorLayer(map, options.sensors, { scale: options.scale, clusters: options.clusters ?? options.interactive })
  const inside = (): { head: number; foot: number } => ({
    head: 2 * EDGE.top * options.textSize(),
    foot: options.box.querySelector('.maplibregl-ctrl-attrib')?.clientHeight ?? 0,
  })
  const incidents = incidentLayer(map, options.interactive ? options : { ...options, inside })
  if (!options.interactive) map.on('moveend', () => changes.make('titles', incidents.turnTitles))
  const areas = areaLayer(map, options)
  const overlays = overlayBoard(map)
  const base = watchBase(map)
  let hidden: readonly GroundPart[] = []
  let drawn = false
  let ground: Ground | undefined

  // The graphics card may be taken away at any time, and with it goes the whole style. What is set meanwhile waits; when it is back,
  // everything is drawn anew from what the layers hold.
  let lost = false
  const changes = createChanges({
    now: () => performance.now(),
    nextFrame: (then) => void requestAnimationFrame(then),
  })
  map.on('render', () => {
    if (drawn) changes.drew()
  })
  map.on('webglcontextlost', () => {
    lost = true
    drawn = false
    changes.hold()
  })
  map.on('webglcontextrestored', () => {
    lost = false
    if (ground !== undefined) draw(ground)
    changes.release()
  })

  /** The map learns of another size of its box a moment later; what is fitted to it must not be fitted to the old one. */
  function keepUp(): void {
    const canvas = map.getCanvas()
    if (canvas.clientWidth !== options.box.clientWidth || canvas.clientHeight !== options.box.clientHeight) map.resize()
  }

  function hideGround(): void {
    for (const [part, layers] of Object.entries(GROUND_PARTS))
      for (const id of layers)
        if (map.getLayer(id) !== undefined)
          map.setLayoutProperty(id, 'visibility', hidden.includes(part as GroundPart) ? 'none' : 'visible')
  }

  function fly(lng: number, lat: number, zoom: number): void {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    const camera = { center: [lng, lat] as [number, number], zoom: Math.max(zoom, map.getZoom()) }
    if (still) map.jumpTo(camera)
    else map.easeTo({ ...camera, duration: 200 })
  }

  function pickAt(point: { x: number; y: number }): Picked | undefined {
    const layers = [
      ...[...INCIDENT_LAYERS, ...AREA_LAYERS].filter((id) => map.getLayer(id) !== undefined),
      ...overlays.hits(),
    ]
    // A few pixels around, because a mark is small.
    const reach = 5
    const found = map.queryRenderedFeatures(
      [
        [point.x - reach, point.y - reach],
        [point.x + reach, point.y + reach],
      ],
      { layers },
    )
    const { x, y } = point
    // A case is met by its mark: under its stem the sensor is pressed, though the map's own question finds the whole picture.
    const isMeant = ({ layer, geometry }: (typeof found)[number]): boolean => {
      if (layer.id !== INCIDENT_MARKS || geometry.type !== 'Point') return true
      const [lng = 0, lat = 0] = geometry.coordinates
      return isOnPin(point, map.project([lng, lat]), map.getZoom(), { scale: options.scale(), reach })
    }
    const hit = (type: 'incident' | 'area'): Picked | undefined => {
      const feature = found.find((f) => typeof f.properties[type] === 'string' && isMeant(f))
      return feature && { type, id: String(feature.properties[type]), x, y }
    }
    const incident = hit('incident')
    if (incident !== undefined) return incident
    const of = (place: 'mark' | 'under'): Picked | undefined => {
      for (const layer of overlays.hits(place)) {
        const properties = found.find((f) => f.layer.id === layer)?.properties
        const type = overlays.owner(layer)
        if (properties === undefined || type === undefined) continue
        const { hit: id, title, detail } = properties as Readonly<Record<string, unknown>>
        return {
          ...{ type, id: typeof id === 'string' ? id : '', x, y },
          ...(typeof title === 'string' && { title }),
          ...(typeof detail === 'string' && { detail }),
        }
      }
      return undefined
    }
    const sensor = (): Picked | undefined => {
      const met = sensors?.pick(point)
      if (met?.type === 'cluster') return { type: 'cluster', id: '', x, y, cluster: met }
      return met && { type: 'sensor', id: met.id, x, y }
    }
    // From above: marks over sensors, sensors over lines and fills.
    return of('mark') ?? sensor() ?? hit('area') ?? of('under')
  }

  let drawing = 0
  function draw({ files, labels, colours, locale, parts, onBaseTrouble }: Ground): void {
    const mine = ++drawing
    drawn = false
    overlays.rest()
    base.begin(onBaseTrouble)
    const look = { colours, locale, textSize: options.textSize() }
    map.setStyle(groundStyle(files, labels, look, parts), { diff: false })
    const place = (): void => {
      // Another ground was asked for before this one stood.
      if (mine !== drawing) return
      base.stand()
      addLevelImages(map, colours)
      areas.add(colours)
      sensors?.add(colours)
      incidents.add(colours)
      hideGround()
      overlays.add()
      sensors?.addAbove()
      // Names of districts yield to marks of cases, but come before their words: without them nobody knows where it is.
      if (map.getLayer('district-labels') !== undefined) map.moveLayer('district-labels', INCIDENT_MARKS)
      drawn = true
    }
    if (map.isStyleLoaded() === true) place()
    else void map.once('style.load', place)
  }

  let tool: MapTool | undefined
  const sight = (): Sight => {
    const { lng, lat } = map.getCenter()
    const [[w, s], [e, n]] = map.getBounds().toArray()
    return { lng, lat, zoom: map.getZoom(), bounds: [w, s, e, n] }
  }
  map.on('moveend', () => options.onSight?.(sight()))
  // Where it begins to look is no move.
  options.onSight?.(sight())
  if (options.interactive) {
    map.on('dblclick', () => tool?.finish())
    // The cross stands still while the ground moves under it.
    map.on('move', (e) => {
      if (e.originalEvent === undefined) tool?.move(map.getCenter())
    })
    map.on('mousemove', (e) => {
      if (!drawn) return
      if (tool !== undefined) {
        tool.move(e.lngLat)
        return
      }
      const pick = pickAt(e.point)
      map.getCanvas().style.cursor = pick === undefined ? '' : 'pointer'
      options.onHover(pick)
    })
    map.on('mouseout', () => options.onHover(undefined))
    map.on('click', (e) => {
      if (tool !== undefined) {
        tool.press(e.lngLat)
        return
      }
      const pick = drawn ? pickAt(e.point) : undefined
      if (pick?.cluster !== undefined) {
        const { lng, lat, splitsAt } = pick.cluster
        if (splitsAt === undefined) options.onPick(pick)
        else fly(lng, lat, splitsAt)
        return
      }
      // What only tells of itself is no choice: the ground under it is pressed.
      if (pick === undefined || pick.id === '') options.onPlace(e.lngLat.lng, e.lngLat.lat)
      else options.onPick(pick)
    })
  }

  return {
    setGround(next) {
      ground = next
      // A new ground over data of the old theme would show both.
      changes.settle()
      if (!lost) draw(next)
    },
    setAreas: (collections) => changes.make('areas', () => areas.set(collections)),
    setIncidents: (points) => changes.make('incidents', () => incidents.set(points)),
    setSelected: (place) => changes.makeNow('selected', () => incidents.ring('incident-selected', place)),
    setSpot: (place) => changes.makeNow('spot', () => incidents.ring('spot', place)),
    setOverlays: (next) => changes.make('overlays', () => overlays.set(next)),
    setHidden: (parts) => {
      hidden = parts
      if (drawn) hideGround()
    },
    showKinds: (kinds) => sensors?.showKinds(kinds),
    updateSensors: () =>
      changes.make('sensors', () => {
        if (drawn) sensors?.update()
      }),
    fly,
    fit([w, s, e, n]) {
      keepUp()
      map.fitBounds([w, s, e, n], { padding: padding(), pitch: 0, duration: 0 })
      leanOver(map, [w, s, e, n], options.pitch, padding())
    },
    look({ lng, lat, zoom, pitch }) {
      keepUp()
      map.jumpTo({ center: [lng, lat], zoom, ...(pitch === undefined ? {} : { pitch }) })
    },
    setTool(next) {
      tool = next
      if (next === undefined) {
        map.doubleClickZoom.enable()
        map.keyboard.enable()
      } else {
        map.doubleClickZoom.disable()
        map.keyboard.disable()
        options.onHover(undefined)
      }
      map.getCanvas().style.cursor = next === undefined ? '' : 'crosshair'
    },
    pan: (x, y) => void map.panBy([x, y], { duration: 0 }),
    destroy() {
      changes.stop()
      sensors?.destroy()
      map.remove()
    },
  }
}
