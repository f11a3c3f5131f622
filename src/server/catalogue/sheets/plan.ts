// What a sheet is made of: columns with the form their values have in a cell. Shapes and small words; no kind of entry is known here.
import type { Text } from '../../../core/text.ts'
import type { CatalogueKind } from '../../../wire/catalogue.ts'

/** How a field stands in a cell. */
export type Form =
  | { readonly type: 'text' }
  /** Digits that a spreadsheet likes to take for a number: `digits` brings lost zeros back. */
  | { readonly type: 'code'; readonly digits?: number }
  | { readonly type: 'date' }
  | { readonly type: 'number' }
  /** One of a few words, shown in Chinese. */
  | { readonly type: 'word'; readonly words: Readonly<Record<string, Text>> }
  /** Several texts in one cell. */
  | { readonly type: 'list' }
  /** A text that may be empty but not absent. */
  | { readonly type: 'blankable' }
  | { readonly type: 'numbers' }
  /** Levels with their limits: `4=101、3=151`. */
  | { readonly type: 'steps' }
  /** What has no columns of its own, as JSON. */
  | { readonly type: 'json' }

export interface Column {
  /** Dotted path of the field in the entry, or in the item. */
  readonly path: string
  readonly label: Text
  readonly form: Form
  /** Characters. */
  readonly width: number
}

export interface SheetPlan {
  readonly kind: CatalogueKind
  readonly title: Text
  /** Columns that name the entry: they stand in every row. */
  readonly keys: readonly Column[]
  /** Keys that may be blank, which stands for «any» (`*`) or «ever». */
  readonly blank?: readonly string[]
  /** The entry's other fields, in its first row. */
  readonly head: readonly Column[]
  /** A list inside the entry, one row each. */
  readonly items?: { readonly path: string; readonly columns: readonly Column[] }
}

export const say = (zh: string, en: string): Text => ({ zh, en })
export const column = (path: string, zh: string, en: string, form: Form, width = 12): Column => ({
  path,
  label: say(zh, en),
  form,
  width,
})
export const TEXT: Form = { type: 'text' }
export const DATE: Form = { type: 'date' }
export const LIST: Form = { type: 'list' }
export const CODE: Form = { type: 'code' }
export const FIVE: Form = { type: 'code', digits: 5 }
export const word = (words: Readonly<Record<string, Text>>): Form => ({ type: 'word', words })

export const both = (path: string, zh: string, en: string, width: number): Column[] => [
  column(`${path}.zh`, zh, en, TEXT, width),
  column(`${path}.en`, `${zh}（英文）`, `${en} (English)`, TEXT, width),
]
