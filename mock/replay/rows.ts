// A recorded file, read line by line → rows for the planner. Knows the disk and nothing of topics.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { cellsOf, columnsOf, ReplayError, type ReplayMap } from './map.ts'
import type { Planner } from './plan.ts'

/** A quoted cell may hold line breaks, but not run away with the file. */
const MAX_RECORD_CHARS = 100_000

/** Reads all rows into the planner; resolves with the number of lines. Throws a ReplayError for a file that cannot be this one. */
export async function readRows(file: string, map: ReplayMap, planner: Planner): Promise<number> {
  const info = await stat(file).catch(() => undefined)
  if (info === undefined) throw new ReplayError(`There is no file ${file}.`)
  if (!info.isFile()) throw new ReplayError(`${file} is not a file.`)
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })
  const reader = map.input === 'csv' ? new CsvRows(map, planner) : new JsonRows(map, planner)
  let line = 0
  try {
    for await (const text of lines) {
      line++
      reader.line(line === 1 ? text.replace(/^\ufeff/, '') : text, line)
    }
  } catch (error) {
    if (error instanceof ReplayError) throw error
    throw new ReplayError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`)
  }
  reader.end(line)
  return line
}

interface Reader {
  line(text: string, line: number): void
  end(line: number): void
}

class CsvRows implements Reader {
  readonly #map: ReplayMap
  readonly #planner: Planner
  #columns: readonly string[] | undefined
  #open: { text: string; readonly line: number } | undefined

  constructor(map: ReplayMap, planner: Planner) {
    this.#map = map
    this.#planner = planner
  }

  line(text: string, line: number): void {
    const open = this.#open
    const record = open === undefined ? text : `${open.text}\n${text}`
    const cells = cellsOf(record, this.#map)
    if (cells === undefined) {
      if (record.length <= MAX_RECORD_CHARS) this.#open = { text: record, line: open?.line ?? line }
      else {
        this.#open = undefined
        this.#planner.refuse(open?.line ?? line, 'a quote is not closed')
      }
      return
    }
    this.#open = undefined
    if (record.trim() === '') return
    if (this.#columns === undefined) this.#columns = this.#header(cells.map((c) => c.trim()))
    else this.#row(this.#columns, cells, open?.line ?? line)
  }

  end(line: number): void {
    if (this.#columns === undefined) throw new ReplayError('The file is empty: it has no header line.')
    if (this.#open !== undefined) this.#planner.refuse(this.#open.line, `a quote is not closed up to line ${line}`)
  }

  #header(columns: readonly string[]): readonly string[] {
    const lacking = columnsOf(this.#map).filter((c) => !columns.includes(c))
    if (lacking.length === 0) return columns
    throw new ReplayError(`The file has no column «${lacking.join('», «')}»; it has ${columns.join(', ')}.`)
  }

  #row(columns: readonly string[], cells: readonly string[], line: number): void {
    if (cells.length > columns.length)
      return this.#planner.refuse(line, `${cells.length} cells under ${columns.length} columns`)
    this.#planner.add(Object.fromEntries(columns.map((c, i) => [c, cells[i] ?? ''])), line)
  }
}

class JsonRows implements Reader {
  readonly #columns: readonly string[]
  readonly #planner: Planner
  #seen = false

  constructor(map: ReplayMap, planner: Planner) {
    this.#columns = columnsOf(map)
    this.#planner = planner
  }

  line(text: string, line: number): void {
    if (text.trim() === '') return
    let row: unknown
    try {
      row = JSON.parse(text)
    } catch {
      return this.#planner.refuse(line, 'not JSON')
    }
    if (typeof row !== 'object' || row === null || Array.isArray(row))
      return this.#planner.refuse(line, 'not an object')
    this.#seen ||= this.#columns.some((c) => Object.hasOwn(row, c))
    this.#planner.add(row as Record<string, unknown>, line)
  }

  end(): void {
    if (!this.#seen) throw new ReplayError(`No line of the file has any of ${this.#columns.join(', ')}.`)
  }
}
