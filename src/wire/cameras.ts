// Cameras: the city's file of them (`cameras.json`), and what of it leaves the hub. Addresses of pictures and streams never do.
import Type, { type Static } from 'typebox'

import { ROLES } from './api.ts'
import { LatSchema, LngSchema, TextSchema } from './schema.ts'

const Opt = Type.Optional
const strict = { additionalProperties: false }
const HttpUrl = Type.String({ pattern: '^https?://', maxLength: 2000 })

/** Where it looks: a bearing (degrees from north, clockwise), how wide, how far. */
export const SeesSchema = Type.Object(
  {
    bearing: Type.Number({ minimum: 0, exclusiveMaximum: 360 }),
    /** 360 for one that turns. */
    widthDeg: Type.Number({ exclusiveMinimum: 0, maximum: 360 }),
    reachM: Type.Number({ exclusiveMinimum: 0, maximum: 20_000 }),
  },
  strict,
)

/** `cameras.json` */
export const CameraSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' }),
    name: TextSchema,
    lng: LngSchema,
    lat: LatSchema,
    area: Type.String({ pattern: '^\\d{6}(\\d{3}){0,3}$' }),
    /** Department that answers for it. */
    owner: Type.String(),
    /** A still picture, fetched anew at most so often. Credentials in the address stay in the hub. */
    picture: Opt(Type.Object({ url: HttpUrl, everyMs: Type.Integer({ minimum: 500, maximum: 86_400_000 }) }, strict)),
    /** An HLS playlist (`.m3u8`); nothing outside its folder is fetched. */
    stream: Opt(Type.Object({ url: HttpUrl }, strict)),
    sees: Opt(SeesSchema),
    /** Posts that may see it; by default the duty posts, the leader and the wall. Its owner always may. */
    audience: Opt(Type.Array(Type.Enum([...ROLES]), { minItems: 1 })),
    simulated: Type.Boolean(),
  },
  strict,
)
export type Camera = Static<typeof CameraSchema>
export const CamerasSchema = Type.Array(CameraSchema)

/** One camera of `GET /api/cameras`. */
export const CameraRowSchema = Type.Object({
  id: Type.String(),
  name: TextSchema,
  lng: LngSchema,
  lat: LatSchema,
  area: Type.String(),
  areaName: TextSchema,
  owner: Type.String(),
  sees: Opt(SeesSchema),
  /** How often its picture may be asked for; absent: no picture is connected. */
  pictureEveryMs: Opt(Type.Integer()),
  stream: Type.Boolean(),
  simulated: Type.Boolean(),
})
export type CameraRow = Static<typeof CameraRowSchema>
export const CameraListSchema = Type.Array(CameraRowSchema)

/** Header of a picture: when the hub fetched it, epoch ms of its clock. */
export const PICTURE_AT = 'x-picture-at'
/** The name under which a stream's own playlist is asked for, whatever it is called there. */
export const STREAM_ENTRY = '_live.m3u8'

export const cameraPaths = {
  cameras: '/api/cameras',
  picture: (id: string): string => `/api/cameras/${encodeURIComponent(id)}/picture`,
  stream: (id: string): string => `/api/cameras/${encodeURIComponent(id)}/stream/${STREAM_ENTRY}`,
} as const
