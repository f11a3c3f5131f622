// Shapes of a city's reference data: the files under CITY, what the store keeps of them and what screens are told.
import Type, { type Static } from 'typebox'
import type { AlarmRule } from '../core/alarm/types.ts'
import type { Calendar, Limit } from '../core/clock/types.ts'
import type { Department, Responsibility } from '../core/dispatch/types.ts'
import type { Indicator } from '../core/indicate/types.ts'
import type { Metric } from '../core/observe/types.ts'
import { DateSchema, LatSchema, LevelSchema, LngSchema, TextSchema, schemaFor, words } from './schema.ts'

const strict = { additionalProperties: false }
const Id = Type.String({ pattern: '^[A-Za-z0-9@._-]+$', maxLength: 64 })
const AreaCodeSchema = Type.String({ pattern: '^\\d{6}(\\d{3}){0,3}$' })

/** `city.json`: what makes this city itself. */
export const CitySchema = Type.Object(
  {
    id: Id,
    code: AreaCodeSchema,
    name: TextSchema,
    /** Prefix of case numbers. */
    prefix: Type.String({ pattern: '^[A-Z]{1,4}$' }),
    zone: Type.String(),
    utcOffsetMinutes: Type.Integer({ minimum: -720, maximum: 840 }),
    center: Type.Tuple([LngSchema, LatSchema]),
    /** west, south, east, north */
    bounds: Type.Tuple([LngSchema, LatSchema, LngSchema, LatSchema]),
    /** GeoJSON files under `map/`, drawn in this order. */
    map: Type.Array(
      Type.Object(
        {
          id: words('districts', 'outline', 'lakes', 'rivers', 'roads', 'grid', 'pipes', 'places'),
          file: Type.String({ pattern: '^[a-z0-9.-]+\\.geojson$' }),
          simulated: Type.Boolean(),
          /** Source and terms, shown with the map. */
          notice: TextSchema,
        },
        strict,
      ),
    ),
    /** Limits of the desk's own stages; local practice, so data. */
    stages: Type.Object(
      {
        filing: Type.Object(
          {
            amount: Type.Number({ exclusiveMinimum: 0 }),
            unit: words('urgentHour', 'workHour', 'workDay', 'naturalDay'),
          },
          strict,
        ),
        dispatch: Type.Object(
          {
            amount: Type.Number({ exclusiveMinimum: 0 }),
            unit: words('urgentHour', 'workHour', 'workDay', 'naturalDay'),
          },
          strict,
        ),
        check: Type.Object(
          {
            amount: Type.Number({ exclusiveMinimum: 0 }),
            unit: words('urgentHour', 'workHour', 'workDay', 'naturalDay'),
          },
          strict,
        ),
      },
      strict,
    ),
    /** City time of the daily brief, minutes after midnight. */
    briefAtMinute: Type.Integer({ minimum: 0, maximum: 1439 }),
  },
  strict,
)
export type City = Static<typeof CitySchema>

/** `areas.json` */
export const AreaSchema = Type.Object(
  {
    code: AreaCodeSchema,
    name: TextSchema,
    kind: words('city', 'district', 'street', 'grid'),
    parent: Type.Optional(AreaCodeSchema),
    /** Label point. */
    lng: Type.Optional(LngSchema),
    lat: Type.Optional(LatSchema),
    /** True where the point or outline is generated, not surveyed. */
    simulated: Type.Optional(Type.Boolean()),
  },
  strict,
)
export type Area = Static<typeof AreaSchema>

/** `departments.json` */
export const DepartmentSchema = schemaFor<Department>()(
  Type.Object(
    {
      id: Id,
      name: TextSchema,
      short: TextSchema,
      kind: words('bureau', 'enterprise', 'territory', 'centre'),
      area: Type.Optional(AreaCodeSchema),
      duties: Type.Array(Type.String()),
    },
    strict,
  ),
)

export const LimitSchema = schemaFor<Limit>()(
  Type.Object(
    {
      amount: Type.Number({ exclusiveMinimum: 0, maximum: 1000 }),
      unit: words('urgentHour', 'workHour', 'workDay', 'naturalDay'),
    },
    strict,
  ),
)

/** One filing condition with its limit and closing condition. */
export const ConditionSchema = Type.Object(
  {
    id: Id,
    text: TextSchema,
    limit: LimitSchema,
    closing: TextSchema,
    /** Level given to a case filed under it. */
    level: LevelSchema,
    /** Whose figure the limit is, e.g. «示例：运城». */
    source: Type.String(),
  },
  strict,
)

const PartySchema = Type.String({ pattern: '^(@owner|@maintainer|@territory|[A-Za-z0-9._-]+)$' })
const BasisSchema = Type.Object(
  { scope: words('national', 'local'), text: Type.String({ minLength: 2 }), checked: Type.Optional(DateSchema) },
  strict,
)

/** `matters.json` */
export const MatterSchema = Type.Object(
  {
    /** Five digits of the standard, or `M…` / `E…` where it has none. */
    code: Type.String({ pattern: '^(\\d{5}|[ME]\\d{3})$' }),
    kind: words('matter', 'component', 'monitored', 'emergency'),
    major: TextSchema,
    name: TextSchema,
    standard: Type.String(),
    validFrom: DateSchema,
    validTo: Type.Optional(DateSchema),
    conditions: Type.Array(ConditionSchema, { minItems: 1 }),
    /** Words that point at this matter in a report's text. */
    keywords: Type.Array(Type.String()),
  },
  strict,
)
export type Matter = Static<typeof MatterSchema>
export type Condition = Static<typeof ConditionSchema>

