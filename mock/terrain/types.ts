// What the simulated ground is made of: streets (as label points), roads, unit grid cells and pipes. All of it invented, all of it marked so.
import type { Point } from './geometry.ts'

export interface Street {
  /** 9-digit code. */
  readonly code: string
  /** County-level code it answers to (may be a functional area without its own outline). */
  readonly district: string
  readonly name: string
  readonly districtName: string
  readonly point: Point
  /** Within the built-up middle of the city. */
  readonly isCentral: boolean
}

/** Speed classes of the alarm rules: urban expressways, main roads, and the minor ones. */
export type SpeedClass = 'express' | 'main' | 'minor'

export interface Road {
  readonly id: string
  readonly name: string
  readonly roadClass: 'arterial' | 'secondary' | 'branch'
  readonly speedClass: SpeedClass
  readonly freeKmh: number
  readonly points: readonly Point[]
  readonly lengthM: number
  readonly isCentral: boolean
  /** Street at its middle. */
  readonly street: Street
}

export interface GridCell {
  /** 15 digits: street, community, sequence. */
  readonly code: string
  readonly street: Street
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

export type PipeMedium = 'water' | 'gas' | 'drain'

export interface Pipe {
  readonly id: string
  readonly medium: PipeMedium
  /** Nominal diameter, mm. */
  readonly dn: number
  readonly material: string
  readonly road: Road
  readonly points: readonly Point[]
}

export interface Terrain {
  readonly streets: readonly Street[]
  readonly roads: readonly Road[]
  readonly grid: readonly GridCell[]
  readonly pipes: readonly Pipe[]
  /** Points along real rivers and lake shores inside the city, in a fixed order. */
  readonly banks: readonly Point[]
  /** True on land inside the city's outlines. */
  readonly isLand: (p: Point) => boolean
  readonly isInCity: (p: Point) => boolean
  /** The street whose label is nearest among those of the district the point lies in. */
  readonly streetAt: (p: Point) => Street | undefined
  readonly roadsNear: (p: Point, withinM: number) => readonly Road[]
}
