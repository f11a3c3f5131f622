// Plans and emergencies as screens see them and as the desk speaks to them. People are known by post or department only.
import Type, { type Static } from 'typebox'
import {
  EMERGENCY_CLASSES,
  REPORT_KINDS,
  ROLL_ANSWERS,
  type Emergency,
  type EmergencyActor,
  type Plan,
} from '../core/emergency/types.ts'
import { SURENESS } from '../core/indicate/types.ts'
import { Id, strict } from './reference/parts.ts'
import { InstantSchema, LatSchema, LevelSchema, LngSchema, TextSchema, schemaFor, words } from './schema.ts'

const Opt = Type.Optional
const Ms = Type.Integer({ minimum: 60_000, maximum: 7 * 86_400_000 })
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
const NamedPlace = Type.Object({ name: TextSchema, lng: LngSchema, lat: LatSchema }, strict)
const Note = Type.String({ maxLength: 500 })

/** Typed as core's own: what the hub has is read-only. */
export const PlanSchema = Type.Unsafe<Plan>(
  schemaFor<Plan>()(
    Type.Object(
      {
        id: Id,
        name: TextSchema,
        class: Type.Enum([...EMERGENCY_CLASSES]),
        matters: Type.Array(Type.String({ maxLength: 24 }), { maxItems: 100, uniqueItems: true }),
        warnings: Type.Array(Id, { maxItems: 40, uniqueItems: true }),
        steps: Type.Array(
          Type.Object(
            {
              id: Id,
              text: TextSchema,
              owner: Type.Union([Type.Object({ department: Id }, strict), Type.Object({ post: PostSchema }, strict)]),
              withinMs: Ms,
            },
            strict,
          ),
          { minItems: 1, maxItems: 40 },
        ),
        parties: Type.Array(
          Type.Object(
            {
              department: Id,
              lead: Type.Boolean(),
              task: TextSchema,
              contact: Type.Object({ post: TextSchema, phone: Type.String({ pattern: '^[0-9 +-]{3,20}$' }) }, strict),
            },
            strict,
          ),
          { minItems: 1, maxItems: 40 },
        ),
        resources: Type.Array(
          Type.Object(
            {
              id: Id,
              name: TextSchema,
              quantity: Type.Number({ minimum: 0 }),
              unit: TextSchema,
              department: Id,
              place: Opt(NamedPlace),
            },
            strict,
          ),
          { maxItems: 60 },
        ),
        rollCallMs: Ms,
        reports: Type.Object({ firstMs: Ms, everyMs: Ms }, strict),
        tighten: Type.Array(Type.Object({ rule: Id, factor: Type.Number({ minimum: 0.2, maximum: 5 }) }, strict), {
          maxItems: 40,
        }),
        source: Type.String(),
        sure: Type.Enum([...SURENESS]),
      },
      strict,
    ),
  ),
)
/** `plans.json`. */
export const PlansSchema = Type.Array(PlanSchema, { maxItems: 100 })
/** `GET /api/plans`. */
export const PlanRowSchema = Type.Object({
  plan: PlanSchema,
  version: Type.Integer(),
  changedAt: Opt(InstantSchema),
  /** From the city's files: it can be restored, not removed. */
  own: Type.Boolean(),
})
export type PlanRow = Static<typeof PlanRowSchema>
export const PlanChangeSchema = Type.Object({ plan: PlanSchema, version: Type.Integer({ minimum: 0 }) }, strict)

/** `POST /api/plans/:id/restore`: as the city's file has it; `DELETE /api/plans/:id`, with the version in the query. */
export const PlanSeenSchema = Type.Object({ version: Type.Integer({ minimum: 1 }) }, strict)

const ActorSchema = schemaFor<EmergencyActor>()(Type.Object({ role: PostSchema, department: Opt(Id) }))
/**
 * Row of the view `emergencies`: those running, and those ended within the last day. Walls see it: what people write freely
 * (notes, the reason of its end) is never in the row of the view, only in the detail; numbers in a typed title are masked.
 */
export const EmergencyRowSchema = Type.Unsafe<Emergency>(
  schemaFor<Emergency>()(
    Type.Object({
      id: Type.String(),
      drill: Type.Boolean(),
      plan: PlanSchema,
      incident: Opt(Type.String()),
      title: TextSchema,
      level: LevelSchema,
      place: Opt(NamedPlace),
      declaredAt: InstantSchema,
      declaredBy: ActorSchema,
      rollDueAt: InstantSchema,
      parties: Type.Array(
        Type.Object({
          department: Id,
          lead: Type.Boolean(),
          signedAt: Opt(InstantSchema),
          answer: Opt(Type.Enum([...ROLL_ANSWERS])),
          answeredAt: Opt(InstantSchema),
          note: Opt(Type.String()),
        }),
      ),
      steps: Type.Array(
        Type.Object({
          id: Id,
          dueAt: InstantSchema,
          doneAt: Opt(InstantSchema),
          by: Opt(ActorSchema),
          note: Opt(Type.String()),
        }),
      ),
      reports: Type.Array(
        Type.Object({
          n: Type.Integer(),
          kind: Type.Enum([...REPORT_KINDS]),
          dueAt: InstantSchema,
          submittedAt: Opt(InstantSchema),
        }),
      ),
      endedAt: Opt(InstantSchema),
      endedBy: Opt(ActorSchema),
      endReason: Opt(Type.String()),
      version: Type.Integer(),
    }),
  ),
)
export type EmergencyRow = Static<typeof EmergencyRowSchema>