/** `responsibility.json` */
export const ResponsibilitySchema = schemaFor<Responsibility>()(
  Type.Object(
    {
      matter: Type.String(),
      condition: Type.Optional(Id),
      area: Type.Optional(AreaCodeSchema),
      lead: PartySchema,
      assist: Type.Array(PartySchema),
      basis: Type.Array(BasisSchema),
    },
    strict,
  ),
)

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
    /** No value for this long: stale. */
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

export const FORMATS = ['yiwang', 'senml', 'json', 'number', 'csv'] as const

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
    carries: Type.Array(words('readings', 'reports', 'devices'), { minItems: 1 }),
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

const StepSchema = Type.Object({ level: LevelSchema, limit: Type.Number() }, strict)

/** `alarm-rules.json` */
export const AlarmRuleSchema = schemaFor<AlarmRule>()(
  Type.Object(
    {
      id: Id,
      kind: Id,
      metric: Id,
      name: TextSchema,
      direction: words('above', 'below'),
      steps: Type.Array(StepSchema, { minItems: 1, maxItems: 4 }),
      deadband: Type.Number({ minimum: 0 }),
      onDelayMs: Type.Integer({ minimum: 0 }),
      offDelayMs: Type.Integer({ minimum: 0 }),
      where: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
      incident: Type.Optional(
        Type.Object(
          {
            matter: Type.String(),
            condition: Id,
            fromLevel: LevelSchema,
            groupBy: words('sensor', 'street', 'district'),
          },
          strict,
        ),
      ),
    },
    strict,
  ),
)

const Bound = { op: words('atLeast', 'atMost'), limit: Type.Number() }
/** `indicators.json` */
export const IndicatorSchema = schemaFor<Indicator>()(
  Type.Object(
    {
      id: Id,
      group: words('air', 'water', 'traffic', 'lifeline', 'order', 'service'),
      name: TextSchema,
      unit: Type.String(),
      decimals: Type.Integer({ minimum: 0, maximum: 4 }),
      input: Type.Optional(Type.Object({ kind: Id, metric: Type.Optional(Id) }, strict)),
      formula: Type.Union([
        Type.Object({ type: words('mean', 'max', 'min', 'sum') }, strict),
        Type.Object({ type: Type.Literal('share'), ...Bound }, strict),
        Type.Object({ type: Type.Literal('count'), ...Bound }, strict),
        Type.Object({ type: Type.Literal('aqi') }, strict),
        Type.Object({ type: Type.Literal('trafficIndex') }, strict),
        Type.Object(
          { type: Type.Literal('cases'), of: words('open', 'overdue', 'openedToday', 'closedToday', 'onTimeRate') },
          strict,
        ),
        Type.Object({ type: Type.Literal('feedHealth') }, strict),
      ]),
      polarity: words('higherBetter', 'lowerBetter', 'neutral'),
      steps: Type.Array(StepSchema),
      coverageFloor: Type.Number({ minimum: 0, maximum: 1 }),
      window: TextSchema,
      standard: Type.Optional(Type.String()),
      explain: TextSchema,
    },
    strict,
  ),
)

/** `calendar.json` */
export const CalendarSchema = schemaFor<Calendar>()(
  Type.Object(
    {
      utcOffsetMinutes: Type.Integer({ minimum: -720, maximum: 840 }),
      sessions: Type.Array(
        Type.Tuple([Type.Integer({ minimum: 0, maximum: 1440 }), Type.Integer({ minimum: 0, maximum: 1440 })]),
        { minItems: 1 },
      ),
      holidays: Type.Array(DateSchema),
      workdays: Type.Array(DateSchema),
      knownFrom: DateSchema,
      knownTo: DateSchema,
    },
    strict,
  ),
)

/** File name → what it holds; the loader, the store and the tests all walk this table. */
export const REFERENCE_FILES = {
  city: { file: 'city.json', schema: CitySchema, list: false, key: 'id' },
  area: { file: 'areas.json', schema: AreaSchema, list: true, key: 'code' },
  department: { file: 'departments.json', schema: DepartmentSchema, list: true, key: 'id' },
  matter: { file: 'matters.json', schema: MatterSchema, list: true, key: 'code' },
  responsibility: { file: 'responsibility.json', schema: ResponsibilitySchema, list: true, key: 'matter' },
  sensorKind: { file: 'sensor-kinds.json', schema: SensorKindSchema, list: true, key: 'id' },
  sensor: { file: 'sensors.json', schema: ListedSensorSchema, list: true, key: 'device' },
  feed: { file: 'feeds.json', schema: FeedSchema, list: true, key: 'id' },
  alarmRule: { file: 'alarm-rules.json', schema: AlarmRuleSchema, list: true, key: 'id' },
  indicator: { file: 'indicators.json', schema: IndicatorSchema, list: true, key: 'id' },
  calendar: { file: 'calendar.json', schema: CalendarSchema, list: false, key: 'knownFrom' },
} as const
export type ReferenceKind = keyof typeof REFERENCE_FILES

/** A whole city's reference data, checked. */
export interface Reference {
  readonly city: City
  readonly areas: readonly Area[]
  readonly departments: readonly Department[]
  readonly matters: readonly Matter[]
  readonly responsibilities: readonly Responsibility[]
  readonly sensorKinds: readonly SensorKind[]
  readonly sensors: readonly ListedSensor[]
  readonly feeds: readonly Feed[]
  readonly alarmRules: readonly AlarmRule[]
  readonly indicators: readonly Indicator[]
  readonly calendar: Calendar
}
