// Shapes of the city itself: `city.json`, `areas.json`, `departments.json`, `calendar.json`.
import Type, { type Static } from 'typebox'
import type { Calendar } from '../../core/clock/types.ts'
import type { Department } from '../../core/dispatch/types.ts'
import type { VisitRules } from '../../core/wall/visit.ts'
import type { NightHours } from '../../core/wall/night.ts'
import { PANEL_KINDS } from '../../core/wall/types.ts'
import { SURENESS } from '../../core/indicate/types.ts'
import { DateSchema, LatSchema, LngSchema, TextSchema, schemaFor, words } from '../schema.ts'
import { IncidentRowSchema } from '../views.ts'
import { AreaCodeSchema, Id, strict } from './parts.ts'

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
          id: words('districts', 'outline', 'lakes', 'rivers', 'roads', 'grid', 'pipes', 'places', 'components'),
          file: Type.String({ pattern: '^[a-z0-9.-]+\\.geojson$' }),
          simulated: Type.Boolean(),
          /** Source and terms, shown with the map. */
          notice: TextSchema,
        },
        strict,
      ),
    ),
    /** How far a sensor of a kind tells of its surroundings, metres: further away is a hole in the coverage. A kind that is left out has none. */
    coverage: Type.Optional(
      Type.Object(
        {
          sure: words(...SURENESS),
          source: TextSchema,
          radiusM: Type.Record(Id, Type.Number({ exclusiveMinimum: 0 })),
        },
        strict,
      ),
    ),
    /** City hours in which walls dim. */
    night: Type.Optional(
      schemaFor<NightHours>()(
        Type.Object(
          { from: Type.Integer({ minimum: 0, maximum: 23 }), to: Type.Integer({ minimum: 0, maximum: 24 }) },
          strict,
        ),
      ),
    ),
    /** What of a wall is not shown while people from outside stand in front of it (参观模式). */
    visit: Type.Optional(
      schemaFor<VisitRules>()(
        Type.Object(
          {
            states: Type.Array(IncidentRowSchema.properties.state, { uniqueItems: true }),
            departments: Type.Array(Id, { uniqueItems: true }),
            layers: Type.Array(Id, { uniqueItems: true }),
            panels: Type.Array(words(...PANEL_KINDS), { uniqueItems: true }),
          },
          strict,
        ),
      ),
    ),
    /** 督办: reminders before and after the due date, and what the hub proposes to be put under supervision. */
    supervision: Type.Optional(
      Type.Object(
        {
          sure: words(...SURENESS),
          source: TextSchema,
          beforeDays: Type.Array(Type.Integer({ minimum: 0, maximum: 60 }), { maxItems: 10, uniqueItems: true }),
          afterEveryDays: Type.Integer({ minimum: 1, maximum: 60 }),
          /** City time at which reminders go out, minutes after midnight. */
          atMinute: Type.Integer({ minimum: 0, maximum: 1439 }),
          /** A case is proposed once it is overdue by more than this. */
          overdueHours: Type.Number({ minimum: 0, maximum: 8760 }),
          /** A place is proposed once there were so many reports of one matter within the days and metres. */
          repeated: Type.Object(
            {
              times: Type.Integer({ minimum: 2, maximum: 1000 }),
              days: Type.Integer({ minimum: 1, maximum: 366 }),
              withinM: Type.Number({ exclusiveMinimum: 0, maximum: 5000 }),
            },
            strict,
          ),
        },
        strict,
      ),
    ),
    /** When drafts of briefs are ready, and what is late. */
    brief: Type.Optional(
      Type.Object(
        {
          sure: words(...SURENESS),
          source: TextSchema,
          draftBeforeMinutes: Type.Integer({ minimum: 0, maximum: 600 }),
          lateAfterMinutes: Type.Integer({ minimum: 1, maximum: 600 }),
        },
        strict,
      ),
    ),
    /** City time at which briefs are issued, minutes after midnight. */
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
