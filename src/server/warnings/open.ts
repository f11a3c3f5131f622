// Warnings of a hub: the city's kinds, read at start, and the book of what stands.
import { invalidKinds } from './kinds.ts'
import type { WarningKind } from '../../core/warning/types.ts'
import { WarningKindsSchema } from '../../wire/warnings.ts'
import { readBesides } from '../reference/besides.ts'
import { WarningBook, type WarningBookOptions } from './book.ts'

/** The dangers that warnings of this city speak of. Throws where they cannot be read. */
export const readWarningKinds = async (cityFolder: string): Promise<readonly WarningKind[]> =>
  (await readBesides(cityFolder, 'warning-kinds.json', WarningKindsSchema, invalidKinds)) ?? []

/** Resolves once what an earlier run took stands on screens again. Throws for a city whose kinds cannot be read. */
export async function openWarnings({
  cityFolder,
  ...options
}: Omit<WarningBookOptions, 'kinds'> & { readonly cityFolder: string }): Promise<WarningBook> {
  const kinds = await readWarningKinds(cityFolder)
  const book = new WarningBook({ ...options, kinds })
  await book.load()
  return book
}
