// Reads what the simulated city needs of a city's reference data: the same files the hub reads, checked by the same schemas.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Calendar } from '../src/core/clock/types.ts'
import type { Department } from '../src/core/dispatch/types.ts'
import { REFERENCE_FILES } from '../src/wire/reference.ts'
import type { Area, City, Feed, Matter, ReferenceKind, SensorKind } from '../src/wire/reference.ts'
import { boxOf, type Point, type Polygon, type Ring } from './terrain/geometry.ts'

export interface MockReference {
  readonly folder: string
  readonly city: City
  readonly areas: readonly Area[]
  readonly departments: readonly Department[]
  readonly matters: readonly Matter[]
  readonly kinds: ReadonlyMap<string, SensorKind>
  readonly feeds: readonly Feed[]
  readonly calendar: Calendar
  readonly map: MapData
}

export interface MapData {
  /** County-level polygons by area code. */
  readonly districts: ReadonlyMap<string, Polygon>
  readonly lakes: readonly Polygon[]
  readonly rivers: readonly (readonly Point[])[]
}

/** A fault in the reference data, in one sentence for the person at the terminal. */
export class ReferenceError extends Error {}

function readJson(path: string): unknown {
  if (!existsSync(path)) throw new ReferenceError(`${path} does not exist.`)
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ReferenceError(`${path} is not valid JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Compiled once a file: compiling costs far more than checking. */
function checker<T>(schema: TSchema): (value: unknown, path: string) => T {
  const check = Compile(schema)
  return (value, path) => {
    if (check.Check(value)) return value as T
    const first = [...check.Errors(value)][0]
    throw new ReferenceError(
      `${path} does not fit its schema at "${first?.instancePath ?? ''}": ${first?.message ?? ''}`,
    )
  }
}

function readOne<T>(folder: string, kind: ReferenceKind): T {
  const { file, schema } = REFERENCE_FILES[kind]
  const path = join(folder, file)
  return checker<T>(schema)(readJson(path), path)
}

function readList<T>(folder: string, kind: ReferenceKind): T[] {
  const { file, schema } = REFERENCE_FILES[kind]
  const path = join(folder, file)
  const value = readJson(path)
  if (!Array.isArray(value)) throw new ReferenceError(`${path} must hold a list.`)
  const check = checker<T>(schema)
  return value.map((one: unknown, i) => check(one, `${path}[${i}]`))
}

interface Feature {
  readonly properties: Readonly<Record<string, unknown>> | null
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null
}

function readFeatures(folder: string, file: string): readonly Feature[] {
  const path = join(folder, 'map', file)
  if (!existsSync(path)) return []
  return (readJson(path) as { features?: readonly Feature[] }).features ?? []
}

function polygonsOf(feature: Feature): Polygon[] {
  const g = feature.geometry
  const rings =
    g?.type === 'Polygon'
      ? [g.coordinates as readonly Ring[]]
      : g?.type === 'MultiPolygon'
        ? (g.coordinates as readonly (readonly Ring[])[])
        : []
  return rings.map((r) => ({ rings: r, box: boxOf(r.flat()) }))
}

function readMap(folder: string): MapData {
  const districts = new Map<string, Polygon>()
  for (const feature of readFeatures(folder, 'districts.geojson')) {
    const p = feature.properties ?? {}
    const code = p['code'] ?? p['adcode'] ?? p['area']
    const polygon = polygonsOf(feature)[0]
    if (typeof code === 'string' && polygon) districts.set(code, polygon)
  }
  if (districts.size === 0)
    throw new ReferenceError(`${join(folder, 'map', 'districts.geojson')} has no district outline.`)
  const lakes = readFeatures(folder, 'lakes.geojson').flatMap(polygonsOf)
  const rivers = readFeatures(folder, 'rivers.geojson').flatMap((f) =>
    f.geometry?.type === 'LineString'
      ? [f.geometry.coordinates as readonly Point[]]
      : f.geometry?.type === 'MultiLineString'
        ? (f.geometry.coordinates as readonly (readonly Point[])[])
        : [],
  )
  return { districts, lakes, rivers }
}

/** Reads and checks one city's folder. Throws ReferenceError with one clear sentence. */
export function readReference(folder: string): MockReference {
  const kinds = readList<SensorKind>(folder, 'sensorKind')
  return {
    folder,
    city: readOne(folder, 'city'),
    areas: readList(folder, 'area'),
    departments: readList(folder, 'department'),
    matters: readList(folder, 'matter'),
    kinds: new Map(kinds.map((k) => [k.id, k])),
    feeds: readList(folder, 'feed'),
    calendar: readOne(folder, 'calendar'),
    map: readMap(folder),
  }
}
