// The words used in the lifecycle table about the case and the actor: each guard is one small question that answers with a
// reason to refuse. What is asked of the input is in needs.ts.
import { clockStatus } from '../clock/clock.ts'
import { dueAt } from '../clock/limit.ts'
import type { Text } from '../text.ts'
import type { DecideContext } from './decision.ts'
import type { Actor, AssistOrder, Incident } from './types.ts'

/** Approvals of one case (practice: twice extended, once suspended). */
export const MAX_EXTENSIONS = 2
export const MAX_SUSPENSIONS = 1
const MINUTE_MS = 60_000

/** What guards ask of the city: how long a case may be reopened or an act be taken back, and on which calendar. */
export type GuardRules = Pick<DecideContext, 'calendar' | 'reopenWithin' | 'undoWithinMinutes'>

interface Asked extends GuardRules {
  readonly incident: Incident
  readonly actor: Actor
  readonly now: number
}
type Guard = (asked: Asked) => Text | undefined

const unless = (holds: boolean, zh: string, en: string): Text | undefined => (holds ? undefined : { zh, en })

/** The order of the actor's own department, if it assists. */
const orderOf = ({ incident, actor }: Pick<Asked, 'incident' | 'actor'>): AssistOrder | undefined =>
  actor.department === undefined ? undefined : incident.orders.find((one) => one.department === actor.department)

