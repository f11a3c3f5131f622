// Names of states, acts, roles, guards and needs in both languages, for the sentences that the rules make, the pages made from
// the lifecycle table, and every screen that names them. Screens have their own phrases besides.
import type { Level } from '../level.ts'
import type { Text } from '../text.ts'
import { MAX_EXTENSIONS, MAX_SUSPENSIONS, type GuardName } from './guards.ts'
import type { Act } from './inputs.ts'
import type { NeedName } from './needs.ts'
import type { IncidentState, Role } from './types.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const STATE_WORDS: Readonly<Record<IncidentState, Text>> = {
  pendingVerify: text('待核实', 'awaiting verification'),
  pendingFiling: text('待立案', 'awaiting filing'),
  pendingDispatch: text('待派遣', 'awaiting dispatch'),
  pendingHandle: text('待处置', 'awaiting acceptance by the department'),
  handling: text('处置中', 'being handled'),
  pendingConfirm: text('待部门确认', 'awaiting confirmation by the department'),
  pendingCheck: text('待核查', 'awaiting the check'),
  pendingClose: text('待结案', 'awaiting closure'),
  suspended: text('挂账', 'suspended'),
  merged: text('已并案', 'merged into another case'),
  closed: text('已结案', 'closed'),
  forceClosed: text('强制结案', 'closed by force'),
  refused: text('不予立案', 'refused'),
  cancelled: text('已作废', 'cancelled'),
}

export const ACT_WORDS: Readonly<Record<Act, Text>> = {
  requestVerify: text('发送核实', 'request verification'),
  verify: text('核实反馈', 'report the verification'),
  file: text('立案', 'file'),
  refuse: text('不予立案', 'refuse'),
  cancel: text('作废', 'cancel'),
  dispatch: text('派遣', 'dispatch'),
  returnToAcceptor: text('退回受理', 'return to the acceptor'),
  accept: text('签收', 'accept'),
  assign: text('指派', 'assign'),
  return: text('回退', 'return'),
  revoke: text('撤销指派', 'revoke the assignment'),
  progress: text('反馈进展', 'report progress'),
  submit: text('提交处置结果', 'submit the result'),
  sendBack: text('打回', 'send back to the handler'),
  confirm: text('确认处置', 'confirm the disposal'),
  engage: text('增派协办', 'engage an assisting department'),
  release: text('撤销协办', 'release an assisting department'),
  acceptOrder: text('签收协办', 'accept the assisting order'),
  returnOrder: text('退回协办', 'return the assisting order'),
  finishOrder: text('反馈协办结果', 'report the assisting work'),
  check: text('核查', 'check'),
  rework: text('返工', 'order rework'),
  close: text('结案', 'close'),
  forceClose: text('强制结案', 'close by force'),
  reopen: text('重新办理', 'reopen'),
  contact: text('联系诉求人', 'contact the caller'),
  callBack: text('回访', 'call back'),
  exclude: text('剔除考核', 'exclude from the evaluation'),
  undo: text('撤销', 'undo the last act'),
  appeal: text('超时申诉', 'appeal against the overdue mark'),
  reviewAppeal: text('申诉初审', 'review the appeal'),
  decideAppeal: text('申诉终审', 'decide the appeal'),
  merge: text('并案', 'merge'),
  unmerge: text('拆案', 'take out of the merge'),
  requestExtension: text('申请延期', 'request an extension'),
  decideExtension: text('审批延期', 'decide the extension'),
  requestSuspension: text('申请挂账', 'request a suspension'),
  decideSuspension: text('审批挂账', 'decide the suspension'),
  resume: text('恢复办理', 'resume'),
  supervise: text('督办', 'supervise'),
  reply: text('回复督办', 'answer the supervision'),
  remind: text('催办', 'remind'),
  escalate: text('升级提醒值班长', 'escalate to the duty chief'),
  note: text('备注', 'add a note'),
}

export const ROLE_WORDS: Readonly<Record<Role, Text>> = {
  wall: text('大屏', 'the wall'),
  collector: text('监督员', 'the collector'),
  acceptor: text('受理员', 'the acceptor'),
  dispatcher: text('派遣员', 'the dispatcher'),
  dutyChief: text('值班长', 'the duty chief'),
  department: text('处置部门', 'the department'),
  leader: text('领导', 'the leader'),
  administrator: text('管理员', 'the administrator'),
  system: text('系统', 'the system'),
}

