// Who may declare an emergency and act in it, and what the log then says. Pure: no store, no clock.
import type { DepartmentId, IncidentId } from '../ids.ts'
import type { Actor, Role } from '../incident/types.ts'
import type { Level } from '../level.ts'
import { maskTexts } from '../mask.ts'
import type { Text } from '../text.ts'
import type { Kept, LineBody, Running } from './log.ts'
import { REPORT_WORDS, drillOf } from './words.ts'
import type { Emergency, EmergencyActor, Plan, PlanStep, ReportKind, RollAnswer } from './types.ts'

/** No lines. `code` is a stable word; `field` points into what was sent. */
export interface Refusal {
  readonly ok: false
  readonly code: 'role' | 'ended' | 'needs' | 'state'
  readonly reason: Text
  readonly field?: string
}
export type Decision = { readonly ok: true; readonly lines: readonly LineBody[] } | Refusal

/** What may be asked of one that runs; the shapes on the wire are `EmergencyActSchema`. */
export type EmergencyInput =
  | { readonly type: 'doStep'; readonly step: string; readonly note?: string }
  | { readonly type: 'undoStep'; readonly step: string }
  | { readonly type: 'sign'; readonly department?: DepartmentId }
  | { readonly type: 'answer'; readonly department?: DepartmentId; readonly answer: RollAnswer; readonly note?: string }
  | { readonly type: 'callRoll' }
  /** `kind`: what it was written as. */
  | { readonly type: 'report'; readonly n: number; readonly kind: ReportKind; readonly text: string }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'end'; readonly reason: string }

/** What a declaration is made of. `incident`: the case as lists show it. */
export interface Declaration {
  readonly plan: Plan
  readonly drill: boolean
  readonly incident?: {
    readonly id: IncidentId
    readonly title: Text
    readonly level: Level
    readonly ended: boolean
    readonly place: NonNullable<Emergency['place']>
  }
  readonly level?: Level
  readonly title?: string
  readonly place?: Emergency['place']
}

/** Of an emergency nobody graded, and that is of no case: 较大. */
const UNGRADED: Level = 3
const DESK: readonly Role[] = ['acceptor', 'dispatcher', 'dutyChief']
/** Posts that may sign and answer for a unit that told them by telephone. */
const ON_BEHALF: readonly Role[] = ['dispatcher', 'dutyChief']

const refuse = (code: Refusal['code'], zh: string, en: string, field?: string): Refusal => ({
  ok: false,
  code,
  reason: { zh, en },
  ...(field !== undefined && { field }),
})
const line = (body: LineBody): Decision => ({ ok: true, lines: [body] })

/** Known by post or department only. */
export const toEmergencyActor = ({ role, department }: Pick<Actor, 'role' | 'department'>): EmergencyActor => ({
  role,
  ...(department !== undefined && { department }),
})

/** 启动应急响应 or a drill: the duty chief alone. A real one is of a case that is open; a drill may stand alone. */
export function declare(input: Declaration, actor: Pick<Actor, 'role'>): Decision {
  const { plan, drill, incident } = input
  if (actor.role !== 'dutyChief')
    return refuse('role', '只有值班长可以启动应急响应或演练', 'Only the duty chief declares emergencies and drills.')
  if (!drill && incident === undefined)
    return refuse('needs', '启动应急响应须指明案卷', 'A real emergency is one of a case: name the case.', '/incident')
  if (!drill && incident?.ended === true)
    return refuse(
      'state',
      '案卷已结束，不能启动应急响应',
      'The case has ended: no emergency can be declared.',
      '/incident',
    )
  const place = input.place ?? incident?.place
  // Walls show it: a number that slipped into a title is masked as everywhere outside the desk.
  const typed = input.title === undefined ? undefined : maskTexts(input.title)
  const own = incident?.title ?? plan.name
  return line({
    type: 'declared',
    drill,
    plan,
    ...(incident && { incident: incident.id }),
    title: typed === undefined ? (drill ? drillOf(own) : own) : { zh: typed, en: typed },
    level: input.level ?? incident?.level ?? UNGRADED,
    ...(place && { place: maskTexts(place) }),
  })
}

/** What the hub hears now that was done at `occurredAt`, kept on a device in between. Epoch ms. */
export interface Delivery {
  readonly occurredAt: number
  readonly now: number
}

/**
 * One act in one emergency. After its end only notes and the final report are taken. `delivery`: of a step, a signature or an answer
 * that was kept on a device; a time before the declaration or after now is that of a wrong clock, and is moved between the two.
 */
export function decide(e: Running, input: EmergencyInput, actor: Actor, delivery?: Delivery): Decision {
  if (e.endedAt !== undefined && input.type !== 'note' && input.type !== 'report')
    return refuse(
      'ended',
      e.drill ? '演练已结束，只能补记情况、报送终报' : '应急响应已解除，只能补记情况、报送终报',
      'It has ended: only notes and the final report are still taken.',
    )
  switch (input.type) {
    case 'doStep':
    case 'undoStep':
      return decideStep(e, input, actor, keptOf(e, delivery))
    case 'sign':
    case 'answer':
      return decideParty(e, input, actor, keptOf(e, delivery))
    case 'callRoll':
      return actor.role === 'dutyChief'
        ? line({ type: 'rollCalled' })
        : refuse('role', '只有值班长可以重新点名', 'Only the duty chief calls the roll again.')
    case 'report':
      return decideReport(e, input, actor)
    case 'note':
      return takesPart(e, actor)
        ? line({ type: 'noted', text: input.text })
        : refuse(
            'role',
            '只有值班席、领导和预案内单位可以记录',
            'Only the desk, leaders and units of the plan write here.',
          )
    case 'end':
      return actor.role === 'dutyChief'
        ? line({ type: 'ended', reason: input.reason })
        : refuse('role', '只有值班长可以解除应急响应、结束演练', 'Only the duty chief ends it.')
  }
}

