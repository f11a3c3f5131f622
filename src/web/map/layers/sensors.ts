// Sensors on the map, drawn by the graphics card from arrays: places go there once, one byte of state where it changed. Values that
// change without changing a mark cost nothing here, and no sensor is an object anywhere between frame and screen.
// Where they crowd their clusters stand in for them, never for a red or an orange one.
import type { CustomLayerInterface, Map as MapLibre } from 'maplibre-gl'
import { createSweep } from '../../../core/observe/sweep.ts'
import { channels, type MapColours } from '../colours.ts'
import { describeCluster, describePile, type ClusterPick } from './clusterPick.ts'
import { mercatorX, mercatorY } from '../points/anchor.ts'
import { clusterRoom } from './clusterRoom.ts'
import { createBoard } from '../points/board.ts'
import { createClusterPainter, type ClusterLook, type ClusterPainter } from '../points/clusterPaint.ts'
import { HIDDEN, type ClusterRule } from '../points/clusters.ts'
import { createCrowd } from '../points/crowd.ts'
import { boxSide, dotRadius, markOf } from '../points/marks.ts'
import { createPointPainter, type PointPainter } from '../points/paint.ts'
import { pxFrom, pickPoint, type Lens } from '../points/pick.ts'
import { COLOUR, COLOURS } from '../points/shader.ts'
import { clusterAt, type Box, type Sheet } from '../points/sheet.ts'

/** What the layer asks of the hot table; the table itself is not imported. */
export interface SensorPoints {
  readonly id: (slot: number) => string
  readonly kind: (slot: number) => string
  /** Degrees by slot. */
  readonly lngs: () => Float64Array
  readonly lats: () => Float64Array
  /** What it is drawn as at this instant, as `stateOf` says it. */
  readonly state: (slot: number, now: number) => number
  /** Visits the slots written since the last call; true when all are new instead. */
  readonly take: (visit: (slot: number) => void) => boolean
  readonly now: () => number
}

export interface SensorLayer {
  /** Adds the layer to a fresh style. */
  readonly add: (colours: MapColours) => void
  /** Called in the map lane, and once a second where nothing comes in: takes what changed and what grew old. */
  readonly update: () => void
  /** The sensor or the cluster meant by a place on the screen. */
  readonly pick: (point: { readonly x: number; readonly y: number }) => SensorPick | undefined
  /** Leaves out sensors of other kinds, drawn, counted and pointed at; undefined shows all. */
  readonly showKinds: (kinds: ReadonlySet<string> | undefined) => void
  /** Above all marks and labels: the figures of clusters, and what keeps labels off them. Called once the others stand. */
  readonly addAbove: () => void
  readonly destroy: () => void
}

export type SensorPick = { readonly type: 'sensor'; readonly id: string } | ClusterPick

export interface SensorLayerOptions {
  /** Size of marks against the desk's. */
  readonly scale: () => number
  /** Whether sensors that crowd are drawn as clusters. */
  readonly clusters: boolean
}

/** From this zoom on every sensor stands for itself. */
const CLUSTERED_BELOW = 13
const LOWEST_ZOOM = 6
/** px around a point whose neighbours are drawn as one with it, and between two clusters: a disc is no larger, so none touch. */
const CLUSTER_RADIUS = 44
const CLUSTER_GAP = 50
/** Fewer are dots: 24 of them in that circle are 16 px apart, and dots have room. */
const CLUSTER_LEAST = 24
const CLUSTER_TEXT_PX = 11
/** px in which sensors cannot be told apart, however near the map comes. */
const PILE_PX = 3

const ID = 'sensors'
const FIGURES = 'cluster-figures'
/** So late at most is a sensor seen to have fallen silent; it may be silent for minutes at least. */
const AGE_ROUND_MS = 10_000
/** Calm is quiet: many dots are a texture, not a message. */
const CALM_ALPHA = 0.55
/** Seen beside a level, and never louder than it. */
const DOUBT_ALPHA = 0.85
/** px around a mark that still mean it: a calm dot is small. */
const SLACK = 5

