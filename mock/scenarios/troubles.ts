// The small troubles of a city as data: what goes wrong at a device, how far, how fast, for how long, and what people then say.
import type { SimKind } from '../devices/types.ts'
import type { TroubleName } from './schema.ts'

export interface TroubleSpec {
  readonly kind: SimKind
  readonly metric: string
  /** The value moves from what it would be to this, chosen between the two. */
  readonly to: readonly [number, number]
  /** Seconds of city time to get there; 0 for switches. */
  readonly riseSec: number
  /** Minutes it lasts. */
  readonly lastsMin: readonly [number, number]
  /** Only devices with this attribute. */
  readonly where?: Readonly<Record<string, string>>
  /** Chance that somebody calls 12345 about it. */
  readonly called: number
  /** Key of reports/words/ for that call. */
  readonly matter: string
  /** Weight of devices in the built-up middle over the others. */
  readonly central: number
}

/** Magnitudes are those of real incidents of that kind; whether they raise an alarm is for the hub's rules to say. */
export const TROUBLE_SPECS: Readonly<Record<TroubleName, TroubleSpec>> = {
  leak: {
    kind: 'ponding',
    metric: 'depthM',
    to: [0.17, 0.3],
    riseSec: 12,
    lastsMin: [8, 20],
    called: 0.8,
    matter: 'leak',
    central: 6,
  },
  tilt: {
    kind: 'manhole',
    metric: 'tiltDeg',
    to: [24, 75],
    riseSec: 0,
    lastsMin: [10, 30],
    called: 0.4,
    matter: 'cover',
    central: 3,
  },
  trapped: {
    kind: 'lift',
    metric: 'fault',
    to: [2, 2],
    riseSec: 0,
    lastsMin: [8, 16],
    called: 0.9,
    matter: 'lift',
    central: 2,
  },
  liftFault: {
    kind: 'lift',
    metric: 'fault',
    to: [1, 1],
    riseSec: 0,
    lastsMin: [15, 60],
    called: 0.2,
    matter: 'lift',
    central: 2,
  },
  gas: {
    kind: 'gas',
    metric: 'lelPct',
    to: [13, 34],
    riseSec: 8,
    lastsMin: [8, 18],
    called: 0.5,
    matter: 'gas',
    central: 2,
  },
  loud: {
    kind: 'noise',
    metric: 'leqDb',
    to: [78, 88],
    riseSec: 5,
    lastsMin: [12, 25],
    called: 0.7,
    matter: 'noise',
    central: 3,
  },
  jam: {
    kind: 'traffic',
    metric: 'speedKmh',
    to: [5, 9],
    riseSec: 40,
    lastsMin: [10, 22],
    called: 0.4,
    matter: 'jam',
    central: 4,
  },
  lightsOut: {
    kind: 'streetLight',
    metric: 'onShare',
    to: [20, 74],
    riseSec: 0,
    lastsMin: [20, 45],
    called: 0.3,
    matter: 'light',
    central: 2,
  },
  pumpStop: {
    kind: 'pump',
    metric: 'running',
    to: [0, 0],
    riseSec: 0,
    lastsMin: [12, 25],
    where: { duty: 'always' },
    called: 0,
    matter: 'leak',
    central: 1,
  },
  outage: {
    kind: 'power',
    metric: 'voltageKv',
    to: [0, 0.05],
    riseSec: 0,
    lastsMin: [10, 25],
    called: 0.9,
    matter: 'outage',
    central: 1,
  },
  heavyTruck: {
    kind: 'bridge',
    metric: 'vibMmS',
    to: [11, 16],
    riseSec: 10,
    lastsMin: [6, 12],
    called: 0.1,
    matter: 'bridge',
    central: 1,
  },
  foulRiver: {
    kind: 'riverQuality',
    metric: 'nh3nMgL',
    to: [1.7, 2.6],
    riseSec: 120,
    lastsMin: [30, 60],
    called: 0.6,
    matter: 'river',
    central: 1,
  },
  turbidTap: {
    kind: 'waterQuality',
    metric: 'turbidityNtu',
    to: [3.3, 5.5],
    riseSec: 60,
    lastsMin: [15, 30],
    called: 0.9,
    matter: 'tap',
    central: 1,
  },
}
