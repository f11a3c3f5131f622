// Sends a report and does at once what was asked with it: file it, or make it another report of a case that is there.
import { shallowRef } from 'vue'
import type { ActCommand } from '../../wire/acts.ts'
import { sendAct } from '../api/incidents.ts'
import { takeReport, type Taken } from '../api/intake.ts'
import { toProblem, type ApiProblem } from '../api/client.ts'
import { newKey } from '../api/newKey.ts'
import { createKeyRing } from '../incident/keys.ts'
import { draftBody, levelOf, type IntakeDraft } from './draft.ts'
import { useIntakeDrafts } from './drafts.ts'

export type Outcome = 'taken' | 'filed' | 'joined'
/** What the acceptor tells the caller. `problem`: the report stands, what should follow did not happen. */
export interface Sent {
  readonly id: string
  readonly code: string
  readonly outcome: Outcome
  readonly joins?: string
  readonly problem?: ApiProblem
}

export function useSending() {
  const intake = useIntakeDrafts()
  const ring = createKeyRing()
  const busy = shallowRef(false)
  const problem = shallowRef<ApiProblem>()
  const sent = shallowRef<Sent>()

  async function follow(taken: Taken, draft: IntakeDraft, outcome: Outcome): Promise<Sent> {
    const { id, code } = taken
    const input = inputOf(draft, outcome)
    if (!input) return { id, code, outcome: 'taken' }
    try {
      await sendAct(id, { key: newKey(), version: taken.version, input })
      return { id, code, outcome, ...(draft.joins && { joins: draft.joins.code }) }
    } catch (error) {
      return { id, code, outcome: 'taken', problem: toProblem(error) }
    }
  }

  /** Nothing is sent while something is missing; nothing is lost when sending fails. */
  async function press(outcome: Outcome): Promise<boolean> {
    const { draft } = intake
    const body = draftBody(draft)
    if (body === undefined || busy.value) return false
    busy.value = true
    problem.value = undefined
    try {
      const taken = await takeReport({ key: ring.keyFor({ draft: draft.id, ...body }), ...body })
      ring.settle()
      sent.value = await follow(taken, draft, outcome)
      intake.drop(draft.id)
      return true
    } catch (error) {
      problem.value = toProblem(error)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, sent, press }
}

function inputOf(draft: IntakeDraft, outcome: Outcome): ActCommand['input'] | undefined {
  const { matter, condition, joins } = draft
  const level = levelOf(draft)
  if (outcome === 'joined' && joins) return { act: 'merge', into: joins.id }
  if (outcome === 'filed' && matter !== undefined && condition !== undefined)
    return { act: 'file', matter, condition, ...(level !== undefined && { level }) }
  return undefined
}
