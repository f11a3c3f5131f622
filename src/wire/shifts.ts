// Shifts 班次, the roster 排班 and the handover 交接班 between two officers.
import Type, { type Static } from 'typebox'
import { HANDOVER_SECTIONS } from '../core/handover/facts.ts'
import { DateSchema, InstantSchema, LevelSchema, TextSchema, words } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()
const strict = { additionalProperties: false }

/** Posts that stand on the roster and hand over to each other. */
export const DESK_POSTS = ['acceptor', 'dispatcher', 'dutyChief'] as const

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

export const HandoverItemSchema = Type.Object({
  id: Str,
  section: Type.Enum([...HANDOVER_SECTIONS]),
  text: TextSchema,
  level: Opt(LevelSchema),
  /** What it is about: the case, alarm, feed or emergency to open. */
  subject: Opt(Type.Object({ kind: words('incident', 'alarm', 'feed', 'emergency'), id: Str })),
  dueAt: Opt(InstantSchema),
  /** Red: has to be opened by the incoming officer before signing. */
  mustOpen: Type.Boolean(),
  openedAt: Opt(InstantSchema),
  /** Everybody of the desk who has opened it since it was offered; whoever signs must be one of them. */
  openedBy: Opt(Type.Array(Type.Object({ account: Str, name: Str, at: InstantSchema }))),
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
  /** Absent on a signed one: nobody offered it, the next shift took over alone, and an item says so. */
  outgoing: Opt(Signature),
  incoming: Opt(Signature),
  /** SHA-256 of what both have signed, hex. */
  seal: Opt(Str),
})
export type Handover = Static<typeof HandoverSchema>
/** `POST /api/handovers/draft`: that of the running shift, made if need be, and that of the shift before while it is not signed. */
export const HandoversInHandSchema = Type.Object({ running: HandoverSchema, previous: Opt(HandoverSchema) })
export type HandoversInHand = Static<typeof HandoversInHandSchema>
const { id, date, shift, state, asOf, outgoing, incoming, seal } = HandoverSchema.properties
/** One line of the list. */
export const HandoverRowSchema = Type.Object({
  id,
  date,
  shift,
  state,
  asOf,
  outgoing,
  incoming,
  seal,
  items: Type.Integer(),
  red: Type.Integer(),
})
export type HandoverRow = Static<typeof HandoverRowSchema>
/** `GET /api/handovers?text=&from=&to=`, newest first. */
export const HandoverQuerySchema = Type.Object({
  text: Opt(Type.String({ maxLength: 100 })),
  from: Opt(DateSchema),
  to: Opt(DateSchema),
  limit: Opt(Type.Integer({ minimum: 1, maximum: 200 })),
})
export type HandoverQuery = Static<typeof HandoverQuerySchema>
export const HandoverActSchema = Type.Union([
  /** Gathers the draft anew, keeping what was written. On an offered one the outgoing officer's alone: it takes the signature back. */
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
