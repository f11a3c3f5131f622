// Names of states, acts and roles in both languages, for the sentences that the rules make. Screens have their own phrases.
import type { Level } from '../level.ts'
import type { Text } from '../text.ts'
import type { Act } from './inputs.ts'
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

/** Ⅰ red to Ⅳ blue. */
export const LEVEL_WORDS: Readonly<Record<Level, Text>> = {
  1: text('Ⅰ级', 'level I'),
  2: text('Ⅱ级', 'level II'),
  3: text('Ⅲ级', 'level III'),
  4: text('Ⅳ级', 'level IV'),
}
