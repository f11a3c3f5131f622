// The page the bench of the map opens: the real table, layer and map, fed with frames as the hub writes them; and the same points
// as plain GeoJSON beside it. Bundled as the application is; never part of it.
import { Map as MapLibre, type CustomLayerInterface, type GeoJSONSource } from 'maplibre-gl'
import type { Feature, FeatureCollection } from 'geojson'
import '../../src/web/ui/tokens.css'
import { createFrameLoop } from '../../src/web/live/frames.ts'
import type { LinkHandlers } from '../../src/web/live/link.ts'
import { createSensorTable, type SensorTable } from '../../src/web/live/sensors.ts'
import { createCityMap, type CityMap, type Picked } from '../../src/web/map/cityMap.ts'
import { readMapColours } from '../../src/web/map/colours.ts'
import { labelCollection } from '../../src/web/map/layers/ground.ts'
import { staticPointsLayer } from '../../src/web/map/layers/staticPoints.ts'
import { sensorPoints } from '../../src/web/map/sensorPoints.ts'
import { encodeFrame, epochHash } from '../../src/wire/frame.ts'
import { topics } from '../../src/wire/topics.ts'
import { encodeSensorColumns, seriesOf, SIMULATED, textColumn } from '../../src/wire/sensorColumns.ts'
import { encodeSince } from '../../src/wire/since.ts'

const BOUNDS = [118.9, 32.1, 119.9, 33.3] as const
const EPOCH = 'bench'
const DISTRICTS = 10
const KINDS = 12
const GROUPS = DISTRICTS * KINDS
/** One change in so many is of a level or a doubt, the others of a value only. */
const LOUD_EVERY = 50

const lngOf = (i: number): number => BOUNDS[0] + ((i * 0.618034) % 1) * (BOUNDS[2] - BOUNDS[0])
const latOf = (i: number): number => BOUNDS[1] + ((i * 0.754877) % 1) * (BOUNDS[3] - BOUNDS[1])
const keyOf = (group: number): [string, string] => [`d${group % DISTRICTS}`, `k${Math.floor(group / DISTRICTS)}`]

// Our own work of this animation frame, and of those before that had any.
let spentMs = 0
let perFrame: number[] = []
// What came in and was not on the screen yet, and how often something of it came there.
let unseen = false
let shown = 0
let frames = 0
function timed<T>(work: () => T): T {
  const from = performance.now()
  const result = work()
  spentMs += performance.now() - from
  return result
}
/** Asking for every frame makes the browser draw those in which nothing happens: what the page costs by itself is measured without. */
let counting = true
function eachFrame(): void {
  if (!counting) return
  frames++
  if (spentMs > 0) perFrame.push(spentMs)
  spentMs = 0
  requestAnimationFrame(eachFrame)
}
requestAnimationFrame(eachFrame)

// The map is known to the city's map alone: caught where it takes its layers, of which ours is timed while it draws.
let maps: MapLibre[] = []
const addLayer = MapLibre.prototype.addLayer
MapLibre.prototype.addLayer = function (this: MapLibre, layer, before) {
  maps = [this]
  if (layer.type !== 'custom') return addLayer.call(this, layer, before)
  const custom: CustomLayerInterface = layer
  const wrapped: CustomLayerInterface = {
    ...custom,
    render(gl, input) {
      timed(() => custom.render(gl, input))
      if (unseen) shown++
      unseen = false
    },
  }
  return addLayer.call(this, wrapped, before)
}
const theMap = (): MapLibre => {
  const [one] = maps
  if (one === undefined) throw new Error('no map yet')
  return one
}

interface Batch {
  readonly topic: string
  readonly key: string
  readonly bytes: Uint8Array
}
/** Every second sensor of each group, in two looks: what the hub sends twice a second when all of them change once a second. */
function batches(count: number): Batch[][] {
  return [0, 1, 2, 3].map((round) =>
    Array.from({ length: GROUPS }, (_, group) => {
      const index: number[] = []
      for (let i = group; i < count; i += GROUPS) if (Math.floor(i / GROUPS) % 2 === round % 2) index.push(i)
      const loud = index.map((i) => i % LOUD_EVERY === 0 && round < 2)
      const [district, kind] = keyOf(group)
      return {
        topic: topics.frame(district, kind),
        key: `${district}/${kind}`,
        bytes: encodeFrame(
          { metrics: 1, seq: 0, baseAt: 0, epochHash: epochHash(EPOCH) },
          {
            count: index.length,
            index,
            metric: index.map(() => 0),
            level: index.map((i, n) => (loud[n] === true && i % 100 === 0 ? 1 + ((i / 100) % 4) : 0)),
            quality: index.map((i, n) => (loud[n] === true && i % 100 !== 0 ? 2 : 0)),
            value: index.map((i) => ((i + round) % 100) / 10),
            at: index.map(() => 0),
          },
        ),
      }
    }),
  )
}

