// What one account has chosen for itself. Everything is optional: what is absent is the city's default.
import Type, { type Static } from 'typebox'
import { NOTICE_KINDS } from '../core/incident/notices.ts'
import { NOTICE_CHANNELS } from '../core/notify.ts'
import { words } from './schema.ts'

const Opt = Type.Optional
const strict = { additionalProperties: false }
const MinuteOfDay = Type.Integer({ minimum: 0, maximum: 1440 })

/** The first rule that fits a notice decides its channels; none fits: bell. Ⅰ and Ⅱ on shift always reach bell and card. */
export const NoticeRuleSchema = Type.Object(
  {
    /** Any of these kinds; absent: every kind. */
    kinds: Opt(Type.Array(Type.Enum([...NOTICE_KINDS]), { minItems: 1, uniqueItems: true })),
    /** This level and worse. */
    level: Type.Integer({ minimum: 1, maximum: 4 }),
    /** City minutes of the day; over midnight when `from` is later than `to`. Absent: the whole day. */
    hours: Opt(Type.Object({ from: MinuteOfDay, to: MinuteOfDay }, strict)),
    /** Only while the roster says that the reader is on shift. */
    onShift: Type.Boolean(),
    channels: Type.Array(Type.Enum([...NOTICE_CHANNELS]), { uniqueItems: true }),
  },
  strict,
)
export type NoticeRule = Static<typeof NoticeRuleSchema>

/** A filter kept by name: the query of its address, e.g. `{ scope: 'overdue', level: '1,2' }`. */
export const SavedFilterSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 32, pattern: '\\S' }),
    query: Type.Record(Type.String({ maxLength: 32 }), Type.String({ maxLength: 300 })),
  },
  strict,
)
export type SavedFilter = Static<typeof SavedFilterSchema>

/** `GET /api/settings`; `PATCH` takes any part of it and replaces that part whole. */
export const SettingsSchema = Type.Object(
  {
    language: Opt(words('zh', 'en')),
    theme: Opt(words('system', 'dark', 'light')),
    textSize: Opt(words('normal', 'large', 'largest')),
    notices: Opt(Type.Array(NoticeRuleSchema, { maxItems: 20 })),
    /** Columns of the duty queue, in order. */
    queueColumns: Opt(Type.Array(Type.String({ maxLength: 32 }), { maxItems: 20, uniqueItems: true })),
    queueFilters: Opt(Type.Array(SavedFilterSchema, { maxItems: 30 })),
    registerFilters: Opt(Type.Array(SavedFilterSchema, { maxItems: 30 })),
    /** Views of the city map: layers, camera, time and what was drawn. */
    mapViews: Opt(Type.Array(SavedFilterSchema, { maxItems: 30 })),
  },
  strict,
)
export type Settings = Static<typeof SettingsSchema>
