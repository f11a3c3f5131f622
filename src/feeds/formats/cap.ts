// Format `cap`: one CAP 1.2 message (OASIS; ITU-T X.1303) as XML → a warning. Says nothing of what it replaces or where it holds.
import {
  CERTAINTIES,
  MESSAGE_TYPES,
  SEVERITIES,
  STATUSES,
  URGENCIES,
  type Named,
  type Position,
  type Warning,
  type WarningArea,
  type WarningInfo,
  type WarningReference,
} from '../../core/warning/types.ts'
import type { Collector } from '../collect.ts'
import { cleanText } from '../names.ts'
import { textFormat } from '../payload.ts'
import { fromIso } from '../time.ts'
import type { FormatContext } from '../types.ts'
import { childrenOf, parseXml, textOf, type XmlValue } from '../xml.ts'

const NAMESPACE = 'urn:oasis:names:tc:emergency:cap:1.2'
/** Sender and identifier have no spaces, commas, `<` or `&` (CAP 1.2 §3.2.1); the store's key is short. */
const ID = /^[^\s,<&\p{Cc}\p{Cs}]{1,200}$/u
const MOST = { infos: 20, areas: 200, shapes: 200, points: 20_000, codes: 200, references: 100 } as const
const LONGEST_TEXT = 8_000
const LONGEST_NAME = 400
/** Around half the earth: more is no circle of a city's warning. */
const LARGEST_RADIUS_KM = 10_000

/** A message that cannot be taken as a whole. */
class Refusal extends Error {
  readonly reason: 'schema' | 'badTime' | 'notAllowed' | 'oversized'
  constructor(reason: Refusal['reason'], detail: string) {
    super(detail)
    this.reason = reason
  }
}

export const cap = textFormat('cap', (text, ctx, into) => {
  const parsed = parseXml(text)
  if (!parsed.ok) return into.reject('unparseable', parsed.why)
  const { name, namespace, root } = parsed
  if (name !== 'alert') return into.reject('schema', `the root is ${name}, not alert`)
  if (namespace !== NAMESPACE) return into.reject('schema', `alert is not of ${NAMESPACE}`)
  try {
    into.warnings.push(readAlert(root, ctx, into))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    into.reject(error.reason, error.message)
  }
})

function readAlert(root: XmlValue, ctx: FormatContext, into: Collector): Warning {
  const msgType = need(root, 'msgType')
  if (msgType === 'Ack' || msgType === 'Error')
    throw new Refusal('notAllowed', `msgType ${msgType} speaks of a message and warns of nothing`)
  const scope = need(root, 'scope')
  const infos = listed(root, 'info', MOST.infos).map((info) => readInfo(info, ctx, into))
  const known = oneOf(msgType, MESSAGE_TYPES, 'msgType')
  if (infos.length === 0 && known !== 'Cancel') throw new Refusal('schema', 'no info: it does not say what it warns of')
  const references = readReferences(textOf(childrenOf(root, 'references')[0]))
  if (known !== 'Alert' && references.length === 0) throw new Refusal('schema', `${known} without references`)
  return {
    sender: idOf(root, 'sender'),
    identifier: idOf(root, 'identifier'),
    sentAt: need(root, 'sent', (t) => instant(t, 'sent', ctx)),
    status: oneOf(need(root, 'status'), STATUSES, 'status'),
    msgType: known,
    scope: clean(scope, LONGEST_NAME),
    ...optional(root, 'source', LONGEST_NAME),
    ...optional(root, 'note', LONGEST_TEXT),
    references,
    infos,
  }
}

