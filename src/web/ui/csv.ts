// Rows as comma-separated values, by the rules of the hub's own files: RFC 4180, a mark for spreadsheets, no formulas. Pure.

export type CsvCell = string | number | null

/** Spreadsheets take UTF-8 for what it is only behind this mark. */
const BOM = '\uFEFF'
/** A text that a spreadsheet would take for a formula is led by an apostrophe; names come from outside. Numbers stay numbers. */
const safe = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

function quoted(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = safe(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const toCsv = (rows: readonly (readonly CsvCell[])[]): string =>
  `${BOM}${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
