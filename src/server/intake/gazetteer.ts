// Names of places and where they are: finds the ones a text mentions. Reads no store and no files; places.ts fills it.
import type { AreaCode } from '../../core/ids.ts'
import type { Text } from '../../core/text.ts'

/** The order is the order of trust: what was exact before is likelier meant than the middle of a street. */
const PLACE_KINDS = ['address', 'sensor', 'crossing', 'road', 'spot', 'street', 'district'] as const
export type PlaceKind = (typeof PLACE_KINDS)[number]

export interface NamedPlace {
  readonly kind: PlaceKind
  readonly name: Text
  readonly lng: number
  readonly lat: number
  /** Where it is not told, the point decides. */
  readonly area?: AreaCode
  readonly simulated: boolean
  /** Roads: points along it, for crossings. */
  readonly line?: readonly (readonly [lng: number, lat: number])[]
}

export interface FoundPlace {
  readonly place: NamedPlace
  /** What of the text was taken for it. */
  readonly said: string
}

export interface Gazetteer {
  readonly size: number
  /** The same kind under the same name again takes the place of the one before. */
  add(name: string, place: NamedPlace): void
  /** Best first: kinds in the order of trust, then longer names. Longest match; no character speaks twice for one kind of thing. */
  find(text: string): FoundPlace[]
}

const SHORTEST = 2
const LONGEST = 40
/** Two roads that come nearer than this (degrees of latitude, about 120 m) cross, as far as lines of a map can tell. */
const CROSSING_DEG = 0.0011
/** Roads of one text that are looked at for crossings. */
const ROADS = 4

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

export function openGazetteer(): Gazetteer {
  const places = new Map<string, NamedPlace[]>()
  /** Lengths of names by their first two characters, longest first: what is tried at each place of a text. */
  const lengths = new Map<string, number[]>()

  return {
    get size() {
      return places.size
    },
    add(name, place) {
      const key = folded(name)
      if (key.length < SHORTEST || key.length > LONGEST) return
      const there = places.get(key)
      if (there) {
        const at = there.findIndex(({ kind }) => kind === place.kind)
        if (at < 0) there.push(place)
        else there[at] = place
        return
      }
      places.set(key, [place])
      const head = key.slice(0, SHORTEST)
      const known = lengths.get(head) ?? []
      if (!known.includes(key.length))
        lengths.set(
          head,
          [...known, key.length].sort((a, b) => b - a),
        )
    },
    find(text) {
      const said = folded(text)
      const found: FoundPlace[] = []
      for (let at = 0; at + SHORTEST <= said.length;) {
        const length = lengths.get(said.slice(at, at + SHORTEST))?.find((one) => places.has(said.slice(at, at + one)))
        if (length === undefined) {
          at += 1
          continue
        }
        const name = said.slice(at, at + length)
        for (const place of places.get(name) ?? []) found.push({ place, said: name })
        at += length
      }
      const once = found.filter(({ place }, at) => found.findIndex((other) => other.place === place) === at)
      return [...crossingsOf(once), ...once].sort(
        (a, b) =>
          PLACE_KINDS.indexOf(a.place.kind) - PLACE_KINDS.indexOf(b.place.kind) || b.said.length - a.said.length,
      )
    },
  }
}

/** Where two roads of the text meet. */
function crossingsOf(found: readonly FoundPlace[]): FoundPlace[] {
  const roads = found.filter(({ place }) => place.kind === 'road' && place.line !== undefined).slice(0, ROADS)
  return roads.flatMap((one, at) =>
    roads.slice(at + 1).flatMap((other): FoundPlace[] => {
      const point = meeting(one.place.line ?? [], other.place.line ?? [])
      if (point === undefined) return []
      const [lng, lat] = point
      const name = {
        zh: `${one.place.name.zh}与${other.place.name.zh}路口`,
        en: `${one.place.name.en} × ${other.place.name.en}`,
      }
      const simulated = one.place.simulated || other.place.simulated
      return [{ said: `${one.said}、${other.said}`, place: { kind: 'crossing', name, lng, lat, simulated } }]
    }),
  )
}

type Line = NonNullable<NamedPlace['line']>

/** The middle between the nearest points of two lines, if they come near enough. */
function meeting(one: Line, other: Line): readonly [number, number] | undefined {
  let best: { readonly at: readonly [number, number]; readonly away: number } | undefined
  const shrink = Math.cos(((one[0]?.[1] ?? 0) * Math.PI) / 180)
  for (const a of one)
    for (const b of other) {
      const away = Math.hypot((a[0] - b[0]) * shrink, a[1] - b[1])
      if (away <= CROSSING_DEG && (best === undefined || away < best.away))
        best = { at: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], away }
    }
  return best?.at
}
