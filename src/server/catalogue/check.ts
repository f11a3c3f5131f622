// Whether one entry of the catalogue could be kept: its schema, its texts, its name. Knows nothing of the other entries.
import type { CatalogueKind, CatalogueProblem } from '../../wire/catalogue.ts'
import { fitsEntry } from '../reference/read.ts'
import { entryId } from '../store/reference.ts'

/** A text longer than this is a document, not an entry (and a spreadsheet's cell ends at 32,767). */
const LONGEST_TEXT = 4000

/** Everything wrong with the entry by itself; pointers are inside it. */
export function checkEntry(kind: CatalogueKind, id: string, body: unknown): CatalogueProblem[] {
  const problems: CatalogueProblem[] = []
  const note = (pointer: string, zh: string, en: string): void =>
    void problems.push({ kind, id, pointer, text: { zh, en } })
  if (!fitsEntry(kind, body, note)) return problems
  checkTexts(body, '', note)
  // The schema of the kind has just vouched for the body.
  const named = entryId(kind, body as never)
  if (named !== id) note('', `编号应为 ${named}，而不是 ${id}`, `is named ${named}, not ${id}`)
  return problems
}

const DATE = /^\d{4}-\d\d-\d\d$/

function isDay(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`)
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(date)
}

function checkTexts(value: unknown, pointer: string, note: (pointer: string, zh: string, en: string) => void): void {
  if (typeof value === 'string') {
    // Neither PostgreSQL nor a spreadsheet can keep them; line breaks and tabs are fine.
    if (/(?![\t\n\r])\p{Cc}|\p{Surrogate}/u.test(value))
      note(pointer, '含有无法保存的字符', 'has characters that cannot be kept')
    else if (DATE.test(value) && !isDay(value)) note(pointer, `没有 ${value} 这一天`, `there is no such day: ${value}`)
    else if (value.length > LONGEST_TEXT)
      note(pointer, `超过 ${LONGEST_TEXT} 个字符`, `has more than ${LONGEST_TEXT} characters`)
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) checkTexts(inner, `${pointer}/${name}`, note)
}
