// One thing at a time for components: a press while it runs does nothing, and what went wrong stays until the next.
import { shallowRef, type ShallowRef } from 'vue'
import { toProblem, type ApiProblem } from './client.ts'

export interface Busy {
  readonly busy: Readonly<ShallowRef<boolean>>
  readonly problem: ShallowRef<ApiProblem | undefined>
  /** Nothing while another runs; a failure is said by `problem`. */
  readonly run: (work: () => Promise<void>) => Promise<void>
}

export function useBusy(): Busy {
  const busy = shallowRef(false)
  const problem = shallowRef<ApiProblem>()
  async function run(work: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    problem.value = undefined
    try {
      await work()
    } catch (error) {
      problem.value = toProblem(error)
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, run }
}
