// Warnings as screens see them, and the city's kinds of warnings (`warning-kinds.json`).
import Type, { type Static } from 'typebox'
import { CERTAINTIES, SEVERITIES, STATUSES, URGENCIES, type Position, type WarningKind } from '../core/warning/types.ts'
import { InstantSchema, LatSchema, LevelSchema, LngSchema, TextSchema, schemaFor, words } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()

/** `warning-kinds.json`: what warnings are given for, with the levels there are and the advice kept for each. */
export const WarningKindSchema = schemaFor<WarningKind>()(
  Type.Object(
    {
      id: Type.String({ pattern: '^[a-z][A-Za-z0-9]{1,40}$' }),
      name: TextSchema,
      /** Codes of feeds; see `sure`. */
      codes: Type.Array(Str),
      words: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
      levels: Type.Array(LevelSchema, { minItems: 1, maxItems: 4 }),
      source: Str,
      /** How sure the codes are. */
      sure: words('src', 'mem', 'local', 'unsure'),
    },
    { additionalProperties: false },
  ),
)
export const WarningKindsSchema = Type.Array(WarningKindSchema)

const PositionSchema = Type.Unsafe<Position>(Type.Tuple([LngSchema, LatSchema]))
export const WarningGeometrySchema = Type.Object({
  type: Type.Literal('MultiPolygon'),
  coordinates: Type.Array(Type.Array(Type.Array(PositionSchema))),
})

/** One warning that stands, comes, or was lifted within the hour. */
export const WarningRowSchema = Type.Object({
  /** `<sender>,<identifier>` */
  id: Str,
  feed: Str,
  /** 发布, 变更, 继续, 解除. */
  state: words('issued', 'changed', 'continued', 'lifted'),
  /** Anything but `Actual` is a drill or a test and never a live warning. */
  status: Type.Enum([...STATUSES]),
  /** Absent where the sender does not say how grave it is. */
  level: Opt(LevelSchema),
  /** Level before it changed, or of what was lifted. */
  was: Opt(LevelSchema),
  kind: Opt(Str),
  /** The kind, else the sender's own word for it. */
  name: TextSchema,
  areaName: TextSchema,
  /** Areas of the city named by code, the outermost only; with neither these nor `geometry` it holds everywhere. */
  areas: Type.Array(Str),
  /** Shapes the warning draws itself (GeoJSON, lng lat). */
  geometry: Opt(WarningGeometrySchema),
  sentAt: InstantSchema,
  fromAt: InstantSchema,
  onsetAt: Opt(InstantSchema),
  untilAt: InstantSchema,
  /** False: no end was named; `untilAt` is how long the hub lets it stand. */
  untilStated: Type.Boolean(),
  /** Lifted or replaced at. */
  endedAt: Opt(InstantSchema),
  urgency: Type.Enum([...URGENCIES]),
  severity: Type.Enum([...SEVERITIES]),
  certainty: Type.Enum([...CERTAINTIES]),
  senderName: TextSchema,
  headline: Opt(TextSchema),
  description: Opt(TextSchema),
  /** What to do. */
  instruction: Opt(TextSchema),
  simulated: Type.Boolean(),
})
export type WarningRow = Static<typeof WarningRowSchema>
