// The lead departments: what was due of each, what was in time, what is late. Best and worst are named only where enough was due.
import type { DepartmentId } from '../ids.ts'
import type { Text } from '../text.ts'
import { answer } from './answer.ts'
import { SMALL_BASE } from './compare.ts'
import { setOf } from './counting.ts'
import { caseCount, onTimeRate, statement } from './figure.ts'
import { isInWindow, type Page } from './page.ts'
import { ownWords } from './period.ts'
import { capital, list } from './phrases.ts'
import type { BriefCase, Figure, Statement } from './types.ts'

const MAX_LINES = 6
const MAX_BEST = 3

/** A department of the window, under the name its latest case carries. */
export interface DepartmentRow {
  readonly lead: DepartmentId
  readonly name: Text
  /** Other names it had on cases of the window: it was renamed. */
  readonly formerly: readonly Text[]
  readonly due: number
  readonly onTime: number
  readonly overdue: number
  readonly open: number
}

/** Every department with something due or open, the largest share of the work first. */
export function departmentRows(page: Page): DepartmentRow[] {
  const names = namesOf(page.cases.filter((c) => isInWindow(page, c.openedAt) || isOfUse(page, c)))
  const n = (set: 'due' | 'onTime' | 'overdue' | 'open', lead: string): number =>
    setOf(page, set, { lead }).cases.length
  return [...names]
    .map(([lead, [name, ...formerly]]) => ({
      lead,
      name: name ?? { zh: lead, en: lead },
      formerly,
      due: n('due', lead),
      onTime: n('onTime', lead),
      overdue: n('overdue', lead),
      open: n('open', lead),
    }))
    .filter((row) => row.due + row.open > 0)
    .sort((a, b) => b.overdue - a.overdue || b.due - a.due || b.open - a.open || a.lead.localeCompare(b.lead))
}

const isOfUse = (page: Page, c: BriefCase): boolean => c.closedAt === undefined || c.closedAt >= page.facts.from

/** Names on the cases of each department, the latest first: a renamed department is one department. */
function namesOf(cases: readonly BriefCase[]): Map<DepartmentId, Text[]> {
  const names = new Map<DepartmentId, Text[]>()
  for (const { lead, leadName } of [...cases].sort((a, b) => b.openedAt - a.openedAt)) {
    if (lead === undefined || leadName === undefined) continue
    const known = names.get(lead) ?? []
    if (!known.some(({ zh }) => zh === leadName.zh)) known.push(leadName)
    names.set(lead, known)
  }
  return names
}

export function composeDepartments(page: Page): Statement[] {
  const rows = departmentRows(page)
  if (rows.length === 0) return []
  return [
    ...extremes(page, rows),
    ...rows.slice(0, MAX_LINES).map((row) => line(page, row)),
    ...rest(rows),
    ...renamed(rows),
  ]
}

const NARROWED: Text = { zh: '（该部门主办的）', en: ' (led by this department)' }

function counted(page: Page, { lead }: DepartmentRow, set: 'due' | 'onTime' | 'overdue' | 'open'): Figure {
  const { definition } = setOf(page, set)
  return caseCount(
    page,
    `departments.${lead}.${set}`,
    set,
    { lead },
    {
      zh: `${definition.zh}${NARROWED.zh}`,
      en: `${definition.en}${NARROWED.en}`,
    },
  )
}