function palette(c: MapColours): Float32Array {
  const out = new Float32Array(COLOURS * 4)
  const put = (n: number, text: string, alpha = 1): void => {
    const [r, g, b, a] = channels(text)
    const full = a * alpha
    out.set([r * full, g * full, b * full, full], n * 4)
  }
  put(COLOUR.calm, c.calm, CALM_ALPHA)
  for (const [i, text] of c.levels.entries()) put(i + 1, text)
  put(COLOUR.hollow, c.land)
  put(COLOUR.halo, c.halo)
  put(COLOUR.line, c.calm)
  put(COLOUR.doubt, c.label, DOUBT_ALPHA)
  put(COLOUR.text, c.text)
  return out
}

export function sensorLayer(map: MapLibre, points: SensorPoints, options: SensorLayerOptions): SensorLayer {
  const { scale } = options
  let board = createBoard(points.lngs(), points.lats())
  let colours: Float32Array = new Float32Array(COLOURS * 4)
  let painter: PointPainter | undefined
  let clusterPainter: ClusterPainter | undefined
  let shown: ((slot: number) => boolean) | undefined
  /** What was drawn of clusters in this frame. */
  let laid: { readonly sheet: Sheet; readonly look: ClusterLook } | undefined
  let gatheredScale = 0
  const crowd = createCrowd()
  const room = options.clusters ? clusterRoom(map) : undefined
  const sweep = createSweep(AGE_ROUND_MS)

  function gather(): void {
    gatheredScale = scale()
    const rule: ClusterRule = {
      lowest: LOWEST_ZOOM,
      // None at all still leaves out the kinds not shown.
      highest: options.clusters ? CLUSTERED_BELOW - 1 : LOWEST_ZOOM - 1,
      radius: CLUSTER_RADIUS * gatheredScale,
      gap: CLUSTER_GAP * gatheredScale,
      least: CLUSTER_LEAST,
    }
    crowd.gather(board, rule, shown, () => {
      makeRoom()
      map.triggerRepaint()
    })
  }
  /** The view and as much again around it, so that labels do not jump at its edge. */
  function makeRoom(): void {
    if (room === undefined) return
    const level = clusterZoom()
    const [left, top, right, bottom] = view()
    const [wide, high] = [(right - left) / 2, (bottom - top) / 2]
    const counts = level === undefined ? undefined : board.clusters
    const box: Box = [left - wide, top - high, right + wide, bottom + high]
    room.set(counts, level ?? 0, box, board.places, CLUSTER_TEXT_PX * scale())
  }
  if (room !== undefined) map.on('moveend', makeRoom)
  /** The whole zoom whose clusters are drawn. */
  function clusterZoom(): number | undefined {
    const zoom = Math.max(LOWEST_ZOOM, Math.floor(map.getZoom()))
    return options.clusters && zoom < CLUSTERED_BELOW ? zoom : undefined
  }
  function view(): Box {
    const bounds = map.getBounds()
    const { x, y } = board.places
    return [
      mercatorX(bounds.getWest()) - x,
      mercatorY(bounds.getNorth()) - y,
      mercatorX(bounds.getEast()) - x,
      mercatorY(bounds.getSouth()) - y,
    ]
  }

  // A style that is replaced, and a context that was lost and came back, both make the buffers anew from the arrays.
  const layer: CustomLayerInterface = {
    id: ID,
    type: 'custom',
    onAdd: (_map, gl) => {
      painter = createPointPainter(gl)
      clusterPainter = createClusterPainter(gl)
    },
    onRemove: () => {
      painter?.drop()
      clusterPainter?.drop()
      painter = undefined
      clusterPainter = undefined
    },
    render: (gl, { defaultProjectionData }) => {
      laid = undefined
      const { lng, lat } = map.getCenter()
      const level = clusterZoom()
      const ratio = map.getPixelRatio()
      const textPx = CLUSTER_TEXT_PX * scale()
      painter?.draw(board, {
        matrix: defaultProjectionData.mainMatrix,
        middle: [mercatorX(lng), mercatorY(lat)],
        dotRadius: dotRadius(map.getZoom()) * scale(),
        boxSide: boxSide(map.getZoom()) * scale(),
        ratio,
        level,
        colours,
        ...(level !== undefined && {
          clusters(matrix) {
            const glyphs = clusterPainter?.glyphs(Math.round(textPx * ratio))
            if (glyphs === undefined) return
            const sheet = crowd.sheet(board, level, view(), { textPx, widths: glyphs.widths }, performance.now())
            if (sheet === undefined) return
            const { drawingBufferWidth: width, drawingBufferHeight: height } = gl
            laid = { sheet, look: { matrix, width, height, ratio, scale: scale(), colours } }
            clusterPainter?.discs(sheet, laid.look)
          },
        }),
      })
    },
  }

  // Where cases crowd nothing but their marks would be seen of a cluster: how many it stands for is read on top of them, and no figure
  // hides a level Ⅰ or Ⅱ.
  const figures: CustomLayerInterface = {
    id: FIGURES,
    type: 'custom',
    render: () => {
      if (laid === undefined) return
      clusterPainter?.figures(laid.sheet, laid.look)
      painter?.drawSeen(board)
    },
  }

  function update(): void {
    const now = points.now()
    let changed = false
    const look = (slot: number): void => {
      if (board.set(slot, points.state(slot, now))) changed = true
    }
    if (points.take(look)) {
      board = createBoard(points.lngs(), points.lats())
      for (let slot = 0; slot < board.count; slot++) look(slot)
      gather()
      changed = true
    } else {
      sweep.run(now, board.count, look)
      if (scale() !== gatheredScale) gather()
    }
    if (changed || crowd.isOld(board, performance.now())) map.triggerRepaint()
  }

  /** In Mercator from the board's anchor. */
  function placeAt(x: number, y: number): [number, number] {
    const { lng, lat } = map.unproject([x, y])
    return [mercatorX(lng) - board.places.x, mercatorY(lat) - board.places.y]
  }

  /** Sensors that stand where one does and will not part, at the nearest the map comes. */
  function pileOf(slot: number, lens: Lens): readonly number[] {
    if (map.getZoom() < map.getMaxZoom() - 0.01) return [slot]
    const { offsets } = board.places
    const far = pxFrom({ ...lens, x: offsets[slot * 2] ?? 0, y: offsets[slot * 2 + 1] ?? 0 })
    const [wide, high] = [0, 1].map((n) => PILE_PX * (Math.abs(lens.right[n] ?? 0) + Math.abs(lens.down[n] ?? 0)))
    const [x, y, w, h] = [offsets[slot * 2] ?? 0, offsets[slot * 2 + 1] ?? 0, wide ?? 0, high ?? 0]
    const pile: number[] = []
    board.grid().inBox(x - w, y - h, x + w, y + h, (other) => {
      if (board.clusters?.tree.within[other] === HIDDEN) return
      if (far(offsets[other * 2] ?? 0, offsets[other * 2 + 1] ?? 0) <= PILE_PX) pile.push(other)
    })
    return pile
  }

  return {
    add(c) {
      colours = palette(c)
      map.addLayer(layer)
      update()
    },
    update,
    addAbove() {
      if (room === undefined) return
      map.addLayer(figures)
      room.add()
    },
    showKinds(kinds) {
      shown = kinds && ((slot) => kinds.has(points.kind(slot)))
      gather()
    },
    pick({ x, y }) {
      const at = placeAt(x, y)
      const right = placeAt(x + 1, y)
      const down = placeAt(x, y + 1)
      const lens: Lens = {
        x: at[0],
        y: at[1],
        right: [right[0] - at[0], right[1] - at[1]],
        down: [down[0] - at[0], down[1] - at[1]],
      }
      const zoom = map.getZoom()
      const level = clusterZoom()
      const within = board.clusters?.tree.within
      const alwaysSeen = (state: number): boolean => markOf(state) === 1 || markOf(state) === 2
      const slot = pickPoint(
        board,
        lens,
        { dot: dotRadius(zoom) * scale() + SLACK, level: (boxSide(zoom) * scale()) / 2 + SLACK },
        (s, state) => {
          const to = within?.[s] ?? 0
          return to !== HIDDEN && (level === undefined || to < level || alwaysSeen(state))
        },
      )
      const loud = slot !== undefined && alwaysSeen(board.states[slot] ?? 0)
      // Clusters lie above all but those.
      if (!loud && level !== undefined && board.clusters !== undefined) {
        const cluster = clusterAt(board.clusters, level, pxFrom(lens), 1)
        if (cluster !== undefined) return describeCluster(board, board.clusters, cluster, points)
      }
      if (slot === undefined) return undefined
      const pile = pileOf(slot, lens)
      return pile.length > 1 ? describePile(board, pile, points) : { type: 'sensor', id: points.id(slot) }
    },
    destroy: crowd.stop,
  }
}
