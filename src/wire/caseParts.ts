// Parts of a case as it is shown whole: a recommended department, a photo, a call-back, whoever reported it. The whole is in api.ts.
import Type, { type Static } from 'typebox'
import { RATINGS } from '../core/incident/types.ts'
import { InstantSchema, TextSchema, words } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()

/** A department that could lead, why, on which basis, and how it does. */
export const RecommendationSchema = Type.Object({
  lead: Str,
  assist: Type.Array(Str),
  via: words('matrix', 'practice', 'owner', 'maintainer', 'territory'),
  firstResponsible: Type.Boolean(),
  reason: TextSchema,
  basis: Type.Array(Type.Object({ scope: words('national', 'local'), text: Str, checked: Opt(Str) })),
  /** Open cases that department leads now, and how many of them are overdue. */
  load: Type.Integer(),
  overdue: Type.Integer(),
  /** Its last 90 days: cases handled, in time, and sent back. */
  past: Type.Object({ handled: Type.Integer(), onTime: Type.Integer(), returned: Type.Integer() }),
})

/** A photo of a case: when and how far from its place it was taken, where the camera said so, and what speaks against it. */
export const PhotoFactsSchema = Type.Object({
  id: Str,
  takenAt: Opt(Type.Integer()),
  distanceM: Opt(Type.Integer()),
  doubts: Type.Array(words('far', 'old', 'ahead')),
})
export type PhotoFacts = Static<typeof PhotoFactsSchema>

/** 回访 of an ended case. */
export const CallBackSchema = Type.Object({
  reached: Type.Boolean(),
  rating: Opt(Type.Enum([...RATINGS])),
  solved: Opt(Type.Boolean()),
  note: Opt(Str),
  by: Str,
  at: InstantSchema,
})

/** `POST /api/incidents/:id/reporter`: whoever reported it, for the desk and for the department that has to call them. Logged. */
export const ReporterSchema = Type.Object({ name: Opt(Str), phone: Opt(Str) })
export type ReporterShown = Static<typeof ReporterSchema>
