// Briefs for tests.
import type { BriefView } from '../../../../src/wire/api.ts'
import type { Figure } from '../../../../src/web/features/brief/page.ts'
import { T0 } from '../../../support/cases.ts'

type Statement = BriefView['statements'][number]

export const figure = (key: string, value: number, unit: string, sources: Figure['sources'] = []): Figure => ({
  key,
  value,
  unit,
  definition: { zh: `${key} 的口径`, en: `What ${key} counts` },
  asOf: T0,
  sources,
})
export const statement = (
  id: string,
  section: Statement['section'],
  zh: string,
  more: Partial<Statement> = {},
): Statement => ({ id, section, text: { zh, en: zh }, figures: [], sources: [], ...more })

export const briefOf = (statements: Statement[], more: Partial<BriefView> = {}): BriefView => ({
  date: '2026-11-20',
  from: T0 - 32 * 3_600_000,
  to: T0 - 8 * 3_600_000,
  asOf: T0 - 8 * 3_600_000,
  complete: true,
  light: 'green',
  simulated: true,
  statements,
  ...more,
})
