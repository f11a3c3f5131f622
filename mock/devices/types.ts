// One simulated device: where it is, whose it is, and the traits that make it differ from its neighbours.
import type { Key } from '../random.ts'
import type { Road, Street } from '../terrain/types.ts'

/** Kinds the simulated city can play. Another city may use any part of them. */
export const SIM_KINDS = [
  'air',
  'rain',
  'riverLevel',
  'ponding',
  'manhole',
  'gas',
  'noise',
  'traffic',
  'bridge',
  'pressure',
  'waterQuality',
  'pump',
  'streetLight',
  'lift',
  'parking',
  'crowd',
  'power',
  'weather',
  'riverQuality',
] as const
export type SimKind = (typeof SIM_KINDS)[number]

export interface SimDevice {
  /** Position in the city's list; stable between runs. */
  readonly index: number
  /** Id inside its feed. */
  readonly id: string
  readonly feed: string
  readonly kind: SimKind
  readonly name: string
  readonly lng: number
  readonly lat: number
  readonly street: Street
  readonly road?: Road
  readonly owner?: string
  readonly maintainer?: string
  /** Told to the hub when the device is announced. */
  readonly attributes: Readonly<Record<string, string | number>>
  /** Hash of kind and id: traits come from here and do not change with SEED. */
  readonly trait: Key
}
