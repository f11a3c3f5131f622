// Parts of a chart over time as ECharts series: areas between two lines, hatches, marks, names at the edge. Pure; each holds
// plain data, and a function that turns it into shapes once ECharts knows where things stand.
import type { Level } from '../../core/level.ts'
import { LEVEL_PATHS } from '../ui/levels.ts'

type Pair = readonly [number, number]
interface Api {
  readonly coord: (point: Pair) => [number, number]
}
interface Params {
  readonly coordSys: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}
export type Shapes = Readonly<Record<string, unknown>>

/** A custom series draws all of its shapes from one item; the axes are given, so it never widens them. */
function custom(id: string, z: number, rest: Shapes, render: (params: Params, api: Api) => readonly Shapes[]): Shapes {
  return {
    type: 'custom',
    id,
    z,
    silent: true,
    clip: true,
    animation: false,
    data: [[0, 0]],
    ...rest,
    // Made anew each time: by default a group that becomes empty would keep its former shapes.
    renderItem: (params: Params, api: Api) => ({
      type: 'group',
      $mergeChildren: false,
      children: render(params, api),
    }),
  }
}

export interface AreaRun {
  readonly at: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
}
export interface AreaLook {
  readonly fill: string
  readonly opacity: number
  /** Drawn around it, so that a spike one column wide is still seen. */
  readonly edge?: string
}

/** The space between two lines, a shape per unbroken run. */
export function area(id: string, z: number, runs: readonly AreaRun[], look: AreaLook): Shapes {
  return custom(id, z, { runs }, (_, api) =>
    runs.map(({ at, low, high }) => {
      const points = at.map((t, i) => api.coord([t, high[i] ?? 0]))
      for (let i = at.length - 1; i >= 0; i--) points.push(api.coord([at[i] ?? 0, low[i] ?? 0]))
      return {
        type: 'polygon',
        shape: { points },
        style: {
          fill: look.fill,
          opacity: look.opacity,
          ...(look.edge === undefined ? {} : { stroke: look.edge, lineWidth: 1 }),
        },
      }
    }),
  )
}

/** px between the lines of a hatch. */
const HATCH = 7

/** Hatched from one instant to another over the whole height: nothing is known of it. */
export function hatched(id: string, z: number, spans: readonly Pair[], colour: string): Shapes {
  return custom(id, z, { spans }, ({ coordSys: box }, api) =>
    spans.flatMap(([from, to]) => {
      const left = Math.max(box.x, api.coord([from, 0])[0])
      const right = Math.min(box.x + box.width, api.coord([to, 0])[0])
      if (right - left < 1) return []
      const [top, bottom] = [box.y, box.y + box.height]
      const lines: Shapes[] = []
      for (let x = left - (bottom - top); x < right; x += HATCH) {
        const [x1, x2] = [Math.max(left, x), Math.min(right, x + bottom - top)]
        if (x2 <= x1) continue
        lines.push({
          type: 'line',
          shape: { x1, y1: bottom - (x1 - x), x2, y2: bottom - (x2 - x) },
          style: { stroke: colour, lineWidth: 1, opacity: 0.6 },
        })
      }
      lines.push({
        type: 'line',
        shape: { x1: left, y1: top, x2: left, y2: bottom },
        style: { stroke: colour, lineWidth: 1, lineDash: [2, 3] },
      })
      return lines
    }),
  )
}

export interface Change {
  readonly at: number
  readonly was: number | undefined
  readonly value: number | undefined
}

/** What a later observation changed: an open square where the value stood first, tied to where it stands now. */
export function changes(id: string, z: number, list: readonly Change[], colour: string, panel: string): Shapes {
  const R = 3.5
  return custom(id, z, { changes: list }, (_, api) =>
    list.flatMap(({ at, was, value }) => {
      const first = was ?? value
      if (first === undefined) return []
      const [x, y] = api.coord([at, first])
      const tie =
        was === undefined || value === undefined
          ? []
          : [
              {
                type: 'line',
                shape: { x1: x, y1: y, x2: x, y2: api.coord([at, value])[1] },
                style: { stroke: colour, lineWidth: 1 },
              },
            ]
      return [
        ...tie,
        {
          type: 'rect',
          shape: { x: x - R, y: y - R, width: 2 * R, height: 2 * R },
          style: { fill: panel, stroke: colour, lineWidth: 1.5 },
        },
      ]
    }),
  )
}