/** `POST /api/emergencies`: the duty chief alone. */
export const DeclareSchema = Type.Object(
  {
    plan: Id,
    drill: Type.Boolean(),
    /** A real emergency is one of a case; a drill may stand alone. */
    incident: Opt(Type.String({ maxLength: 64 })),
    level: Opt(LevelSchema),
    title: Opt(Type.String({ minLength: 1, maxLength: 120 })),
    place: Opt(NamedPlace),
    key: Type.String({ minLength: 8, maxLength: 64 }),
  },
  strict,
)
export type Declare = Static<typeof DeclareSchema>

/** `POST /api/emergencies/:id/acts`. */
export const EmergencyActSchema = Type.Object(
  {
    key: Type.String({ minLength: 8, maxLength: 64 }),
    /** When it was done, of a step, a signature or an answer that a device kept while it had no signal; else the hub's own time counts. */
    occurredAt: Opt(InstantSchema),
    act: Type.Union([
      Type.Object({ type: Type.Literal('doStep'), step: Id, note: Opt(Note) }, strict),
      Type.Object({ type: Type.Literal('undoStep'), step: Id }, strict),
      /** A department for itself; the desk for any, named. */
      Type.Object({ type: Type.Literal('sign'), department: Opt(Id) }, strict),
      Type.Object(
        { type: Type.Literal('answer'), department: Opt(Id), answer: Type.Enum([...ROLL_ANSWERS]), note: Opt(Note) },
        strict,
      ),
      /** Asks everybody again. */
      Type.Object({ type: Type.Literal('callRoll') }, strict),
      Type.Object(
        {
          type: Type.Literal('report'),
          n: Type.Integer(),
          /** As what it was written: one that has become the final report meanwhile is not taken for it. */
          kind: Type.Enum([...REPORT_KINDS]),
          text: Type.String({ minLength: 1, maxLength: 20_000 }),
        },
        strict,
      ),
      Type.Object({ type: Type.Literal('note'), text: Type.String({ minLength: 1, maxLength: 2_000 }) }, strict),
      Type.Object({ type: Type.Literal('end'), reason: Type.String({ minLength: 1, maxLength: 500 }) }, strict),
    ]),
  },
  strict,
)
export type EmergencyAct = Static<typeof EmergencyActSchema>

/** One line of its log at the desk. */
export const EmergencyLineSchema = Type.Object({
  n: Type.Integer(),
  at: InstantSchema,
  type: Type.String(),
  by: ActorSchema,
  /** Name of the account; never sent to walls. */
  person: Opt(Type.String()),
  text: TextSchema,
})
export type EmergencyLine = Static<typeof EmergencyLineSchema>
/** `GET /api/emergencies/:id`: with log, and the drafts of its reports. Not for walls. */
export const EmergencyDetailSchema = Type.Object({
  emergency: EmergencyRowSchema,
  log: Type.Array(EmergencyLineSchema),
  reports: Type.Array(
    Type.Object({
      n: Type.Integer(),
      kind: Type.Enum([...REPORT_KINDS]),
      dueAt: InstantSchema,
      /** What was submitted; until then the draft in Chinese. */
      text: Type.String(),
      /** What the log says until now, in both languages; absent once it is submitted. */
      draft: Opt(TextSchema),
      submittedAt: Opt(InstantSchema),
    }),
  ),
  /** What was made stricter, in words: rule, limit before and now. Of a drill: what would have been. */
  tightened: Type.Array(Type.Object({ rule: Type.String(), name: TextSchema, text: TextSchema })),
})
export type EmergencyDetail = Static<typeof EmergencyDetailSchema>

export const emergencyPaths = {
  plans: '/api/plans',
  plan: (id: string): string => `/api/plans/${encodeURIComponent(id)}`,
  restorePlan: (id: string): string => `/api/plans/${encodeURIComponent(id)}/restore`,
  list: '/api/emergencies',
  one: (id: string): string => `/api/emergencies/${encodeURIComponent(id)}`,
  acts: (id: string): string => `/api/emergencies/${encodeURIComponent(id)}/acts`,
} as const
