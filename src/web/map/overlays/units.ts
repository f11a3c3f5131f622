// Moving units and the way of the chosen one: which mark each has, where its nose points, what is written beside it. Pure.
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { collection, lineFeature, pointFeature } from './features.ts'
import type { Look, OverlayLook } from './overlay.ts'
import { between } from './tone.ts'
import {
  UNIT_CHOSEN,
  UNIT_DOUBT,
  UNIT_LOST,
  UNIT_NOSE,
  unitImage,
  unitImages,
  type UnitStanding,
  type UnitSymbol,
} from './unitImages.ts'

export interface UnitMark {
  readonly id: string
  readonly lng: number
  readonly lat: number
  /** NaN: not known. */
  readonly headingDeg: number
  readonly symbol: UnitSymbol
  readonly standing: UnitStanding
  readonly doubted: boolean
  readonly chosen: boolean
  readonly name: string
  /** How old its place is, in words; empty while it is fresh. */
  readonly age: string
  readonly detail: string
}

export const UNITS = 'units'
export const TRACK = `${UNITS}-track`
const ENDS = `${TRACK}-ends`
const TAIL = `${TRACK}-tail`
/** Ages are written from here on, names from there on. */
const AGES_FROM = 12
const NAMES_FROM = 14

export const unitCollection = (units: readonly UnitMark[]): FeatureCollection =>
  collection(
    units.map((u) =>
      pointFeature(
        u,
        { hit: u.id, title: u.name, detail: u.detail },
        {
          image: u.standing === 'lost' ? UNIT_LOST : unitImage(u.symbol, u.standing),
          ...{ doubted: u.doubted, chosen: u.chosen },
          age: u.age,
          full: u.age === '' ? u.name : `${u.name}\n${u.age}`,
          // Nobody knows which way something looks that was not heard of lately.
          ...(u.standing === 'fresh' && !Number.isNaN(u.headingDeg) && { heading: u.headingDeg }),
        },
      ),
    ),
  )

/** A way in columns, in order of time, as the hub tells it. */
export interface TrackWay {
  readonly from: number
  readonly to: number
  readonly at: readonly number[]
  readonly lng: readonly number[]
  readonly lat: readonly number[]
  /** Indices at which a new stretch begins after a silence. */
  readonly breaks: readonly number[]
  readonly doubted: readonly { readonly at: number; readonly lng: number; readonly lat: number }[]
}

/** So many tones from the beginning of the span to its end. */
const TONES = 24

/**
 * Lines of one tone each, the older the paler (`fresh` 0–1 over the asked span, so that a silence is a gap in tone as well); none over
 * a silence. With dots where it began, ended and broke off, told by `time`.
 */
export function trackSources(
  way: TrackWay | undefined,
  time: (at: number) => string,
): Readonly<Record<string, FeatureCollection>> {
  if (way === undefined || way.at.length === 0) return { [TRACK]: collection([]), [ENDS]: collection([]) }
  const { from, to, at, lng, lat } = way
  const breaks = new Set(way.breaks)
  const place = (i: number): [number, number] => [lng[i] ?? 0, lat[i] ?? 0]
  const tone = (i: number): number =>
    Math.min(TONES - 1, Math.max(0, Math.floor((((at[i] ?? from) - from) / Math.max(1, to - from)) * TONES)))
  const lines: { fresh: number; places: [number, number][] }[] = []
  for (let i = 1; i < at.length; i++) {
    if (breaks.has(i)) continue
    const before = lines.at(-1)
    const fresh = tone(i) / (TONES - 1)
    if (before?.fresh === fresh && !breaks.has(i - 1)) before.places.push(place(i))
    else lines.push({ fresh, places: [place(i - 1), place(i)] })
  }
  const last = at.length - 1
  const dot = (i: number, end: 'start' | 'end' | 'break') => {
    const [x, y] = place(i)
    const words = time(at[i] ?? 0)
    return pointFeature({ lng: x, lat: y }, { title: words }, { end, time: words })
  }
  return {
    [TRACK]: collection(lines.map((l) => lineFeature(l.places, {}, { fresh: l.fresh }))),
    [ENDS]: collection([
      ...way.doubted.map((d) => pointFeature(d, { title: time(d.at) }, { end: 'doubted', time: '' })),
      ...way.breaks.flatMap((i) => (i > 0 && i <= last ? [dot(i - 1, 'break'), dot(i, 'break')] : [])),
      dot(0, 'start'),
      ...(last > 0 ? [dot(last, 'end')] : []),
    ]),
  }
}

