// Intake 受理: what the hub suggests while the acceptor types and the caller talks.
import Type, { type Static } from 'typebox'
import { AlikeSchema } from './api.ts'
import { RecommendationSchema } from './caseParts.ts'
import { LatSchema, LngSchema, TextSchema, words } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()

/** `POST /api/intake/suggest` */
export const IntakeQuestionSchema = Type.Object(
  {
    text: Type.String({ maxLength: 4000 }),
    address: Opt(Type.String({ maxLength: 256 })),
    /** The place as far as it is known. */
    lng: Opt(LngSchema),
    lat: Opt(LatSchema),
    /** What the acceptor has settled already. */
    matter: Opt(Type.String({ maxLength: 64 })),
    condition: Opt(Type.String({ maxLength: 64 })),
  },
  { additionalProperties: false },
)
export type IntakeQuestion = Static<typeof IntakeQuestionSchema>

export const IntakeMatterSchema = Type.Object({
  matter: Str,
  condition: Str,
  name: TextSchema,
  /** 0..1: how often suggestions of this confidence have been right. */
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  /** The words of the catalogue, what the desk has decided before, or both. */
  via: words('words', 'learned', 'both'),
  why: TextSchema,
})
/** A place that the words name. `precise`: an address or a thing; else the middle of an area. */
export const IntakePlaceSchema = Type.Object({
  name: TextSchema,
  lng: LngSchema,
  lat: LatSchema,
  area: Str,
  areaName: TextSchema,
  precise: Type.Boolean(),
  why: TextSchema,
})
export const IntakeSuggestionSchema = Type.Object({
  matters: Type.Array(IntakeMatterSchema),
  places: Type.Array(IntakePlaceSchema),
  /** Area of the place asked about. */
  area: Opt(Type.Object({ code: Str, name: TextSchema })),
  /** For the settled matter, else the first suggested one. */
  departments: Type.Array(RecommendationSchema),
  /** Open cases that may be the same one. */
  alike: Type.Array(AlikeSchema),
  /** Decisions of the desk the suggestion has learned from. */
  learnedFrom: Type.Integer(),
  /** Those decisions were about simulated cases: the desk has made no others yet. */
  simulated: Opt(Type.Boolean()),
})
export type IntakeSuggestion = Static<typeof IntakeSuggestionSchema>
