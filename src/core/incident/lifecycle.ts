// What may happen to a case, when and by whom: one table, and the questions asked of it. Nothing else decides this.
// Read against the practice of CJJ/T 106 and its successors: 信息采集 → 案卷建立 → 任务派遣 → 任务处理 → 处理反馈 → 核查结案.
import type { ClockStage } from '../clock/types.ts'
import { GUARDS, type GuardName, type GuardRules } from './guards.ts'
import type { Act } from './inputs.ts'
import type { NeedName } from './needs.ts'
import type { Actor, Incident, IncidentState, Role } from './types.ts'

/** Where an act leads: a state, where it was, back to before the suspension or the act taken back, or by what the act found (yes / no). */
export type Next =
  | IncidentState
  | 'same'
  | 'resumeState'
  | 'mergedFrom'
  | 'undone'
  | { readonly yes: IncidentState | 'same'; readonly no: IncidentState | 'same' }

/** One row. `guards` look at the case and the actor; `needs` look at what the actor sends. */
export interface Transition {
  readonly act: Act
  readonly from: readonly IncidentState[]
  readonly to: Next
  readonly by: readonly Role[]
  readonly guards: readonly GuardName[]
  readonly needs: readonly NeedName[]
}

type S = IncidentState
const TERMINAL: readonly S[] = ['closed', 'forceClosed', 'refused', 'cancelled']
const FRESH: readonly S[] = ['pendingVerify', 'pendingFiling']
/** Given to no department yet: only somebody at the desk can have taken such a case on. */
export const UNTAKEN: readonly S[] = [...FRESH, 'pendingDispatch']
const WITH_DEPARTMENT: readonly S[] = ['pendingHandle', 'handling']
const CHECKED: readonly S[] = ['pendingCheck', 'pendingClose']
const TIMED: readonly S[] = [...UNTAKEN, ...WITH_DEPARTMENT, 'pendingConfirm', ...CHECKED]
const OPEN: readonly S[] = [...TIMED, 'suspended']

// The two axes. Supervision (监督) receives, files, verifies, checks and closes; command (指挥) dispatches and judges requests.
// The duty chief may do what either does. The hub itself may file, dispatch, remind, escalate, supervise and resume, by a rule
// that it names.
const SUPERVISION: readonly Role[] = ['acceptor', 'dutyChief']
const ON_THE_SPOT: readonly Role[] = ['collector', ...SUPERVISION]
const COMMAND: readonly Role[] = ['dispatcher', 'dutyChief']
const CHIEF: readonly Role[] = ['dutyChief']
const DEPARTMENT: readonly Role[] = ['department']
const SYSTEM = 'system' as const
const DESK: readonly Role[] = ['acceptor', ...COMMAND]
const ANY_POST: readonly Role[] = ['collector', ...DESK, 'department', 'leader', SYSTEM]

const or = (yes: S | 'same', no: S | 'same'): Next => ({ yes, no })

/**
 * The table. Rows that carry a decision of ours where practice leaves room:
 * - `check` that fails is a rework in the same act (the checker's note is its reason); the check clock stops, a new handling
 *   clock with the full limit starts. The desk may also order a rework before closing.
 * - a photo proves what was found: «found» and «passed» always need one, since the hub itself neither verifies nor checks;
 *   «not found» and «failed» need a note.
 * - `return` and `returnToAcceptor` void the clock of the order or filing that is sent back; its start stays in the log.
 * - an assisting department works under the lead's clock; the lead hands in one joint result when every order is finished or
 *   released.
 * - `reopen` gives the case back to the department that led it, with a new handling clock; the first closure stays in the log.
 * - an appeal is judged twice by two people; a first review that says no ends it. It is one per case, a reopening included.
 * - `merge` parks a case, clocks standing, until the case it was merged into ends (its end is shared) or it is taken out again.
 *   One level only: a case that absorbs others is neither merged on nor refused or cancelled before they are taken out.
 * - `callBack` is of a case that was closed by its condition, by itself or with the one it was merged into. A caller who is not content
 *   reopens the case that was worked on, once and only while it may be reopened; later it is only recorded. A case closed by force
 *   owes no call: it counts apart. A call that reached nobody may be repeated while the clock runs on.
 * - `undo` gives back exactly what stood before; a filing taken back leaves its matter as a suggestion. What the hub did stays.
 * - `forceClose` is a leader's: it ends a case without the closing condition, says so, and counts apart.
 */
