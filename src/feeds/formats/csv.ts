// Format `csv`: one or more lines, read by the contract's map. Columns are named by the map, by a header line, or numbered from 0.
import { splitCsv } from '../csv-line.ts'
import type { Mapping } from '../../wire/reference.ts'
import type { PositionMapping } from '../../wire/reference/units.ts'
import type { Collector } from '../collect.ts'
import { mapOf, readElement, type Get } from '../mapping.ts'
import { MAX_ELEMENTS, textFormat } from '../payload.ts'
import { positionPaths, readPosition } from '../positions.ts'

export const csv = textFormat('csv', (text, ctx, into) => {
  const units = ctx.feed.units?.map
  // A line is a reading or a position: a contract has one map for its lines.
  const map = units === undefined ? mapOf(ctx.feed, into) : undefined
  const lines = units ?? map
  if (lines === undefined) return
  readLines(text, lines, into, (get, index) => {
    if (units !== undefined) readPosition(units, get, ctx, into, index)
    else if (map !== undefined) readElement(map, get, ctx, into, index)
  })
})

function readLines(
  text: string,
  map: Mapping | PositionMapping,
  into: Collector,
  take: (get: Get, index: number) => void,
): void {
  const separator = map.separator ?? ','
  const lines = text.split(/\r\n|\n|\r/)
  let columns = map.columns
  const named = ('fields' in map ? map.fields.map((f) => f.path) : positionPaths(map)).some((p) => !/^\d+$/.test(p))
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
    take(get, index)
  }
}

const isHeader = (cells: readonly string[], columns: readonly string[]): boolean =>
  cells.length === columns.length && cells.every((cell, i) => cell === columns[i])
