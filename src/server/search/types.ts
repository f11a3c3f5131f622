// What the search room holds and answers. Types alone.
import type { AreaCode } from '../../core/ids.ts'
import type { Incident } from '../../core/incident/types.ts'
import type { Text } from '../../core/text.ts'
import type { SensorEntry } from '../live/sensors.ts'
import type { WhenWritten } from '../ports.ts'
import type { Component } from '../../wire/reference.ts'

/** A place with a name of its own. Addresses come from reports: departments are told those of their own cases alone. */
export interface KnownPlace {
  readonly kind: 'area' | 'road' | 'spot' | 'address' | 'grid'
  readonly name: Text
  readonly area: AreaCode
  readonly lng: number
  readonly lat: number
  readonly simulated: boolean
}

/** An open case, as far as it is found by its words. */
export interface KnownCase {
  readonly id: string
  readonly departments: readonly string[]
}

/** Anything in the index of names. */
export type Known =
  | { readonly is: 'place'; readonly place: KnownPlace }
  | { readonly is: 'sensor'; readonly sensor: SensorEntry }
  | { readonly is: 'component'; readonly component: Component }

export interface Near {
  readonly lng: number
  readonly lat: number
}

export interface NamesAsked {
  readonly words: readonly string[]
  readonly most: number
  readonly near?: Near
}

/** The names of the city, ready to be looked for. */
export interface Names {
  /** Share of what was there at the start that can be found already, 0..1. */
  ready(): number
  places(asked: NamesAsked & { readonly addresses: boolean }): readonly KnownPlace[]
  sensors(asked: NamesAsked): readonly SensorEntry[]
  components(asked: NamesAsked): readonly Component[]
  /** Open cases by reading or words; with a department, those it leads or assists. */
  cases(asked: NamesAsked & { readonly department?: string }): readonly KnownCase[]
  /** Cases as they change: open ones are found, ended ones no longer. */
  casesChanged(incidents: readonly Incident[]): void
  /** A report's address is found from its commit on. */
  readonly whenWritten: WhenWritten
  /** Everything there is at the start, in slices; resolves when all of it can be found. */
  start(): Promise<void>
  stop(): Promise<void>
}
