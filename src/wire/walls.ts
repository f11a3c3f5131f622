// Walls as paired devices: pairing, what the desk wants of each, what each says of itself. Nothing personal is in any of it.
import Type, { type Static } from 'typebox'
import type { WallOrders, WallShow } from '../core/wall/types.ts'
import { Id, strict, AreaCodeSchema } from './reference/parts.ts'
import { InstantSchema, schemaFor, words } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()
const ShareOf = Type.Number({ minimum: 0, maximum: 1 })

export const WallShowSchema = schemaFor<WallShow>()(
  Type.Union([
    Type.Object({ type: Type.Literal('board'), board: Id }, strict),
    Type.Object({ type: Type.Literal('incident'), incident: Type.String({ maxLength: 64 }) }, strict),
    Type.Object({ type: Type.Literal('sign'), indicator: Id, area: AreaCodeSchema }, strict),
    Type.Object(
      {
        type: Type.Literal('map'),
        query: Type.Record(Type.String({ maxLength: 32 }), Type.String({ maxLength: 300 }), { maxProperties: 24 }),
      },
      strict,
    ),
  ]),
)

const PostSchema = words(
  'wall',
  'collector',
  'acceptor',
  'dispatcher',
  'dutyChief',
  'department',
  'leader',
  'administrator',
  'system',
)
export const WallOrdersSchema = schemaFor<WallOrders>()(
  Type.Object(
    {
      boards: Type.Array(Id, { maxItems: 40, uniqueItems: true }),
      everyMs: Type.Integer({ minimum: 10_000, maximum: 3_600_000 }),
      push: Opt(
        Type.Object({ show: WallShowSchema, at: InstantSchema, by: PostSchema, untilAt: Opt(InstantSchema) }, strict),
      ),
      pinned: Opt(Id),
      skipAt: Opt(InstantSchema),
      visit: Type.Boolean(),
      follows: Opt(Id),
      region: Opt(Type.Object({ x: ShareOf, y: ShareOf, width: ShareOf, height: ShareOf }, strict)),
      widthMm: Opt(Type.Number({ minimum: 200, maximum: 60_000 })),
      distanceM: Opt(Type.Number({ minimum: 0.4, maximum: 60 })),
    },
    strict,
  ),
)

/** What a wall says of itself, every few seconds: `PUT /api/walls/me`. */
export const WallSaysSchema = Type.Object(
  {
    showing: Type.Object(
      {
        /** Board id, or the case, sign or map that was put on it, or the emergency that has taken it over. */
        type: words('board', 'incident', 'sign', 'map', 'emergency'),
        id: Type.String({ maxLength: 64 }),
        since: InstantSchema,
        /** The director's reason in one word: see core/wall/director.ts. */
        why: Type.String({ maxLength: 32 }),
      },
      strict,
    ),
    widthPx: Type.Integer({ minimum: 0, maximum: 100_000 }),
    heightPx: Type.Integer({ minimum: 0, maximum: 100_000 }),
    /** p95 of the last minute, ms; absent while hidden. */
    frameMs: Opt(Type.Number({ minimum: 0 })),
    /** Used script heap, bytes; absent where the browser does not say. */
    heapBytes: Opt(Type.Integer({ minimum: 0 })),
    link: words('up', 'down', 'silent'),
    /** When this page was loaded, and how many times it has reloaded itself since it was paired or started. */
    loadedAt: InstantSchema,
    reloads: Type.Integer({ minimum: 0 }),
    lastReload: Opt(Type.String({ maxLength: 32 })),
    version: Type.String({ maxLength: 64 }),
  },
  strict,
)
export type WallSays = Static<typeof WallSaysSchema>

/** Row of the view `walls`. Its id is the account under which it is signed in. */
export const WallRowSchema = Type.Object({
  id: Str,
  name: Str,
  /** Paired by a code; false: signed in with a password. */
  paired: Type.Boolean(),
  pairedAt: Opt(InstantSchema),
  revokedAt: Opt(InstantSchema),
  orders: WallOrdersSchema,
  /** Grows with every change of its orders. */
  version: Type.Integer(),
  says: Opt(WallSaysSchema),
  /** When it last said something. */
  heardAt: Opt(InstantSchema),
})
export type WallRow = Static<typeof WallRowSchema>

/** Change of what is wanted of a wall: `PATCH /api/walls/:id`. Null takes something back. */
export const WallChangeSchema = Type.Object(
  {
    name: Opt(Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' })),
    boards: Opt(Type.Array(Id, { maxItems: 40, uniqueItems: true })),
    everyMs: Opt(Type.Integer({ minimum: 10_000, maximum: 3_600_000 })),
    pinned: Opt(Type.Union([Id, Type.Null()])),
    /** To the next board, now. */
    skip: Opt(Type.Literal(true)),
    visit: Opt(Type.Boolean()),
    follows: Opt(Type.Union([Id, Type.Null()])),
    region: Opt(
      Type.Union([Type.Object({ x: ShareOf, y: ShareOf, width: ShareOf, height: ShareOf }, strict), Type.Null()]),
    ),
    widthMm: Opt(Type.Union([Type.Number({ minimum: 200, maximum: 60_000 }), Type.Null()])),
    distanceM: Opt(Type.Union([Type.Number({ minimum: 0.4, maximum: 60 }), Type.Null()])),
  },
  strict,
)
export type WallChange = Static<typeof WallChangeSchema>

/** What somebody may press at the wall itself: `PATCH /api/walls/me`. */
export const WallKeysSchema = Type.Pick(WallChangeSchema, ['visit', 'pinned', 'skip'], strict)
export type WallKeys = Static<typeof WallKeysSchema>

/** `POST /api/walls/push`: onto these walls, or all of them; `show` null takes it back. */
export const WallPushSchema = Type.Object(
  {
    walls: Type.Union([Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }), Type.Literal('all')]),
    show: Type.Union([WallShowSchema, Type.Null()]),
    forMs: Opt(Type.Integer({ minimum: 10_000, maximum: 86_400_000 })),
  },
  strict,
)
export type WallPushCommand = Static<typeof WallPushSchema>

/** `POST /api/walls/pairing` (nobody is signed in): what the new wall shows, and the secret it asks with. */
export const PairingSchema = Type.Object({
  /** Read out or typed at the desk. */
  code: Str,
  secret: Str,
  expiresAt: InstantSchema,
})
export type Pairing = Static<typeof PairingSchema>
/** `POST /api/walls/pairing/claim` with the secret: 200 and a cookie once it is approved, 202 while it waits, 404 once it is over. */
export const PairingClaimSchema = Type.Object({ secret: Type.String({ minLength: 20, maxLength: 100 }) }, strict)
/** `POST /api/walls` at the desk. */
export const PairingApprovalSchema = Type.Object(
  {
    code: Type.String({ minLength: 4, maxLength: 12 }),
    name: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }),
  },
  strict,
)
export type PairingApproval = Static<typeof PairingApprovalSchema>

export const wallPaths = {
  list: '/api/walls',
  me: '/api/walls/me',
  pairing: '/api/walls/pairing',
  claim: '/api/walls/pairing/claim',
  push: '/api/walls/push',
  one: (id: string): string => `/api/walls/${encodeURIComponent(id)}`,
  revoke: (id: string): string => `/api/walls/${encodeURIComponent(id)}/revoke`,
} as const