export interface LimitLine {
  readonly level: Level
  readonly limit: number
}
/** Limits of the levels, right across. */
export function limitLines(id: string, z: number, list: readonly LimitLine[], hues: readonly string[]): Shapes {
  return custom(id, z, { limits: list }, ({ coordSys: box }, api) =>
    list.map(({ level, limit }) => {
      const y = api.coord([0, limit])[1]
      return {
        type: 'line',
        shape: { x1: box.x, y1: y, x2: box.x + box.width, y2: y },
        style: { stroke: hues[level - 1], lineWidth: 1, lineDash: [5, 4] },
      }
    }),
  )
}

export interface EdgeName {
  readonly text: string
  readonly value: number
  /** Where its line ends inside the picture; absent: at the edge. */
  readonly at?: number
  /** Sign of the level before the name. */
  readonly level?: Level
  readonly colour: string
  /** The lower, the surer of its place. */
  readonly rank: number
}

/** Middles of names beside the picture, pushed apart so that none covers another; the surest keep their places best. */
export function spread(wanted: readonly number[], room: number, top: number, bottom: number): number[] {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y)
  const placed = order.map(({ y }) => Math.min(bottom, Math.max(top, y)))
  for (let k = 1; k < placed.length; k++) placed[k] = Math.max(placed[k] ?? 0, (placed[k - 1] ?? 0) + room)
  const over = (placed.at(-1) ?? bottom) - bottom
  if (over > 0) {
    placed[placed.length - 1] = bottom
    for (let k = placed.length - 2; k >= 0; k--) placed[k] = Math.min(placed[k] ?? 0, (placed[k + 1] ?? 0) - room)
  }
  const middles: number[] = []
  order.forEach(({ i }, k) => (middles[i] = placed[k] ?? 0))
  return middles
}

/** Names of lines in the margin beside their ends. Where there is no room for all, the surest are named. */
export function edgeNames(
  id: string,
  names: readonly EdgeName[],
  look: { readonly hues: readonly string[]; readonly font: string; readonly size: number; readonly panel: string },
): Shapes {
  const room = look.size * 1.3
  return custom(id, 9, { names, clip: false }, ({ coordSys: box }, api) => {
    const fit = [...names].sort((a, b) => a.rank - b.rank).slice(0, Math.max(1, Math.floor(box.height / room)))
    const middles = spread(
      fit.map((n) => api.coord([0, n.value])[1]),
      room,
      box.y,
      box.y + box.height,
    )
    const sign = look.size * 0.85
    return fit.flatMap((name, i) => {
      const y = middles[i] ?? 0
      const edge = box.x + box.width
      const x = (name.at === undefined ? edge : Math.min(edge, api.coord([name.at, 0])[0])) + 4
      const mark =
        name.level === undefined
          ? []
          : [
              {
                type: 'path',
                // Its place is no part of the shape: a path is not cut anew when only its place changes.
                x,
                y: y - sign / 2,
                shape: { pathData: LEVEL_PATHS[name.level], x: 0, y: 0, width: sign, height: sign },
                style: { fill: look.hues[name.level - 1] },
              },
            ]
      return [
        ...mark,
        {
          type: 'text',
          style: {
            x: x + (name.level === undefined ? 0 : sign + 3),
            y,
            text: name.text,
            fill: name.colour,
            font: `${look.size}px ${look.font}`,
            verticalAlign: 'middle',
            // Inside the picture it stands on lines.
            ...(name.at === undefined ? {} : { backgroundColor: look.panel, padding: [0, 2] }),
          },
        },
      ]
    })
  })
}
