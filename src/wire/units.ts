// Moving units over HTTP: who may see which, the snapshot that frames follow, one unit in detail, and a track.
import Type, { type Static } from 'typebox'
import { InstantSchema, LatSchema, LevelSchema, LngSchema, TextSchema } from './schema.ts'
import { UnitKindSchema } from './reference/units.ts'

const Str = Type.String()

export const unitPaths = {
  units: '/api/units',
  unit: (id: string) => `/api/units/${encodeURIComponent(id)}`,
  track: (id: string, from: number, to: number) => `/api/units/${encodeURIComponent(id)}/track?from=${from}&to=${to}`,
} as const

/** Most points of a track in one answer: a line of them is finer than a screen is wide. */
export const MOST_TRACK_POINTS = 2000
/** Longest span of one track, ms. */
export const MOST_TRACK_MS = 7 * 86_400_000

/**
 * Whose screens a frame of units is for. `desk`: all of them. `wall`: vehicles, never a person on foot or by name; also for
 * posts that have no need of persons. A department: its own units, and those anybody may see.
 */
export type UnitAudience = 'desk' | 'wall' | { readonly department: string }

/** Posts that see every unit. */
const SEE_ALL: readonly string[] = ['acceptor', 'dispatcher', 'dutyChief', 'leader', 'administrator']

/** The audience somebody belongs to. A department's account without a department sees what the wall sees. */
export const unitAudienceOf = (actor: {
  readonly role: string
  readonly department?: string | undefined
}): UnitAudience =>
  SEE_ALL.includes(actor.role)
    ? 'desk'
    : actor.role === 'department' && actor.department !== undefined
      ? { department: actor.department }
      : 'wall'

/** The audience as one word: level of its topic, key of its frames. */
export const audienceName = (audience: UnitAudience): string =>
  typeof audience === 'string' ? audience : `department:${audience.department}`

/** True when the audience may see a unit of this kind and department. */
export const maySeeUnit = (
  audience: UnitAudience,
  unit: { readonly person: boolean; readonly public: boolean; readonly department?: string | undefined },
): boolean =>
  audience === 'desk' ||
  (audience === 'wall' ? !unit.person : unit.department === audience.department || (unit.public && !unit.person))

/** One unit of the snapshot. A unit that was never heard has no place. */
export const UnitRowSchema = Type.Object({
  /** Place in this hub run's frames. */
  index: Type.Integer({ minimum: 0 }),
  /** `<feed>/<device>`. */
  id: Str,
  name: Str,
  kind: Str,
  department: Type.Optional(Str),
  /** Id in the department's list of crews. */
  crew: Type.Optional(Str),
  simulated: Type.Boolean(),
  lng: Type.Optional(LngSchema),
  lat: Type.Optional(LatSchema),
  at: Type.Optional(InstantSchema),
  speedKmh: Type.Optional(Type.Number()),
  headingDeg: Type.Optional(Type.Number()),
  flags: Type.Integer({ minimum: 0, maximum: 255 }),
})
export type UnitRow = Static<typeof UnitRowSchema>

/** `GET /api/units`: what the caller may see, as of one sequence of its frames. */
export const UnitSnapshotSchema = Type.Object({
  epoch: Str,
  /** Level of the topic whose frames follow: `desk`, `wall` or `department:<id>`. */
  audience: Str,
  seq: Type.Integer({ minimum: 0 }),
  at: InstantSchema,
  kinds: Type.Array(UnitKindSchema),
  rows: Type.Array(UnitRowSchema),
})
export type UnitSnapshot = Static<typeof UnitSnapshotSchema>

/** `GET /api/units/:id` */
export const UnitDetailSchema = Type.Object({
  unit: UnitRowSchema,
  kind: UnitKindSchema,
  feed: Str,
  /** Fixes a minute over the last five. */
  fixesPerMin: Type.Number(),
  departmentName: Type.Optional(TextSchema),
  crewName: Type.Optional(Str),
  /** Open cases its crew has in hand. */
  cases: Type.Array(
    Type.Object({
      id: Str,
      code: Str,
      state: Str,
      title: TextSchema,
      level: LevelSchema,
      lng: LngSchema,
      lat: LatSchema,
    }),
  ),
})
export type UnitDetail = Static<typeof UnitDetailSchema>

/** `GET /api/units/:id/track?from&to`: columns of equal length, in order of time, doubted fixes apart. */
export const UnitTrackSchema = Type.Object({
  unit: Str,
  from: InstantSchema,
  to: InstantSchema,
  /** Fixes in the store for the span, of which these are the shape. */
  fixes: Type.Integer(),
  /** No point of the way lies further than this from what is told, metres. */
  toleranceM: Type.Number(),
  /** Metres along the believed fixes. */
  lengthM: Type.Number(),
  at: Type.Array(InstantSchema),
  lng: Type.Array(LngSchema),
  lat: Type.Array(LatSchema),
  /** Indices at which a new stretch begins after a silence: no line leads there. */
  breaks: Type.Array(Type.Integer()),
  /** The newest of the fixes that were not believed. */
  doubted: Type.Array(Type.Object({ at: InstantSchema, lng: LngSchema, lat: LatSchema })),
})
export type UnitTrack = Static<typeof UnitTrackSchema>
