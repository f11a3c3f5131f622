// The way of the chosen unit: paler where it is older, broken where nothing was heard, with its times. Part of the overlay of units. Pure.
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import { collection, lineFeature, pointFeature } from './features.ts'
import type { Look } from './overlay.ts'
import { between } from './tone.ts'

export const TRACK = 'units-track'
export const TRACK_ENDS = `${TRACK}-ends`
const TAIL = `${TRACK}-tail`

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
  if (way === undefined || way.at.length === 0) return { [TRACK]: collection([]), [TRACK_ENDS]: collection([]) }
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
    [TRACK_ENDS]: collection([
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

export const trackLayers = (look: Look): LayerSpecification[] => {
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
      id: TRACK_ENDS,
      type: 'circle',
      source: TRACK_ENDS,
      paint: {
        'circle-radius': ['match', ['get', 'end'], ['start', 'end'], 4.5 * scale, 3 * scale],
        'circle-color': ['match', ['get', 'end'], 'end', c.selected, c.land],
        'circle-stroke-color': ['match', ['get', 'end'], 'doubted', c.label, c.selected],
        'circle-stroke-width': 1.8,
      },
    },
    {
      id: `${TRACK_ENDS}-times`,
      type: 'symbol',
      source: TRACK_ENDS,
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
