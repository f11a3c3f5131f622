// Warnings of a hub: the city's kinds, read at start, and the book of what stands.
import { invalidKinds } from './kinds.ts'
import { WarningKindsSchema } from '../../wire/warnings.ts'
import { readBesides } from '../reference/besides.ts'
import { WarningBook, type WarningBookOptions } from './book.ts'

/** Resolves once what an earlier run took stands on screens again. Throws for a city whose kinds cannot be read. */
export async function openWarnings({
  cityFolder,
  ...options
}: Omit<WarningBookOptions, 'kinds'> & { readonly cityFolder: string }): Promise<WarningBook> {
  const kinds = (await readBesides(cityFolder, 'warning-kinds.json', WarningKindsSchema, invalidKinds)) ?? []
  const book = new WarningBook({ ...options, kinds })
  await book.load()
  return book
}
