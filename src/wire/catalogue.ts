// The catalogue as its administrator sees and changes it: entries with their versions, a change with its preview.
import Type, { type Static } from 'typebox'
import { InstantSchema, TextSchema, words } from './schema.ts'

const Opt = Type.Optional
const Str = Type.String()
const strict = { additionalProperties: false }

/** Reference data that can be edited while the hub runs. `calendar`, `loop`, `desk` and `evaluation` have one entry each, named like the kind. */
export const CATALOGUE_KINDS = [
  'matter',
  'component',
  'responsibility',
  'formerCode',
  'calendar',
  'loop',
  'desk',
  'evaluation',
  'alarmRule',
  'indicator',
  'limitTable',
  'classTable',
] as const
export type CatalogueKind = (typeof CATALOGUE_KINDS)[number]

/** One entry in force. `body` fits the schema of its kind (wire/reference.ts). */
export const CatalogueEntrySchema = Type.Object({
  kind: Type.Enum([...CATALOGUE_KINDS]),
  /**
   * matter `code@validFrom`, component `code`, responsibility `matter/condition/area` (`*` for any), former code `standard/kind/code`,
   * tables `id@validFrom` (`id` alone for an edition without a first day), others `id`.
   */
  id: Str,
  body: Type.Unknown(),
  /** Since when the hub holds it so. */
  since: InstantSchema,
  origin: words('file', 'desk'),
  /** Who changed it and why, for entries changed at the desk. */
  by: Opt(Str),
  reason: Opt(Str),
  /** The city's file holds something else than what the administrator put here. */
  fileDiffers: Type.Boolean(),
})
export type CatalogueEntry = Static<typeof CatalogueEntrySchema>

export const CataloguePageSchema = Type.Object({
  /** To be sent back with a change: another version since then is a conflict. */
  version: Str,
  entries: Type.Array(CatalogueEntrySchema),
})
export type CataloguePage = Static<typeof CataloguePageSchema>

/** `GET /api/catalogue/:kind/:id/history`, newest first. */
export const CatalogueVersionSchema = Type.Object({
  since: InstantSchema,
  until: Opt(InstantSchema),
  origin: words('file', 'desk'),
  by: Opt(Str),
  reason: Opt(Str),
  body: Type.Unknown(),
})
export type CatalogueVersion = Static<typeof CatalogueVersionSchema>

/** One entry put or ended. Without `body` the entry ends. */
export const CatalogueChangeSchema = Type.Object(
  { kind: Type.Enum([...CATALOGUE_KINDS]), id: Type.String({ maxLength: 200 }), body: Opt(Type.Unknown()) },
  strict,
)
export type CatalogueChange = Static<typeof CatalogueChangeSchema>

/** `POST /api/catalogue/preview` */
export const CatalogueDraftSchema = Type.Object(
  { version: Str, changes: Type.Array(CatalogueChangeSchema, { minItems: 1, maxItems: 5000 }) },
  strict,
)
export type CatalogueDraft = Static<typeof CatalogueDraftSchema>

/** `POST /api/catalogue`: the whole draft or nothing. */
export const CatalogueCommitSchema = Type.Object(
  {
    version: Str,
    changes: Type.Array(CatalogueChangeSchema, { minItems: 1, maxItems: 5000 }),
    reason: Type.String({ minLength: 2, maxLength: 1000, pattern: '\\S' }),
  },
  strict,
)
export type CatalogueCommit = Static<typeof CatalogueCommitSchema>

export const CatalogueProblemSchema = Type.Object({
  kind: Str,
  id: Opt(Str),
  /** JSON pointer inside the entry; for imports also sheet and row. */
  pointer: Str,
  at: Opt(Str),
  text: TextSchema,
})
export type CatalogueProblem = Static<typeof CatalogueProblemSchema>

/** What a draft would do. With problems it cannot be committed. */
export const CataloguePreviewSchema = Type.Object({
  version: Str,
  changes: Type.Array(
    Type.Object({
      kind: Type.Enum([...CATALOGUE_KINDS]),
      id: Str,
      how: words('added', 'changed', 'ended', 'same'),
      before: Opt(Type.Unknown()),
      after: Opt(Type.Unknown()),
    }),
  ),
  problems: Type.Array(CatalogueProblemSchema),
  /** Open cases filed under a changed or ended entry: they keep their frozen copy. A bounded sample with the count. */
  openCases: Type.Object({
    total: Type.Integer(),
    sample: Type.Array(Type.Object({ id: Str, code: Str, title: TextSchema, state: Str })),
  }),
  /** Cases not yet filed that were opened under it: they will be filed by the new one. */
  unfiled: Type.Integer(),
  /** Standing alarms of changed or ended rules: judged anew, or cleared with their rule. */
  standing: Opt(Type.Integer()),
  /** Alarm rules that open cases under it, and the feeds whose reports may name it. */
  rules: Type.Array(Type.Object({ id: Str, name: TextSchema })),
  feeds: Type.Array(Type.Object({ id: Str, name: TextSchema })),
})
export type CataloguePreview = Static<typeof CataloguePreviewSchema>
