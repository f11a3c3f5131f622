// Briefs as readers and the desk see them, and what the desk may do with one. Composed by core, kept and issued by the hub.
import Type, { type Static } from 'typebox'
import { BRIEF_KINDS } from '../core/brief/key.ts'
import type { Query } from '../core/brief/query.ts'
import { BRIEF_SECTIONS } from '../core/brief/types.ts'
import { Id, strict } from './reference/parts.ts'
import { DateSchema, InstantSchema, LatSchema, LevelSchema, LngSchema, TextSchema, words } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()
const SourceSchema = Type.Object({ kind: Str, id: Str, at: Opt(Type.Number()) })

/** `2026-11-21`, `2026-W47`, `2026-11`, `flash-…`, `topic-…`: see core/brief/key.ts. */
export const BriefKeySchema = Type.String({
  pattern: '^(\\d{4}-\\d{2}(-\\d{2})?|\\d{4}-W\\d{2}|flash-[\\w-]{1,64}-\\d{1,3}|topic-[\\w-]{1,64})$',
})

export const FigureSchema = Type.Object({
  key: Str,
  value: Type.Number(),
  unit: Str,
  definition: TextSchema,
  asOf: Type.Number(),
  query: Opt(Type.Unsafe<Query>(Type.Object({ ask: Str }))),
  sources: Type.Array(SourceSchema),
})
export const StatementSchema = Type.Object({
  id: Str,
  section: Type.Enum([...BRIEF_SECTIONS]),
  text: TextSchema,
  level: Opt(LevelSchema),
  figures: Type.Array(FigureSchema),
  sources: Type.Array(SourceSchema),
  /** Words of the desk: whose, when, and what the hub had written (absent: an item of the desk's own). */
  written: Opt(
    Type.Object({
      by: Str,
      at: InstantSchema,
      was: Opt(TextSchema),
      department: Opt(Id),
      /** Only the Chinese is the desk's. */
      chineseOnly: Opt(Type.Boolean()),
      /** The desk's words of before: the sentence has come out otherwise since, and the hub's stand again. */
      lapsed: Opt(TextSchema),
    }),
  ),
})
export const BriefTableSchema = Type.Object({
  id: Str,
  title: TextSchema,
  columns: Type.Array(Type.Object({ name: TextSchema, unit: Opt(Str), align: words('left', 'right') })),
  rows: Type.Array(Type.Array(Type.Union([TextSchema, Str, Type.Number(), Type.Null()]))),
})

export const BRIEF_STATES = ['draft', 'signed', 'issued'] as const
/** A figure that later data says otherwise of. The first of a figure is the printed one; each is noticed once per new value. */
export const CorrectionSchema = Type.Object({
  statement: Str,
  figure: Str,
  was: Type.Number(),
  /** Absent: what it rests on is no longer kept, so it can no longer be told. */
  is: Opt(Type.Number()),
  noticedAt: InstantSchema,
})
export type Correction = Static<typeof CorrectionSchema>

/** Asked of a department for this brief. */
export const BriefInputSchema = Type.Object({
  id: Str,
  department: Id,
  departmentName: TextSchema,
  question: Str,
  askedBy: Str,
  askedAt: InstantSchema,
  answer: Opt(Type.Object({ text: Str, by: Str, at: InstantSchema })),
})
/** `GET /api/briefs/inputs`: what a department is asked for; it may not read the brief itself. */
export const BriefInputRowSchema = Type.Object({
  key: Str,
  kind: Type.Enum([...BRIEF_KINDS]),
  title: Opt(TextSchema),
  from: Type.Number(),
  to: Type.Number(),
  /** Not answered, and still to be. */
  open: Type.Boolean(),
  /** While it is open: when the brief is issued. Absent: it has no hour of its own. */
  dueAt: Opt(InstantSchema),
  input: BriefInputSchema,
})
export type BriefInputRow = Static<typeof BriefInputRowSchema>
const Signature = Type.Object({ by: Str, at: InstantSchema })

