// The lines of the palette as plain data: where each leads, what of it fits the words typed. No page, no hub.
import type { Found } from '../../wire/desk.ts'
import type { Session } from '../../wire/api.ts'
import { placesFor } from '../ui/places.ts'

export const GROUPS = [
  'acts',
  'recent',
  'incidents',
  'sensors',
  'places',
  'components',
  'people',
  'filters',
  'pages',
  'tools',
] as const
export type Group = (typeof GROUPS)[number]

export interface Line {
  /** Unique among the lines shown. */
  readonly key: string
  readonly group: Group
  readonly text: string
  /** Said smaller beside it. */
  readonly aside?: string
  readonly level?: 1 | 2 | 3 | 4
  /** An address to go to; without one the line does something. */
  readonly to?: string
  readonly run?: () => void | Promise<void>
}

type Role = Session['user']['role']
const onDesk = (role: Role): boolean => placesFor(role).some((place) => place.name === 'duty')
const seg = encodeURIComponent

/** A case opens where this role works on cases. */
export const caseAddress = (role: Role, id: string): string =>
  `/${onDesk(role) ? 'duty' : role === 'department' ? 'department' : 'incident'}/${seg(id)}`

const STREET_DIGITS = 9
/** The desk's map goes there, the open case staying open; without a desk the register shows the cases of that area. */
export function placeAddress(role: Role, place: Found['places'][number], open: string | undefined): string {
  if (!onDesk(role)) {
    // Cases know the street they lie in, not the cell of its grid.
    if (place.kind === 'grid') return `/register?area=${seg(place.area.slice(0, STREET_DIGITS))}`
    return place.kind === 'area' ? `/register?area=${seg(place.area)}` : `/register?q=${seg(place.name.zh)}`
  }
  return `${open === undefined ? '/duty' : caseAddress(role, open)}?at=${place.lng},${place.lat}`
}

/** The cases about a matter, as far as this role may see them. */
export const matterAddress = (matter: string): string => `/register?matter=${seg(matter)}`

const POSTS: ReadonlySet<string> = new Set(['acceptor', 'dispatcher', 'collector'])
/** What waits for a person: their department's cases, or those whose turn is their post's. */
export function personAddress(role: Role, person: Found['people'][number]): string {
  if (person.department !== undefined)
    return onDesk(role)
      ? `/duty?scope=open&department=${seg(person.department)}`
      : `/register?department=${seg(person.department)}`
  return onDesk(role) && POSTS.has(person.role) ? `/duty?scope=open&owner=${person.role}` : '/register'
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase()
export const wordsOf = (typed: string): readonly string[] => plain(typed).split(/\s+/).filter(Boolean)

/** Lines that say every word typed; with nothing typed, all. */
export function fitting(lines: readonly Line[], typed: string): readonly Line[] {
  const words = wordsOf(typed)
  return words.length === 0
    ? lines
    : lines.filter((line) => {
        const said = plain(`${line.text} ${line.aside ?? ''}`)
        return words.every((word) => said.includes(word))
      })
}

export interface Piece {
  readonly text: string
  readonly hit: boolean
}
/** The text in pieces, the typed words marked. Case and width do not count, and lengths must agree to be marked. */
export function pieces(text: string, typed: string): readonly Piece[] {
  const said = plain(text)
  if (said.length !== text.length) return [{ text, hit: false }]
  const marked = new Uint8Array(text.length)
  for (const word of wordsOf(typed))
    for (let at = said.indexOf(word); at >= 0; at = said.indexOf(word, at + word.length))
      marked.fill(1, at, at + word.length)
  const found: { text: string; hit: boolean }[] = []
  for (let i = 0; i < text.length; i++) {
    const hit = marked[i] === 1
    const last = found.at(-1)
    if (last?.hit === hit) last.text += text.charAt(i)
    else found.push({ text: text.charAt(i), hit })
  }
  return found
}

/** By group, each group once, empty ones left out; a line chosen lately is not shown again below. */
export function grouped(lines: readonly Line[]): readonly { readonly group: Group; readonly lines: readonly Line[] }[] {
  const recent = new Set(lines.filter((line) => line.group === 'recent').map((line) => line.to))
  return GROUPS.map((group) => ({
    group,
    lines: lines.filter(
      (line) => line.group === group && (group === 'recent' || line.to === undefined || !recent.has(line.to)),
    ),
  })).filter((one) => one.lines.length > 0)
}
