// What a scenario can say. Times are minutes of city time after the simulated city starts; nothing here knows a sensor by id.
import Type, { type Static } from 'typebox'
import { LatSchema, LngSchema, TextSchema, words } from '../../src/wire/schema.ts'
import { WarningSeriesSchema } from './warnings.ts'
import { SIM_KINDS } from '../devices/types.ts'

const strict = { additionalProperties: false }
const Minutes = Type.Number({ minimum: 0, maximum: 10_080 })
const Share = Type.Number({ minimum: 0, maximum: 1 })

const StormSchema = Type.Object(
  {
    fromMin: Minutes,
    /** Minutes until it rains its hardest, how long that lasts, and how long it takes to stop. */
    riseMin: Minutes,
    holdMin: Minutes,
    fallMin: Minutes,
    /** Hardest rain at its heart, mm/h. */
    peakMmH: Type.Number({ minimum: 0, maximum: 200 }),
    lng: LngSchema,
    lat: LatSchema,
    /** Distance at which the rain is 60 % of that at the heart. */
    radiusKm: Type.Number({ exclusiveMinimum: 0, maximum: 200 }),
    /** Where it moves to, km/h. */
    eastKmH: Type.Number({ minimum: -80, maximum: 80 }),
    northKmH: Type.Number({ minimum: -80, maximum: 80 }),
    /** Wind at its height, m/s. */
    gustMs: Type.Number({ minimum: 0, maximum: 40 }),
  },
  strict,
)

/** Kinds of trouble that scenarios/troubles.ts knows. */
export const TROUBLES = [
  'leak',
  'tilt',
  'trapped',
  'gas',
  'loud',
  'jam',
  'lightsOut',
  'pumpStop',
  'outage',
  'heavyTruck',
  'foulRiver',
  'turbidTap',
  'liftFault',
] as const
const TroubleName = Type.Enum([...TROUBLES])

const faulty = {
  kind: Type.Enum([...SIM_KINDS]),
  /** Only devices with this attribute; one of them, by seed. */
  where: Type.Optional(Type.Record(Type.String(), Type.String())),
  fromMin: Minutes,
  toMin: Minutes,
}
const DeviceFaultSchema = Type.Union([
  /** Says nothing, then comes back; an hour behind; the same value for ever; everything three times; carried out of its area. */
  Type.Object({ fault: words('silent', 'clock', 'stuck', 'repeats', 'moved'), ...faulty }, strict),
  /** Sends one metric in another unit: so many times the number. */
  Type.Object(
    { fault: Type.Literal('unit'), metric: Type.String(), factor: Type.Number({ exclusiveMinimum: 0 }), ...faulty },
    strict,
  ),
])
export type DeviceFaultSpec = Static<typeof DeviceFaultSchema>

export const FAULTS = ['late', 'repeated', 'outOfOrder', 'absurd', 'garbled', 'missing'] as const

export const ScenarioSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$' }),
    name: TextSchema,
    about: TextSchema,
    storms: Type.Array(StormSchema, { maxItems: 20 }),
    /** Air that does not move: PM2.5 gains this many µg/m³ at the height. */
    stagnation: Type.Optional(
      Type.Object(
        { fromMin: Minutes, riseMin: Minutes, holdMin: Minutes, fallMin: Minutes, pm25: Type.Number() },
        strict,
      ),
    ),
    crowds: Type.Array(
      Type.Object(
        {
          /** Name of a sight of devices/places.ts. */
          sight: Type.String(),
          fromMin: Minutes,
          riseMin: Minutes,
          holdMin: Minutes,
          fallMin: Minutes,
          /** People per m² at the fullest counter. */
          densityM2: Type.Number({ minimum: 0, maximum: 10 }),
        },
        strict,
      ),
    ),
    bursts: Type.Array(
      Type.Object(
        {
          fromMin: Minutes,
          /** Minutes until the valves are shut, then until the water is back. */
          untilShutMin: Minutes,
          untilBackMin: Minutes,
          /** Road whose water main breaks, by name; the middle of it. */
          road: Type.String(),
        },
        strict,
      ),
    ),
    /** Feeds that say nothing for a while. */
    silences: Type.Array(Type.Object({ feed: Type.String(), fromMin: Minutes, toMin: Minutes }, strict)),
    /** Feeds whose gateway goes mad for a while. */
    rogues: Type.Array(
      Type.Object(
        {
          feed: Type.String(),
          fromMin: Minutes,
          toMin: Minutes,
          perSecond: Type.Number({ minimum: 0.1, maximum: 200 }),
        },
        strict,
      ),
    ),
    /** Pumping stations that fail, as a share of all. */
    pumpFailures: Type.Array(Type.Object({ fromMin: Minutes, toMin: Minutes, share: Share }, strict)),
    /** Troubles at fixed seconds after the start, so that somebody who has just come sees something happen. */
    opening: Type.Array(
      Type.Object(
        {
          atSec: Type.Number({ minimum: 0, maximum: 600 }),
          trouble: TroubleName,
          /** Minutes it lasts, where the usual length would be too long to watch to its end. */
          lastsMin: Type.Optional(Type.Number({ minimum: 1, maximum: 600 })),
        },
        strict,
      ),
    ),
    /** Afterwards one trouble every so many seconds, by weight. */
    troubles: Type.Object(
      {
        everySec: Type.Number({ minimum: 5, maximum: 86_400 }),
        mix: Type.Record(TroubleName, Type.Number({ minimum: 0 })),
      },
      strict,
    ),
    /** Reports a minute in the busiest hour, by channel, before what the weather and the troubles add. */
    reports: Type.Object(
      {
        hotline: Type.Number({ minimum: 0, maximum: 60 }),
        patrol: Type.Number({ minimum: 0, maximum: 60 }),
        camera: Type.Number({ minimum: 0, maximum: 60 }),
      },
      strict,
    ),
    /** Share of messages with each fault. */
    faults: Type.Object(
      { late: Share, repeated: Share, outOfOrder: Share, absurd: Share, garbled: Share, missing: Share },
      strict,
    ),
    /** Single devices that go wrong by themselves: what data quality is there to find. */
    deviceFaults: Type.Array(DeviceFaultSchema, { maxItems: 50 }),
    /** Share of devices that are dead for some hours of a given day. */
    deadShare: Share,
    /** Warnings given for it. */
    warnings: Type.Optional(Type.Array(WarningSeriesSchema, { maxItems: 10 })),
    /** `normal`: the season's own; `fine`: no rain but the scenario's. */
    sky: words('normal', 'fine'),
  },
  strict,
)
export type Scenario = Static<typeof ScenarioSchema>
export type Storm = Static<typeof StormSchema>
export type TroubleName = (typeof TROUBLES)[number]
export type FaultName = (typeof FAULTS)[number]
