// Commands on a case (screen → hub): the input of every act, its schema, and the envelope that makes it safe to repeat.
import Type, { type Static, type TSchema } from 'typebox'
import type { ActInput } from '../core/incident/inputs.ts'
import { GROUNDS, RATINGS } from '../core/incident/types.ts'
import { InstantSchema, LevelSchema, schemaFor, words } from './schema.ts'

const strict = { additionalProperties: false }
const Reason = Type.String({ minLength: 2, maxLength: 1000, pattern: '\\S' })
const Note = Type.String({ minLength: 1, maxLength: 4000, pattern: '\\S' })
const Photos = Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: 12 })
const Id = Type.String({ minLength: 1, maxLength: 64 })

/** Acts that somebody asks for; `escalate` is done by time alone. */
export type AskedAct = ActInput['act']

/** Input of each act besides `act` itself. The order of fields is the order of the form. */
export const ACT_FIELDS = {
  requestVerify: { note: Type.Optional(Note) },
  verify: { found: Type.Boolean(), photos: Photos, note: Type.Optional(Note) },
  file: { matter: Id, condition: Id, level: Type.Optional(LevelSchema) },
  refuse: { reason: Reason },
  cancel: { reason: Reason },
  dispatch: {
    lead: Id,
    assist: Type.Array(Id, { maxItems: 12 }),
    firstResponsible: Type.Optional(Type.Boolean()),
    note: Type.Optional(Note),
  },
  returnToAcceptor: { reason: Reason },
  accept: { handler: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })), crew: Type.Optional(Id) },
  assign: { handler: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }), crew: Type.Optional(Id) },
  return: { reason: Reason, proposed: Type.Optional(Id) },
  revoke: { reason: Reason },
  progress: { note: Note, photos: Photos },
  submit: { note: Note, photos: Photos },
  sendBack: { reason: Reason },
  confirm: { note: Type.Optional(Note) },
  engage: { department: Id, task: Note },
  release: { department: Id, reason: Reason },
  acceptOrder: { handler: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })) },
  returnOrder: { reason: Reason },
  finishOrder: { note: Note, photos: Photos },
  check: { passed: Type.Boolean(), photos: Photos, note: Type.Optional(Note) },
  rework: { reason: Reason },
  close: { conditionMet: Type.Literal(true), note: Type.Optional(Note) },
  requestExtension: { reason: Reason },
  decideExtension: { granted: Type.Boolean(), reason: Type.Optional(Reason) },
  requestSuspension: { until: InstantSchema, reason: Reason },
  decideSuspension: { granted: Type.Boolean(), reason: Type.Optional(Reason) },
  resume: {},
  forceClose: { reason: Reason },
  reopen: { reason: Reason },
  appeal: { reason: Reason, photos: Photos },
  reviewAppeal: { granted: Type.Boolean(), reason: Type.Optional(Reason) },
  decideAppeal: { granted: Type.Boolean(), reason: Type.Optional(Reason) },
  contact: { reached: Type.Boolean(), note: Type.Optional(Note) },
  callBack: {
    reached: Type.Boolean(),
    rating: Type.Optional(Type.Enum([...RATINGS])),
    solved: Type.Optional(Type.Boolean()),
    note: Type.Optional(Note),
  },
  exclude: { ground: Type.Enum([...GROUNDS]), reason: Reason },
  undo: {},
  merge: { into: Id, reason: Type.Optional(Reason) },
  unmerge: { reason: Reason },
  supervise: {
    text: Note,
    urgency: Type.Optional(words('normal', 'urgent', 'leader')),
    dueAt: Type.Optional(InstantSchema),
  },
  reply: { text: Note },
  remind: { note: Type.Optional(Note) },
  note: { text: Note },
} satisfies Record<AskedAct, Record<string, TSchema>>

export const ACTS = Object.keys(ACT_FIELDS) as AskedAct[]

const inputOf = <const A extends AskedAct, F extends Record<string, TSchema>>(act: A, fields: F) =>
  Type.Object({ ...fields, act: Type.Literal(act) } as F & { act: Type.TLiteral<A> }, strict)

