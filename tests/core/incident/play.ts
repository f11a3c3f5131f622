// A case to play with: officers, a filing condition, and a log that grows by decisions as the hub's does.
import { decide } from '../../../src/core/incident/decide.ts'
import type { Decision, DecideContext } from '../../../src/core/incident/decision.ts'
import { applyEvent } from '../../../src/core/incident/fold.ts'
import { toEvents } from '../../../src/core/incident/log.ts'
import { type Cause, openIncident } from '../../../src/core/incident/open.ts'
import { sharedOutcome } from '../../../src/core/incident/merge.ts'
import { tickIncident } from '../../../src/core/incident/tick.ts'
import type { Level } from '../../../src/core/level.ts'
import type { EventBody, IncidentEvent } from '../../../src/core/incident/events.ts'
import type { ActInput } from '../../../src/core/incident/inputs.ts'
import type { Actor, Incident, IncidentState, MatterSnapshot, Role } from '../../../src/core/incident/types.ts'
import { CALENDAR_2026, at } from '../clock/fixtures.ts'

export const HOUR = 3_600_000
export const MINUTE = 60_000
/** A Tuesday morning. */
export const START = at('2026-10-13 09:00')

const person = (role: Role, department?: string): Actor => ({
  id: department ? `${role}-${department}` : role,
  name: `${role} ${department ?? ''}`.trim(),
  role,
  ...(department && { department }),
})
export const collector = person('collector')
export const acceptor = person('acceptor')
export const dispatcher = person('dispatcher')
export const chief = person('dutyChief')
export const leader = person('leader')
export const administrator = person('administrator')
export const wall = person('wall')
export const system = person('system')
export const water = person('department', 'water')
export const traffic = person('department', 'traffic')
export const parks = person('department', 'parks')
/** One of each post; `water` leads and `traffic` assists in the cases below. */
export const EVERYONE = [
  collector,
  acceptor,
  dispatcher,
  chief,
  leader,
  administrator,
  wall,
  system,
  water,
  traffic,
  parks,
]

export const PONDING: MatterSnapshot & { level: Level } = {
  standard: '示例',
  code: 'E001',
  kind: 'emergency',
  name: { zh: '道路积水', en: 'Road ponding' },
  condition: 'E001.1',
  conditionText: { zh: '积水深度超过15厘米', en: 'Deeper than 15 cm' },
  closingText: { zh: '积水排除', en: 'Drained' },
  limit: { amount: 2, unit: 'urgentHour' },
  basis: ['城镇排水与污水处理条例'],
  level: 2,
}

export const STAGES = {
  filing: { amount: 0.5, unit: 'urgentHour' },
  dispatch: { amount: 0.5, unit: 'urgentHour' },
  check: { amount: 2, unit: 'urgentHour' },
} as const

export const ESCALATION = {
  chiefAfter: { amount: 1, unit: 'urgentHour' },
  superviseAfter: { amount: 4, unit: 'urgentHour' },
} as const
/** What tickIncident and allowedActs ask of the city. */
export const RULES = {
  calendar: CALENDAR_2026,
  escalation: ESCALATION,
  reopenWithin: { amount: 15, unit: 'naturalDay' },
  respondWithin: { amount: 1, unit: 'naturalDay' },
  callBackWithin: { amount: 2, unit: 'naturalDay' },
  undoWithinMinutes: 10,
} as const

const snapshotOf: DecideContext['snapshotOf'] = (matter, condition) =>
  matter === 'E001' && condition === 'E001.1' ? PONDING : undefined

export const context = (actor: Actor, now: number, more: Partial<DecideContext> = {}): DecideContext => ({
  actor,
  now,
  occurredAt: now,
  ...RULES,
  stages: STAGES,
  snapshotOf,
  isDepartment: (id) => ['water', 'traffic', 'parks'].includes(id),
  recommended: 'water',
  because: [],
  ...more,
})

/** A case with its log. */
export interface Played {
  readonly incident: Incident
  readonly log: readonly IncidentEvent[]
}

