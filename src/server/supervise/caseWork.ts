// What a matter does to its case, so that nobody enters it twice: marks it as supervised, and answers that supervision. Once each.
import { GUARDS } from '../../core/incident/guards.ts'
import { isTerminal } from '../../core/incident/lifecycle.ts'
import type { Actor, Incident } from '../../core/incident/types.ts'
import type { CaseWork, LineBody, Tracked } from '../../core/supervise/log.ts'
import type { ActCommand } from '../../wire/acts.ts'
import { SYSTEM } from '../cases/context.ts'
import type { Cases } from '../ports.ts'
import { ConflictError, ProblemError } from '../problems.ts'
import { toActor } from './log.ts'

/** Somebody else is working on the case at the same time: it is looked at again this often, then left for the next round. */
const MOST_CONFLICTS = 5

type Worked = Extract<LineBody, { type: 'caseWorked' }>

interface Act {
  readonly input: ActCommand['input']
  readonly actor: Actor
}

/** Undefined: the case is busy, to be tried again. The same work again after a restart is the same act. */
export async function workOnCase(
  m: Tracked,
  work: CaseWork,
  { cases, now }: { readonly cases: Pick<Cases, 'get' | 'act'>; readonly now: number },
): Promise<Worked | undefined> {
  const { act, n, incident: id } = work
  const said: Worked = { type: 'caseWorked', act, n, incident: id }
  for (let tries = 0; tries < MOST_CONFLICTS; tries++) {
    const incident = await cases.get(id)
    if (!incident) return { ...said, failure: { zh: '没有找到案卷', en: 'the case was not found' } }
    const step = act === 'supervise' ? supervise(m, now) : reply(m, n, incident)
    if (!step) return { ...said, needless: true }
    try {
      const command = { key: `${m.id}/${act}/${n}`, version: incident.version, input: step.input }
      await cases.act(id, command, step.actor)
      return said
    } catch (error) {
      if (error instanceof ConflictError) continue
      if (error instanceof ProblemError && error.status < 500) return { ...said, failure: error.detail }
      throw error
    }
  }
  return undefined
}

/** In the name of whoever gave it; the acceptor, who may not supervise cases, has the hub do it. */
function supervise({ text, code, by, grade, dueAt }: Tracked, now: number): Act {
  const actor = by.role === 'acceptor' ? SYSTEM : toActor(by)
  const urgency = by.role === 'leader' ? 'leader' : grade === 'important' ? 'urgent' : 'normal'
  return {
    actor,
    input: { act: 'supervise', text: `${text}（${code}）`, urgency, ...(dueAt > now && { dueAt }) },
  }
}

/** Only where the case still waits for its lead to answer, and the lead of both is the same. */
function reply(m: Tracked, n: number, incident: Incident): Act | undefined {
  const report = m.progress.find((one) => one.n === n)
  if (!report || isTerminal(incident.state) || incident.lead !== m.lead) return undefined
  if (incident.supervisions.every((one) => one.reply !== undefined)) return undefined
  const actor = toActor(report.by)
  return GUARDS.takesPart({ incident, actor }) ? undefined : { actor, input: { act: 'reply', text: report.text } }
}
