// Vital signs over HTTP: series with what is normal, what is foretold and what was corrected; quality; rules on trial.
import Type, { type Static } from 'typebox'
import { FORECAST_INTERVAL } from '../core/forecast/interval.ts'
import { GHOSTS } from '../core/normal/types.ts'
import { Quality, type QualityFlag } from '../core/observe/types.ts'
import { InstantSchema, LevelSchema, TextSchema, words } from './schema.ts'
import { IndicatorValueSchema } from './views.ts'

const Opt = Type.Optional
const Str = Type.String()
const Figure = Type.Union([Type.Number(), Type.Null()])
const strict = { additionalProperties: false }

/** Share of cases the interval of a forecast promises to hold. */
export const PROMISED = FORECAST_INTERVAL

export const SERIES_PARTS = ['band', 'ghosts', 'forecast'] as const

/** `GET /api/indicators/:id/series` */
export const SignSeriesQuerySchema = Type.Object({
  area: Opt(Type.String({ maxLength: 15 })),
  from: InstantSchema,
  to: InstantSchema,
  /** At most so many points: more are drawn together, least and greatest kept. Default 1,500. */
  points: Opt(Type.Integer({ minimum: 50, maximum: 5_000 })),
  /** Comma-separated `SERIES_PARTS`. */
  with: Opt(Type.String({ maxLength: 40 })),
})
export type SignSeriesQuery = Static<typeof SignSeriesQuerySchema>

/** Parallel arrays; a gap is null. */
export const SignSeriesSchema = Type.Object({
  unit: Str,
  /** What one point stands for, ms: a minute, or as much as was drawn together. */
  stepMs: Type.Integer(),
  at: Type.Array(Type.Number()),
  /** Mean of the step (its only value where nothing was drawn together). */
  value: Type.Array(Figure),
  /** Least and greatest within the step; absent where each point is one value. */
  least: Opt(Type.Array(Figure)),
  greatest: Opt(Type.Array(Figure)),
  coverage: Type.Array(Type.Number()),
  /** Whether any value in the step was made from simulated inputs. */
  simulated: Type.Boolean(),
  mixed: Type.Boolean(),
  /** Past values that later observations changed: what was published first, and what it is now. */
  corrections: Type.Array(
    Type.Object({ at: InstantSchema, was: Opt(Type.Number()), value: Opt(Type.Number()), correctedAt: InstantSchema }),
  ),
  /** Usual band at the hours of the span and of the forecast; absent while too little is known. */
  band: Opt(
    Type.Object({
      at: Type.Array(Type.Number()),
      low: Type.Array(Figure),
      mid: Type.Array(Figure),
      high: Type.Array(Figure),
      /** Learned from these hours. */
      from: InstantSchema,
      to: InstantSchema,
      hours: Type.Integer(),
    }),
  ),
  ghosts: Opt(
    Type.Array(
      Type.Object({
        kind: Type.Enum([...GHOSTS]),
        /** Start of the earlier span; its points are moved onto the present clock. */
        from: InstantSchema,
        at: Type.Array(Type.Number()),
        value: Type.Array(Figure),
      }),
    ),
  ),
  forecast: Opt(
    Type.Object({
      madeAt: InstantSchema,
      model: Str,
      learnedHours: Type.Integer(),
      at: Type.Array(Type.Number()),
      value: Type.Array(Type.Number()),
      low: Type.Array(Type.Number()),
      high: Type.Array(Type.Number()),
    }),
  ),
})
export type SignSeries = Static<typeof SignSeriesSchema>

export const AnomalySchema = Type.Object({
  direction: words('high', 'low'),
  beyond: Type.Number(),
  low: Type.Number(),
  mid: Type.Number(),
  high: Type.Number(),
  n: Type.Integer(),
  why: TextSchema,
})

export const ForecastScoreSchema = Type.Object({
  ahead: Type.Integer(),
  n: Type.Integer(),
  mae: Type.Number(),
  maePersistence: Opt(Type.Number()),
  maeLastWeek: Opt(Type.Number()),
  covered: Type.Number(),
})

/** `GET /api/indicators/:id?area=`: the drill-down. */
export const IndicatorDetailSchema = Type.Object({
  /** In every area it is evaluated for. */
  values: Type.Array(IndicatorValueSchema),
  /** The value of the area asked for against its usual band; absent inside it, or while too little is known. */
  anomaly: Opt(AnomalySchema),
  /** Why there is no band or no forecast yet: hours known and hours needed. */
  learning: Opt(Type.Object({ hours: Type.Integer(), needed: Type.Integer() })),
  sensors: Type.Array(
    Type.Object({
      id: Str,
      name: Str,
      area: Str,
      value: Opt(Type.Number()),
      at: Opt(InstantSchema),
      fresh: Type.Boolean(),
      /** Left out of the indicator: its newest value is suspect. */
      suspect: Type.Boolean(),
      quality: Type.Integer(),
      level: Type.Integer(),
    }),
  ),
  incidents: Type.Array(Str),
  scores: Type.Array(ForecastScoreSchema),
  lead: Opt(
    Type.Object({
      came: Type.Integer(),
      foretold: Type.Integer(),
      medianLeadHours: Opt(Type.Number()),
      falseAlarms: Type.Integer(),
    }),
  ),
})
export type IndicatorDetail = Static<typeof IndicatorDetailSchema>

