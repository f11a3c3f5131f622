// Indicators against sensor kinds and the tables they are judged by.
import { POLLUTANTS } from '../../../core/air/table.ts'
import type { Indicator, Limit } from '../../../core/indicate/types.ts'
import type { Metric } from '../../../core/observe/types.ts'
import type { Reference, SensorKind } from '../../../wire/reference.ts'
import type { Note } from '../problem.ts'
import { WHAT, checkEditions, checkGrades, checkSteps, keysOf, mustBePossible, mustKnow } from './known.ts'

export { checkClassTables, checkLimitTables } from './tables.ts'

const DAY_MS = 86_400_000
const LONG_MS = 3 * 3_600_000

export function checkIndicators(reference: Reference, note: Note): void {
  const kinds = new Map(reference.sensorKinds.map((k) => [k.id, k]))
  keysOf(reference.indicators, (d) => d.id, note)
  for (const [i, def] of reference.indicators.entries()) {
    const under: Note = (pointer, zh, en) => note(`/${i}${pointer}`, zh, en)
    checkScales(def, under)
    checkWindow(def, under)
    const ofSensors = def.formula.type !== 'cases' && def.formula.type !== 'platform'
    if (ofSensors && def.input === undefined) under('', '缺少输入 input', 'has no input')
    if (!ofSensors && def.input !== undefined) under('/input', '此公式不取感知数据', 'this formula takes no sensors')
    if (!ofSensors || def.input === undefined) continue
    const kind = kinds.get(def.input.kind)
    if (mustKnow(kinds, def.input.kind, WHAT.kind, '/input/kind', under) && kind !== undefined)
      checkFormula(def, def.input, kind, reference, under)
  }
}

function checkScales({ scales, polarity }: Indicator, note: Note): void {
  checkEditions(
    scales.map((edition, n) => ({ edition, pointer: `/scales/${n}` })),
    note,
  )
  for (const [n, { steps, grades }] of scales.entries()) {
    if (polarity === 'neutral' && steps.length > 0)
      note(`/scales/${n}/steps`, '中性指标不分级', 'a neutral indicator has no levels')
    checkSteps(steps, polarity === 'higherBetter' ? 'below' : 'above', `/scales/${n}/steps`, note)
    checkGrades(grades ?? [], `/scales/${n}/grades`, note)
  }
}

function checkWindow({ window, reduce, formula, factor, windowFloor }: Indicator, note: Note): void {
  // Shorter windows are not told by hours, so a floor there would promise what nobody checks.
  const isLong = window.type === 'day' || (window.type === 'running' && window.overMs >= LONG_MS)
  if (windowFloor !== undefined && !isLong)
    note('/windowFloor', '不足3小时的窗口没有此项', 'only for windows of three hours and more')
  if (factor !== undefined && ['aqi', 'class', 'ratio', 'cases', 'platform'].includes(formula.type))
    note('/factor', '此公式不用系数', 'this formula takes no factor')
  if (window.type === 'now' && reduce !== undefined && reduce !== 'last')
    note('/reduce', '实时值只有一个，不能再取平均等', 'the newest value is one value: only `last` can be taken of it')
  if (formula.type === 'aqi' && formula.period === 'day' && (window.type !== 'running' || window.overMs !== DAY_MS))
    note('/window', '日报口径的 AQI 须取近24小时', 'the daily index is of the last 24 hours')
}

function checkFormula(
  { formula, unit, factor = 1 }: Indicator,
  input: NonNullable<Indicator['input']>,
  kind: SensorKind,
  reference: Reference,
  note: Note,
): void {
  const metrics = new Map(kind.metrics.map((m) => [m.id, m]))
  const isShare = formula.type === 'share' || formula.type === 'ratio' || ('of' in formula && formula.of === 'share')
  if (isShare && unit !== '%') note('/unit', '占比的单位是 %', 'the unit of a share is %')
  if (formula.type === 'aqi') {
    for (const metric of POLLUTANTS) mustKnow(metrics, metric, WHAT.metric, '/input/kind', note)
    return
  }
  if (formula.type === 'class') {
    const tables = reference.classTables.filter((t) => t.id === formula.table)
    if (tables.length === 0) mustKnow(new Set(), formula.table, WHAT.classTable, '/formula/table', note)
    for (const { items, ranges, classes } of tables) {
      for (const { metric } of [...items, ...(ranges ?? [])])
        mustKnow(metrics, metric, WHAT.metric, '/formula/table', note)
      if (formula.of === 'share' && formula.upTo >= classes.length)
        note('/formula/upTo', '所有类别都算在内', 'every class is counted in')
    }
    return
  }
  if (input.metric === undefined) note('/input', '缺少指标项 metric', 'names no metric')
  else mustKnow(metrics, input.metric, WHAT.metric, '/input/metric', note)
  if (formula.type === 'ratio') mustKnow(metrics, formula.over, WHAT.metric, '/formula/over', note)
  if ('limit' in formula)
    checkLimit(formula.limit, input, scaled(metrics.get(input.metric ?? ''), factor), reference, note)
}

/** What the metric can be in the indicator's unit. */
const scaled = (metric: Metric | undefined, factor: number): Metric | undefined =>
  metric && { ...metric, min: metric.min * factor, max: metric.max * factor }

function checkLimit(
  limit: Limit,
  { where }: NonNullable<Indicator['input']>,
  metric: Metric | undefined,
  reference: Reference,
  note: Note,
): void {
  if (typeof limit === 'number') return mustBePossible(limit, metric, '/formula/limit', note)
  const tables = reference.limitTables.filter((t) => t.id === limit.table)
  if (tables.length === 0) mustKnow(new Set(), limit.table, WHAT.limitTable, '/formula/limit/table', note)
  const asked = 'item' in limit ? [limit.item] : (where?.[limit.by] ?? []).map(String)
  for (const { items } of tables) {
    const ids = new Set(items.map((item) => item.id))
    for (const id of asked) mustKnow(ids, id, WHAT.limitItem, '/formula/limit', note)
    for (const item of items) {
      if ('item' in limit && item.id !== limit.item) continue
      mustBePossible(item.limit, metric, '/formula/limit', note)
      if (item.night !== undefined) mustBePossible(item.night, metric, '/formula/limit', note)
    }
  }
}