/** So many sensors as the hub sends them: one value each. */
function columns(count: number): ArrayBuffer {
  const kinds = Array.from({ length: KINDS }, (_, k) => ({ id: `k${k}`, metrics: 1 }))
  const districts = Array.from({ length: DISTRICTS }, (_, d) => `d${d}`)
  const each = Array.from({ length: count }, (_, i) => i)
  const kind = Uint16Array.from(each, (i) => Math.floor((i % GROUPS) / DISTRICTS))
  const district = Uint16Array.from(each, (i) => (i % GROUPS) % DISTRICTS)
  const at = Date.now()
  const ids = textColumn(each.map((i) => `s${i}`))
  return encodeSensorColumns({
    head: { epoch: EPOCH, at, values: {}, states: {}, kinds, feeds: ['f'], districts, areas: districts },
    ...{ count, kind, district, ids, names: ids, feed: new Uint16Array(count), level: new Uint8Array(count) },
    index: Uint32Array.from(each),
    lng: Float64Array.from(each, lngOf),
    lat: Float64Array.from(each, latOf),
    silentAfterMs: new Float64Array(count).fill(3_600_000),
    area: Uint32Array.from(district),
    flags: new Uint8Array(count).fill(SIMULATED),
    series: seriesOf(kinds, kind) ?? new Uint32Array(count + 1),
    values: {
      value: new Float32Array(count),
      at: new Float64Array(count).fill(at),
      quality: new Uint16Array(count),
    },
  }).buffer as ArrayBuffer
}

let table: SensorTable | undefined
let city: CityMap | undefined
let send = (_topic: string, _bytes: Uint8Array): void => undefined
let due: Batch[][] = []
let round = 0
const seqs = new Map<string, number>()
let hovered: Picked | undefined
let plain: Feature[] | undefined
const loop = createFrameLoop((f) => requestAnimationFrame(f))

function push(topic: string, key: string, bytes: Uint8Array): void {
  const seq = (seqs.get(key) ?? 0) + 1
  seqs.set(key, seq)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  view.setUint32(4, seq, true)
  view.setFloat64(8, Date.now(), true)
  timed(() => send(topic, bytes))
}

/** What half a second brings, all at once. */
function tick(): void {
  const batch = due[round++ % due.length] ?? []
  unseen = true
  if (plain === undefined) {
    for (const { topic, key, bytes } of batch) push(topic, key, bytes)
    return
  }
  const features = plain
  timed(() => {
    for (let i = round % 2; i < features.length; i += 2) {
      const properties = features[i]?.properties
      if (properties)
        Object.assign(properties, { value: (i + round) % 100, mark: i % LOUD_EVERY === 0 ? round % 5 : 0 })
    }
    void theMap().getSource<GeoJSONSource>('plain')?.setData({ type: 'FeatureCollection', features })
  })
}

/** A map with so many points, ours or plain GeoJSON; resolves when they have been drawn. */
async function open(count: number, how: 'ours' | 'plain'): Promise<void> {
  city?.destroy()
  table?.stop()
  seqs.clear()
  plain = undefined
  due = batches(count)
  const box = document.getElementById('app') as HTMLElement
  box.style.cssText = 'position:fixed;inset:0'
  let handlers: LinkHandlers | undefined
  table = createSensorTable({
    link: {
      subscribe: (_filter, h) => {
        handlers = h
        return () => undefined
      },
    },
    refuse: (what, reason) => {
      throw new Error(`${what}: ${reason}`)
    },
    loop,
    fetch: () => Promise.resolve(columns(how === 'ours' ? count : 0)),
    fetchSince: () => Promise.resolve(encodeSince([]).buffer as ArrayBuffer),
  })
  table.want([{ depth: 'values' }])
  send = (topic, bytes) => handlers?.message(topic, bytes)
  handlers?.ready()
  await new Promise<void>((live) => {
    const look = (): void => void (table?.state() === 'live' ? live() : setTimeout(look, 20))
    look()
  })
  const points = sensorPoints(table, Date.now)
  city = createCityMap({
    box,
    bounds: BOUNDS,
    pitch: 0,
    interactive: true,
    notices: [],
    words: {},
    sensors: how === 'ours' ? points : undefined,
    textSize: () => 13,
    scale: () => 1,
    onHover: (pick) => (hovered = pick),
    onPick: () => undefined,
    onPlace: () => undefined,
  })
  const colours = readMapColours()
  city.setGround({ files: [], labels: labelCollection([]), colours, locale: 'zh' })
  await new Promise<void>((idle) => {
    const look = (): void =>
      void (maps.length > 0 && theMap().getLayer('incidents') !== undefined ? idle() : setTimeout(look, 20))
    maps = []
    look()
  })
  if (how === 'plain') {
    plain = Array.from({ length: count }, (_, i) => ({
      type: 'Feature',
      properties: { sensor: `s${i}`, value: 0, mark: 0 },
      geometry: { type: 'Point', coordinates: [lngOf(i), latOf(i)] },
    }))
    const data: FeatureCollection = { type: 'FeatureCollection', features: plain }
    theMap().addSource('plain', { type: 'geojson', data })
    // A change is there when the source has taken it; those given meanwhile are folded into one.
    theMap().on('sourcedata', (e) => {
      if (e.sourceId === 'plain' && e.sourceDataType === 'content') shown++
    })
    const [one, two, three, four] = colours.levels
    theMap().addLayer({
      id: 'plain',
      type: 'circle',
      source: 'plain',
      paint: {
        'circle-radius': ['match', ['get', 'mark'], 0, 1.2, 4],
        'circle-color': ['match', ['get', 'mark'], 1, one, 2, two, 3, three, 4, four, colours.calm],
      },
    })
  }
  await theMap().once('idle')
}
loop.on('map', () => timed(() => city?.updateSensors()))

