// The evaluation as a workbook: what was counted and how, one row per subject, then the cases, so that each figure can be added up
// again from its column. Reads what it lists and changes nothing.
import { MINUTE_MS } from '../../core/clock/calendar.ts'
import { indicatorsFor } from '../../core/evaluate/indicators.ts'
import type { Evaluation, EvaluationRow } from '../../wire/evaluation.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Asked } from './asked.ts'
import { writeBook, type Cell, type Put } from './book.ts'
import { listed } from './tally.ts'

/** More rows than this nobody reads in a spreadsheet; the sheet says that it ends early. */
const MOST_CASES = 20_000

const OBJECT_WORDS = { department: '部门评价', area: '区域评价', post: '岗位评价' } as const
const STAGE_WORDS: Readonly<Record<string, string>> = {
  report: '上报',
  verify: '核实',
  filing: '立案',
  dispatch: '派遣',
  handle: '处置',
  assist: '协办',
  check: '核查',
  close: '结案',
  respond: '响应',
  callBack: '回访',
}
const OUTCOME_WORDS: Readonly<Record<string, string>> = {
  open: '未完成',
  done: '完成',
  refused: '不予立案',
  cancelled: '作废',
  returned: '回退',
  forced: '强制结案',
  missed: '未做',
  merged: '并案',
  void: '失效',
}
const HOUR_MS = 60 * MINUTE_MS

interface About {
  readonly reference: ReferenceIndex
  readonly by: string
}

export function writeEvaluation(asked: Asked, answer: Evaluation, about: About): Promise<Buffer> {
  const time = (at: number): string =>
    new Date(at + about.reference.city.utcOffsetMinutes * MINUTE_MS).toISOString().slice(0, 16).replace('T', ' ')
  return writeBook(async (put) => {
    writeSummary(put, answer, about, time)
    writeSubjects(put, answer)
    await writeCases(put, asked, time)
  })
}

function writeSummary(put: Put, answer: Evaluation, { reference, by }: About, time: (at: number) => string): void {
  const { composite } = answer
  const lines: Cell[][] = [
    ['城市 City', reference.city.name.zh],
    ['对象 Object', OBJECT_WORDS[answer.object]],
    ['周期 Period', `${time(answer.from)} – ${time(answer.to)}${answer.complete ? '' : '（尚未结束，计至截至时刻）'}`],
    ['截至 As of', time(answer.asOf)],
    ['数据 Data', { none: '真实案卷', some: '含模拟案卷', all: '全部为模拟案卷' }[answer.simulated]],
    ['小样本 Small sample', `少于 ${answer.smallBelow} 件的不排名 / not ranked below ${answer.smallBelow}`],
    ['导出人 Exported by', by],
    [],
    ['指标 Indicator', '口径', 'As counted here', '来源与把握 Source'],
    ...answer.indicators.map((one) => [`${one.name.zh} ${one.name.en}`, one.formula.zh, one.formula.en, one.source]),
    [],
  ]
  if (composite) {
    lines.push(['综合得分 Score', composite.name.zh, composite.name.en, composite.source])
    for (const { indicator, weight, inverse } of composite.parts) {
      const name = answer.indicators.find((one) => one.id === indicator)?.name.zh ?? indicator
      lines.push(['', `${inverse ? `（1 − ${name}）` : name} × ${weight}`])
    }
    for (const grade of composite.grades) lines.push(['', `${grade.name.zh} ${grade.name.en}：≥ ${grade.from}`])
  }
  put({ sheet: '说明 Summary', widths: [26, 60, 70, 44], prose: true })
  put({ rows: lines })
}

