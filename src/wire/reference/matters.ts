// Shapes of what a case can be and who answers for it: `matters.json`, `responsibility.json`.
import Type, { type Static } from 'typebox'
import type { Limit } from '../../core/clock/types.ts'
import type { Responsibility } from '../../core/dispatch/types.ts'
import { DateSchema, LevelSchema, TextSchema, schemaFor, words } from '../schema.ts'
import { AreaCodeSchema, Id, strict } from './parts.ts'

export const LimitSchema = schemaFor<Limit>()(
  Type.Object(
    {
      amount: Type.Number({ exclusiveMinimum: 0, maximum: 1000 }),
      unit: words('urgentHour', 'workHour', 'workDay', 'naturalDay'),
    },
    strict,
  ),
)

/** One filing condition with its limit and closing condition. */
export const ConditionSchema = Type.Object(
  {
    id: Id,
    text: TextSchema,
    limit: LimitSchema,
    closing: TextSchema,
    /** Level given to a case filed under it. */
    level: LevelSchema,
    /** Whose figure the limit is, e.g. «示例：运城». */
    source: Type.String(),
  },
  strict,
)

const PartySchema = Type.String({ pattern: '^(@owner|@maintainer|@territory|[A-Za-z0-9._-]+)$' })
const BasisSchema = Type.Object(
  { scope: words('national', 'local'), text: Type.String({ minLength: 2 }), checked: Type.Optional(DateSchema) },
  strict,
)

/** `matters.json` */
export const MatterSchema = Type.Object(
  {
    /** Five digits of the standard, or `M…` / `E…` where it has none. */
    code: Type.String({ pattern: '^(\\d{5}|[ME]\\d{3})$' }),
    kind: words('matter', 'component', 'monitored', 'emergency'),
    major: TextSchema,
    name: TextSchema,
    standard: Type.String(),
    validFrom: DateSchema,
    validTo: Type.Optional(DateSchema),
    conditions: Type.Array(ConditionSchema, { minItems: 1 }),
    /** Matters of a component: the component's five digits in `components.json`. */
    component: Type.Optional(Type.String({ pattern: '^\\d{5}$' })),
    /** The matter that took its place when it was retired. */
    replacedBy: Type.Optional(Type.String({ pattern: '^(\\d{5}|[ME]\\d{3})$' })),
    /** Words that point at this matter in a report's text. */
    keywords: Type.Array(Type.String()),
  },
  strict,
)
/** `components.json`: 管理部件, what is out in the streets. The same five digits mean another thing in the list of matters. */
export const ComponentSchema = Type.Object(
  {
    code: Type.String({ pattern: '^\\d{5}$' }),
    major: TextSchema,
    name: TextSchema,
    standard: Type.String(),
    validFrom: DateSchema,
    validTo: Type.Optional(DateSchema),
  },
  strict,
)
export type Component = Static<typeof ComponentSchema>

/** `former-codes.json`: what codes of earlier editions are called now. The same digits differ between editions. */
export const FormerCodeSchema = Type.Object(
  {
    standard: words('GB/T 30428.2-2013', 'CJ/T 214-2007'),
    kind: words('matter', 'component'),
    code: Type.String({ pattern: '^(BJ|SJ)?\\d{4}$' }),
    name: Type.String({ minLength: 1 }),
    /** Its code in the edition in force, or in a later former edition; absent: broken up, see `note`. */
    becomes: Type.Optional(
      Type.Object(
        { standard: Type.String(), kind: words('matter', 'component', 'monitored', 'emergency'), code: Type.String() },
        strict,
      ),
    ),
    note: Type.Optional(Type.String()),
    /** How sure: stated by a source, or derived by comparing names. */
    sure: words('stated', 'derived'),
  },
  strict,
)
export type FormerCode = Static<typeof FormerCodeSchema>
export type Matter = Static<typeof MatterSchema>
export type Condition = Static<typeof ConditionSchema>

/** `responsibility.json` */
export const ResponsibilitySchema = schemaFor<Responsibility>()(
  Type.Object(
    {
      matter: Type.String(),
      condition: Type.Optional(Id),
      area: Type.Optional(AreaCodeSchema),
      lead: PartySchema,
      assist: Type.Array(PartySchema),
      basis: Type.Array(BasisSchema),
    },
    strict,
  ),
)
