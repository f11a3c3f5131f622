// How far an emergency reaches beyond its own log. A drill reaches the hub's own screens and nothing else.
import type { ActInput } from '../incident/inputs.ts'
import type { Incident } from '../incident/types.ts'
import type { DepartmentId } from '../ids.ts'
import type { Emergency, Plan, Tightening } from './types.ts'

export interface Reach {
  /** Where its notices go: `outside` is every real channel, such as webhooks. */
  readonly notices: readonly ('screens' | 'outside')[]
  /** Its case is worked on: departments of the plan are sent. */
  readonly worksOnCase: boolean
  /** Alarm limits that are stricter while it runs. */
  readonly tighten: readonly Tightening[]
}

/** Of one that has ended nothing is left but its last notices. */
export function reachOf({ drill, incident, plan, endedAt }: Emergency): Reach {
  if (drill) return { notices: ['screens'], worksOnCase: false, tighten: [] }
  const runs = endedAt === undefined
  return {
    notices: ['screens', 'outside'],
    worksOnCase: runs && incident !== undefined,
    tighten: runs ? plan.tighten : [],
  }
}

/** The department that leads by the plan: the first that is marked so, else the first. */
export const leadOf = ({ parties }: Plan): DepartmentId | undefined =>
  (parties.find(({ lead }) => lead) ?? parties[0])?.department

/**
 * What is to be done next with its case, so that all units of the plan have an order with their task: a dispatch to the plan's
 * lead where nobody has it yet, then the others one by one. `given`: departments that were tried and refused.
 */
export function nextCaseAct(
  plan: Plan,
  { state, lead, assist }: Pick<Incident, 'state' | 'lead' | 'assist'>,
  given: readonly DepartmentId[],
): Extract<ActInput, { act: 'dispatch' | 'engage' }> | undefined {
  const first = leadOf(plan)
  if (first === undefined) return undefined
  if (state === 'pendingDispatch')
    return given.includes(first)
      ? undefined
      : { act: 'dispatch', lead: first, assist: [], note: `应急响应：${plan.name.zh}` }
  if (state !== 'pendingHandle' && state !== 'handling') return undefined
  const missing = plan.parties.find(
    ({ department }) => department !== lead && !assist.includes(department) && !given.includes(department),
  )
  return missing && { act: 'engage', department: missing.department, task: missing.task.zh }
}