function writeSubjects(put: Put, answer: Evaluation): void {
  const heads = [
    '名次 Rank',
    '对象 Subject',
    '得分 Score',
    '等级 Grade',
    '小样本 Small',
    '缺少 Missing',
    ...answer.indicators.flatMap(({ name, unit }) =>
      unit === 'share'
        ? [`${name.zh}\n${name.en}`, `${name.zh}：分子`, `${name.zh}：分母`]
        : [`${name.zh}（小时）\n${name.en} (h)`, `${name.zh}：合计（小时）`, `${name.zh}：件数`],
    ),
    '期末未完成 Open',
    '其中超期 Overdue',
    '申诉豁免 Exempted',
  ]
  const grade = (id: string | undefined): string =>
    answer.composite?.grades.find((one) => one.id === id)?.name.zh ?? id ?? ''
  const lineOf = (row: EvaluationRow): Cell[] => {
    const cells = answer.indicators.flatMap(({ id, unit }): (number | null)[] => {
      const one = row.values[id]
      if (!one) return [null, null, null]
      return unit === 'share'
        ? [one.value ?? null, one.numerator, one.denominator]
        : [
            one.value === undefined ? null : one.value / HOUR_MS,
            Math.round((one.numerator / HOUR_MS) * 100) / 100,
            one.denominator,
          ]
    })
    return [
      row.rank ?? null,
      row.name.zh,
      row.score ?? null,
      grade(row.grade),
      row.small ? '是' : '',
      row.missing.join('、'),
      ...cells,
      row.open,
      row.overdue,
      row.exempted,
    ]
  }
  const formats = answer.indicators.map(({ unit }, i) => ({
    column: 7 + i * 3,
    format: unit === 'share' ? '0.0%' : '0.0',
  }))
  put({ sheet: '得分 Subjects', heads, widths: [8, 26, 10, 8, 8, 20, ...heads.slice(6).map(() => 12)], formats })
  put({ rows: [...answer.rows, answer.total].map(lineOf) })
}

/** Rows handed over at once. */
const ROWS_AT_ONCE = 500

async function writeCases(put: Put, asked: Asked, time: (at: number) => string): Promise<void> {
  const { query, span, past, sources, subjects, sight, rules } = asked
  const indicators = indicatorsFor(query.object)
  const heads = [
    '案卷 Case',
    '环节 Stage',
    '对象 Subject',
    '开始 Began',
    '期限 Due',
    '完成 Ended',
    '结果 Outcome',
    '豁免 Exempt',
  ]
  put({
    sheet: '案卷 Cases',
    heads: [...heads, ...indicators.map(({ name }) => `${name.zh}\n${name.en}`)],
    widths: [24, 8, 22, 17, 17, 17, 10, 8, ...indicators.map(() => 10)],
  })
  const all = listed(
    sources,
    { object: query.object, span, past },
    query.object === 'department' ? sight.own : undefined,
  )
  let rows: Cell[][] = []
  let written = 0
  for await (const { incident, row, facts } of all) {
    const subject = subjects.of(facts)
    if (subject === undefined || (sight.own !== undefined && subject !== sight.own)) continue
    // 1: counted, 0: in the denominator only, blank: not of this indicator.
    const marks = indicators.map((one) =>
      one.stage !== facts.stage || !one.of(facts) ? null : one.counts(facts, rules) ? 1 : 0,
    )
    if (marks.every((mark) => mark === null)) continue
    if (written === MOST_CASES) {
      rows.push([`仅列出前 ${MOST_CASES} 行，请缩短周期或逐项查看 / the first ${MOST_CASES} rows only`])
      break
    }
    written += 1
    rows.push([
      incident,
      STAGE_WORDS[row.stage] ?? row.stage,
      subjects.name(subject).zh,
      time(row.startedAt),
      row.dueAt === undefined ? null : time(row.dueAt),
      row.endedAt === undefined || facts.outcome === 'open' ? null : time(row.endedAt),
      OUTCOME_WORDS[facts.outcome] ?? facts.outcome,
      row.exempt ? '是' : '',
      ...marks,
    ])
    if (rows.length < ROWS_AT_ONCE) continue
    put({ rows })
    rows = []
  }
  put({ rows })
}
