// Words for what the rules name by keys, shared by the hub's messages and the screens: complete by type, in both
// languages. Interface phrases (buttons, headings, explanations of pages) live in the web application.
import { LEVEL_SIGN } from '../core/alarm/why.ts'
import type { AlarmState } from '../core/alarm/types.ts'
import {
  ACT_WORDS as ACTS_IN_SENTENCES,
  ROLE_WORDS as ROLES_IN_SENTENCES,
  STATE_WORDS as STATES_IN_SENTENCES,
} from '../core/incident/words.ts'
import type { ClockStage, ClockStatus, Limit, LimitUnit } from '../core/clock/types.ts'
import type { EventType } from '../core/incident/events.ts'
import type { Act } from '../core/incident/inputs.ts'
import type { Ground, IncidentSource, IncidentState, Rating, Role } from '../core/incident/types.ts'
import type { Level } from '../core/level.ts'
import type { Text } from '../core/text.ts'

export type Words<K extends string | number> = Readonly<Record<K, Text>>
/** A text in both languages. */
export const say = (zh: string, en: string): Text => ({ zh, en })

/** Labels with the Chinese of core's sentences, which has one form for both; only English needs another beside a row. */
function labels<K extends string>(inSentences: Words<K>, english: Readonly<Record<K, string>>): Words<K> {
  const out: Partial<Record<K, Text>> = {}
  for (const key in english) out[key] = say(inSentences[key].zh, english[key])
  return out as Words<K>
}

/** The national four-level scale with its colour: colour never stands alone. */
export const LEVEL_WORDS: Words<Level> = {
  1: say(`${LEVEL_SIGN[1]}级 红`, `Level ${LEVEL_SIGN[1]} red`),
  2: say(`${LEVEL_SIGN[2]}级 橙`, `Level ${LEVEL_SIGN[2]} orange`),
  3: say(`${LEVEL_SIGN[3]}级 黄`, `Level ${LEVEL_SIGN[3]} yellow`),
  4: say(`${LEVEL_SIGN[4]}级 蓝`, `Level ${LEVEL_SIGN[4]} blue`),
}

/** Words for a stored level, where 0 stands for none. */
export function levelWords(level: number): Text {
  return level === 1 || level === 2 || level === 3 || level === 4 ? LEVEL_WORDS[level] : say('无级别', 'No level')
}

/** 核实 is before filing (is it true?), 核查 after disposal (is it fixed?): national usage, never swapped. */
export const STATE_WORDS: Words<IncidentState> = labels(STATES_IN_SENTENCES, {
  pendingVerify: 'To be verified',
  pendingFiling: 'To be filed',
  pendingDispatch: 'To be dispatched',
  pendingHandle: 'To be accepted',
  handling: 'Being handled',
  pendingConfirm: 'To be confirmed',
  pendingCheck: 'To be checked',
  pendingClose: 'To be closed',
  suspended: 'Suspended',
  merged: 'Merged',
  closed: 'Closed',
  forceClosed: 'Closed by force',
  refused: 'Refused',
  cancelled: 'Cancelled',
})

export const ACT_WORDS: Words<Act> = labels(ACTS_IN_SENTENCES, {
  requestVerify: 'Request verification',
  verify: 'Report verification',
  file: 'File',
  refuse: 'Refuse',
  cancel: 'Cancel',
  dispatch: 'Dispatch',
  returnToAcceptor: 'Return to acceptor',
  accept: 'Accept',
  assign: 'Assign',
  return: 'Return',
  revoke: 'Revoke assignment',
  progress: 'Report progress',
  submit: 'Submit result',
  sendBack: 'Send back',
  confirm: 'Confirm',
  engage: 'Engage department',
  release: 'Release department',
  acceptOrder: 'Accept order',
  returnOrder: 'Return order',
  finishOrder: 'Report order done',
  check: 'Check',
  rework: 'Rework',
  close: 'Close',
  forceClose: 'Close by force',
  reopen: 'Reopen',
  appeal: 'Appeal',
  reviewAppeal: 'Review appeal',
  decideAppeal: 'Decide appeal',
  contact: 'Contact caller',
  callBack: 'Call back',
  exclude: 'Exclude',
  undo: 'Undo',
  merge: 'Merge',
  unmerge: 'Take out',
  requestExtension: 'Request extension',
  decideExtension: 'Decide extension',
  requestSuspension: 'Request suspension',
  decideSuspension: 'Decide suspension',
  resume: 'Resume',
  supervise: 'Supervise',
  reply: 'Reply',
  remind: 'Remind',
  escalate: 'Escalate',
  note: 'Note',
})

export const ROLE_WORDS: Words<Role> = labels(ROLES_IN_SENTENCES, {
  wall: 'Wall',
  collector: 'Collector',
  acceptor: 'Acceptor',
  dispatcher: 'Dispatcher',
  dutyChief: 'Duty chief',
  department: 'Department',
  leader: 'Leader',
  administrator: 'Administrator',
  system: 'System',
})

export const CLOCK_STAGE_WORDS: Words<ClockStage> = {
  filing: say('立案时限', 'Filing'),
  dispatch: say('派遣时限', 'Dispatch'),
  handle: say('处置时限', 'Disposal'),
  check: say('核查时限', 'Check'),
  respond: say('联系时限', 'Contact'),
  callBack: say('回访时限', 'Call-back'),
  total: say('全程时限', 'Total'),
}

