// Who may put something under supervision and act in it, and what the log then says. Pure: no store, no clock.
import type { DepartmentId, IncidentId, PhotoId } from '../ids.ts'
import type { Actor, Role } from '../incident/types.ts'
import type { Text } from '../text.ts'
import { isEnded } from './fold.ts'
import type { Giving, LineBody, Tracked } from './log.ts'
import type { Origin } from './types.ts'

/** No lines. `code` is a stable word; `field` points into what was sent. */
export interface Refusal {
  readonly ok: false
  readonly code: 'role' | 'ended' | 'needs' | 'state'
  readonly reason: Text
  readonly field?: string
}
export type Decision = { readonly ok: true; readonly lines: readonly LineBody[] } | Refusal

/** What may be asked of one; the shapes on the wire are `SupervisedActSchema`. */
export type SupervisedInput =
  | { readonly act: 'sign' }
  | {
      readonly act: 'report'
      readonly final: boolean
      readonly text: string
      readonly photos: readonly PhotoId[]
      readonly incidents: readonly IncidentId[]
    }
  | { readonly act: 'close'; readonly conclusion: string; readonly withoutEvidence?: string }
  | { readonly act: 'sendBack'; readonly reason: string; readonly dueAt?: number }
  | { readonly act: 'add'; readonly text: string }
  | { readonly act: 'remind'; readonly text?: string }
  | { readonly act: 'reschedule'; readonly dueAt: number; readonly reason: string }
  | { readonly act: 'withdraw'; readonly reason: string }
  | { readonly act: 'read' }
export const SUPERVISED_ACTS = [
  'sign',
  'report',
  'close',
  'sendBack',
  'add',
  'remind',
  'reschedule',
  'withdraw',
  'read',
] as const satisfies readonly SupervisedInput['act'][]

export interface GiveContext {
  readonly now: number
  readonly isDepartment: (id: DepartmentId) => boolean
}

/** Posts whose own word is an instruction; the rest of the desk starts matters that have another cause. */
const INSTRUCTS: readonly Role[] = ['leader', 'dutyChief']
const DESK: readonly Role[] = ['acceptor', 'dispatcher', 'dutyChief']
/** Acts that rest on what their author saw: another version is looked at first. The others only add a line. */
export const RESTS_ON_VERSION: readonly SupervisedInput['act'][] = ['close', 'sendBack', 'reschedule', 'withdraw']

const refuse = (code: Refusal['code'], zh: string, en: string, field?: string): Refusal => ({
  ok: false,
  code,
  reason: { zh, en },
  ...(field !== undefined && { field }),
})
const lines = (...bodies: readonly LineBody[]): Decision => ({ ok: true, lines: bodies })
const blank = (text: string | undefined): boolean => text === undefined || text.trim() === ''

/** Whether the post may start one of this origin. */
export const mayGive = ({ role }: Pick<Actor, 'role'>, origin: Origin): boolean =>
  INSTRUCTS.includes(role) || (DESK.includes(role) && origin !== 'instruction')

/** 立项: `actor` gives it. The due date is after now, departments exist and are named once. */
export function give(input: Giving, actor: Pick<Actor, 'role'>, { now, isDepartment }: GiveContext): Decision {
  const { origin, title, text, anchor, lead, assist, dueAt } = input
  if (!mayGive(actor, origin))
    return refuse(
      'role',
      origin === 'instruction'
        ? '只有领导和值班长可以批示；值班席可对超期、重复投诉、会议议定事项立督办'
        : '只有领导和值班席可以立督办事项',
      origin === 'instruction'
        ? 'Only leaders and the duty chief instruct; the desk may start matters that are overdue, repeated or agreed in a meeting.'
        : 'Only leaders and the desk put matters under supervision.',
    )
  if (blank(title)) return refuse('needs', '请填写事项名称', 'The matter needs a name.', '/title')
  if (blank(text)) return refuse('needs', '请填写批示内容', 'Write what is asked.', '/text')
  if (!isDepartment(lead)) return refuse('needs', '主办部门不存在', 'The lead department does not exist.', '/lead')
  if (!assist.every((id) => isDepartment(id)))
    return refuse('needs', '协办部门不存在', 'An assisting department does not exist.', '/assist')
  if (new Set([lead, ...assist]).size <= assist.length)
    return refuse('needs', '主办、协办部门不能重复', 'A department is named twice.', '/assist')
  if (dueAt <= now) return ahead('/dueAt')
  if (anchor.kind !== 'none' && anchor.id === '')
    return refuse('needs', '没有说明批示在何处', 'It is not said what this is written beside.', '/anchor/id')
  return lines({ type: 'given', ...input })
}

const ahead = (field: string): Refusal =>
  refuse('needs', '办理期限须晚于当前', 'The due date must be after now.', field)

const isGiver = ({ by }: Tracked, { id }: Pick<Actor, 'id'>): boolean => by.account === id
const checks = (m: Tracked, actor: Actor): boolean => isGiver(m, actor) || actor.role === 'dutyChief'
const partOf = ({ parts }: Tracked, { role, department }: Actor) =>
  role === 'department' ? parts.find((part) => part.department === department) : undefined

