// Questions about an area drawn on the map, and where reports came from in a window. Nothing personal is in any answer.
import Type, { type Static } from 'typebox'
import { InstantSchema, LatSchema, LevelSchema, LngSchema, TextSchema, words } from './schema.ts'
import { SIGN_FORMATS } from './signs.ts'
import { AlarmRowSchema, IncidentRowSchema } from './views.ts'

const Opt = Type.Optional
const Str = Type.String()
const Count = Type.Integer({ minimum: 0 })
const strict = { additionalProperties: false }

export const mapPaths = {
  inside: '/api/map/inside',
  insideList: '/api/map/inside/list',
  insideExport: '/api/map/inside/export',
  reports: '/api/map/reports',
} as const

const asked = {
  /**
   * Rings of [lng, lat] by the even-odd rule, open or closed: one area, areas side by side, holes. At most 1,000 points, of 25 m² to
   * 100,000 km², not crossing itself.
   */
  polygon: Type.Array(Type.Array(Type.Tuple([LngSchema, LatSchema]), { maxItems: 1_002 }), {
    minItems: 1,
    maxItems: 50,
  }),
  /** Cases opened and reports made within [from, to); both or neither. */
  from: Opt(InstantSchema),
  to: Opt(InstantSchema),
  /** Kinds of sensors, of which alarms are told as well; all when absent. */
  kinds: Opt(Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 100 })),
}
/** `POST /api/map/inside`: what lies inside. */
export const InsideQuestionSchema = Type.Object(asked, strict)
export type InsideQuestion = Static<typeof InsideQuestionSchema>

/** Counts of levels 1 to 4. */
const LevelsSchema = Type.Tuple([Count, Count, Count, Count])
const CasesSchema = Type.Object({
  total: Count,
  levels: LevelsSchema,
  states: Type.Array(Type.Object({ state: IncidentRowSchema.properties.state, count: Count })),
})

export const InsideSchema = Type.Object({
  at: InstantSchema,
  areaKm2: Type.Number(),
  sensors: Type.Object({
    total: Count,
    /** Past due, or never heard. */
    silent: Count,
    kinds: Type.Array(
      Type.Object({ kind: Str, total: Count, silent: Count, /** With an alarm standing. */ levels: LevelsSchema }),
    ),
  }),
  /** Standing alarms. */
  alarms: Type.Object({ total: Count, levels: LevelsSchema }),
  cases: Type.Object({
    open: CasesSchema,
    overdue: Count,
    /** Opened within the window, whatever became of them. */
    opened: Opt(CasesSchema),
  }),
  /** Made within the window, most first. No matter: not told one. */
  reports: Opt(
    Type.Object({
      total: Count,
      matters: Type.Array(Type.Object({ matter: Opt(Str), name: Opt(TextSchema), count: Count })),
    }),
  ),
  /** Kinds of components that open cases are about, most first. */
  components: Type.Array(Type.Object({ code: Str, name: TextSchema, cases: Count })),
  /** Moving units that the caller may see, by kind. */
  units: Type.Array(Type.Object({ kind: Str, count: Count })),
  /** Cells of the unit grid that it touches: how many, and the first of them. */
  grid: Type.Object({ total: Count, codes: Type.Array(Str) }),
  streets: Type.Array(Type.Object({ code: Str, name: TextSchema })),
})
export type Inside = Static<typeof InsideSchema>

/** `incidents`: open cases; `opened`: those opened within the window, which `opened` and `reports` need. */
export const INSIDE_LISTS = ['sensors', 'incidents', 'opened', 'alarms', 'reports'] as const
export type InsideListName = (typeof INSIDE_LISTS)[number]
/** `POST /api/map/inside/list`: one sort of what lies inside, page by page. */
export const InsideListQuestionSchema = Type.Object(
  {
    ...asked,
    list: words(...INSIDE_LISTS),
    /** `next` of the page before. */
    after: Opt(Type.String({ maxLength: 400 })),
    limit: Opt(Type.Integer({ minimum: 1, maximum: 500 })),
  },
  strict,
)
export type InsideListQuestion = Static<typeof InsideListQuestionSchema>

export const InsideSensorSchema = Type.Object({
  id: Str,
  name: Str,
  kind: Str,
  areaName: TextSchema,
  lng: LngSchema,
  lat: LatSchema,
  level: Opt(LevelSchema),
  silent: Type.Boolean(),
  lastAt: Opt(InstantSchema),
  simulated: Type.Boolean(),
})
export type InsideSensor = Static<typeof InsideSensorSchema>
export const REPORT_SOURCES = ['hotline', 'patrol', 'camera', 'citizen', 'platform'] as const
export const InsideReportSchema = Type.Object({
  id: Str,
  source: Str,
  at: InstantSchema,
  matter: Opt(Str),
  matterName: Opt(TextSchema),
  areaName: TextSchema,
  /** Rounded to 0.001° (about 100 m) for those who do not see reporters. */
  lng: LngSchema,
  lat: LatSchema,
  incident: Opt(Str),
  simulated: Type.Boolean(),
})
export type InsideReport = Static<typeof InsideReportSchema>

/** The list that was asked for, under its own name. */
export const InsideListSchema = Type.Object({
  total: Count,
  next: Opt(Str),
  sensors: Opt(Type.Array(InsideSensorSchema)),
  incidents: Opt(Type.Array(IncidentRowSchema)),
  opened: Opt(Type.Array(IncidentRowSchema)),
  alarms: Opt(Type.Array(AlarmRowSchema)),
  reports: Opt(Type.Array(InsideReportSchema)),
})
export type InsideList = Static<typeof InsideListSchema>

/** `POST /api/map/inside/export`: the list as a file, at most 10,000 rows; written in the audit log. */
export const InsideExportQuestionSchema = Type.Object(
  { ...asked, list: words(...INSIDE_LISTS), format: Type.Enum([...SIGN_FORMATS]) },
  strict,
)
export type InsideExportQuestion = Static<typeof InsideExportQuestionSchema>

/** `GET /api/map/reports`: where and when reports were made within [from, to). */
export const MapReportsQuerySchema = Type.Object({
  from: InstantSchema,
  to: InstantSchema,
  matter: Opt(Type.String({ minLength: 1, maxLength: 64 })),
  source: Opt(words(...REPORT_SOURCES)),
})
export type MapReportsQuery = Static<typeof MapReportsQuerySchema>
export const MapReportsSchema = Type.Object({
  from: InstantSchema,
  to: InstantSchema,
  /** With a place, in the window. When more than `lng` holds, every so many-th in the order of time is told. */
  total: Count,
  /** Columns of equal length in the order of time. */
  lng: Type.Array(LngSchema),
  lat: Type.Array(LatSchema),
  /** Seconds since `from`. */
  second: Type.Array(Count),
  /** Places stand on a raster of 0.001° (about 100 m). */
  rounded: Type.Boolean(),
  /** So many of those in the window are simulated. */
  simulated: Count,
})
export type MapReports = Static<typeof MapReportsSchema>
