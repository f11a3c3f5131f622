// Shapes of what comes in: `sensor-kinds.json`, `sensors.json`, `feeds.json`.
import Type, { type Static } from 'typebox'
import type { Metric } from '../../core/observe/types.ts'
import { LatSchema, LngSchema, TextSchema, schemaFor, words } from '../schema.ts'
import { AreaCodeSchema, Id, strict } from './parts.ts'
import { UnitsContractSchema } from './units.ts'

/** `sensor-kinds.json` */
export const MetricSchema = schemaFor<Metric>()(
  Type.Object(
    {
      id: Id,
      unit: Type.String(),
      min: Type.Number(),
      max: Type.Number(),
      maxRatePerMin: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
      flatAfterMs: Type.Optional(Type.Integer({ minimum: 1000 })),
      usualMin: Type.Optional(Type.Number()),
      usualMax: Type.Optional(Type.Number()),
    },
    strict,
  ),
)
export const SensorKindSchema = Type.Object(
  {
    id: Id,
    name: TextSchema,
    group: words('air', 'water', 'traffic', 'lifeline', 'order'),
    /** First metric is the one a map marker shows. */
    metrics: Type.Array(
      Type.Object(
        { ...MetricSchema.properties, name: TextSchema, decimals: Type.Integer({ minimum: 0, maximum: 4 }) },
        strict,
      ),
      { minItems: 1, maxItems: 12 },
    ),
    everyMs: Type.Integer({ minimum: 1000 }),
    /** No value for this long: stale; where its feed speaks seldom, after three of the feed’s `everyMs` at the earliest. */
    staleAfterMs: Type.Integer({ minimum: 1000 }),
  },
  strict,
)
export type SensorKind = Static<typeof SensorKindSchema>

/** `sensors.json`: devices that no feed announces. */
export const ListedSensorSchema = Type.Object(
  {
    feed: Id,
    device: Type.String({ minLength: 1, maxLength: 128 }),
    kind: Id,
    name: Type.String(),
    lng: LngSchema,
    lat: LatSchema,
    area: AreaCodeSchema,
    owner: Type.Optional(Id),
    maintainer: Type.Optional(Id),
    attributes: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
  },
  strict,
)
export type ListedSensor = Static<typeof ListedSensorSchema>

/** Where a field is found: a path into the JSON value (`a.b.0.c`), or a column name or number of a CSV line. */
const Path = Type.String({ minLength: 1 })

/** How arbitrary JSON or CSV maps to readings. */
export const MappingSchema = Type.Object(
  {
    /** Path to an array; each element is read by the other paths. */
    each: Type.Optional(Path),
    /** Path of the device id; absent: the topic's `{device}`. */
    device: Type.Optional(Path),
    time: Type.Optional(Path),
    lng: Type.Optional(Path),
    lat: Type.Optional(Path),
    /** CSV only. */
    separator: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
    columns: Type.Optional(Type.Array(Type.String())),
    fields: Type.Array(
      Type.Object(
        {
          path: Path,
          metric: Id,
          unit: Type.Optional(Type.String()),
          /** value = raw × scale + offset */
          scale: Type.Optional(Type.Number()),
          offset: Type.Optional(Type.Number()),
          /** Texts that mean «no reading», e.g. "" or "-9999". */
          missing: Type.Optional(Type.Array(Type.String())),
        },
        strict,
      ),
      { minItems: 1 },
    ),
  },
  strict,
)
export type Mapping = Static<typeof MappingSchema>

export const FORMATS = ['yiwang', 'senml', 'json', 'number', 'csv', 'cap'] as const

/** `feeds.json`: the contract of one feed. */
export const FeedSchema = Type.Object(
  {
    id: Id,
    name: TextSchema,
    /** Department that answers for it. */
    owner: Id,
    contact: Type.Optional(Type.String()),
    /** MQTT user that may publish it. */
    gateway: Id,
    /**
     * Topic with named places: `{device}`, `{metric}` stand for one level, `+` for a level that is ignored, a final `#` for the rest.
     * Leading slashes and Chinese words are as in the topic.
     */
    topic: Type.String({ minLength: 1, maxLength: 256 }),
    format: Type.Enum([...FORMATS]),
    map: Type.Optional(MappingSchema),
    /** For a feed that carries positions of moving units. */
    units: Type.Optional(UnitsContractSchema),
    /** Kind of its devices where a message does not say. */
    kind: Type.Optional(Id),
    /** Metric where neither message nor topic says. */
    metric: Type.Optional(Id),
    /** Unit of its values where the message does not say; else the metric's own. */
    unit: Type.Optional(Type.String()),
    time: Type.Object(
      {
        /** `auto` tells s from ms by size; `arrival` takes our clock. */
        format: words('auto', 's', 'ms', 'iso', 'arrival'),
        /** Minutes east of UTC for ISO texts without a zone. */
        zoneOffsetMinutes: Type.Optional(Type.Integer({ minimum: -720, maximum: 840 })),
      },
      strict,
    ),
    crs: words('cgcs2000', 'wgs84', 'gcj02', 'bd09'),
    /** What it carries. */
    carries: Type.Array(words('readings', 'reports', 'devices', 'positions', 'warnings'), { minItems: 1 }),
    /** `listed`: only sensors of sensors.json; `announced`: those a devices feed announced too; `open`: an unknown device is registered at its first message with a place. */
    devices: words('listed', 'announced', 'open'),
    everyMs: Type.Integer({ minimum: 100 }),
    lateAfterMs: Type.Integer({ minimum: 1000 }),
    /** Older than this is refused as ancient. */
    maxAgeMs: Type.Integer({ minimum: 1000 }),
    /** Further ahead of our clock than this is refused as future. */
    maxAheadMs: Type.Integer({ minimum: 0 }),
    maxBytes: Type.Integer({ minimum: 16, maximum: 1_048_576 }),
    simulated: Type.Boolean(),
  },
  strict,
)
export type Feed = Static<typeof FeedSchema>
