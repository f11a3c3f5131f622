// The reach of a real emergency: every channel, its case, and the alarm limits. A drill is never given this one.
import type { LineBody, Running } from '../../core/emergency/log.ts'
import { nextCaseAct, reachOf } from '../../core/emergency/reach.ts'
import type { EmergencyNames } from '../../core/emergency/words.ts'
import type { DepartmentId } from '../../core/ids.ts'
import { isUnfiled } from '../../core/incident/lifecycle.ts'
import type { Actor } from '../../core/incident/types.ts'
import { STATE_WORDS } from '../../core/incident/words.ts'
import type { Text } from '../../core/text.ts'
import type { Tell } from '../notify/tell.ts'
import type { Cases } from '../ports.ts'
import { ConflictError, ProblemError } from '../problems.ts'
import type { Db } from '../store/db.ts'
import { linesOf } from './log.ts'
import { noticeRows, type Reaching } from './reaching.ts'

export interface RealReachOptions {
  readonly db: Db
  readonly cases: Pick<Cases, 'get' | 'act'>
  readonly everywhere: Tell
  readonly names: EmergencyNames
}

const NO_MARK: Text = { zh: '', en: '' }
/** Somebody else is working on the case at the same time: it is looked at again this often. */
const MOST_CONFLICTS = 5

/** The command key of a department's part: the same again after a restart is the same act. */
const keyOf = (emergency: string, act: 'dispatch' | 'engage', department: DepartmentId): string =>
  `${emergency}/${act}/${department}`

export function realReach({ db, cases, everywhere, names }: RealReachOptions): Reaching {
  /** The officer who declared it: what is done to the case is done in that name. */
  async function chiefOf({ id, declaredBy }: Running): Promise<Actor> {
    const [first] = await linesOf(db.query, id)
    const { account = 'system', person = '' } = first ?? {}
    return { id: account, name: person, role: declaredBy.role }
  }

  /** Departments whose orders this emergency has given, also in an earlier run of the hub. */
  async function given(e: Running, act: 'dispatch' | 'engage'): Promise<DepartmentId[]> {
    const keys = e.plan.parties.map(({ department }) => keyOf(e.id, act, department))
    const rows = await db.query.selectFrom('command').select('key').where('key', 'in', keys).execute()
    const done = new Set(rows.map(({ key }) => key))
    return e.plan.parties
      .map(({ department }) => department)
      .filter((department) => done.has(keyOf(e.id, act, department)))
  }

  async function work(e: Running, incidentId: string, runs: () => boolean): Promise<Text[]> {
    const chief = await chiefOf(e)
    const failures: Text[] = []
    const tried: DepartmentId[] = []
    let conflicts = 0
    while (runs()) {
      const incident = await cases.get(incidentId)
      if (!incident) return [{ zh: '没有找到案卷', en: 'the case was not found' }]
      const act = nextCaseAct(e.plan, incident, tried)
      if (!act) {
        const { state } = incident
        if (!['pendingDispatch', 'pendingHandle', 'handling'].includes(state))
          failures.push({
            zh: `案卷${STATE_WORDS[state].zh}，未代为派遣，请值班席按流程办理`,
            en: `the case is ${STATE_WORDS[state].en} and was not dispatched: the desk has to go on with it`,
          })
        return failures
      }
      const department = act.act === 'dispatch' ? act.lead : act.department
      try {
        const key = keyOf(e.id, act.act, department)
        const input = act.act === 'dispatch' ? { ...act, assist: [...act.assist] } : act
        await cases.act(incidentId, { key, version: incident.version, input }, chief)
        // Done once: whom the desk releases afterwards stays released.
        tried.push(department)
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        if (error instanceof ConflictError && conflicts++ < MOST_CONFLICTS) continue
        tried.push(department)
        const name = names.department(department)
        failures.push({
          zh: `未能通知${name.zh}：${error.detail.zh}`,
          en: `no order to ${name.en}: ${error.detail.en}`,
        })
      }
    }
    return failures
  }

  return {
    tell: (query, after, lines) => everywhere(query, noticeRows(after, lines, names, NO_MARK)),
    async workOnCase(e, runs): Promise<LineBody | undefined> {
      if (!reachOf(e).worksOnCase || e.incident === undefined) return undefined
      const incident = await cases.get(e.incident)
      // What the plan has for it is done once it is filed.
      if (incident !== undefined && isUnfiled(incident.state)) return undefined
      const failures = await work(e, e.incident, runs)
      const [lead] = await given(e, 'dispatch')
      const engaged = await given(e, 'engage')
      if (!runs() && lead === undefined && engaged.length === 0) return undefined
      return { type: 'caseWorked', ...(lead !== undefined && { lead }), engaged, failures }
    },
    tighten: (e) => reachOf(e).tighten,
  }
}
