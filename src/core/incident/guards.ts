// The words used in the lifecycle table: each guard and need is one small question that answers with a reason to refuse.
import { clockStatus } from '../clock/clock.ts'
import type { Text } from '../text.ts'
import type { DecideContext, Refusal } from './decision.ts'
import type { ActInput } from './inputs.ts'
import type { Actor, Incident } from './types.ts'

/** Approvals of one case (practice: twice extended, once suspended, for at most a year). */
export const MAX_EXTENSIONS = 2
export const MAX_SUSPENSIONS = 1
/** 366 days, so that the same date of next year is always within it. */
export const MAX_SUSPENSION_MS = 366 * 86_400_000

interface Asked {
  readonly incident: Incident
  readonly actor: Actor
  readonly now: number
}
type Guard = (asked: Asked) => Text | undefined

const text = (zh: string, en: string): Text => ({ zh, en })
const unless = (holds: boolean, zh: string, en: string): Text | undefined => (holds ? undefined : text(zh, en))

/** About the case and the actor. Department staff act only on cases of their own department. */
export const GUARDS = {
  leads: ({ incident, actor }) =>
    unless(
      actor.department !== undefined && actor.department === incident.lead,
      '只有主办部门可以办理',
      'Only the lead department may do this.',
    ),
  takesPart: ({ incident, actor }) =>
    unless(
      actor.role !== 'department' ||
        (actor.department !== undefined && [incident.lead, ...incident.assist].includes(actor.department)),
      '本部门不是该案卷的主办或协办部门',
      'Your department neither leads nor assists this case.',
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
} satisfies Record<string, Guard>
export type GuardName = keyof typeof GUARDS

type Need = (
  input: ActInput,
  incident: Incident,
  ctx: DecideContext,
) => Omit<Extract<Refusal, { ok: false }>, 'ok' | 'code'> | undefined

const filled = (value: string | undefined): boolean => value !== undefined && value.trim() !== ''
const lacks = (missing: boolean, field: string, zh: string, en: string) =>
  missing ? { field, reason: text(zh, en) } : undefined
const photosOf = (input: ActInput): number => ('photos' in input ? input.photos.length : 0)
const noteOf = (input: ActInput): string | undefined => ('note' in input ? input.note : undefined)
const reasonOf = (input: ActInput): string | undefined => ('reason' in input ? input.reason : undefined)

/** About what is sent with the act. `field` is a JSON pointer into the input. */
export const NEEDS = {
  reason: (input) => lacks(!filled(reasonOf(input)), '/reason', '请填写理由', 'A reason is required.'),
  note: (input) => lacks(!filled(noteOf(input)), '/note', '请填写办理情况', 'Say what was done.'),
  text: (input) => lacks(!('text' in input && filled(input.text)), '/text', '请填写内容', 'The text is empty.'),
  photo: (input) =>
    lacks(photosOf(input) === 0, '/photos', '请上传处置后照片', 'At least one photo taken after the work is required.'),
  photoIfFound: (input) =>
    lacks(
      input.act === 'verify' && input.found && photosOf(input) === 0,
      '/photos',
      '核实属实须附现场照片',
      'A verified problem needs a photo of it.',
    ),
  noteIfNotFound: (input) =>
    lacks(
      input.act === 'verify' && !input.found && !filled(input.note),
      '/note',
      '核实不属实须说明现场情况',
      'Say what was seen on the spot.',
    ),
  photoIfPassed: (input) =>
    lacks(
      input.act === 'check' && input.passed && photosOf(input) === 0,
      '/photos',
      '核查达标须附现场照片',
      'A passed check needs a photo.',
    ),
  noteIfFailed: (input) =>
    lacks(
      input.act === 'check' && !input.passed && !filled(input.note),
      '/note',
      '核查不达标须说明原因',
      'Say why the check failed.',
    ),
  reasonIfRefused: (input) =>
    lacks('granted' in input && !input.granted && !filled(input.reason), '/reason', '不同意须说明理由', 'Say why not.'),
  conditionMet: (input) =>
    lacks(
      !(input.act === 'close' && input.conditionMet),
      '/conditionMet',
      '请确认已达到结案条件',
      'The closing condition must be met.',
    ),
  knownCondition: (input, _incident, ctx) =>
    lacks(
      !(input.act === 'file' && ctx.snapshotOf(input.matter, input.condition)),
      '/condition',
      '请选择现行有效的立案条件',
      'Choose a filing condition that is in force.',
    ),
  knownDepartments: (input, _incident, ctx) => {
    if (input.act !== 'dispatch') return undefined
    const { lead, assist } = input
    if (!ctx.isDepartment(lead)) return lacks(true, '/lead', '主办部门不存在', 'The lead department does not exist.')
    if (!assist.every((id) => ctx.isDepartment(id)))
      return lacks(true, '/assist', '协办部门不存在', 'An assisting department does not exist.')
    return lacks(
      new Set([lead, ...assist]).size <= assist.length,
      '/assist',
      '主办、协办部门不能重复',
      'A department is named twice.',
    )
  },
  endWithinYear: (input, _incident, { now }) =>
    lacks(
      input.act === 'requestSuspension' && !(input.until > now && input.until <= now + MAX_SUSPENSION_MS),
      '/until',
      '挂账截止时间须晚于当前、不超过一年',
      'A suspension must end after now and within a year.',
    ),
  endAhead: (input, incident, { now }) =>
    lacks(
      input.act === 'decideSuspension' &&
        input.granted &&
        incident.request?.type === 'suspension' &&
        incident.request.until <= now,
      '/granted',
      '申请的挂账截止时间已过',
      'The requested end of the suspension has passed.',
    ),
} satisfies Record<string, Need>
export type NeedName = keyof typeof NEEDS
