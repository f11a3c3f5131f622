// Format `csv`: one or more lines, read by the contract's map. Columns are named by the map, by a header line, or numbered from 0.
import { splitCsv } from '../csv-line.ts'
import { mapOf, readElement } from '../mapping.ts'
import { MAX_ELEMENTS, textFormat } from '../payload.ts'

export const csv = textFormat('csv', (text, ctx, into) => {
  const map = mapOf(ctx.feed, into)
  if (map === undefined) return
  const separator = map.separator ?? ','
  const lines = text.split(/\r\n|\n|\r/)
  let columns = map.columns
  const named = map.fields.some((f) => !/^\d+$/.test(f.path))
  let read = 0
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    if (read++ >= MAX_ELEMENTS) {
      into.reject('oversized', `more than ${MAX_ELEMENTS} lines`, index)
      return
    }
    const cells = splitCsv(line, separator)?.map((c) => c.trim())
    if (cells === undefined) {
      into.reject('unparseable', 'a quote is not closed', index)
      continue
    }
    if (columns === undefined && named) {
      columns = cells
      continue
    }
    // Loggers repeat their header after each restart.
    if (columns !== undefined && isHeader(cells, columns)) continue
    const get = (path: string): unknown => {
      const column = columns?.indexOf(path) ?? -1
      const cell = cells[column >= 0 ? column : /^\d+$/.test(path) ? Number(path) : -1]
      // An empty cell is a reading that was not taken, unlike a column that is not there.
      return cell === '' ? null : cell
    }
    readElement(map, get, ctx, into, index)
  }
})

const isHeader = (cells: readonly string[], columns: readonly string[]): boolean =>
  cells.length === columns.length && cells.every((cell, i) => cell === columns[i])