/** `GET /api/briefs/:key` */
export const BriefSchema = Type.Object({
  key: Str,
  kind: Type.Enum([...BRIEF_KINDS]),
  title: TextSchema,
  date: Str,
  from: Type.Number(),
  to: Type.Number(),
  asOf: Type.Number(),
  complete: Type.Boolean(),
  knownAt: Type.Number(),
  light: words('green', 'yellow', 'orange', 'red'),
  simulated: Type.Boolean(),
  statements: Type.Array(StatementSchema),
  sparks: Type.Record(Str, Type.Array(Type.Union([Type.Number(), Type.Null()]))),
  places: Type.Array(
    Type.Object({ incident: Str, statement: Str, level: LevelSchema, lng: LngSchema, lat: LatSchema }),
  ),
  tables: Type.Array(BriefTableSchema),
  state: Type.Enum([...BRIEF_STATES]),
  /** What the desk saw; 0 while nothing is stored of it. */
  version: Type.Integer({ minimum: 0 }),
  /** Issue number of its kind in the year, once issued. */
  issue: Opt(Type.Integer()),
  issuedAt: Opt(InstantSchema),
  issuedBy: Opt(Str),
  /** Nobody issued it in time: the hub did, and says so. */
  automatic: Opt(Type.Boolean()),
  /** Issued later than its hour. */
  late: Opt(Type.Boolean()),
  signed: Opt(Signature),
  inputs: Type.Array(BriefInputSchema),
  corrections: Type.Array(CorrectionSchema),
  /** A correction note (更正说明) was issued. */
  note: Opt(Type.Object({ text: Str, by: Str, at: InstantSchema, issue: Type.Integer() })),
  /** When this reader opened it first. */
  readAt: Opt(InstantSchema),
})
export type BriefView = Static<typeof BriefSchema>
export type StatementView = Static<typeof StatementSchema>
export type FigureView = Static<typeof FigureSchema>

/** `GET /api/briefs?kind=`: the newest first. */
export const BriefListQuerySchema = Type.Object({
  kind: Opt(Type.Enum([...BRIEF_KINDS])),
  limit: Opt(Type.Integer({ minimum: 1, maximum: 200 })),
})
export const BriefRowSchema = Type.Object({
  key: Str,
  kind: Type.Enum([...BRIEF_KINDS]),
  title: TextSchema,
  state: Type.Enum([...BRIEF_STATES]),
  light: words('green', 'yellow', 'orange', 'red'),
  from: Type.Number(),
  to: Type.Number(),
  issue: Opt(Type.Integer()),
  issuedAt: Opt(InstantSchema),
  automatic: Opt(Type.Boolean()),
  late: Opt(Type.Boolean()),
  corrections: Type.Integer(),
  readAt: Opt(InstantSchema),
})
export type BriefRow = Static<typeof BriefRowSchema>

/** `POST /api/briefs`: a special topic, or the next report on a case. Answers its key. */
export const AskBriefSchema = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('topic'),
      title: Type.String({ minLength: 1, maxLength: 60 }),
      from: DateSchema,
      to: DateSchema,
      /** Narrower; none of them: the whole city. */
      matter: Opt(Str),
      area: Opt(Str),
      department: Opt(Id),
    },
    strict,
  ),
  Type.Object({ kind: Type.Literal('flash'), incident: Str }, strict),
])
export type AskBrief = Static<typeof AskBriefSchema>

