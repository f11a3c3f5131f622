// The simulated city as one value: everything that any of its quantities is a function of. Holds memory only of what it could compute again.
import { placeDevices } from '../devices/place.ts'
import type { SimDevice, SimKind } from '../devices/types.ts'
import { keyOf, sub, type Key } from '../random.ts'
import type { MockReference } from '../reference.ts'
import type { Scenario } from '../scenarios/schema.ts'
import { buildTerrain } from '../terrain/build.ts'
import type { Terrain } from '../terrain/types.ts'

export interface CityInput {
  readonly reference: MockReference
  readonly seed: string
  readonly scenario: Scenario
  /** Epoch ms at which the simulated city starts: troubles and scenarios count from here. */
  readonly startAt: number
  /** City seconds per real second. */
  readonly speed: number
}

export interface SimCity extends CityInput {
  readonly key: Key
  readonly terrain: Terrain
  readonly devices: readonly SimDevice[]
  readonly byKind: ReadonlyMap<SimKind, readonly SimDevice[]>
  readonly offsetMs: number
  /** Answers already computed; dropping any of them changes nothing but the cost. */
  readonly memo: Memo
}

/** A bounded memory of computed numbers and lists, by use and position. When full it forgets everything and goes on. */
export class Memo {
  readonly #tables = new Map<string, Map<number, unknown>>()

  get<T>(use: string, at: number, compute: () => T): T {
    let table = this.#tables.get(use)
    if (!table) this.#tables.set(use, (table = new Map()))
    if (table.has(at)) return table.get(at) as T
    const value = compute()
    if (table.size >= 800) table.clear()
    table.set(at, value)
    return value
  }

  /** One-time values that belong to the city rather than to a time. */
  once<T>(use: string, compute: () => T): T {
    return this.get(use, 0, compute)
  }
}

/** Ground and devices depend on the reference data alone and may be shared between cities of different seeds and scenarios. */
export interface Stage {
  readonly terrain: Terrain
  readonly devices: readonly SimDevice[]
}

export function buildStage(reference: MockReference): Stage {
  const terrain = buildTerrain(reference)
  return { terrain, devices: placeDevices(reference, terrain) }
}

export function createCity(input: CityInput, stage: Stage = buildStage(input.reference)): SimCity {
  const byKind = new Map<SimKind, SimDevice[]>()
  for (const d of stage.devices) {
    const list = byKind.get(d.kind)
    if (list) list.push(d)
    else byKind.set(d.kind, [d])
  }
  return {
    ...input,
    ...stage,
    byKind,
    key: sub(keyOf(input.seed), 'city'),
    offsetMs: input.reference.city.utcOffsetMinutes * 60_000,
    memo: new Memo(),
  }
}

/** City time of an instant: real time from the start on, stretched by SPEED. */
export const cityTime = (city: CityInput, at: number): number => city.startAt + (at - city.startAt) * city.speed
/** The instant at which city time is `c`. */
export const realTime = (city: CityInput, c: number): number => city.startAt + (c - city.startAt) / city.speed
/** Minutes of city time since the start. */
export const minutesIn = (city: CityInput, c: number): number => (c - city.startAt) / 60_000