function line(page: Page, row: DepartmentRow): Statement {
  const open = counted(page, row, 'open')
  const rate = onTimeRate(page, `departments.${row.lead}.rate`, { lead: row.lead })
  const figures: Figure[] = []
  const zh: string[] = []
  const en: string[] = []
  if (rate === undefined) {
    zh.push(`${ownWords(page).zh}无到期案卷`)
    en.push('nothing due')
  } else {
    const due = counted(page, row, 'due')
    const met = counted(page, row, 'onTime')
    figures.push(due, met)
    zh.push(`应处置${due.value}件，按期处置${met.value}件`)
    en.push(`${due.value} due, ${met.value} on time`)
    // A rate of a handful says more than is known.
    if (row.due >= SMALL_BASE) {
      figures.push(rate)
      zh.push(`按期处置率${rate.value}%`)
      en.push(`on-time rate ${rate.value}%`)
    }
  }
  if (row.overdue > 0) {
    const overdue = counted(page, row, 'overdue')
    figures.push(overdue)
    zh.push(`超期未处置${overdue.value}件`)
    en.push(`${overdue.value} overdue`)
  }
  figures.push(open)
  zh.push(`在办${open.value}件`)
  en.push(`${open.value} open`)
  const text = { zh: `${row.name.zh}：${zh.join('，')}。`, en: `${capital(row.name.en)}: ${en.join(', ')}.` }
  return statement(`departments.${row.lead}`, 'departments', text, figures)
}

/** Best and worst by the on-time rate; said only of departments with enough due, and only where they differ. */
function extremes(page: Page, rows: readonly DepartmentRow[]): Statement[] {
  const rated = rows
    .filter((row) => row.due >= SMALL_BASE)
    .map((row) => ({ row, rate: onTimeRate(page, `departments.${row.lead}.best`, { lead: row.lead }) }))
    .flatMap(({ row, rate }) => (rate ? [{ row, rate }] : []))
    .sort((a, b) => b.rate.value - a.rate.value || b.row.due - a.row.due)
  const [best, worst] = [rated[0], rated.at(-1)]
  if (best === undefined || worst === undefined || best.rate.value === worst.rate.value) return []
  const total = onTimeRate(page, 'departments.all')
  const top = rated.filter(({ rate }) => rate.value === best.rate.value).slice(0, MAX_BEST)
  const bottom = rated.filter(({ rate }) => rate.value === worst.rate.value).slice(0, MAX_BEST)
  const say = (some: typeof rated): Text =>
    list(
      some.map(({ row, rate }) => ({ zh: `${row.name.zh}（${rate.value}%）`, en: `${row.name.en} (${rate.value}%)` })),
    )
  const [a, b] = [say(top), say(bottom)]
  const all = total ? { zh: `，全市${total.value}%`, en: `; the whole city ${total.value}%` } : { zh: '', en: '' }
  const zh = `应处置10件及以上的部门中，按期处置率最高的是${a.zh}，最低的是${b.zh}${all.zh}。`
  const en = `Of departments with ten or more due, the highest on-time rate is that of ${a.en}, the lowest that of ${b.en}${all.en}.`
  const figures = [...[...top, ...bottom].map(({ rate }) => rate), ...(total ? [total] : [])]
  return [statement('departments.rates', 'departments', { zh, en }, figures)]
}

function rest(rows: readonly DepartmentRow[]): Statement[] {
  if (rows.length <= MAX_LINES) return []
  const text = { zh: '其余部门情况见附表。', en: 'The other departments are in the table.' }
  return [statement('departments.more', 'departments', text)]
}

function renamed(rows: readonly DepartmentRow[]): Statement[] {
  return rows.flatMap(({ lead, name, formerly }) => {
    if (formerly.length === 0) return []
    const old = list(formerly)
    const zh = `${name.zh}在统计时段内更名（原称${old.zh}），前后案卷合并统计。`
    const en = `${capital(name.en)} was renamed within the window (before: ${old.en}); its cases are counted together.`
    return [statement(`departments.${lead}.renamed`, 'departments', { zh, en })]
  })
}

/** On-time rate of a row for tables; null where nothing was due. */
export const rateOf = (page: Page, lead: string): number | null =>
  answer(
    {
      ask: 'made',
      how: 'share',
      of: [
        { ask: 'cases', set: 'onTime', filter: { lead } },
        { ask: 'cases', set: 'due', filter: { lead } },
      ],
    },
    page.facts,
  ) ?? null
