// Format `json`: arbitrary JSON, read by the paths of the contract's map. With `each`, every element by itself.
import type { Mapping } from '../../wire/reference.ts'
import { compilePath, lookUp, type JsonPath } from '../json-path.ts'
import { mapOf, readElement } from '../mapping.ts'
import { MAX_ELEMENTS, parseJson, textFormat } from '../payload.ts'

interface Compiled {
  readonly each: JsonPath | undefined
  readonly paths: ReadonlyMap<string, JsonPath>
}
const compiled = new WeakMap<Mapping, Compiled>()

function compile(map: Mapping): Compiled {
  const known = compiled.get(map)
  if (known !== undefined) return known
  const paths = [map.device, map.time, map.lng, map.lat, ...map.fields.map((f) => f.path)]
  const made: Compiled = {
    each: map.each === undefined ? undefined : compilePath(map.each),
    paths: new Map(paths.filter((p) => p !== undefined).map((p) => [p, compilePath(p)])),
  }
  compiled.set(map, made)
  return made
}

export const json = textFormat('json', (text, ctx, into) => {
  const map = mapOf(ctx.feed, into)
  if (map === undefined) return
  const parsed = parseJson(text)
  if (parsed === undefined) return into.reject('unparseable', 'not JSON')
  const message = parsed.value
  const { each, paths } = compile(map)
  const read = (element: unknown, index?: number): void => {
    if (typeof element !== 'object' || element === null)
      return into.reject('schema', 'neither an object nor an array', index)
    const get = (name: string): unknown => {
      const path = paths.get(name)
      return path === undefined ? undefined : lookUp(path, element, message)
    }
    readElement(map, get, ctx, into, index)
  }
  if (each === undefined) return read(message)
  const list = lookUp(each, message, message)
  // Converters from XML write a list of one as the bare element.
  if (!Array.isArray(list)) return list === undefined ? into.reject('schema', `no array at ${map.each}`) : read(list, 0)
  for (const [index, element] of list.slice(0, MAX_ELEMENTS).entries()) read(element, index)
  if (list.length > MAX_ELEMENTS)
    into.reject('oversized', `${list.length} elements, ${MAX_ELEMENTS} read`, MAX_ELEMENTS)
})