/** Guards of the lifecycle table as short conditions; the sentence of a refusal is the guard's own. */
export const GUARD_WORDS: Readonly<Record<GuardName, Text>> = {
  leads: text('主办部门', 'lead department'),
  leadsIfDepartment: text('部门中仅主办部门', 'of the departments only the lead'),
  takesPart: text('部门中仅主办、协办部门', 'of the departments only those taking part'),
  assists: text('协办部门', 'assisting department'),
  orderPending: text('协办任务待签收', 'its order is pending'),
  orderHandling: text('协办任务办理中', 'its order is being worked on'),
  hasOrders: text('有未完成的协办任务', 'an assisting order is unfinished'),
  ordersFinished: text('协办任务均已完成或撤销', 'every assisting order is finished or released'),
  mayReturn: text('非首接负责', 'not first responsible'),
  notDisposer: text('非处置人', 'did not dispose of it'),
  nothingAsked: text('无待审批的申请', 'no request is waiting'),
  extensionAsked: text('有延期申请', 'an extension is requested'),
  suspensionAsked: text('有挂账申请', 'a suspension is requested'),
  notOverdue: text('未超期', 'not overdue'),
  extensionLeft: text(`延期未满 ${MAX_EXTENSIONS} 次`, `extended fewer than ${MAX_EXTENSIONS} times`),
  suspensionLeft: text(`挂账未满 ${MAX_SUSPENSIONS} 次`, 'not suspended before'),
  ledItself: text('自行办结，非并入他案', 'ended by itself, not merged into another'),
  reopenable: text('结案后规定期限内', 'within the time for reopening'),
  handledLate: text('处置超期', 'handled late'),
  notAppealed: text('未申诉过', 'not appealed before'),
  appealAsked: text('申诉待初审', 'an appeal waits for its review'),
  appealReviewed: text('申诉待终审', 'an appeal waits for its decision'),
  notReviewer: text('非初审人', 'not the reviewer'),
  replyOwed: text('有待回复的督办', 'a supervision is unanswered'),
  callable: text('上报人留有电话', 'whoever reported it left a number'),
  dispatchedOnce: text('已派遣', 'dispatched'),
  notRated: text('本次结案未评价', 'this closure is not rated yet'),
  notExcluded: text('未剔除过', 'not excluded before'),
  undoable: text('自己刚办理、后续未办理、在时限内', 'one’s own last act, nobody has gone on from it, in time'),
  absorbsNone: text('无案卷并入', 'no case is merged into it'),
}

/** Needs of the lifecycle table: what is to be sent with an act. */
export const NEED_WORDS: Readonly<Record<NeedName, Text>> = {
  reason: text('理由', 'a reason'),
  note: text('办理情况', 'what was done'),
  text: text('内容', 'the text'),
  task: text('协办任务', 'the task'),
  handler: text('处置人员', 'who handles it'),
  photo: text('照片', 'a photo'),
  photoIfFound: text('属实附照片', 'a photo if found'),
  noteIfNotFound: text('不属实附说明', 'a note if not found'),
  photoIfPassed: text('达标附照片', 'a photo if passed'),
  noteIfFailed: text('不达标附原因', 'the cause if failed'),
  noteIfNotReached: text('未联系上附说明', 'a note if not reached'),
  ratingIfReached: text('联系上附评价、是否解决', 'rating and solved or not, if reached'),
  noteIfBad: text('不满意或未解决附意见', 'the complaint if not content'),
  reasonIfRefused: text('不同意附理由', 'a reason if refused'),
  conditionMet: text('达到结案条件', 'the closing condition ticked'),
  knownCondition: text('现行的立案条件', 'a filing condition in force'),
  knownDepartments: text('主办部门，可加协办', 'the lead department, and helpers if any'),
  knownProposal: text('可建议其他责任部门', 'another department, if proposed'),
  newAssistant: text('尚未参与的部门', 'a department not yet taking part'),
  openOrder: text('任务未完成的协办部门', 'the department of an unfinished order'),
  endWithinYear: text('一年内的截止时间', 'an end within a year'),
  endAhead: text('截止时间未过', 'the end still ahead'),
  replyAhead: text('可设晚于当前的回复期限', 'a deadline ahead, if any'),
  mergeable: text('要并入的在办案卷', 'the open case to merge into'),
}

/** Ⅰ red to Ⅳ blue. */
export const LEVEL_WORDS: Readonly<Record<Level, Text>> = {
  1: text('Ⅰ级', 'level I'),
  2: text('Ⅱ级', 'level II'),
  3: text('Ⅲ级', 'level III'),
  4: text('Ⅳ级', 'level IV'),
}

/** Chapters of the lifecycle table, by the act each begins with. */
export const CHAPTER_WORDS: Readonly<Partial<Record<Act, Text>>> = {
  requestVerify: text('立案前', 'Before filing'),
  dispatch: text('派遣', 'Dispatch'),
  accept: text('处置', 'Disposal'),
  engage: text('协办', 'Assisting departments'),
  requestExtension: text('延期、挂账', 'Extension and suspension'),
  check: text('核查结案', 'Check and closure'),
  reopen: text('结案后', 'After closure'),
  contact: text('联系与回访', 'The caller'),
  undo: text('撤销', 'Taking back'),
  merge: text('并案', 'Merging'),
  supervise: text('全程', 'At any time'),
}

/** What an act that leads two ways found. */
export const OUTCOME_WORDS: Readonly<Partial<Record<Act, { readonly yes: Text; readonly no: Text }>>> = {
  check: { yes: text('达标', 'passed'), no: text('不达标', 'failed') },
  callBack: { yes: text('满意或未联系上', 'content or not reached'), no: text('不满意或未解决', 'not content') },
  decideSuspension: { yes: text('同意', 'granted'), no: text('不同意', 'refused') },
}