/** Department staff act only on cases of their own department. */
export const GUARDS = {
  leads: ({ incident, actor }) =>
    unless(
      actor.department !== undefined && actor.department === incident.lead,
      '只有主办部门可以办理',
      'Only the lead department may do this.',
    ),
  leadsIfDepartment: ({ incident, actor }) =>
    unless(
      actor.role !== 'department' || (actor.department !== undefined && actor.department === incident.lead),
      '部门中只有主办部门可以办理',
      'Of the departments only the lead may do this.',
    ),
  takesPart: ({ incident, actor }: Pick<Asked, 'incident' | 'actor'>) =>
    unless(
      actor.role !== 'department' ||
        (actor.department !== undefined && [incident.lead, ...incident.assist].includes(actor.department)),
      '本部门不是该案卷的主办或协办部门',
      'Your department neither leads nor assists this case.',
    ),
  assists: (asked) =>
    unless(orderOf(asked) !== undefined, '本部门没有该案卷的协办任务', 'Your department has no assisting order here.'),
  orderPending: (asked) =>
    unless(orderOf(asked)?.state === 'pending', '协办任务已签收', 'The assisting order has been accepted already.'),
  orderHandling: (asked) =>
    unless(
      orderOf(asked)?.state === 'handling',
      '协办任务未签收或已完成',
      'The assisting order is not being worked on.',
    ),
  hasOrders: ({ incident }) =>
    unless(
      incident.orders.some((one) => one.state !== 'finished'),
      '没有未完成的协办任务',
      'No assisting order is unfinished.',
    ),
  ordersFinished: ({ incident }) =>
    unless(
      incident.orders.every((one) => one.state === 'finished'),
      '还有协办任务未完成，请先完成或撤销协办',
      'Assisting orders are unfinished: they have to be finished or released first.',
    ),
  mayReturn: ({ incident }) =>
    unless(
      incident.firstResponsible !== true,
      '首接负责案卷不得回退，请牵头协调办理',
      'The first department to receive this case is responsible: it coordinates and may not return it.',
    ),
  notDisposer: ({ incident, actor }) =>
    unless(
      !incident.disposers.includes(actor.id),
      '处置人不得核查或结案',
      'Whoever disposed of a case may neither check nor close it.',
    ),
  nothingAsked: ({ incident }) =>
    unless(incident.request === undefined, '已有申请待审批', 'A request is already waiting for a decision.'),
  extensionAsked: ({ incident }) =>
    unless(incident.request?.type === 'extension', '没有待审批的延期申请', 'No extension has been requested.'),
  suspensionAsked: ({ incident }) =>
    unless(incident.request?.type === 'suspension', '没有待审批的挂账申请', 'No suspension has been requested.'),
  notOverdue: ({ incident, now }) =>
    unless(
      incident.clocks.handle === undefined || clockStatus(incident.clocks.handle, now) !== 'overdue',
      '已超期，不能申请延期',
      'The case is overdue: no extension may be requested.',
    ),
  extensionLeft: ({ incident }) =>
    unless(
      incident.extensions < MAX_EXTENSIONS,
      `延期已批准${MAX_EXTENSIONS}次，不能再申请`,
      `The case has been extended ${MAX_EXTENSIONS} times already.`,
    ),
  suspensionLeft: ({ incident }) =>
    unless(incident.suspensions < MAX_SUSPENSIONS, '挂账只能一次', 'A case may be suspended only once.'),
  ledItself: ({ incident }) =>
    unless(
      incident.lead !== undefined && incident.mergedInto === undefined,
      '该案卷已并入其他案卷办结，请重新办理主案',
      'This case ended with the case it was merged into: reopen that one.',
    ),
  reopenable: ({ incident, now, calendar, reopenWithin }) =>
    unless(
      incident.closedAt !== undefined && now <= dueAt(incident.closedAt, reopenWithin, calendar),
      '结案时间已久，超过可重新办理的期限，请另立新案',
      'It was closed too long ago to be reopened: open a new case.',
    ),
  handledLate: ({ incident, now }) =>
    unless(
      incident.clocks.handle !== undefined && clockStatus(incident.clocks.handle, now) === 'metLate',
      '处置未超期，无需申诉',
      'It was handled on time: there is nothing to appeal against.',
    ),
  notAppealed: ({ incident }) =>
    unless(incident.appeal === undefined, '每案只能申诉一次', 'A case may be appealed only once.'),
  appealAsked: ({ incident }) =>
    unless(incident.appeal?.state === 'asked', '没有待初审的申诉', 'No appeal is waiting for its review.'),
  appealReviewed: ({ incident }) =>
    unless(incident.appeal?.state === 'reviewed', '没有待终审的申诉', 'No appeal is waiting for its decision.'),
  notReviewer: ({ incident, actor }) =>
    unless(
      incident.appeal?.reviewer !== actor.id,
      '初审人不得终审',
      'Whoever reviewed the appeal may not decide it too.',
    ),
  replyOwed: ({ incident }) =>
    unless(
      incident.supervisions.some((one) => one.reply === undefined),
      '没有待回复的督办',
      'No supervision is waiting for an answer.',
    ),
  callable: ({ incident }) =>
    unless(
      incident.callable === true,
      '上报人没有留下电话，无法联系',
      'Nobody who reported it has left a number to call.',
    ),
  dispatchedOnce: ({ incident }) =>
    unless(
      incident.dispatchedAt !== undefined,
      '尚未派遣，还没有可告知的承办部门',
      'It is not dispatched yet: there is no department to tell the caller of.',
    ),
  notRated: ({ incident }) =>
    unless(
      incident.callBacks?.some((call) => call.reached) !== true,
      '本次结案已回访到诉求人，评价只记一次',
      'The caller has rated this closure already: it is rated once.',
    ),
  notExcluded: ({ incident }) =>
    unless(incident.excluded === undefined, '该案卷已剔除考核', 'The case is excluded from the evaluation already.'),
  undoable: ({ incident: { lastAct }, actor, now, undoWithinMinutes }) =>
    lastAct === undefined
      ? { zh: '没有可撤销的操作，或后续已有人办理', en: 'There is nothing to undo, or somebody has gone on from it.' }
      : lastAct.by !== actor.id
        ? { zh: '只能撤销自己的操作', en: 'The last act is somebody else’s: only they may undo it.' }
        : unless(
            now - lastAct.at <= undoWithinMinutes * MINUTE_MS,
            `超过 ${undoWithinMinutes} 分钟，不能再撤销`,
            `It was done more than ${undoWithinMinutes} minutes ago: too late to undo.`,
          ),
  absorbsNone: ({ incident }) =>
    unless(
      incident.absorbed.length === 0,
      '有案卷并入本案，请先拆出',
      'Other cases are merged into this one: take them out first.',
    ),
} satisfies Record<string, Guard>
export type GuardName = keyof typeof GUARDS