/** One act in one matter. After its end it can only be read. */
export function decide(m: Tracked, input: SupervisedInput, actor: Actor, now: number): Decision {
  if (input.act === 'read')
    return !isGiver(m, actor)
      ? refuse('role', '只有批示人本人可以标为已阅', 'Only whoever gave it marks it read.')
      : m.cameBack > m.readUpTo
        ? lines({ type: 'read' })
        : lines()
  if (isEnded(m))
    return m.state === 'closed'
      ? refuse('ended', '督办事项已办结', 'The matter is closed.')
      : refuse('ended', '督办事项已撤销', 'The matter was withdrawn.')
  switch (input.act) {
    case 'sign':
    case 'report':
      return ofDepartment(m, input, actor)
    case 'close':
    case 'sendBack':
      return ofCheck(m, input, actor, now)
    case 'remind':
      if (!isGiver(m, actor) && !DESK.includes(actor.role))
        return refuse('role', '只有批示人和值班席可以催办', 'Only the giver and the desk remind.')
      if (m.state === 'pendingCheck')
        return refuse('state', '已报办结、等待核查，无需催办', 'It was reported done and waits for the check.')
      return lines({ type: 'reminded', why: 'person', ...(!blank(input.text) && { text: input.text ?? '' }) })
    case 'withdraw':
      if (!isGiver(m, actor)) return refuse('role', '只有批示人本人可以撤销', 'Only whoever gave it may withdraw it.')
      return blank(input.reason) ? noReason() : lines({ type: 'withdrawn', reason: input.reason })
    case 'add':
    case 'reschedule':
      if (!checks(m, actor))
        return refuse(
          'role',
          '只有批示人和值班长可以补充、改期',
          'Only the giver and the duty chief add and reschedule.',
        )
      if (input.act === 'add')
        return blank(input.text)
          ? refuse('needs', '请填写补充内容', 'Write what is added.', '/act/text')
          : lines({ type: 'added', text: input.text })
      if (blank(input.reason)) return noReason()
      if (input.dueAt <= now) return ahead('/act/dueAt')
      if (input.dueAt === m.dueAt) return refuse('needs', '与现办理期限相同', 'It is due then already.', '/act/dueAt')
      return lines({ type: 'rescheduled', from: m.dueAt, dueAt: input.dueAt, reason: input.reason })
  }
}

const noReason = (): Refusal => refuse('needs', '请填写理由', 'A reason is required.', '/act/reason')

function ofDepartment(m: Tracked, input: Extract<SupervisedInput, { act: 'sign' | 'report' }>, actor: Actor): Decision {
  const part = partOf(m, actor)
  if (!part) return refuse('role', '只有主办、协办部门可以签收、反馈', 'Only the departments named sign and report.')
  const { department, lead, signedAt } = part
  if (input.act === 'sign')
    return signedAt === undefined
      ? lines({ type: 'signed', department })
      : refuse('state', '本部门已签收', 'Your department has signed for it already.')
  const { final, text, photos, incidents } = input
  if (blank(text)) return refuse('needs', '请填写办理情况', 'Say what was done.', '/act/text')
  if (final && !lead)
    return refuse('role', '只有主办部门可以报送最终反馈', 'Only the lead hands in the final report.', '/act/final')
  if (final && m.state === 'pendingCheck')
    return refuse('state', '最终反馈已报送，等待核查', 'The final report is in and waits for the check.')
  // Whoever reports has read what was asked.
  const signed: readonly LineBody[] = signedAt === undefined ? [{ type: 'signed', department }] : []
  return lines(...signed, { type: 'reported', final, text, photos, incidents })
}

function ofCheck(
  m: Tracked,
  input: Extract<SupervisedInput, { act: 'close' | 'sendBack' }>,
  actor: Actor,
  now: number,
): Decision {
  if (!checks(m, actor)) return refuse('role', '只有批示人和值班长可以核查', 'Only the giver and the duty chief check.')
  const final = m.progress.findLast((one) => one.final)
  if (m.state !== 'pendingCheck' || !final)
    return refuse('state', '主办部门尚未报送最终反馈', 'The lead has not handed in its final report.')
  if (final.by.account === actor.id)
    return refuse('role', '报送人不得核查自己的反馈', 'Nobody checks their own report.')
  if (input.act === 'sendBack') {
    if (blank(input.reason)) return noReason()
    if (input.dueAt !== undefined && input.dueAt <= now) return ahead('/act/dueAt')
    return lines({ type: 'sentBack', reason: input.reason, ...(input.dueAt !== undefined && { dueAt: input.dueAt }) })
  }
  const { conclusion, withoutEvidence } = input
  if (blank(conclusion)) return refuse('needs', '请填写核查结论', 'Write the conclusion.', '/act/conclusion')
  const shown = final.photos.length + final.incidents.length > 0
  if (!shown && blank(withoutEvidence))
    return refuse(
      'needs',
      '最终反馈没有照片或案卷佐证：请退回补充，或说明免附佐证的理由',
      'The final report shows neither photo nor case: send it back, or say why none is needed.',
      '/act/withoutEvidence',
    )
  return lines({
    type: 'closed',
    conclusion,
    ...(!shown && withoutEvidence !== undefined && { withoutEvidence }),
  })
}

/** What the actor may try now; needs of the input are not asked. */
export function mayOf(m: Tracked, actor: Actor): readonly string[] {
  const later = Number.MAX_SAFE_INTEGER
  const text = '-'
  const tries: readonly (readonly [string, SupervisedInput])[] = [
    ['sign', { act: 'sign' }],
    ['report', { act: 'report', final: false, text, photos: [], incidents: [] }],
    ['final', { act: 'report', final: true, text, photos: [], incidents: [] }],
    ['close', { act: 'close', conclusion: text, withoutEvidence: text }],
    ['sendBack', { act: 'sendBack', reason: text }],
    ['add', { act: 'add', text }],
    ['remind', { act: 'remind' }],
    ['reschedule', { act: 'reschedule', dueAt: later, reason: text }],
    ['withdraw', { act: 'withdraw', reason: text }],
    ['read', { act: 'read' }],
  ]
  return tries.flatMap(([name, input]) => {
    const decision = decide(m, input, actor, 0)
    return decision.ok && decision.lines.length > 0 ? [name] : []
  })
}
