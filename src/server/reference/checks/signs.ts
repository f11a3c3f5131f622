// Alarm rules and indicators against sensor kinds and matters.
import type { Reference } from '../../../wire/reference.ts'
import type { Note } from '../problem.ts'
import { WHAT, checkSteps, keysOf, mustKnow } from './known.ts'

/** What the real-time index of HJ 633 needs. */
const AQI_METRICS = ['pm25', 'pm10', 'so2', 'no2', 'o3', 'co']

export function checkAlarmRules(reference: Reference, note: Note): void {
  const kinds = new Map(reference.sensorKinds.map((k) => [k.id, k]))
  // Rules have no versions of their own: they are held against the last version of the matter.
  const inOrder = [...reference.matters].sort((a, b) => a.validFrom.localeCompare(b.validFrom))
  const matters = new Map(inOrder.map((m) => [m.code, m]))
  keysOf(reference.alarmRules, (r) => r.id, note)
  for (const [i, rule] of reference.alarmRules.entries()) {
    const metrics = new Map(kinds.get(rule.kind)?.metrics.map((m) => [m.id, m]) ?? [])
    if (mustKnow(kinds, rule.kind, WHAT.kind, `/${i}/kind`, note))
      mustKnow(metrics, rule.metric, WHAT.metric, `/${i}/metric`, note)
    const metric = metrics.get(rule.metric)
    for (const [n, { limit }] of rule.steps.entries())
      // A limit nobody can reach is most often a limit in another unit.
      if (metric !== undefined && (limit < metric.min || limit > metric.max))
        note(
          `/${i}/steps/${n}/limit`,
          `${limit} 超出 ${metric.id} 的可能范围（${metric.unit}）`,
          `${limit} is outside what ${metric.id} can be (${metric.unit})`,
        )
    checkSteps(rule.steps, rule.direction, `/${i}/steps`, note)
    if (rule.incident === undefined) continue
    const { matter, condition, fromLevel } = rule.incident
    if (mustKnow(matters, matter, WHAT.matter, `/${i}/incident/matter`, note)) {
      const conditions = new Set(matters.get(matter)?.conditions.map((c) => c.id))
      mustKnow(conditions, condition, WHAT.condition, `/${i}/incident/condition`, note)
    }
    if (!rule.steps.some((s) => s.level <= fromLevel))
      note(`/${i}/incident/fromLevel`, '没有哪一级会达到', 'no step reaches it')
  }
}

export function checkIndicators(reference: Reference, note: Note): void {
  const kinds = new Map(reference.sensorKinds.map((k) => [k.id, k]))
  keysOf(reference.indicators, (d) => d.id, note)
  for (const [i, { input, formula, steps, polarity }] of reference.indicators.entries()) {
    const ofSensors = formula.type !== 'cases' && formula.type !== 'feedHealth'
    if (ofSensors && input === undefined) note(`/${i}`, '缺少输入 input', 'has no input')
    if (!ofSensors && input !== undefined) note(`/${i}/input`, '此公式不取感知数据', 'this formula takes no sensors')
    if (polarity === 'neutral' && steps.length > 0)
      note(`/${i}/steps`, '中性指标不分级', 'a neutral indicator has no levels')
    checkSteps(steps, polarity === 'higherBetter' ? 'below' : 'above', `/${i}/steps`, note)
    if (input === undefined || !ofSensors) continue
    const metrics = new Set(kinds.get(input.kind)?.metrics.map((m) => m.id))
    if (!mustKnow(kinds, input.kind, WHAT.kind, `/${i}/input/kind`, note)) continue
    if (formula.type === 'aqi')
      for (const metric of AQI_METRICS) mustKnow(metrics, metric, WHAT.metric, `/${i}/input/kind`, note)
    else if (input.metric === undefined) note(`/${i}/input`, '缺少指标项 metric', 'names no metric')
    else mustKnow(metrics, input.metric, WHAT.metric, `/${i}/input/metric`, note)
  }
}
