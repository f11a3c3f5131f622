// What is being measured or drawn, point by point. Pure: each act gives another sketch.
import { crosses, lengthM, metresBetween, surfaceM2 } from './geodesy.ts'
import { LEAST_RADIUS, MOST_CORNERS, MOST_RADIUS, type Shape } from './shape.ts'
import type { Pointed } from './tool.ts'

/** Measured: a way, an area. Drawn, to ask what is inside: an outline, a circle. */
export const SKETCH_MODES = ['distance', 'area', 'polygon', 'circle'] as const
export type SketchMode = (typeof SKETCH_MODES)[number]

export interface Sketch {
  readonly mode: SketchMode
  readonly points: readonly Pointed[]
  /** Under the pointer, or under the cross: the next point, if it were set now. */
  readonly at: Pointed | undefined
  /** No further points: what was measured stands until it is cleared. */
  readonly done: boolean
}

export const newSketch = (mode: SketchMode): Sketch => ({ mode, points: [], at: undefined, done: false })
/** A circle has its middle and one place on its edge. */
const mostOf = (mode: SketchMode): number => (mode === 'circle' ? 2 : mode === 'polygon' ? MOST_CORNERS : 200)
const isSame = (a: Pointed | undefined, b: Pointed): boolean => a?.lng === b.lng && a.lat === b.lat

/** A press. On what is done it begins anew; twice on the same place it counts once. */
export function add(sketch: Sketch, at: Pointed): Sketch {
  if (sketch.done) return { ...newSketch(sketch.mode), points: [at] }
  if (isSame(sketch.points.at(-1), at) || sketch.points.length >= mostOf(sketch.mode)) return sketch
  const points = [...sketch.points, { lng: at.lng, lat: at.lat }]
  return { ...sketch, points, at, done: sketch.mode === 'circle' && points.length === 2 }
}
export const move = (sketch: Sketch, at: Pointed): Sketch => (sketch.done ? sketch : { ...sketch, at })
/** Takes the last point back; what was done goes on. */
export const back = (sketch: Sketch): Sketch => ({ ...sketch, points: sketch.points.slice(0, -1), done: false })

const isClosed = (mode: SketchMode): boolean => mode === 'area' || mode === 'polygon'
export function finish(sketch: Sketch): Sketch {
  const least = isClosed(sketch.mode) ? 3 : 2
  return sketch.points.length < least ? sketch : { ...sketch, done: true, at: undefined }
}

/** The points with the one that would come next. */
const withNext = ({ points, at, done }: Sketch): readonly Pointed[] =>
  done || at === undefined || points.length === 0 || isSame(points.at(-1), at) ? points : [...points, at]

export interface Figures {
  /** m: along the way or the outline; the radius of a circle. */
  readonly lengthM: number
  /** m from the last point set to the next. */
  readonly legM: number | undefined
  readonly areaM2: number | undefined
  /** That leg is not set yet. */
  readonly open: boolean
  /** Its outline crosses itself: no area can be told. */
  readonly crossing: boolean
}

export function figuresOf(sketch: Sketch): Figures {
  const points = withNext(sketch)
  const [before, last] = [points.at(-2), points.at(-1)]
  const open = points.length > sketch.points.length
  const legM = before === undefined || last === undefined ? undefined : metresBetween(before, last)
  if (sketch.mode === 'circle') {
    const radius = legM ?? 0
    return { lengthM: radius, legM, open, areaM2: Math.PI * radius * radius, crossing: false }
  }
  const closed = isClosed(sketch.mode)
  const crossing = closed && crosses(points)
  return {
    lengthM: lengthM(points, closed),
    legM,
    open,
    areaM2: closed && points.length > 2 && !crossing ? surfaceM2(points) : undefined,
    crossing,
  }
}

/** The area that was drawn, once it is done. */
export function shapeOf(sketch: Sketch): Shape | undefined {
  if (!sketch.done) return undefined
  const [at, edge] = sketch.points
  if (sketch.mode === 'circle' && at !== undefined && edge !== undefined) {
    const radiusM = Math.min(MOST_RADIUS, Math.max(LEAST_RADIUS, Math.round(metresBetween(at, edge))))
    return { type: 'circle', at, radiusM }
  }
  if (sketch.mode !== 'polygon' || sketch.points.length < 3 || crosses(sketch.points)) return undefined
  return { type: 'polygon', corners: sketch.points }
}

/** What is drawn of it: outline or way, and whether its end is set already. */
export const outlineOf = (
  sketch: Sketch,
): { readonly set: readonly Pointed[]; readonly next: readonly Pointed[]; readonly closed: boolean } => ({
  set: sketch.points,
  next: withNext(sketch),
  closed: isClosed(sketch.mode),
})