export const CLOCK_STATUS_WORDS: Words<ClockStatus> = {
  running: say('时限内', 'In time'),
  nearDue: say('即将超期', 'Nearly due'),
  overdue: say('已超期', 'Overdue'),
  paused: say('暂停计时', 'Paused'),
  metOnTime: say('按时完成', 'Met on time'),
  metLate: say('超期完成', 'Met late'),
}

/** After an amount: "2 紧急工作时". */
export const LIMIT_UNIT_WORDS: Words<LimitUnit> = {
  urgentHour: say('紧急工作时', 'urgent hours'),
  workHour: say('工作时', 'working hours'),
  workDay: say('工作日', 'working days'),
  naturalDay: say('自然日', 'calendar days'),
}

/** The unit beside an amount: «2 紧急工作时», “2 urgent hours”, but “1 urgent hour”. */
export function limitUnit({ amount, unit }: Limit): Text {
  const { zh, en } = LIMIT_UNIT_WORDS[unit]
  return { zh, en: amount === 1 ? en.replace(/s$/, '') : en }
}

/** ISA-18.2. */
export const ALARM_STATE_WORDS: Words<AlarmState> = {
  active: say('未确认', 'Active'),
  acknowledged: say('已确认', 'Acknowledged'),
  shelved: say('已搁置', 'Shelved'),
  returned: say('已恢复未确认', 'Returned, unacknowledged'),
  normal: say('正常', 'Normal'),
}

export const SOURCE_WORDS: Words<IncidentSource> = {
  sensor: say('监测告警', 'Sensor'),
  hotline: say('12345 热线', '12345 hotline'),
  patrol: say('巡查上报', 'Patrol'),
  camera: say('视频识别', 'Camera'),
  citizen: say('市民上报', 'Citizen'),
  platform: say('平台转办', 'Other platform'),
  desk: say('值班登记', 'Duty desk'),
}

/** 好差评, five levels (国办发〔2019〕51号). */
export const RATING_WORDS: Words<Rating> = {
  verySatisfied: say('非常满意', 'Very satisfied'),
  satisfied: say('满意', 'Satisfied'),
  fairlySatisfied: say('基本满意', 'Fairly satisfied'),
  dissatisfied: say('不满意', 'Dissatisfied'),
  veryDissatisfied: say('非常不满意', 'Very dissatisfied'),
}

/** Why a case does not count in the three rates. */
export const GROUND_WORDS: Words<Ground> = {
  consultation: say('咨询类', 'A question, not a complaint'),
  unreasonable: say('不合理诉求', 'Unreasonable'),
  outOfPower: say('超出职权', 'Out of the city’s power'),
}

/** What a line of a case's log says happened. */
export const EVENT_WORDS: Words<EventType> = {
  opened: say('案卷建立', 'Opened'),
  alarmLinked: say('并入告警', 'Alarm linked'),
  reportLinked: say('并入上报', 'Report linked'),
  verifyRequested: say('已发送核实', 'Verification requested'),
  verified: say('核实已反馈', 'Verified'),
  filed: say('已立案', 'Filed'),
  refused: say('不予立案', 'Refused'),
  cancelled: say('已作废', 'Cancelled'),
  dispatched: say('已派遣', 'Dispatched'),
  returnedToAcceptor: say('已退回受理', 'Returned to acceptor'),
  accepted: say('已签收', 'Accepted'),
  returned: say('已回退', 'Returned'),
  revoked: say('指派已撤销', 'Assignment revoked'),
  progressed: say('进展已反馈', 'Progress reported'),
  submitted: say('处置结果已提交', 'Result submitted'),
  sentBack: say('已打回', 'Sent back'),
  confirmed: say('处置已确认', 'Disposal confirmed'),
  engaged: say('已增派协办', 'Department engaged'),
  released: say('协办已撤销', 'Department released'),
  orderAccepted: say('协办已签收', 'Order accepted'),
  orderReturned: say('协办已退回', 'Order returned'),
  orderFinished: say('协办已完成', 'Order finished'),
  checked: say('核查已反馈', 'Checked'),
  reworked: say('已返工', 'Sent to rework'),
  closed: say('已结案', 'Closed'),
  forceClosed: say('已强制结案', 'Closed by force'),
  reopened: say('已重新办理', 'Reopened'),
  extensionRequested: say('已申请延期', 'Extension requested'),
  extensionDecided: say('延期已审批', 'Extension decided'),
  suspensionRequested: say('已申请挂账', 'Suspension requested'),
  suspensionDecided: say('挂账已审批', 'Suspension decided'),
  resumed: say('已恢复办理', 'Resumed'),
  appealed: say('已申诉', 'Appealed'),
  appealReviewed: say('申诉已初审', 'Appeal reviewed'),
  appealDecided: say('申诉已终审', 'Appeal decided'),
  supervised: say('已督办', 'Supervised'),
  replied: say('督办已回复', 'Supervision answered'),
  reminded: say('已催办', 'Reminded'),
  escalated: say('已提请值班长', 'Escalated'),
  noted: say('已备注', 'Noted'),
  assigned: say('已指派', 'Assigned'),
  contacted: say('已联系诉求人', 'Caller contacted'),
  calledBack: say('已回访', 'Called back'),
  excluded: say('已剔除考核', 'Excluded from evaluation'),
  undone: say('已撤销', 'Undone'),
  merged: say('已并入他案', 'Merged'),
  absorbed: say('已并入他案卷', 'Case merged in'),
  unmerged: say('已拆案', 'Taken out'),
  separated: say('并入案卷已拆出', 'Case taken out'),
  outcomeShared: say('随主案办结', 'Ended with its main case'),
  clocked: say('时限变动', 'Clock changed'),
}