/** `GET /api/indicators/:id/export?…series query…&format=`: csv or xlsx with sources, window and standard beside the figures. */
export const SIGN_FORMATS = ['csv', 'xlsx'] as const

export const FLAGS = Object.keys(Quality) as QualityFlag[]

/** `GET /api/quality?by=&from=&to=`: what was flagged, refused and missed. */
export const QualityQuerySchema = Type.Object({
  by: words('sensor', 'feed', 'department'),
  from: InstantSchema,
  to: InstantSchema,
  feed: Opt(Type.String({ maxLength: 64 })),
  department: Opt(Type.String({ maxLength: 64 })),
  /** Only rows with this flag, most of it first. */
  flag: Opt(Type.String({ maxLength: 32 })),
})
export type QualityQuery = Static<typeof QualityQuerySchema>
export const QualityRowSchema = Type.Object({
  key: Str,
  name: TextSchema,
  /** Sensor rows only. */
  sensor: Opt(Type.Object({ kind: Str, feed: Str, area: Str })),
  sensors: Type.Integer(),
  /** Values kept in the span, and how many of them carry each flag. */
  observations: Type.Integer(),
  flags: Type.Record(Str, Type.Integer()),
  suspect: Type.Integer(),
  /** Times a sensor fell silent, and the silence in sensor-hours, the present one included. */
  silences: Type.Integer(),
  silentMs: Type.Integer(),
  /** Silent now. */
  silent: Type.Integer(),
  simulated: Type.Boolean(),
})
export const QualityPageSchema = Type.Object({
  from: InstantSchema,
  to: InstantSchema,
  rows: Type.Array(QualityRowSchema),
  /** More rows than are given. */
  more: Type.Integer(),
})
export type QualityPage = Static<typeof QualityPageSchema>
export type QualityRow = Static<typeof QualityRowSchema>

/** `GET /api/sensors/:id/quality?from=&to=`: the same for one sensor, with what was flagged and why. */
export const SensorQualitySchema = Type.Object({
  row: QualityRowSchema,
  flagged: Type.Array(
    Type.Object({
      metric: Str,
      at: InstantSchema,
      recordedAt: InstantSchema,
      value: Type.Number(),
      quality: Type.Integer(),
      why: TextSchema,
    }),
  ),
  silences: Type.Array(Type.Object({ from: InstantSchema, to: Opt(InstantSchema) })),
})
export type SensorQuality = Static<typeof SensorQualitySchema>

/** `POST /api/trials`: what a changed rule or scale would have done. Nothing is changed by it. */
export const TrialQuerySchema = Type.Object(
  {
    kind: words('alarmRule', 'indicator'),
    id: Type.String({ maxLength: 100 }),
    /** The entry as it would be. */
    body: Type.Unknown(),
    days: Type.Integer({ minimum: 1, maximum: 30 }),
  },
  strict,
)
export type TrialQuery = Static<typeof TrialQuerySchema>
const TrialSide = Type.Object({
  /** Times it would have triggered (an indicator: times it would have reached a level), in all and by level. */
  raised: Type.Integer(),
  /** `heldMs`: how long it would have been held (an indicator). */
  byLevel: Type.Array(Type.Object({ level: LevelSchema, n: Type.Integer(), heldMs: Opt(Type.Integer()) })),
  /** An indicator, most often first. */
  byArea: Opt(Type.Array(Type.Object({ area: Str, name: TextSchema, n: Type.Integer(), heldMs: Type.Integer() }))),
  /** Of these: alarms beside which a case was filed at the same place and time. */
  filed: Type.Integer(),
  byDay: Type.Array(Type.Object({ date: Str, n: Type.Integer() })),
  /** Cleared within ten minutes: likely chattering. */
  brief: Type.Integer(),
})
export const TrialSchema = Type.Object({
  from: InstantSchema,
  to: InstantSchema,
  /** False: older values are not there (then `from` says since when they are), or there were too many to look at all of them. */
  whole: Type.Boolean(),
  /** Sensors (an indicator: areas) that were looked at. */
  sensors: Type.Integer(),
  /** Of so many, where time ran out before all of them. */
  ofSensors: Opt(Type.Integer()),
  simulated: Type.Boolean(),
  proposed: TrialSide,
  /** The rule as it is, over the same values. */
  present: Opt(TrialSide),
  /** The first, newest first. */
  examples: Type.Array(
    Type.Object({
      at: InstantSchema,
      clearedAt: Opt(InstantSchema),
      level: LevelSchema,
      value: Type.Number(),
      sensor: Opt(Str),
      area: Opt(Str),
      name: TextSchema,
      incident: Opt(Str),
      /** Triggered by the proposed rule alone, or by both. */
      isNew: Type.Boolean(),
    }),
  ),
})
export type Trial = Static<typeof TrialSchema>