function keptOf(e: Running, delivery: Delivery | undefined): Kept {
  if (delivery === undefined) return {}
  const occurredAt = Math.max(delivery.occurredAt, e.declaredAt)
  return occurredAt < delivery.now ? { occurredAt } : {}
}

const isParty = (e: Emergency, department: DepartmentId | undefined): department is DepartmentId =>
  department !== undefined && e.parties.some((one) => one.department === department)

const takesPart = (e: Emergency, { role, department }: Actor): boolean =>
  DESK.includes(role) || role === 'leader' || (role === 'department' && isParty(e, department))

const owns = (step: PlanStep, { role, department }: Actor): boolean =>
  DESK.includes(role) ||
  ('post' in step.owner ? step.owner.post === role : role === 'department' && step.owner.department === department)

function decideStep(e: Running, input: Extract<EmergencyInput, { step: string }>, actor: Actor, kept: Kept): Decision {
  const step = e.plan.steps.find(({ id }) => id === input.step)
  const state = e.steps.find(({ id }) => id === input.step)
  if (!step || !state) return refuse('needs', '预案中没有这一步', 'The plan has no such step.', '/act/step')
  if (!owns(step, actor))
    return refuse(
      'role',
      '只有该步骤的责任单位、责任岗位或值班席可以办理',
      'Only its own department or post, or the desk, may do this step.',
    )
  if (input.type === 'undoStep')
    return state.doneAt === undefined
      ? refuse('state', '该步骤尚未完成，无需撤销', 'The step is not done: there is nothing to take back.')
      : line({ type: 'stepUndone', step: step.id })
  if (state.doneAt !== undefined) return refuse('state', '该步骤已完成', 'The step is done already.')
  return line({ type: 'stepDone', step: step.id, ...(input.note !== undefined && { note: input.note }), ...kept })
}

function decideParty(
  e: Running,
  input: Extract<EmergencyInput, { type: 'sign' | 'answer' }>,
  actor: Actor,
  kept: Kept,
): Decision {
  const department = input.department ?? actor.department
  if (actor.role === 'department') {
    if (department !== actor.department)
      return refuse(
        'role',
        '只能为本部门签收、应答',
        'A department signs and answers for itself only.',
        '/act/department',
      )
  } else if (!ON_BEHALF.includes(actor.role))
    return refuse(
      'role',
      '只有各单位本身、值班长或派遣员可以签收、应答',
      'Only the unit itself, the duty chief or the dispatcher.',
    )
  if (department === undefined)
    return refuse('needs', '代为签收、应答须指明单位', 'Name the unit you sign or answer for.', '/act/department')
  const party = e.parties.find((one) => one.department === department)
  if (!party) return refuse('needs', '该单位不在预案内', 'The unit has no part in this plan.', '/act/department')
  if (input.type === 'sign')
    return party.signedAt === undefined
      ? line({ type: 'signed', department, ...kept })
      : refuse('state', '应急指令已签收', 'The order has been signed for already.')
  const { occurredAt } = kept
  if (occurredAt !== undefined && occurredAt < e.rollDueAt - e.plan.rollCallMs)
    return refuse('state', '此后已重新点名，请再次应答', 'The roll has been called again since: answer anew.')
  if (occurredAt !== undefined && party.answeredAt !== undefined && occurredAt < party.answeredAt)
    return refuse('state', '此后已有新的应答，以新的为准', 'There is a later answer already, and that one counts.')
  const { answer, note } = input
  return line({ type: 'answered', department, answer, ...(note !== undefined && { note }), ...kept })
}

function decideReport(
  e: Running,
  { n, kind, text }: Extract<EmergencyInput, { type: 'report' }>,
  actor: Actor,
): Decision {
  if (!DESK.includes(actor.role)) return refuse('role', '只有值班席可以报送信息', 'Only the desk hands in reports.')
  const report = e.reports.find((one) => one.n === n)
  if (!report) return refuse('needs', '没有这一期报告', 'There is no such report.', '/act/n')
  if (report.submittedAt !== undefined)
    return refuse(
      'state',
      '该期报告已报送，更正请在续报中说明',
      'It has been handed in: corrections go into the next report.',
      '/act/n',
    )
  // What was written to go on with must not be filed as the last word.
  if (report.kind !== kind)
    return refuse(
      'state',
      `本期现为${REPORT_WORDS[report.kind].zh}，请核对后报送`,
      `This is now the ${REPORT_WORDS[report.kind].en}: look it over before it is handed in.`,
      '/act/kind',
    )
  return line({ type: 'reported', n, kind, text })
}
