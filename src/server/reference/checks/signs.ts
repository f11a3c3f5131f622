// Alarm rules against sensor kinds and matters.
import type { Reference } from '../../../wire/reference.ts'
import type { Note } from '../problem.ts'
import { WHAT, checkSteps, keysOf, mustBePossible, mustKnow } from './known.ts'

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
    for (const [n, { limit }] of rule.steps.entries()) mustBePossible(limit, metric, `/${i}/steps/${n}/limit`, note)
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
