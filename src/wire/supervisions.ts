// Matters under supervision (督办事项) as leaders, the desk and departments see them, and what each may do. People are named to people.
import Type, { type Static } from 'typebox'
import { COLOURS, GRADES, ORIGINS, SUPERVISED_STATES } from '../core/supervise/types.ts'
import { Id, strict } from './reference/parts.ts'
import { InstantSchema, TextSchema, words } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()
const Words = Type.String({ minLength: 1, maxLength: 2000 })

export const AnchorSchema = Type.Object(
  {
    kind: words('statement', 'indicator', 'incident', 'none'),
    id: Type.String({ maxLength: 120 }),
    brief: Opt(Type.String({ maxLength: 80 })),
    code: Opt(Type.String({ maxLength: 16 })),
    seen: TextSchema,
    value: Opt(Type.Number()),
    unit: Opt(Type.String({ maxLength: 24 })),
    level: Opt(Type.Integer({ minimum: 1, maximum: 4 })),
    asOf: InstantSchema,
    indicator: Opt(Type.String({ maxLength: 80 })),
    incident: Opt(Type.String({ maxLength: 80 })),
  },
  strict,
)
const DoerSchema = Type.Object({ name: Str, role: Str, department: Opt(Id) })

/** One row of the list; `GET /api/supervisions?state&department&brief&anchor&month`. */
export const SupervisedRowSchema = Type.Object({
  id: Str,
  code: Str,
  version: Type.Integer(),
  origin: Type.Enum([...ORIGINS]),
  grade: Type.Enum([...GRADES]),
  state: Type.Enum([...SUPERVISED_STATES]),
  colour: Type.Enum([...COLOURS]),
  title: Str,
  anchor: AnchorSchema,
  by: DoerSchema,
  givenAt: InstantSchema,
  dueAt: InstantSchema,
  lead: Id,
  leadName: TextSchema,
  assistNames: Type.Array(TextSchema),
  /** Departments that have not signed for it yet. */
  unsigned: Type.Array(Id),
  /** The newest word of progress. */
  last: Opt(Type.Object({ text: Str, at: InstantSchema, by: DoerSchema, final: Type.Boolean() })),
  closedAt: Opt(InstantSchema),
  /** Something came back that the giver has not read. */
  unread: Type.Boolean(),
  simulated: Type.Boolean(),
})
export type SupervisedRow = Static<typeof SupervisedRowSchema>
export const SupervisedListSchema = Type.Array(SupervisedRowSchema)

export const SupervisedQuerySchema = Type.Object({
  state: Opt(words('open', 'ended')),
  department: Opt(Id),
  /** Key of the brief it was written in. */
  brief: Opt(Str),
  /** `kind/id` of what it is written beside. */
  anchor: Opt(Str),
  limit: Opt(Type.Integer({ minimum: 1, maximum: 500 })),
})
export type SupervisedQuery = Static<typeof SupervisedQuerySchema>

/** `GET /api/supervisions/:id`: with its sheet (督办单) and log. */
export const SupervisedDetailSchema = Type.Object({
  row: SupervisedRowSchema,
  text: Str,
  additions: Type.Array(Type.Object({ at: InstantSchema, by: DoerSchema, text: Str })),
  parts: Type.Array(
    Type.Object({
      department: Id,
      name: TextSchema,
      lead: Type.Boolean(),
      signedAt: Opt(InstantSchema),
      signedBy: Opt(Str),
    }),
  ),
  progress: Type.Array(
    Type.Object({
      n: Type.Integer(),
      at: InstantSchema,
      by: DoerSchema,
      final: Type.Boolean(),
      text: Str,
      photos: Type.Array(Str),
      incidents: Type.Array(Type.Object({ id: Str, code: Str, title: TextSchema })),
    }),
  ),
  returns: Type.Integer(),
  conclusion: Opt(Str),
  log: Type.Array(Type.Object({ n: Type.Integer(), at: InstantSchema, by: DoerSchema, type: Str, text: TextSchema })),
  /** What this reader may do now, with the reason where not. */
  may: Type.Array(Str),
})
export type SupervisedDetail = Static<typeof SupervisedDetailSchema>

/** `POST /api/supervisions` */
export const GiveSchema = Type.Object(
  {
    key: Type.String({ minLength: 8, maxLength: 64 }),
    origin: Type.Enum([...ORIGINS]),
    grade: Type.Enum([...GRADES]),
    title: Type.String({ minLength: 1, maxLength: 120 }),
    text: Words,
    anchor: AnchorSchema,
    lead: Id,
    assist: Type.Array(Id, { maxItems: 20, uniqueItems: true }),
    dueAt: InstantSchema,
  },
  strict,
)
export type Give = Static<typeof GiveSchema>

export const SupervisedActSchema = Type.Union([
  /** 签收, by a department asked. */
  Type.Object({ act: Type.Literal('sign') }, strict),
  /** Progress; `final`: done, to be checked (the lead alone). */
  Type.Object(
    {
      act: Type.Literal('report'),
      final: Type.Boolean(),
      text: Words,
      photos: Type.Array(Str, { maxItems: 20 }),
      incidents: Type.Array(Str, { maxItems: 20 }),
    },
    strict,
  ),
  /** 核查 passed: closed with a conclusion. */
  /** `withoutEvidence`: why none is needed, where the final report shows neither photo nor case. */
  Type.Object({ act: Type.Literal('close'), conclusion: Words, withoutEvidence: Opt(Words) }, strict),
  /** 退回重办. */
  Type.Object({ act: Type.Literal('sendBack'), reason: Words, dueAt: Opt(InstantSchema) }, strict),
  Type.Object({ act: Type.Literal('add'), text: Words }, strict),
  Type.Object({ act: Type.Literal('remind'), text: Opt(Words) }, strict),
  /** Another due date, with the reason; the old one stays in the log. */
  Type.Object({ act: Type.Literal('reschedule'), dueAt: InstantSchema, reason: Words }, strict),
  Type.Object({ act: Type.Literal('withdraw'), reason: Words }, strict),
  /** The giver has read what came back. */
  Type.Object({ act: Type.Literal('read') }, strict),
])
export type SupervisedAct = Static<typeof SupervisedActSchema>
export const SupervisedCommandSchema = Type.Object(
  {
    key: Type.String({ minLength: 8, maxLength: 64 }),
    version: Type.Integer({ minimum: 1 }),
    act: SupervisedActSchema,
  },
  strict,
)
export type SupervisedCommand = Static<typeof SupervisedCommandSchema>

/** `GET /api/supervisions/month?month=2026-11`: the monthly table. */
export const SupervisedMonthSchema = Type.Object({
  month: Str,
  asOf: InstantSchema,
  departments: Type.Array(
    Type.Object({
      department: Id,
      name: TextSchema,
      /** Led by it, given in the month or carried over. */
      given: Type.Integer(),
      carried: Type.Integer(),
      closed: Type.Integer(),
      closedOnTime: Type.Integer(),
      running: Type.Integer(),
      overdue: Type.Integer(),
      returns: Type.Integer(),
      assisting: Type.Integer(),
    }),
  ),
})
export type SupervisedMonth = Static<typeof SupervisedMonthSchema>

/** `GET /api/supervisions/causes`: what could be put under supervision: overdue cases, places complained about again and again. */
export const CausesSchema = Type.Array(
  Type.Object({
    origin: words('overdue', 'repeated'),
    title: TextSchema,
    anchor: AnchorSchema,
    lead: Opt(Id),
    incidents: Type.Array(Str),
  }),
)
export type Causes = Static<typeof CausesSchema>
