// Format `json`: arbitrary JSON, read by the paths of the contract's maps. With `each`, every element by itself.
import type { Mapping } from '../../wire/reference.ts'
import type { PositionMapping } from '../../wire/reference/units.ts'
import type { Collector } from '../collect.ts'
import { compilePath, lookUp, type JsonPath } from '../json-path.ts'
import { mapOf, readElement, type Get } from '../mapping.ts'
import { MAX_ELEMENTS, parseJson, textFormat } from '../payload.ts'
import { positionPaths, readPosition } from '../positions.ts'

interface Compiled {
  readonly each: JsonPath | undefined
  readonly paths: ReadonlyMap<string, JsonPath>
}
const compiled = new WeakMap<Mapping | PositionMapping, Compiled>()

function compile(map: Mapping | PositionMapping): Compiled {
  const known = compiled.get(map)
  if (known !== undefined) return known
  const paths =
    'fields' in map ? [map.device, map.time, map.lng, map.lat, ...map.fields.map((f) => f.path)] : positionPaths(map)
  const made: Compiled = {
    each: map.each === undefined ? undefined : compilePath(map.each),
    paths: new Map(paths.filter((p) => p !== undefined).map((p) => [p, compilePath(p)])),
  }
  compiled.set(map, made)
  return made
}

export const json = textFormat('json', (text, ctx, into) => {
  const units = ctx.feed.units?.map
  // A contract of units alone needs no map of readings.
  const map = ctx.feed.map === undefined && units !== undefined ? undefined : mapOf(ctx.feed, into)
  if (map === undefined && units === undefined) return
  const parsed = parseJson(text)
  if (parsed === undefined) return into.reject('unparseable', 'not JSON')
  const message = parsed.value
  if (map !== undefined) readAll(map, message, into, (get, index) => readElement(map, get, ctx, into, index))
  if (units !== undefined) readAll(units, message, into, (get, index) => readPosition(units, get, ctx, into, index))
})

function readAll(
  map: Mapping | PositionMapping,
  message: unknown,
  into: Collector,
  take: (get: Get, index?: number) => void,
): void {
  const { each, paths } = compile(map)
  const read = (element: unknown, index?: number): void => {
    if (typeof element !== 'object' || element === null)
      return into.reject('schema', 'neither an object nor an array', index)
    take((name) => {
      const path = paths.get(name)
      return path === undefined ? undefined : lookUp(path, element, message)
    }, index)
  }
  if (each === undefined) return read(message)
  const list = lookUp(each, message, message)
  // Converters from XML write a list of one as the bare element.
  if (!Array.isArray(list)) return list === undefined ? into.reject('schema', `no array at ${map.each}`) : read(list, 0)
  for (const [index, element] of list.slice(0, MAX_ELEMENTS).entries()) read(element, index)
  if (list.length > MAX_ELEMENTS)
    into.reject('oversized', `${list.length} elements, ${MAX_ELEMENTS} read`, MAX_ELEMENTS)
}
