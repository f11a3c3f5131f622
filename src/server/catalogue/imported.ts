// What a file asks the catalogue to be, whatever its format: bodies by entry, where each stands in the file, and what could not be read.
import type { CatalogueKind, CatalogueProblem } from '../../wire/catalogue.ts'

export interface Imported {
  /** All entries of the kinds the file speaks of, by id. */
  readonly wanted: ReadonlyMap<CatalogueKind, ReadonlyMap<string, unknown>>
  /** What could not be read. */
  readonly problems: readonly CatalogueProblem[]
  /** Sheet and row, or place, of a field of an entry. */
  at(kind: string, id: string, pointer: string): string | undefined
}