function readInfo(info: XmlValue, ctx: FormatContext, into: Collector): WarningInfo {
  const at = (name: string): number | undefined => {
    const text = textOf(childrenOf(info, name)[0])
    return text === undefined ? undefined : instant(text, name, ctx)
  }
  const [effectiveAt, onsetAt, expiresAt] = [at('effective'), at('onset'), at('expires')]
  const all = (name: string): string[] =>
    listed(info, name, MOST.codes).flatMap((value) => clean(textOf(value) ?? '', LONGEST_NAME) || [])
  return {
    language: clean(textOf(childrenOf(info, 'language')[0]) ?? 'en-US', 40),
    event: clean(need(info, 'event'), LONGEST_NAME),
    categories: all('category'),
    responseTypes: all('responseType'),
    urgency: oneOf(need(info, 'urgency'), URGENCIES, 'urgency'),
    severity: oneOf(need(info, 'severity'), SEVERITIES, 'severity'),
    certainty: oneOf(need(info, 'certainty'), CERTAINTIES, 'certainty'),
    eventCodes: named(info, 'eventCode'),
    parameters: named(info, 'parameter'),
    ...(effectiveAt === undefined ? {} : { effectiveAt }),
    ...(onsetAt === undefined ? {} : { onsetAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...optional(info, 'senderName', LONGEST_NAME),
    ...optional(info, 'headline', LONGEST_TEXT),
    ...optional(info, 'description', LONGEST_TEXT),
    ...optional(info, 'instruction', LONGEST_TEXT),
    ...optional(info, 'web', LONGEST_NAME),
    ...optional(info, 'contact', LONGEST_NAME),
    areas: listed(info, 'area', MOST.areas).map((area) => readArea(area, into)),
  }
}

/** A shape that cannot be is refused alone; the warning stays. */
function readArea(area: XmlValue, into: Collector): WarningArea {
  const polygons = listed(area, 'polygon', MOST.shapes).flatMap((value) => {
    const ring = toRing(textOf(value) ?? '', into)
    return ring === undefined ? [] : [ring]
  })
  const circles = listed(area, 'circle', MOST.shapes).flatMap((value) => {
    const [centre = '', radius, ...more] = (textOf(value) ?? '').split(/\s+/)
    const radiusKm = Number(radius)
    const place = toPosition(centre, into)
    if (place === undefined) return []
    if (radius === undefined || more.length > 0 || !(radiusKm >= 0 && radiusKm <= LARGEST_RADIUS_KM)) {
      into.reject('badPlace', `circle of radius ${String(radius)} km`)
      return []
    }
    return [{ lng: place[0], lat: place[1], radiusKm }]
  })
  return {
    name: clean(textOf(childrenOf(area, 'areaDesc')[0]) ?? '', LONGEST_NAME),
    polygons,
    circles,
    geocodes: named(area, 'geocode'),
  }
}

function toRing(text: string, into: Collector): Position[] | undefined {
  const pairs = text.split(/\s+/).filter((pair) => pair !== '')
  if (pairs.length > MOST.points) throw new Refusal('oversized', `a polygon of ${pairs.length} points`)
  const ring: Position[] = []
  for (const pair of pairs) {
    const position = toPosition(pair, into)
    if (position === undefined) return undefined
    ring.push(position)
  }
  const [first, last] = [ring[0], ring.at(-1)]
  if (first === undefined || last === undefined || ring.length < 4 || first[0] !== last[0] || first[1] !== last[1]) {
    into.reject('badPlace', 'a polygon has at least four points and ends where it begins')
    return undefined
  }
  return ring
}

/** CAP writes `lat,lon`; what comes the other way round is refused by name. */
function toPosition(pair: string, into: Collector): Position | undefined {
  const [lat, lng, ...more] = pair.split(',')
  if (lat === undefined || lng === undefined || lat === '' || lng === '' || more.length > 0) {
    into.reject('badPlace', `not a pair lat,lon: ${pair}`)
    return undefined
  }
  const place = into.place(lng, lat)
  return place === undefined ? undefined : [place.lng, place.lat]
}

/** `sender,identifier,sent` by spaces; `sent` is not needed to know the message. */
function readReferences(text: string | undefined): WarningReference[] {
  const parts = text?.split(/\s+/) ?? []
  if (parts.length > MOST.references) throw new Refusal('oversized', `${parts.length} references`)
  return parts.map((part) => {
    const [sender = '', identifier = ''] = part.split(',')
    if (!ID.test(sender) || !ID.test(identifier))
      throw new Refusal('schema', `a reference is sender,identifier,sent: ${part}`)
    return { sender, identifier }
  })
}

function named(node: XmlValue, name: string): Named[] {
  return listed(node, name, MOST.codes).flatMap((pair) => {
    const [key, value] = [textOf(childrenOf(pair, 'valueName')[0]), textOf(childrenOf(pair, 'value')[0])]
    return value === undefined ? [] : [{ name: clean(key ?? '', LONGEST_NAME), value: clean(value, LONGEST_NAME) }]
  })
}

function listed(node: XmlValue, name: string, most: number): readonly XmlValue[] {
  const children = childrenOf(node, name)
  if (children.length > most) throw new Refusal('oversized', `${children.length} elements ${name}, at most ${most}`)
  return children
}

function need<T = string>(node: XmlValue, name: string, read?: (text: string) => T): T {
  const children = childrenOf(node, name)
  const text = textOf(children[0])
  if (text === undefined || children.length > 1) throw new Refusal('schema', `needs one ${name}`)
  return read === undefined ? (text as T) : read(text)
}

function optional<K extends string>(node: XmlValue, name: K, most: number): { readonly [P in K]?: string } {
  const text = textOf(childrenOf(node, name)[0])
  return text === undefined ? {} : ({ [name]: clean(text, most) } as { readonly [P in K]?: string })
}

function idOf(root: XmlValue, name: string): string {
  const id = need(root, name)
  if (!ID.test(id)) throw new Refusal('schema', `${name} is 1–200 characters without spaces and commas`)
  return id
}

function oneOf<const L extends readonly string[]>(text: string, list: L, name: string): L[number] {
  const found = list.find((word) => word === text)
  if (found === undefined) throw new Refusal('schema', `${name} is ${text}, not one of ${list.join(', ')}`)
  return found
}

/** CAP times name their zone; one that does not is the contract's to explain. */
function instant(text: string, name: string, { feed }: FormatContext): number {
  const at = fromIso(text, feed.time.zoneOffsetMinutes)
  if (at === undefined) throw new Refusal('badTime', `${name} ${text}`)
  return at
}

/** Longer texts end with an ellipsis; the message itself is kept whole beside it. */
const clean = (text: string, most: number): string => {
  const cleaned = cleanText(text)
  return cleaned.length > most ? `${cleanText(cleaned.slice(0, most - 1))}…` : cleaned
}
