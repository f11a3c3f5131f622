// What moves in the simulated city: a unit with its traits, and a way driven in time.
import type { Key } from '../random.ts'
import type { Point } from '../terrain/geometry.ts'

export type SimUnitKind = 'bus' | 'crew' | 'sweeper' | 'rescue' | 'patrol'

/** A way in time: places with the ms at which they are passed, from 0. Standing is the same place twice. */
export interface Schedule {
  readonly places: readonly Point[]
  readonly atMs: readonly number[]
}

export interface SimUnit {
  readonly id: string
  readonly feed: string
  readonly kind: SimUnitKind
  readonly name: string
  readonly department: string
  /** As the staff enters it in its department's list of crews. */
  readonly crew?: string
  readonly depot: Point
  /** What it does over and over while on duty; undefined: it waits at its depot to be called. */
  readonly round?: Schedule
  /** Where in its round it is at the start of a day, ms: buses of one line follow one another. */
  readonly offsetMs: number
  /** Hours of the city's day between which it is out; the same twice: always. */
  readonly dutyFrom: number
  readonly dutyTo: number
  readonly everyMs: number
  readonly kmh: number
  /** Traits come from here and do not change with SEED. */
  readonly trait: Key
}