export function append(
  before: Played | undefined,
  bodies: readonly EventBody[],
  actor: Actor,
  now: number,
  id = before?.incident.id ?? 'YZ-1',
): Played {
  const entry = { incident: id, version: before?.incident.version ?? 0, actor, occurredAt: now, recordedAt: now }
  const events = toEvents(bodies, { ...entry, because: [] })
  let incident = before?.incident
  for (const event of events) incident = applyEvent(incident, event)
  if (!incident) throw new Error('no events')
  return { incident, log: [...(before?.log ?? []), ...events] }
}

export const HOTLINE: Cause = { type: 'report', report: 'r1', source: 'hotline' }

export function opening(cause: Cause, now = START, callable = false): EventBody[] {
  const facts = {
    code: 'YZ-20261013-000001',
    place: { lng: 119.43, lat: 32.4, area: '321002004' },
    placeText: { zh: '文昌中路', en: 'Wenchang Middle Road' },
    text: '文昌中路积水很深，车过不去。请尽快处理',
    matter: 'E001',
    condition: 'E001.1',
    simulated: false,
    ...(callable && { callable }),
    cause,
  }
  return openIncident(facts, { now, ...RULES, stages: STAGES, snapshotOf })
}

export const open = (cause: Cause = HOTLINE, now = START, id = 'YZ-1'): Played =>
  append(undefined, opening(cause, now), system, now, id)
/** The same by somebody who left a number. */
export const openCallable = (id = 'YZ-1', now = START): Played =>
  append(undefined, opening(HOTLINE, now, true), system, now, id)

/** The other report of the same ponding, `YZ-2`, which takes the merges below. */
export const OTHER: Played = open(HOTLINE, START, 'YZ-2')

export const attempt = (played: Played, actor: Actor, input: ActInput, now: number, other = OTHER): Decision =>
  decide(played.incident, input, context(actor, now, { other: other.incident }))

/** Does a lawful act; a refusal fails the test with its reason. */
export function act(played: Played, actor: Actor, input: ActInput, now: number, other = OTHER): Played {
  const decision = attempt(played, actor, input, now, other)
  if (!decision.ok) throw new Error(`${input.act}: ${decision.code} ${decision.reason.en}`)
  return append(played, decision.events, actor, now)
}

/** Both cases after a merge or an unmerge. */
export function actOnBoth(played: Played, other: Played, actor: Actor, input: ActInput, now: number): [Played, Played] {
  const decision = attempt(played, actor, input, now, other)
  if (!decision.ok) throw new Error(`${input.act}: ${decision.code} ${decision.reason.en}`)
  if (decision.other?.incident !== other.incident.id)
    throw new Error(`${input.act} says nothing on ${other.incident.id}`)
  return [append(played, decision.events, actor, now), append(other, decision.other.events, actor, now)]
}

/** The merged case after the end of its main case, as the hub does it. */
export function share(main: Played, child: Played, now: number): Played {
  const bodies = sharedOutcome(main.incident, child.incident, { now, ...RULES })
  return bodies.length > 0 ? append(child, bodies, system, now) : child
}

export function tick(played: Played, now: number): Played {
  const bodies = tickIncident(played.incident, now, RULES)
  return bodies.length > 0 ? append(played, bodies, system, now) : played
}