function count(is: boolean): void {
  if (is && !counting) requestAnimationFrame(eachFrame)
  counting = is
}

/** Runs the city for so long: what each animation frame that had work cost, how many there were, how many changes were shown. */
async function run(ms: number): Promise<{ perFrame: number[]; frames: number; shown: number; tookMs: number }> {
  perFrame = []
  frames = 0
  shown = 0
  const from = performance.now()
  for (let next = from; next < from + ms; next += 500) {
    tick()
    await new Promise((later) => setTimeout(later, Math.max(0, next + 500 - performance.now())))
  }
  return { perFrame, frames, shown, tookMs: performance.now() - from }
}

/** As `run`, while the camera goes round and nearer and back all the time. */
async function move(ms: number): ReturnType<typeof run> {
  const one = theMap()
  const { lng, lat } = one.getCenter()
  const zoom = one.getZoom()
  const from = performance.now()
  let going = true
  const step = (): void => {
    if (!going) return
    const turn = ((performance.now() - from) / 4_000) * 2 * Math.PI
    const center: [number, number] = [lng + 0.1 * Math.sin(turn), lat + 0.1 * (1 - Math.cos(turn))]
    one.jumpTo({ center, zoom: zoom + 1.5 * (1 - Math.cos(turn / 2)) })
    requestAnimationFrame(step)
  }
  step()
  const ran = await run(ms)
  going = false
  one.jumpTo({ center: [lng, lat], zoom })
  return ran
}

/** Puts so many points that never change under the sensors; ms until they are on the screen. */
async function still(count: number): Promise<number> {
  const one = theMap()
  const lngs = Float64Array.from({ length: count }, (_, i) => lngOf(i * 3 + 1))
  const lats = Float64Array.from({ length: count }, (_, i) => latOf(i * 3 + 1))
  const from = performance.now()
  const layer = staticPointsLayer(one, 'still', () => 1)
  layer.set(lngs, lats)
  layer.add({ colour: readMapColours().border, opacity: 0.6, radius: () => 1.2, minZoom: 0 }, 'sensors')
  while (layer.drawn() === 0) await one.once('render')
  // Not only ordered: a pixel can be read when the graphics card is through.
  one
    .getCanvas()
    .getContext('webgl2')
    ?.readPixels(0, 0, 1, 1, WebGL2RenderingContext.RGBA, WebGL2RenderingContext.UNSIGNED_BYTE, new Uint8Array(4))
  return performance.now() - from
}

/** The colour on the map some px from a sensor, as the next frame has it. */
async function colourAt(slot: number, dx: number, dy: number): Promise<number[]> {
  const one = theMap()
  const gl = one.getCanvas().getContext('webgl2')
  const { x, y } = one.project([lngOf(slot), latOf(slot)])
  const pixel = new Uint8Array(4)
  await new Promise<void>((drawn) => {
    void one.once('render', () => {
      gl?.readPixels(x + dx, one.getCanvas().height - 1 - (y + dy), 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel)
      drawn()
    })
    one.triggerRepaint()
  })
  return [...pixel]
}

const losing = (): WEBGL_lose_context | null | undefined =>
  theMap().getCanvas().getContext('webgl2')?.getExtension('WEBGL_lose_context')
let context: WEBGL_lose_context | null | undefined

Object.assign(window, {
  page: {
    open,
    count,
    run,
    move,
    still,
    colourAt,
    setLevel(slot: number, level: number, quality = 0): void {
      const [district, kind] = keyOf(slot % GROUPS)
      const entries = { count: 1, index: [slot], metric: [0], level: [level], quality: [quality], value: [1], at: [0] }
      push(
        topics.frame(district, kind),
        `${district}/${kind}`,
        encodeFrame({ metrics: 1, seq: 0, baseAt: 0, epochHash: epochHash(EPOCH) }, entries),
      )
    },
    placeOf(slot: number): { x: number; y: number } {
      const { x, y } = theMap().project([lngOf(slot), latOf(slot)])
      return { x, y }
    },
    /** One case, of level Ⅱ, that stands on a sensor. */
    putCase(slot: number): void {
      city?.setIncidents([{ id: `case-${slot}`, lng: lngOf(slot), lat: latOf(slot), level: 2, title: '' }])
    },
    hovered: () => hovered,
    lookAt: (slot: number, zoom: number) => void theMap().jumpTo({ center: [lngOf(slot), latOf(slot)], zoom }),
    lose(): void {
      context = losing()
      context?.loseContext()
    },
    restore: () => context?.restoreContext(),
    hasLayer: () => theMap().style?.getLayer('sensors') !== undefined,
    colours: readMapColours,
  },
})
document.body.dataset['ready'] = 'yes'
