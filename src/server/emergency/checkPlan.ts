// What a schema cannot say of a plan: whom and what it names must be there, and each name once.
import { isStricter } from '../../core/emergency/tighten.ts'
import type { Plan } from '../../core/emergency/types.ts'
import { maskTexts } from '../../core/mask.ts'
import type { Reference } from '../../wire/reference.ts'
import type { Note } from '../reference/problem.ts'
import type { ReferenceIndex } from '../reference/load.ts'

/** What a plan may speak of. `warningKinds`: ids of `warning-kinds.json`. */
export interface PlanNames {
  readonly reference: Pick<ReferenceIndex, 'city'> & {
    readonly departments: Known
    readonly matters: Known
    readonly catalogueRules: ReferenceIndex['alarmRules']
  }
  readonly warningKinds: ReadonlySet<string>
}
interface Known {
  has(id: string): boolean
}

/**
 * What the city's own files may speak of: all that stands in them, in force or not. What the desk ends or turns in the catalogue must
 * not keep a hub from starting; a plan goes without it.
 */
export const namesOfFiles = (
  files: Pick<Reference, 'departments' | 'matters' | 'alarmRules' | 'city'>,
): PlanNames['reference'] => ({
  city: files.city,
  departments: new Set(files.departments.map(({ id }) => id)),
  matters: new Set(files.matters.map(({ code }) => code)),
  catalogueRules: new Map(files.alarmRules.map((rule) => [rule.id, rule])),
})

/** Notes every mistake of one plan, with a pointer inside it. */
export function checkPlan(plan: Plan, { reference, warningKinds }: PlanNames, note: Note): void {
  const { departments, matters, catalogueRules, city } = reference
  const once = (names: readonly string[], pointer: (i: number) => string): void => {
    for (const [i, name] of names.entries())
      if (names.indexOf(name) !== i) note(pointer(i), `重复：${name}`, `named twice: ${name}`)
  }
  once(
    plan.steps.map(({ id }) => id),
    (i) => `/steps/${i}/id`,
  )
  once(
    plan.resources.map(({ id }) => id),
    (i) => `/resources/${i}/id`,
  )
  once(
    plan.parties.map(({ department }) => department),
    (i) => `/parties/${i}/department`,
  )
  once(
    plan.tighten.map(({ rule }) => rule),
    (i) => `/tighten/${i}/rule`,
  )
  const known = (pointer: string, id: string): boolean => {
    if (departments.has(id)) return true
    note(pointer, `没有这个部门：${id}`, `no such department: ${id}`)
    return false
  }
  const parties = new Set(plan.parties.map(({ department }) => department))
  for (const [i, { department }] of plan.parties.entries()) known(`/parties/${i}/department`, department)
  if (!plan.parties.some(({ lead }) => lead)) note('/parties', '须有一个牵头单位', 'one unit has to lead')
  for (const [i, { owner }] of plan.steps.entries())
    if ('department' in owner) {
      const pointer = `/steps/${i}/owner/department`
      if (known(pointer, owner.department) && !parties.has(owner.department))
        note(pointer, `责任单位不在参与单位中：${owner.department}`, `has no part in the plan: ${owner.department}`)
    } else if (!POSTS.includes(owner.post))
      note(`/steps/${i}/owner/post`, `该岗位不办理应急步骤：${owner.post}`, `no post of the desk: ${owner.post}`)
  const [west, south, east, north] = city.bounds
  for (const [i, { department, place }] of plan.resources.entries()) {
    known(`/resources/${i}/department`, department)
    if (place && (place.lng < west || place.lng > east || place.lat < south || place.lat > north))
      note(`/resources/${i}/place`, '位置不在本市范围内', 'the place lies outside the city')
  }
  for (const [i, code] of plan.matters.entries())
    if (!matters.has(code)) note(`/matters/${i}`, `没有这个事项：${code}`, `no such matter: ${code}`)
  for (const [i, kind] of plan.warnings.entries())
    if (!warningKinds.has(kind)) note(`/warnings/${i}`, `没有这种预警：${kind}`, `no such kind of warning: ${kind}`)
  for (const [i, { rule: id, factor }] of plan.tighten.entries()) {
    const rule = catalogueRules.get(id)
    if (rule === undefined) note(`/tighten/${i}/rule`, `没有这条告警规则：${id}`, `no such alarm rule: ${id}`)
    else if (!isStricter(rule, factor))
      note(
        `/tighten/${i}/factor`,
        rule.direction === 'above' ? '上限规则的系数须小于 1 才更严' : '下限规则的系数须大于 1 才更严，且限值不得为 0',
        rule.direction === 'above'
          ? 'upper limits become stricter by a factor below 1'
          : 'lower limits become stricter by a factor above 1, and a limit of 0 by none',
      )
  }
  // Walls and other systems see a plan as it is.
  const masked = maskTexts(plan)
  if (JSON.stringify(masked) !== JSON.stringify(plan))
    note(
      '',
      '预案中不得出现个人手机号或身份证号，请写岗位和值班电话',
      'a plan names posts and duty lines, never people’s numbers',
    )
}

const POSTS: readonly string[] = ['acceptor', 'dispatcher', 'dutyChief', 'leader']
