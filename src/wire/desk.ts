// Small commands and questions of the desks: bulk acts, presence, finding things, crews.
import Type, { type Static } from 'typebox'
import { ActInputSchema, ACTS, type AskedAct } from './acts.ts'
import { ROLES } from './api.ts'
import { IncidentRowSchema } from './views.ts'
import { LatSchema, LngSchema, TextSchema, words } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()
const Id = Type.String({ minLength: 1, maxLength: 64 })
const strict = { additionalProperties: false }

/**
 * Acts that make sense for many cases at once. What rests on one place, one person or one photo (verify, check, submit, call back)
 * is done case by case.
 */
export const BULK_ACTS = [
  'requestVerify',
  'file',
  'refuse',
  'dispatch',
  'accept',
  'assign',
  'confirm',
  'decideExtension',
  'decideSuspension',
  'resume',
  'close',
  'merge',
  'supervise',
  'remind',
  'note',
] as const satisfies readonly AskedAct[]
export type BulkAct = (typeof BULK_ACTS)[number]
/** Cases of one press. */
export const BULK_MOST = 200

/** `POST /api/bulk`: one act on several cases, each under its own version. */
export const BulkCommandSchema = Type.Object(
  {
    /** Made by the screen, once per press: each case is acted on under a key of its own made from it. */
    key: Type.String({ minLength: 8, maxLength: 48, pattern: '^[A-Za-z0-9_-]+$' }),
    cases: Type.Array(Type.Object({ id: Id, version: Type.Integer({ minimum: 0 }) }, strict), {
      minItems: 1,
      maxItems: BULK_MOST,
    }),
    input: ActInputSchema,
    /** Says what would be done and does nothing. */
    preview: Type.Boolean(),
  },
  strict,
)
export type BulkCommand = Static<typeof BulkCommandSchema>
/** One line per case, in the order asked. */
export const BulkReportSchema = Type.Object({
  rows: Type.Array(
    Type.Object({
      id: Str,
      /** `done` (or would be), `refused` by the rules, `conflict`: it has moved on, `failed`: to be tried again. */
      result: words('done', 'refused', 'conflict', 'failed'),
      why: Opt(TextSchema),
      /** The case after the act, or as it stands. */
      row: Opt(IncidentRowSchema),
    }),
  ),
})
export type BulkReport = Static<typeof BulkReportSchema>

/** `PUT /api/presence`: what this screen has open; said again every 20 s, forgotten after 45 s of silence. */
export const PresenceSchema = Type.Object(
  {
    /** Made by the screen for as long as the page lives. */
    screen: Type.String({ minLength: 8, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' }),
    incident: Opt(Id),
    act: Opt(Type.Enum([...ACTS])),
  },
  strict,
)
export type Presence = Static<typeof PresenceSchema>

export const FIND_KINDS = ['incidents', 'sensors', 'places', 'components', 'people'] as const
/** `GET /api/find?q=`: what the command palette reaches; a few of each, best first. */
export const FindQuerySchema = Type.Object({
  q: Type.String({ minLength: 1, maxLength: 100 }),
  /** `lng,lat` of what the map looks at: of equal fit the nearer first. */
  near: Opt(Type.String({ pattern: '^-?\\d{1,3}(\\.\\d{1,9})?,-?\\d{1,2}(\\.\\d{1,9})?$' })),
  /** Comma-separated, of {@link FIND_KINDS}; all when absent. */
  kinds: Opt(Type.String({ maxLength: 64 })),
})
export type FindQuery = Static<typeof FindQuerySchema>
export const PLACE_KINDS = ['area', 'road', 'spot', 'grid', 'address'] as const
export const FoundSchema = Type.Object({
  incidents: Type.Array(IncidentRowSchema),
  sensors: Type.Array(
    Type.Object({ id: Str, name: Str, kind: Str, areaName: TextSchema, lng: LngSchema, lat: LatSchema }),
  ),
  /** Areas of the city, roads, named places, cells of the grid, and addresses of reports. */
  places: Type.Array(
    Type.Object({
      name: TextSchema,
      kind: Type.Enum([...PLACE_KINDS]),
      area: Str,
      areaName: Opt(TextSchema),
      lng: LngSchema,
      lat: LatSchema,
      simulated: Opt(Type.Literal(true)),
    }),
  ),
  /** Kinds of components, with the matters that are about them. */
  components: Type.Array(
    Type.Object({
      code: Str,
      name: TextSchema,
      major: TextSchema,
      matters: Type.Array(Type.Object({ code: Str, name: TextSchema })),
    }),
  ),
  people: Type.Array(Type.Object({ account: Str, name: Str, role: Type.Enum([...ROLES]), department: Opt(Str) })),
  /** Names are still being learned after a start: this share of them is found already, 0..1. */
  ready: Opt(Type.Number({ minimum: 0, maximum: 1 })),
})
export type Found = Static<typeof FoundSchema>

/** A crew of a department. `GET /api/crews?department=`, `PUT /api/crews/:id` (its department's own). */
export const CrewInputSchema = Type.Object(
  {
    department: Id,
    name: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }),
    leader: Opt(Type.String({ maxLength: 64 })),
    phone: Opt(Type.String({ maxLength: 32 })),
    members: Opt(Type.Integer({ minimum: 1, maximum: 500 })),
    /** False: kept for the record, no longer offered. */
    active: Type.Boolean(),
  },
  strict,
)
export type CrewInput = Static<typeof CrewInputSchema>
export const CrewSchema = Type.Object({
  id: Str,
  ...CrewInputSchema.properties,
  /** Open cases it has in hand. */ open: Type.Integer(),
})
export type Crew = Static<typeof CrewSchema>
