// A storm day's brief as it was once composed (storm.json: what is set here must not change with its sentences), as readers see it, with what real ones have besides: an issue, a signature, corrections, a note, tables.
import { readFileSync } from 'node:fs'
import type { BriefTable } from '../../../../src/core/brief/types.ts'
import type { Text } from '../../../../src/core/text.ts'
import type { BriefView } from '../../../../src/wire/briefs.ts'

export const text = (zh: string, en: string): Text => ({ zh, en })
const column = (zh: string, en: string, align: 'left' | 'right', unit?: string) => ({
  name: text(zh, en),
  align,
  ...(unit === undefined ? {} : { unit }),
})

export const DEPARTMENTS: BriefTable = {
  id: 'departments',
  title: text('部门办理情况', 'Departments'),
  columns: [
    column('部门', 'Department', 'left'),
    column('应处置', 'Due', 'right', '件'),
    column('按期处置', 'On time', 'right', '件'),
    column('按期率', 'On-time rate', 'right', '%'),
  ],
  rows: [
    [text('市排水管理中心', 'Drainage Centre'), 4, 3, 75],
    [text('市城管局', 'City Management Bureau'), 1, 1, 100],
    [text('市交警支队', 'Traffic Police'), 0, 0, null],
  ],
}

const STORM = readFileSync(new URL('./storm.json', import.meta.url), 'utf8')

export function viewOf(more: Partial<BriefView> = {}): BriefView {
  const brief = JSON.parse(STORM) as BriefView
  return {
    ...brief,
    tables: [DEPARTMENTS as unknown as BriefView['tables'][number]],
    state: 'issued',
    version: 3,
    issue: 12,
    issuedAt: brief.to + 7.5 * 3_600_000,
    issuedBy: '值班长 周敏',
    signed: { by: '值班员 陈立', at: brief.to + 7.2 * 3_600_000 },
    inputs: [],
    corrections: [],
    ...more,
  }
}

/** With one figure corrected, one whose ground is gone, and a note about it. */
export function correctedView(): BriefView {
  const view = viewOf()
  const flow = view.statements.find((one) => one.id === 'cases.flow')
  const [first, second] = flow?.figures ?? []
  if (flow === undefined || first === undefined || second === undefined)
    throw new Error('the storm has no flow of cases')
  const noticedAt = view.to + 30 * 3_600_000
  return {
    ...view,
    corrections: [
      { statement: flow.id, figure: first.key, was: first.value, is: first.value + 1, noticedAt },
      { statement: flow.id, figure: second.key, was: second.value, noticedAt },
    ],
    note: { text: '补录案卷1件，新增案卷数相应更正。', by: '值班长 周敏', at: noticedAt, issue: 1 },
  }
}

export const OPTIONS = {
  cityName: text('扬州市', 'Yangzhou'),
  utcOffsetMinutes: 480,
  base: 'https://hub.example',
} as const