const Words = Type.String({ minLength: 1, maxLength: 1000 })
/** What the desk does with a draft, and readers and departments with what they are asked. */
export const BriefActSchema = Type.Union([
  /** Words of one sentence; its figures must still stand in them as they are. Without `text`: as the hub wrote it. */
  Type.Object(
    {
      act: Type.Literal('reword'),
      statement: Str,
      text: Opt(Type.Object({ zh: Words, en: Opt(Words) }, strict)),
    },
    strict,
  ),
  Type.Object({ act: Type.Literal('add'), section: Type.Enum([...BRIEF_SECTIONS]), text: Words }, strict),
  /** An item of the desk's own. */
  Type.Object({ act: Type.Literal('remove'), statement: Str }, strict),
  /** The sentences of a section in their new order. */
  Type.Object(
    {
      act: Type.Literal('reorder'),
      section: Type.Enum([...BRIEF_SECTIONS]),
      statements: Type.Array(Str, { maxItems: 200, uniqueItems: true }),
    },
    strict,
  ),
  Type.Object({ act: Type.Literal('ask'), department: Id, question: Words }, strict),
  /** By the department asked. */
  Type.Object({ act: Type.Literal('answer'), input: Str, text: Words }, strict),
  /** Anew from what is known now; the desk's edits stay. */
  Type.Object({ act: Type.Literal('compose') }, strict),
  Type.Object({ act: Type.Literal('sign') }, strict),
  /** Back to draft before it is issued. */
  Type.Object({ act: Type.Literal('unsign'), reason: Words }, strict),
  Type.Object({ act: Type.Literal('issue') }, strict),
  /** 更正说明 for an issued one. */
  Type.Object({ act: Type.Literal('correct'), text: Words }, strict),
])
export type BriefAct = Static<typeof BriefActSchema>
export const BriefCommandSchema = Type.Object(
  { key: Type.String({ minLength: 8, maxLength: 64 }), version: Type.Integer({ minimum: 0 }), act: BriefActSchema },
  strict,
)
export type BriefCommand = Static<typeof BriefCommandSchema>

/** `GET /api/briefs/:key/readers` */
export const BriefReadersSchema = Type.Array(
  Type.Object({ account: Str, name: Str, role: Str, at: InstantSchema, lastAt: InstantSchema, form: Str }),
)
export type BriefReaders = Static<typeof BriefReadersSchema>

/** `GET /api/briefs/:key/evidence?figure=`: what the figure rests on, asked again as of that moment. */
export const EvidenceSchema = Type.Object({
  figure: FigureSchema,
  /** How it is computed, in words. */
  formula: TextSchema,
  asOf: Type.Number(),
  knownAt: Type.Number(),
  /** From the same question asked now of what was known then. Absent: what it rests on is no longer kept. */
  recomputed: Opt(Type.Number()),
  /** From all that is known now. */
  today: Opt(Type.Number()),
  gone: Opt(TextSchema),
  cases: Opt(
    Type.Array(
      Type.Object({
        id: Str,
        code: Str,
        title: TextSchema,
        level: LevelSchema,
        /** At the cut-off. */
        state: Str,
        areaName: TextSchema,
        leadName: Opt(TextSchema),
        openedAt: InstantSchema,
        dueAt: Opt(InstantSchema),
        endedAt: Opt(InstantSchema),
        lng: Opt(LngSchema),
        lat: Opt(LatSchema),
      }),
    ),
  ),
  /** More than are listed. */
  total: Opt(Type.Integer()),
  series: Opt(
    Type.Object({
      indicator: Str,
      name: TextSchema,
      unit: Str,
      at: Type.Array(Type.Number()),
      values: Type.Array(Type.Union([Type.Number(), Type.Null()])),
      coverage: Opt(Type.Number()),
    }),
  ),
  rows: Opt(BriefTableSchema),
  sources: Type.Array(SourceSchema),
})
export type Evidence = Static<typeof EvidenceSchema>

/** `GET /api/briefs/since`: what changed since this reader last looked, for thirty seconds of reading. */
export const SinceSchema = Type.Object({
  /** Absent: never before. */
  since: Opt(InstantSchema),
  asOf: InstantSchema,
  statements: Type.Array(StatementSchema),
  /** Briefs issued meanwhile and not read. */
  unread: Type.Array(BriefRowSchema),
})
export type Since = Static<typeof SinceSchema>
