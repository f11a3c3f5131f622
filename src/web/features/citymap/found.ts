// What the search finds, as lines that lead to a place on the map. Pure.
import type { Found } from '../../../wire/desk.ts'
import type { Text } from '../../../core/text.ts'
import type { Level } from '../../../core/level.ts'

export const FOUND_GROUPS = ['incidents', 'sensors', 'places'] as const
export type FoundGroup = (typeof FOUND_GROUPS)[number]

export interface Hit {
  /** Unique among the lines shown. */
  readonly key: string
  readonly group: FoundGroup
  readonly text: string
  readonly aside: string
  readonly level?: Level
  readonly lng: number
  readonly lat: number
  /** As near as one sees it whole. */
  readonly zoom: number
  /** What is picked besides going there. */
  readonly pick?: { readonly type: string; readonly id: string }
}

export interface FoundWords {
  readonly say: (text: Text) => string
  readonly state: (state: Found['incidents'][number]['state']) => string
  readonly kind: (kind: string) => string
  readonly place: (kind: Found['places'][number]['kind']) => string
}

const ZOOM: Readonly<Record<Found['places'][number]['kind'], number>> = {
  area: 11,
  road: 13.5,
  spot: 14,
  grid: 14.5,
  address: 15.5,
}
const THING_ZOOM = 14.5

export function hitsOf(found: Found, words: FoundWords): readonly Hit[] {
  return [
    ...found.incidents.map((row): Hit => ({
      key: `incidents:${row.id}`,
      group: 'incidents',
      text: words.say(row.title),
      aside: `${row.code} · ${words.state(row.state)} · ${words.say(row.areaName)}`,
      level: row.level,
      lng: row.lng,
      lat: row.lat,
      zoom: THING_ZOOM,
      pick: { type: 'incident', id: row.id },
    })),
    ...found.sensors.map((one): Hit => ({
      key: `sensors:${one.id}`,
      group: 'sensors',
      text: one.name,
      aside: `${words.kind(one.kind)} · ${words.say(one.areaName)}`,
      lng: one.lng,
      lat: one.lat,
      zoom: THING_ZOOM,
      pick: { type: 'sensor', id: one.id },
    })),
    ...found.places.map((place): Hit => ({
      key: `places:${place.kind}:${place.area}:${place.name.zh}:${place.lng}`,
      group: 'places',
      text: words.say(place.name),
      aside: [words.place(place.kind), place.areaName && words.say(place.areaName)].filter(Boolean).join(' · '),
      lng: place.lng,
      lat: place.lat,
      zoom: ZOOM[place.kind],
    })),
  ]
}