export const ActInputSchema = schemaFor<ActInput>()(
  Type.Union([
    inputOf('requestVerify', ACT_FIELDS.requestVerify),
    inputOf('verify', ACT_FIELDS.verify),
    inputOf('file', ACT_FIELDS.file),
    inputOf('refuse', ACT_FIELDS.refuse),
    inputOf('cancel', ACT_FIELDS.cancel),
    inputOf('dispatch', ACT_FIELDS.dispatch),
    inputOf('returnToAcceptor', ACT_FIELDS.returnToAcceptor),
    inputOf('accept', ACT_FIELDS.accept),
    inputOf('assign', ACT_FIELDS.assign),
    inputOf('return', ACT_FIELDS.return),
    inputOf('revoke', ACT_FIELDS.revoke),
    inputOf('progress', ACT_FIELDS.progress),
    inputOf('submit', ACT_FIELDS.submit),
    inputOf('sendBack', ACT_FIELDS.sendBack),
    inputOf('confirm', ACT_FIELDS.confirm),
    inputOf('check', ACT_FIELDS.check),
    inputOf('rework', ACT_FIELDS.rework),
    inputOf('close', ACT_FIELDS.close),
    inputOf('requestExtension', ACT_FIELDS.requestExtension),
    inputOf('decideExtension', ACT_FIELDS.decideExtension),
    inputOf('requestSuspension', ACT_FIELDS.requestSuspension),
    inputOf('decideSuspension', ACT_FIELDS.decideSuspension),
    inputOf('resume', ACT_FIELDS.resume),
    inputOf('engage', ACT_FIELDS.engage),
    inputOf('release', ACT_FIELDS.release),
    inputOf('acceptOrder', ACT_FIELDS.acceptOrder),
    inputOf('returnOrder', ACT_FIELDS.returnOrder),
    inputOf('finishOrder', ACT_FIELDS.finishOrder),
    inputOf('forceClose', ACT_FIELDS.forceClose),
    inputOf('reopen', ACT_FIELDS.reopen),
    inputOf('appeal', ACT_FIELDS.appeal),
    inputOf('reviewAppeal', ACT_FIELDS.reviewAppeal),
    inputOf('decideAppeal', ACT_FIELDS.decideAppeal),
    inputOf('contact', ACT_FIELDS.contact),
    inputOf('callBack', ACT_FIELDS.callBack),
    inputOf('exclude', ACT_FIELDS.exclude),
    inputOf('undo', ACT_FIELDS.undo),
    inputOf('merge', ACT_FIELDS.merge),
    inputOf('unmerge', ACT_FIELDS.unmerge),
    inputOf('supervise', ACT_FIELDS.supervise),
    inputOf('reply', ACT_FIELDS.reply),
    inputOf('remind', ACT_FIELDS.remind),
    inputOf('note', ACT_FIELDS.note),
  ]),
)

/** Body of `POST /api/incidents/:id/acts`. */
export const ActCommandSchema = Type.Object(
  {
    /** Made by the screen, once per press: the same key again has no second effect. */
    key: Type.String({ minLength: 8, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' }),
    /** Version of the case the officer saw; another version is a conflict, unless the act is a mere note. */
    version: Type.Integer({ minimum: 0 }),
    input: ActInputSchema,
    /** When it happened in the city, if earlier than now (feedback sent after the signal came back). */
    occurredAt: Type.Optional(InstantSchema),
  },
  strict,
)
export type ActCommand = Static<typeof ActCommandSchema>

/** Body of `POST /api/incidents`: a report written at the desk. */
export const DeskReportSchema = Type.Object(
  {
    key: Type.String({ minLength: 8, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' }),
    text: Type.String({ minLength: 2, maxLength: 4000, pattern: '\\S' }),
    /** `hotline`: taken on the telephone. */
    source: Type.Optional(words('desk', 'hotline')),
    lng: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    address: Type.Optional(Type.String({ maxLength: 256 })),
    matter: Type.Optional(Id),
    condition: Type.Optional(Id),
    level: Type.Optional(LevelSchema),
    reporter: Type.Optional(
      Type.Object(
        { name: Type.Optional(Type.String({ maxLength: 64 })), phone: Type.Optional(Type.String({ maxLength: 32 })) },
        strict,
      ),
    ),
  },
  strict,
)
export type DeskReport = Static<typeof DeskReportSchema>

/** Body of `POST /api/alarms/:id/acts`. */
export const AlarmActSchema = Type.Union([
  Type.Object({ act: Type.Literal('acknowledge') }, strict),
  Type.Object({ act: Type.Literal('shelve'), reason: Reason, untilAt: InstantSchema }, strict),
  Type.Object({ act: Type.Literal('unshelve') }, strict),
])
export type AlarmAct = Static<typeof AlarmActSchema>
