// Briefs for tests.
import type { BriefRow, BriefView } from '../../../../src/wire/briefs.ts'
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
  key: '2026-11-20',
  kind: 'daily',
  title: { zh: '城市运行日报', en: 'Daily brief' },
  date: '2026-11-20',
  from: T0 - 32 * 3_600_000,
  to: T0 - 8 * 3_600_000,
  asOf: T0 - 8 * 3_600_000,
  complete: true,
  knownAt: T0,
  light: 'green',
  simulated: true,
  statements,
  sparks: {},
  places: [],
  tables: [],
  state: 'issued',
  version: 3,
  inputs: [],
  corrections: [],
  ...more,
})

/** A row of the list for a brief. */
export const rowOf = (brief: BriefView, more: Partial<BriefRow> = {}): BriefRow => ({
  key: brief.key,
  kind: brief.kind,
  title: brief.title,
  state: brief.state,
  light: brief.light,
  from: brief.from,
  to: brief.to,
  corrections: 0,
  ...(brief.issue === undefined ? {} : { issue: brief.issue }),
  ...more,
})
