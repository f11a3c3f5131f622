// Shifts 班次, the roster 排班 and the handover 交接班 between two officers.
import Type, { type Static } from 'typebox'
import { DateSchema, InstantSchema, LevelSchema, TextSchema, words } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()
const strict = { additionalProperties: false }

/** One person on one shift of one city date. `GET /api/roster?from=&to=`; `PUT` replaces those of one date. */
export const RosterEntrySchema = Type.Object({ date: DateSchema, shift: Str, account: Str, name: Str, role: Str })
export type RosterEntry = Static<typeof RosterEntrySchema>
export const RosterQuerySchema = Type.Object({ from: DateSchema, to: DateSchema })
export const RosterSchema = Type.Object({
  entries: Type.Array(RosterEntrySchema),
  /** The shift that runs now, and whether the reader is on it. */
  now: Type.Object({ date: DateSchema, shift: Str, from: InstantSchema, to: InstantSchema, onShift: Type.Boolean() }),
  /** Accounts of the desk that can be put on a shift. */
  officers: Type.Array(Type.Object({ account: Str, name: Str, role: Str })),
})
export type Roster = Static<typeof RosterSchema>
export const RosterDaySchema = Type.Object(
  {
    date: DateSchema,
    entries: Type.Array(
      Type.Object({ shift: Type.String({ maxLength: 16 }), account: Type.String({ maxLength: 64 }) }, strict),
      { maxItems: 200 },
    ),
  },
  strict,
)
export type RosterDay = Static<typeof RosterDaySchema>

/** Sections of a handover, in the order they are read. */
export const HANDOVER_SECTIONS = ['red', 'promises', 'alarms', 'feeds', 'instructions', 'notes'] as const
export const HandoverItemSchema = Type.Object({
  id: Str,
  section: Type.Enum([...HANDOVER_SECTIONS]),
  text: TextSchema,
  level: Opt(LevelSchema),
  /** What it is about: the case, alarm or feed to open. */
  subject: Opt(Type.Object({ kind: words('incident', 'alarm', 'feed'), id: Str })),
  dueAt: Opt(InstantSchema),
  /** Red: has to be opened by the incoming officer before signing. */
  mustOpen: Type.Boolean(),
  openedAt: Opt(InstantSchema),
  /** Written by the outgoing officer. */
  remark: Opt(Str),
})
export type HandoverItem = Static<typeof HandoverItemSchema>

const Signature = Type.Object({ account: Str, name: Str, at: InstantSchema })
export const HandoverSchema = Type.Object({
  id: Str,
  /** The shift that ends. */
  date: DateSchema,
  shift: Str,
  /** As of when its items were gathered. */
  asOf: InstantSchema,
  /** `draft`: written by the hub, not signed. `offered`: signed by the outgoing officer. `signed`: by both, locked. */
  state: words('draft', 'offered', 'signed'),
  version: Type.Integer(),
  items: Type.Array(HandoverItemSchema),
  /** In figures: cases opened, closed, open, overdue, alarms raised. */
  figures: Type.Array(Type.Object({ id: Str, name: TextSchema, value: Type.Number(), unit: TextSchema })),
  note: Str,
  outgoing: Opt(Signature),
  incoming: Opt(Signature),
  /** SHA-256 of what both have signed, hex. */
  seal: Opt(Str),
})
export type Handover = Static<typeof HandoverSchema>
/** `GET /api/handovers?text=&from=&to=`, newest first. */
export const HandoverQuerySchema = Type.Object({
  text: Opt(Type.String({ maxLength: 100 })),
  from: Opt(DateSchema),
  to: Opt(DateSchema),
  limit: Opt(Type.Integer({ minimum: 1, maximum: 200 })),
})
export const HandoverActSchema = Type.Union([
  /** Outgoing: gathers the draft anew, keeping what was written. */
  Type.Object({ act: Type.Literal('refresh'), version: Type.Integer() }, strict),
  Type.Object(
    {
      act: Type.Literal('write'),
      version: Type.Integer(),
      note: Opt(Type.String({ maxLength: 4000 })),
      remarks: Opt(Type.Record(Type.String({ maxLength: 128 }), Type.String({ maxLength: 1000 }))),
    },
    strict,
  ),
  /** Outgoing signs and offers; `password` proves who is at the desk. */
  Type.Object(
    { act: Type.Literal('offer'), version: Type.Integer(), password: Type.String({ maxLength: 256 }) },
    strict,
  ),
  /** Incoming has opened an item. */
  Type.Object({ act: Type.Literal('open'), item: Type.String({ maxLength: 128 }) }, strict),
  Type.Object(
    { act: Type.Literal('sign'), version: Type.Integer(), password: Type.String({ maxLength: 256 }) },
    strict,
  ),
])
export type HandoverAct = Static<typeof HandoverActSchema>
