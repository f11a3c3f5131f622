// Catalogue entries for tests: a matter, a duty, a calendar, each whole and lawful, changed where a test cares.
import type { Calendar } from '../../../../src/core/clock/types.ts'
import type { CatalogueEntry, CatalogueKind } from '../../../../src/wire/catalogue.ts'
import type { Condition, Matter } from '../../../../src/wire/reference.ts'
import { T0 } from '../../../support/cases.ts'

export const text = (zh: string, en = zh) => ({ zh, en })
export const condition = (id: string, over: Partial<Condition> = {}): Condition => ({
  id,
  text: text(`条件${id}`),
  limit: { amount: 2, unit: 'urgentHour' },
  closing: text('已恢复', 'Restored'),
  level: 3,
  source: '示例',
  ...over,
})
export const matter = (code: string, over: Partial<Matter> = {}): Matter => ({
  code,
  kind: 'matter',
  major: text('市政公用设施类', 'Municipal'),
  name: text(`事项${code}`, `Matter ${code}`),
  standard: 'GB/T 47678.5-2026',
  validFrom: '2026-07-01',
  conditions: [condition('missing'), condition('broken')],
  keywords: ['井盖'],
  ...over,
})
export const calendar: Calendar = {
  utcOffsetMinutes: 480,
  sessions: [
    [510, 720],
    [840, 1080],
  ],
  holidays: ['2026-10-01', '2026-10-02'],
  workdays: ['2026-10-10'],
  knownFrom: '2026-01-01',
  knownTo: '2026-12-31',
}
export const entry = (
  kind: CatalogueKind,
  id: string,
  body: unknown,
  over: Partial<CatalogueEntry> = {},
): CatalogueEntry => ({ kind, id, body, since: T0, origin: 'file', fileDiffers: false, ...over })
