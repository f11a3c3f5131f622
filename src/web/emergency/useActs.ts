// Acts in one emergency: one at a time, the same press never twice, and why something was not done.
import { shallowRef, type ShallowRef } from 'vue'
import { actInEmergency } from '../api/emergencies.ts'
import { isPassing, toProblem, type ApiProblem } from '../api/client.ts'
import { createKeyRing } from '../incident/keys.ts'
import type { EmergencyAct, EmergencyRow } from '../../wire/emergencies.ts'

export type Act = EmergencyAct['act']
export interface Acts {
  /** The act under way. */
  readonly busy: Readonly<ShallowRef<Act | undefined>>
  /** Why the last one was not done; what was typed is kept by whoever asked. */
  readonly problem: Readonly<ShallowRef<ApiProblem | undefined>>
  readonly forget: () => void
  /** True once the hub has taken it. `occurredAt`: hub time of a press that was kept since. */
  readonly act: (act: Act, occurredAt?: number) => Promise<boolean>
}

export function useActs(id: () => string | undefined, done: (row: EmergencyRow) => void | Promise<void>): Acts {
  const busy = shallowRef<Act>()
  const problem = shallowRef<ApiProblem>()
  const keys = createKeyRing()
  return {
    busy,
    problem,
    forget: () => (problem.value = undefined),
    async act(act, occurredAt) {
      const which = id()
      if (which === undefined || busy.value !== undefined) return false
      busy.value = act
      problem.value = undefined
      try {
        const key = keys.keyFor([which, act])
        const row = await actInEmergency(which, { key, act, ...(occurredAt !== undefined && { occurredAt }) })
        keys.settle()
        await done(row)
        return true
      } catch (error) {
        problem.value = toProblem(error)
        // Without an answer nobody knows: pressed again it is the same press. A refusal is an answer.
        if (!isPassing(problem.value)) keys.settle()
        return false
      } finally {
        busy.value = undefined
      }
    },
  }
}
