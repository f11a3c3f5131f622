// Cells and columns as the tables of a brief are made of them.
import type { Page } from './page.ts'
import type { BriefTable } from './types.ts'

export type Cell = BriefTable['rows'][number][number]
export type Column = BriefTable['columns'][number]

export const left = (zh: string, en: string): Column => ({ name: { zh, en }, align: 'left' })
export const right = (zh: string, en: string, unit?: string): Column => ({
  name: { zh, en },
  align: 'right',
  ...(unit && { unit }),
})

/** City date and time, `YYYY-MM-DD HH:MM`; null when it has not been. */
export const timeCell = (page: Page, at: number | undefined): string | null =>
  at === undefined ? null : new Date(at + page.offsetMs).toISOString().slice(0, 16).replace('T', ' ')