// prettier-ignore
export const LIFECYCLE: readonly Transition[] = [
  // before filing 立案前
  { act: 'requestVerify',     from: ['pendingFiling'],   to: 'pendingVerify',                     by: SUPERVISION,              guards: [],              needs: [] },
  { act: 'verify',            from: ['pendingVerify'],   to: 'pendingFiling',                     by: ON_THE_SPOT,              guards: [],              needs: ['photoIfFound', 'noteIfNotFound'] },
  { act: 'file',              from: ['pendingFiling'],   to: 'pendingDispatch',                   by: [...SUPERVISION, SYSTEM], guards: [],              needs: ['knownCondition'] },
  { act: 'refuse',            from: FRESH,               to: 'refused',                           by: CHIEF,                    guards: ['absorbsNone'], needs: ['reason'] },
  { act: 'cancel',            from: FRESH,               to: 'cancelled',                         by: CHIEF,                    guards: ['absorbsNone'], needs: ['reason'] },
  // dispatch 派遣
  { act: 'dispatch',          from: ['pendingDispatch'], to: 'pendingHandle',                     by: [...COMMAND, SYSTEM],     guards: [],              needs: ['knownDepartments'] },
  { act: 'returnToAcceptor',  from: ['pendingDispatch'], to: 'pendingFiling',                     by: COMMAND,                  guards: [],              needs: ['reason'] },
  // disposal 处置
  { act: 'accept',            from: ['pendingHandle'],   to: 'handling',                          by: DEPARTMENT,               guards: ['leads'],       needs: [] },
  { act: 'return',            from: ['pendingHandle'],   to: 'pendingDispatch',                   by: DEPARTMENT,               guards: ['leads', 'mayReturn'], needs: ['reason', 'knownProposal'] },
  { act: 'assign',            from: ['handling'],        to: 'same',                              by: DEPARTMENT,               guards: ['leads'],       needs: ['handler'] },
  { act: 'revoke',            from: ['handling'],        to: 'pendingHandle',                     by: DEPARTMENT,               guards: ['leads'],       needs: ['reason'] },
  { act: 'progress',          from: WITH_DEPARTMENT,     to: 'same',                              by: DEPARTMENT,               guards: ['takesPart'],   needs: ['note'] },
  { act: 'submit',            from: ['handling'],        to: 'pendingConfirm',                    by: DEPARTMENT,               guards: ['leads', 'ordersFinished'], needs: ['note', 'photo'] },
  { act: 'sendBack',          from: ['pendingConfirm'],  to: 'handling',                          by: DEPARTMENT,               guards: ['leads'],       needs: ['reason'] },
  { act: 'confirm',           from: ['pendingConfirm'],  to: 'pendingCheck',                      by: DEPARTMENT,               guards: ['leads'],       needs: [] },
  // assisting departments 协办
  { act: 'engage',            from: WITH_DEPARTMENT,     to: 'same',                              by: COMMAND,                  guards: [],              needs: ['newAssistant', 'task'] },
  { act: 'release',           from: WITH_DEPARTMENT,     to: 'same',                              by: [...COMMAND, 'department'], guards: ['leadsIfDepartment', 'hasOrders'], needs: ['openOrder', 'reason'] },
  { act: 'acceptOrder',       from: WITH_DEPARTMENT,     to: 'same',                              by: DEPARTMENT,               guards: ['assists', 'orderPending'], needs: [] },
  { act: 'returnOrder',       from: WITH_DEPARTMENT,     to: 'same',                              by: DEPARTMENT,               guards: ['assists', 'orderPending'], needs: ['reason'] },
  { act: 'finishOrder',       from: WITH_DEPARTMENT,     to: 'same',                              by: DEPARTMENT,               guards: ['assists', 'orderHandling'], needs: ['note', 'photo'] },
  // extension 延期, suspension 挂账
  { act: 'requestExtension',  from: WITH_DEPARTMENT,     to: 'same',                              by: DEPARTMENT,               guards: ['leads', 'nothingAsked', 'notOverdue', 'extensionLeft'], needs: ['reason'] },
  { act: 'requestSuspension', from: WITH_DEPARTMENT,     to: 'same',                              by: DEPARTMENT,               guards: ['leads', 'nothingAsked', 'suspensionLeft'], needs: ['reason', 'endWithinYear'] },
  { act: 'decideExtension',   from: WITH_DEPARTMENT,     to: 'same',                              by: COMMAND,                  guards: ['extensionAsked'], needs: ['reasonIfRefused'] },
  { act: 'decideSuspension',  from: WITH_DEPARTMENT,     to: or('suspended', 'same'),             by: COMMAND,                  guards: ['suspensionAsked'], needs: ['reasonIfRefused', 'endAhead'] },
  { act: 'resume',            from: ['suspended'],       to: 'resumeState',                       by: [...COMMAND, SYSTEM],     guards: [],              needs: [] },
  // check and closure 核查结案: who disposed does neither
  { act: 'check',             from: ['pendingCheck'],    to: or('pendingClose', 'pendingHandle'), by: ON_THE_SPOT,              guards: ['notDisposer'], needs: ['photoIfPassed', 'noteIfFailed'] },
  { act: 'close',             from: ['pendingClose'],    to: 'closed',                            by: SUPERVISION,              guards: ['notDisposer'], needs: ['conditionMet'] },
  { act: 'rework',            from: CHECKED,             to: 'pendingHandle',                     by: DESK,                     guards: [],              needs: ['reason'] },
  { act: 'forceClose',        from: OPEN,                to: 'forceClosed',                       by: ['leader'],               guards: ['notDisposer'], needs: ['reason'] },
  // after closure 结案后
  { act: 'reopen',            from: ['closed'],          to: 'pendingHandle',                     by: SUPERVISION,              guards: ['ledItself', 'reopenable'], needs: ['reason'] },
  { act: 'appeal',            from: ['closed'],          to: 'same',                              by: DEPARTMENT,               guards: ['leads', 'handledLate', 'notAppealed'], needs: ['reason'] },
  { act: 'reviewAppeal',      from: ['closed'],          to: 'same',                              by: COMMAND,                  guards: ['appealAsked'], needs: ['reasonIfRefused'] },
  { act: 'decideAppeal',      from: ['closed'],          to: 'same',                              by: SUPERVISION,              guards: ['appealReviewed', 'notReviewer'], needs: ['reasonIfRefused'] },
  // whoever reported it 联系与回访; a bad rating, or «not solved», reopens the case to its department where it may be reopened
  { act: 'contact',           from: OPEN,                to: 'same',                              by: [...SUPERVISION, 'department'], guards: ['takesPart', 'callable', 'dispatchedOnce'], needs: ['noteIfNotReached'] },
  { act: 'callBack',          from: ['closed'],          to: or('same', 'pendingHandle'),         by: SUPERVISION,              guards: ['callable', 'notRated'], needs: ['noteIfNotReached', 'ratingIfReached', 'noteIfBad'] },
  { act: 'exclude',           from: ['closed', 'forceClosed'], to: 'same',                        by: CHIEF,                    guards: ['callable', 'notExcluded'], needs: ['reason'] },
  // taken back 撤销: one's own last act, while nobody has gone on from it
  { act: 'undo',              from: [...TIMED, 'closed', 'forceClosed'], to: 'undone',            by: [...DESK, 'department'],  guards: ['undoable'],    needs: [] },
  // alike reports 并案
  { act: 'merge',             from: UNTAKEN,             to: 'merged',                            by: DESK,                     guards: ['absorbsNone'], needs: ['mergeable'] },
  { act: 'unmerge',           from: ['merged'],          to: 'mergedFrom',                        by: DESK,                     guards: [],              needs: ['reason'] },
  // at any time while open 全程
  { act: 'supervise',         from: OPEN,                to: 'same',                              by: ['leader', ...COMMAND, SYSTEM], guards: [],        needs: ['text', 'replyAhead'] },
  { act: 'reply',             from: OPEN,                to: 'same',                              by: DEPARTMENT,               guards: ['leads', 'replyOwed'], needs: ['text'] },
  { act: 'remind',            from: TIMED,               to: 'same',                              by: [...DESK, SYSTEM],        guards: [],              needs: [] },
  { act: 'escalate',          from: TIMED,               to: 'same',                              by: [SYSTEM],                 guards: [],              needs: [] },
  { act: 'note',              from: [...OPEN, 'merged'], to: 'same',                              by: ANY_POST,                 guards: ['takesPart'],   needs: ['text'] },
]

