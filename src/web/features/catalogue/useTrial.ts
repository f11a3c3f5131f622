// One trial at a time: asked, called off when something else is asked or the panel goes, noted for the preview.
import { onScopeDispose, shallowRef } from 'vue'
import { runTrial } from '../../api/trials.ts'
import { toProblem, type ApiProblem } from '../../api/client.ts'
import type { Trial, TrialQuery } from '../../../wire/signs.ts'
import { noteTrial } from './trialBook.ts'

export function useTrial() {
  const trial = shallowRef<{ readonly query: TrialQuery; readonly answer: Trial }>()
  const problem = shallowRef<ApiProblem>()
  const busy = shallowRef(false)
  let current: AbortController | undefined

  function stop(): void {
    current?.abort()
    current = undefined
    busy.value = false
  }
  async function run(query: TrialQuery): Promise<void> {
    stop()
    const mine = new AbortController()
    current = mine
    busy.value = true
    problem.value = undefined
    try {
      const answer = await runTrial(query, mine.signal)
      if (current !== mine) return
      trial.value = { query, answer }
      noteTrial(query.kind, query.id, { body: query.body, days: query.days, trial: answer })
    } catch (error) {
      if (current === mine) problem.value = toProblem(error)
    } finally {
      if (current === mine) stop()
    }
  }
  onScopeDispose(stop)
  return { trial, problem, busy, run, stop, forget: () => (problem.value = undefined) }
}