export const PHOTO = 'a'.repeat(64)
/** A complete input for each act, as a sensible officer would send it. */
export const INPUTS = {
  requestVerify: { act: 'requestVerify' },
  verify: { act: 'verify', found: true, photos: [PHOTO] },
  file: { act: 'file', matter: 'E001', condition: 'E001.1' },
  refuse: { act: 'refuse', reason: '不属于受理范围' },
  cancel: { act: 'cancel', reason: '误报' },
  dispatch: { act: 'dispatch', lead: 'water', assist: ['traffic'] },
  returnToAcceptor: { act: 'returnToAcceptor', reason: '立案条件有误' },
  accept: { act: 'accept', handler: '张三' },
  assign: { act: 'assign', handler: '王五', crew: 'pumps' },
  contact: { act: 'contact', reached: true },
  callBack: { act: 'callBack', reached: true, rating: 'satisfied', solved: true },
  exclude: { act: 'exclude', ground: 'unreasonable', reason: '诉求超出合同约定' },
  undo: { act: 'undo' },
  return: { act: 'return', reason: '非本单位职责', proposed: 'traffic' },
  revoke: { act: 'revoke', reason: '更换处置人' },
  progress: { act: 'progress', note: '泵车已到场', photos: [] },
  submit: { act: 'submit', note: '积水已排除', photos: [PHOTO] },
  sendBack: { act: 'sendBack', reason: '照片不清' },
  confirm: { act: 'confirm' },
  engage: { act: 'engage', department: 'parks', task: '清运落叶' },
  release: { act: 'release', department: 'traffic', reason: '已无需管制' },
  acceptOrder: { act: 'acceptOrder', handler: '李四' },
  returnOrder: { act: 'returnOrder', reason: '不在本单位辖区' },
  finishOrder: { act: 'finishOrder', note: '交通已疏导', photos: [PHOTO] },
  check: { act: 'check', passed: true, photos: [PHOTO] },
  rework: { act: 'rework', reason: '仍有积水' },
  close: { act: 'close', conditionMet: true },
  forceClose: { act: 'forceClose', reason: '市政府统一安排' },
  reopen: { act: 'reopen', reason: '市民来电称仍有积水' },
  appeal: { act: 'appeal', reason: '暴雨红色预警期间无法作业', photos: [PHOTO] },
  reviewAppeal: { act: 'reviewAppeal', granted: true },
  decideAppeal: { act: 'decideAppeal', granted: true },
  merge: { act: 'merge', into: 'YZ-2', reason: '同一处积水' },
  unmerge: { act: 'unmerge', reason: '不是同一处' },
  requestExtension: { act: 'requestExtension', reason: '需调配泵车' },
  decideExtension: { act: 'decideExtension', granted: true },
  requestSuspension: { act: 'requestSuspension', reason: '待管网改造', until: START + 30 * 24 * HOUR },
  decideSuspension: { act: 'decideSuspension', granted: true },
  resume: { act: 'resume' },
  supervise: { act: 'supervise', text: '今晚办结' },
  reply: { act: 'reply', text: '泵车已增派' },
  remind: { act: 'remind' },
  note: { act: 'note', text: '已电话联系' },
} satisfies { [A in ActInput['act']]: ActInput }

const ORDER_ACTS: readonly ActInput['act'][] = ['acceptOrder', 'finishOrder']
const WAY: readonly [IncidentState, Actor, ActInput][] = [
  ['pendingFiling', acceptor, INPUTS.file],
  ['pendingDispatch', dispatcher, INPUTS.dispatch],
  ['pendingHandle', water, INPUTS.accept],
  ['handling', traffic, INPUTS.acceptOrder],
  ['handling', traffic, INPUTS.finishOrder],
  ['handling', water, INPUTS.submit],
  ['pendingConfirm', water, INPUTS.confirm],
  ['pendingCheck', acceptor, INPUTS.check],
  ['pendingClose', chief, INPUTS.close],
]

/**
 * A case brought to a state by the straight way, one act a minute. In `pendingHandle` the assisting order is still to be accepted;
 * in `handling` it is finished, in `closed` the check was passed.
 */
export function inState(state: IncidentState, begun = open()): Played {
  if (state === 'pendingVerify') return act(begun, acceptor, INPUTS.requestVerify, START)
  if (state === 'merged') return act(begun, acceptor, INPUTS.merge, START)
  if (state === 'forceClosed') return act(inState('handling', begun), leader, INPUTS.forceClose, START + 10 * MINUTE)
  if (state === 'refused') return act(begun, chief, INPUTS.refuse, START)
  if (state === 'cancelled') return act(begun, chief, INPUTS.cancel, START)
  if (state === 'suspended') {
    const asked = act(inState('handling', begun), water, INPUTS.requestSuspension, START + 10 * MINUTE)
    return act(asked, dispatcher, INPUTS.decideSuspension, START + 20 * MINUTE)
  }
  let played = begun
  let now = START
  for (const [from, actor, input] of WAY) {
    if (played.incident.state === state && !ORDER_ACTS.includes(input.act)) return played
    if (played.incident.state === from) played = act(played, actor, input, (now += MINUTE))
  }
  return played
}