/** Nobody has confirmed yet that it is a case: it has no matter to be dispatched by. */
export const isUnfiled = (state: IncidentState): boolean => FRESH.includes(state)

/** True for ended cases: nothing runs in them. A closed one can still be reopened or appealed. */
export function isTerminal(state: IncidentState): boolean {
  return TERMINAL.includes(state)
}

/** The row of an act; each act has exactly one. */
export function transitionOf(act: Act): Transition {
  const row = LIFECYCLE.find((t) => t.act === act)
  if (!row) throw new RangeError(`no transition for ${act}`)
  return row
}

const STAGE: Readonly<Record<IncidentState, ClockStage | undefined>> = {
  pendingVerify: 'filing',
  pendingFiling: 'filing',
  pendingDispatch: 'dispatch',
  pendingHandle: 'handle',
  handling: 'handle',
  pendingConfirm: 'handle',
  pendingCheck: 'check',
  pendingClose: 'check',
  suspended: 'handle',
  merged: undefined,
  closed: undefined,
  forceClosed: undefined,
  refused: undefined,
  cancelled: undefined,
}

/** Stage whose clock matters in a state: it runs in every open state, stands while suspended, and is none when merged or ended. */
export function stageOf(state: IncidentState): ClockStage | undefined {
  return STAGE[state]
}

/**
 * Acts this actor may do on this case now, in the order of the table. What each needs is checked when it is done.
 * `rules` are those a decision is made with.
 */
export function allowedActs(incident: Incident, actor: Actor, now: number, rules: GuardRules): Act[] {
  const { calendar, reopenWithin, undoWithinMinutes } = rules
  const asked = { incident, actor, now, calendar, reopenWithin, undoWithinMinutes }
  return LIFECYCLE.filter(
    (row) =>
      row.from.includes(incident.state) &&
      row.by.includes(actor.role) &&
      row.guards.every((name) => GUARDS[name](asked) === undefined),
  ).map((row) => row.act)
}
