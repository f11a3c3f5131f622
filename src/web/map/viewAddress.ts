// What the city map shows, as the address bar keeps it: layers and their choices, camera, time, search, what is picked, what is drawn.
// Pure: unknown words are left out, never an error. A view kept by name is such a query.
import { DAYS, type Brushed, type Days } from './brush.ts'
import { cameraText } from './mapAddress.ts'
import { shapeFrom, shapeText, type Shape } from './tools/shape.ts'
import type { Camera } from './tools/tool.ts'

export interface Address {
  /** Ids of the layers shown; absent: the usual ones. */
  readonly layers?: readonly string[]
  /** The choice of a layer, by its id. */
  readonly choices: Readonly<Record<string, string>>
  readonly camera?: Camera
  /** How far back the time brush reaches. */
  readonly days: Days
  /** What the brush lets through; absent: everything. */
  readonly brushed?: Brushed
  readonly search: string
  readonly picked?: { readonly type: string; readonly id: string }
  readonly shape?: Shape
}
export type Changed = { readonly [K in keyof Address]?: Address[K] | undefined }

/** The shape of vue-router's query, without depending on it. */
export type Query = Readonly<Record<string, string | null | (string | null)[] | undefined>>

const ID = /^[A-Za-z][\w-]{0,31}$/
/** Before the name of the layer whose choice it is. */
const OF = 'of.'
/** No layer at all, which differs from the usual ones. */
const NONE = '-'
const SEARCH_MOST = 60
const MINUTE_MS = 60_000

export function fromQuery(query: Query): Address {
  const first = (key: string): string | undefined => {
    const value = query[key]
    const one = Array.isArray(value) ? value[0] : value
    return one === null || one === '' ? undefined : one
  }
  const on = first('on')
  const choices = Object.keys(query).flatMap((key) => {
    const [layer, value] = [key.slice(OF.length), first(key)]
    return key.startsWith(OF) && ID.test(layer) && value !== undefined && value.length <= 100 ? [[layer, value]] : []
  })
  const camera = cameraIn(first('at'))
  const brushed = brushedIn(first)
  const [, type, id] = /^([A-Za-z][\w-]{0,31}):(.{1,200})$/.exec(first('pick') ?? '') ?? []
  const shape = shapeFrom(first('draw'))
  return {
    ...(on === undefined ? {} : { layers: on === NONE ? [] : [...new Set(on.split(','))].filter((id) => ID.test(id)) }),
    choices: Object.fromEntries(choices) as Record<string, string>,
    ...(camera === undefined ? {} : { camera }),
    days: DAYS.find((d) => String(d) === first('days')) ?? DAYS[0],
    ...(brushed === undefined ? {} : { brushed }),
    search: (first('q') ?? '').slice(0, SEARCH_MOST),
    ...(type === undefined || id === undefined ? {} : { picked: { type, id } }),
    ...(shape === undefined ? {} : { shape }),
  }
}

function cameraIn(text: string | undefined): Camera | undefined {
  const parts = /^(-?\d{1,3}(?:\.\d{1,8})?),(-?\d{1,2}(?:\.\d{1,8})?),(\d{1,2}(?:\.\d{1,4})?)$/.exec(text ?? '')
  const [lng, lat, zoom] = (parts?.slice(1) ?? []).map(Number)
  if (lng === undefined || lat === undefined || zoom === undefined) return undefined
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 85 && zoom <= 24 ? { lng, lat, zoom } : undefined
}

/** The last so many minutes, which move on with the clock; or from one minute to another. */
function brushedIn(first: (key: string) => string | undefined): Brushed | undefined {
  const whole = (key: string): number | undefined =>
    /^\d{1,14}$/.test(first(key) ?? '') ? Number(first(key)) : undefined
  const last = whole('last')
  if (last !== undefined) return last > 0 ? { lastMs: last * MINUTE_MS } : undefined
  const [from, to] = [whole('from'), whole('to')]
  return from !== undefined && to !== undefined && from < to ? { from, to } : undefined
}

/** Only what differs from the plain page, so that an untouched one has an empty query. */
export function toQuery(a: Changed): Record<string, string> {
  const { brushed } = a
  return {
    ...(a.layers === undefined ? {} : { on: a.layers.length === 0 ? NONE : a.layers.join(',') }),
    ...Object.fromEntries(Object.entries(a.choices ?? {}).map(([layer, value]) => [OF + layer, value])),
    ...(a.camera === undefined ? {} : { at: cameraText(a.camera) }),
    ...(a.days === undefined || a.days === DAYS[0] ? {} : { days: String(a.days) }),
    ...(brushed === undefined
      ? {}
      : 'lastMs' in brushed
        ? { last: String(Math.round(brushed.lastMs / MINUTE_MS)) }
        : { from: String(brushed.from), to: String(brushed.to) }),
    ...(a.search === undefined || a.search === '' ? {} : { q: a.search }),
    ...(a.picked === undefined ? {} : { pick: `${a.picked.type}:${a.picked.id}` }),
    ...(a.shape === undefined ? {} : { draw: shapeText(a.shape) }),
  }
}
