// The words used in the lifecycle table about what is sent with an act: each need is one small question that answers with a
// reason to refuse and the field it is about. What is asked of the case and the actor is in guards.ts.
import type { DecideContext, Refusal } from './decision.ts'
import { isDiscontent } from './caller.ts'
import type { ActInput } from './inputs.ts'
import { isTerminal } from './lifecycle.ts'
import type { Incident } from './types.ts'

/** A suspension lasts a year at most; 366 days, so that the same date of next year is always within it. */
export const MAX_SUSPENSION_MS = 366 * 86_400_000

type Missing = Omit<Refusal, 'ok' | 'code'>
type Need = (input: ActInput, incident: Incident, ctx: DecideContext) => Missing | undefined

const lacks = (missing: boolean, field: string, zh: string, en: string): Missing | undefined =>
  missing ? { field, reason: { zh, en } } : undefined
const filled = (value: string | undefined): boolean => value !== undefined && value.trim() !== ''
const photosOf = (input: ActInput): number => ('photos' in input ? input.photos.length : 0)
const noteOf = (input: ActInput): string | undefined => ('note' in input ? input.note : undefined)
const reasonOf = (input: ActInput): string | undefined => ('reason' in input ? input.reason : undefined)

/** `field` is a JSON pointer into the input. */
export const NEEDS = {
  reason: (input) => lacks(!filled(reasonOf(input)), '/reason', '请填写理由', 'A reason is required.'),
  note: (input) => lacks(!filled(noteOf(input)), '/note', '请填写办理情况', 'Say what was done.'),
  text: (input) => lacks(!('text' in input && filled(input.text)), '/text', '请填写内容', 'The text is empty.'),
  task: (input) =>
    lacks(
      !('task' in input && filled(input.task)),
      '/task',
      '请填写协办任务',
      'Say what the department is asked to do.',
    ),
  handler: (input) =>
    lacks(!('handler' in input && filled(input.handler)), '/handler', '请填写处置人员', 'Say who handles it.'),
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
  noteIfNotReached: (input) =>
    lacks(
      'reached' in input && !input.reached && !filled(input.note),
      '/note',
      '未联系上须说明情况',
      'Say why the caller could not be reached.',
    ),
  ratingIfReached: (input) => {
    if (input.act !== 'callBack') return undefined
    const { reached, rating, solved } = input
    if (reached)
      return (
        lacks(rating === undefined, '/rating', '请选择评价', 'Choose the rating that the caller gave.') ??
        lacks(solved === undefined, '/solved', '请选择诉求人是否认可解决', 'Say whether the caller calls it solved.')
      )
    return (
      lacks(rating !== undefined, '/rating', '未联系上，不能填评价', 'Nobody was reached who could rate it.') ??
      lacks(solved !== undefined, '/solved', '未联系上，不能填是否解决', 'Nobody was reached who could say so.')
    )
  },
  noteIfBad: (input) =>
    lacks(
      input.act === 'callBack' && isDiscontent(input) && !filled(input.note),
      '/note',
      '不满意或未解决须记录诉求人的意见',
      'Write down what the caller is not content with.',
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
  knownProposal: (input, incident, ctx) => {
    if (input.act !== 'return' || input.proposed === undefined) return undefined
    if (!ctx.isDepartment(input.proposed))
      return lacks(true, '/proposed', '建议的责任部门不存在', 'The proposed department does not exist.')
    return lacks(
      input.proposed === incident.lead,
      '/proposed',
      '建议的责任部门不能是回退部门自己',
      'The proposed department is the one that returns the case.',
    )
  },
  newAssistant: (input, incident, ctx) => {
    if (input.act !== 'engage') return undefined
    const { department } = input
    if (!ctx.isDepartment(department))
      return lacks(true, '/department', '协办部门不存在', 'The assisting department does not exist.')
    return lacks(
      [incident.lead, ...incident.assist].includes(department),
      '/department',
      '该部门已是主办或协办部门',
      'The department already leads or assists this case.',
    )
  },
  openOrder: (input, incident) =>
    lacks(
      input.act === 'release' &&
        !incident.orders.some((one) => one.department === input.department && one.state !== 'finished'),
      '/department',
      '该部门没有未完成的协办任务',
      'The department has no unfinished assisting order.',
    ),
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
  replyAhead: (input, _incident, { now }) =>
    lacks(
      input.act === 'supervise' && input.dueAt !== undefined && input.dueAt <= now,
      '/dueAt',
      '回复期限须晚于当前',
      'The answer must be due after now.',
    ),
  /** Any open case takes another report of the same problem, a suspended one too: the problem is what waits. */
  mergeable: (input, incident, { other }) => {
    if (input.act !== 'merge') return undefined
    const wrong = (zh: string, en: string) => lacks(true, '/into', zh, en)
    if (input.into === incident.id) return wrong('不能并入自身', 'A case cannot be merged into itself.')
    if (other?.id !== input.into) return wrong('要并入的案卷不存在', 'There is no such case to merge into.')
    if (other.state === 'merged')
      return wrong(
        `该案卷已并入${other.mergedInto ?? '其他案卷'}，请直接并入主案`,
        `That case is itself merged into ${other.mergedInto ?? 'another'}: merge into the main case.`,
      )
    return lacks(isTerminal(other.state), '/into', '要并入的案卷已办结', 'The case to merge into has ended.')
  },
} satisfies Record<string, Need>
export type NeedName = keyof typeof NEEDS