/** From the newest fix the hub told of to where the unit is drawn: a stretch that the next answer has. */
export const tailSource = (
  tail: readonly [readonly [number, number], readonly [number, number]] | undefined,
): Readonly<Record<string, FeatureCollection>> => ({
  [TAIL]: collection(
    tail === undefined
      ? []
      : [
          lineFeature(
            tail.map((p) => [...p]),
            {},
            { fresh: 1 },
          ),
        ],
  ),
})

/** The oldest end of a way: still seen on the land. */
export const paleTrack = ({ colours }: Look): string => between(colours.land, colours.selected, 0.75)

const trackLayers = (look: Look): LayerSpecification[] => {
  const { colours: c, textSize, scale } = look
  const width = ['interpolate', ['linear'], ['zoom'], 9, 2 * scale, 15, 4 * scale] as const
  return [
    {
      id: `${TRACK}-case`,
      type: 'line',
      source: TRACK,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': c.halo, 'line-width': [...width.slice(0, 4), 4.5 * scale, 15, 7.5 * scale] as never },
    },
    {
      id: TRACK,
      type: 'line',
      source: TRACK,
      layout: { 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': ['get', 'fresh'] },
      paint: {
        'line-color': ['interpolate', ['linear'], ['get', 'fresh'], 0, paleTrack(look), 1, c.selected],
        'line-width': [...width] as never,
      },
    },
    {
      id: TAIL,
      type: 'line',
      source: TAIL,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': c.selected, 'line-width': [...width] as never },
    },
    {
      id: ENDS,
      type: 'circle',
      source: ENDS,
      paint: {
        'circle-radius': ['match', ['get', 'end'], ['start', 'end'], 4.5 * scale, 3 * scale],
        'circle-color': ['match', ['get', 'end'], 'end', c.selected, c.land],
        'circle-stroke-color': ['match', ['get', 'end'], 'doubted', c.label, c.selected],
        'circle-stroke-width': 1.8,
      },
    },
    {
      id: `${ENDS}-times`,
      type: 'symbol',
      source: ENDS,
      layout: {
        'text-field': ['get', 'time'],
        'text-font': ['Noto Sans Regular'],
        'text-size': textSize * 0.9,
        'text-variable-anchor': ['bottom', 'top', 'right', 'left'],
        'text-radial-offset': 0.9,
        // Where it began and ended comes before where it broke off.
        'symbol-sort-key': ['match', ['get', 'end'], ['start', 'end'], 0, 1],
      },
      paint: { 'text-color': c.label, 'text-halo-color': c.halo, 'text-halo-width': 1.4 },
    },
  ]
}

const unitLayers = (look: Look): readonly LayerSpecification[] => {
  const { colours: c, textSize, scale } = look
  const size = ['interpolate', ['linear'], ['zoom'], 8, 0.42 * scale, 11, 0.62 * scale, 14, scale] as never
  return [
    ...trackLayers(look),
    {
      id: `${UNITS}-names`,
      type: 'symbol',
      source: UNITS,
      minzoom: AGES_FROM,
      layout: {
        'text-field': ['step', ['zoom'], ['get', 'age'], NAMES_FROM, ['get', 'full']],
        'text-font': ['Noto Sans Regular'],
        'text-size': textSize * 0.92,
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': ['case', ['get', 'chosen'], 2.2, 1.55],
        'text-justify': 'auto',
        'text-max-width': 14,
      },
      paint: { 'text-color': c.label, 'text-halo-color': c.halo, 'text-halo-width': 1.4 },
    },
    {
      id: `${UNITS}-nose`,
      type: 'symbol',
      source: UNITS,
      filter: ['has', 'heading'],
      layout: {
        'icon-image': UNIT_NOSE,
        'icon-size': size,
        'icon-rotate': ['get', 'heading'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    {
      id: `${UNITS}-doubt`,
      type: 'symbol',
      source: UNITS,
      filter: ['get', 'doubted'],
      layout: {
        'icon-image': UNIT_DOUBT,
        'icon-size': size,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    {
      id: `${UNITS}-chosen`,
      type: 'symbol',
      source: UNITS,
      filter: ['get', 'chosen'],
      layout: {
        'icon-image': UNIT_CHOSEN,
        'icon-size': size,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    {
      id: UNITS,
      type: 'symbol',
      source: UNITS,
      layout: { 'icon-image': ['get', 'image'], 'icon-size': size, 'icon-allow-overlap': true },
    },
  ]
}

export const units: OverlayLook = {
  id: UNITS,
  place: 'mark',
  layers: unitLayers,
  images: unitImages,
  hits: [`${ENDS}`, UNITS],
}
