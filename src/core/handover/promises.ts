// What has been promised or is owed, and to whom: the next shift keeps it.
import { isRunning } from '../clock/clock.ts'
import type { ClockStage } from '../clock/types.ts'
import type { Incident } from '../incident/types.ts'
import type { HandoverFacts, HandoverLine } from './facts.ts'
import { aboutCase, caseText, firstDue, text, type Unwritten } from './lines.ts'

type Made = { readonly id: string; readonly zh: string; readonly en: string; readonly dueAt?: number }

function line(facts: HandoverFacts, incident: Incident, { id, zh, en, dueAt }: Made): Unwritten {
  const known = { id, ...(dueAt !== undefined && { dueAt }) }
  const write = (): HandoverLine => ({
    ...known,
    section: 'promises',
    text: caseText(facts, incident, text(zh, en)),
    ...aboutCase(incident),
    mustOpen: false,
  })
  return { ...known, write }
}

const runningDue = (incident: Incident, stage: ClockStage): number | undefined => {
  const clock = incident.clocks[stage]
  return clock !== undefined && isRunning(clock) ? clock.dueAt : undefined
}

/** Extensions granted: the new deadline is a promise. */
function extensions(facts: HandoverFacts): Unwritten[] {
  return facts.open.flatMap((incident) => {
    const dueAt = runningDue(incident, 'handle')
    if (incident.extensions === 0 || dueAt === undefined) return []
    const at = facts.names.time(dueAt)
    const made = { zh: `已准延期，新时限 ${at}`, en: `extension granted, now due ${at}` }
    return [line(facts, incident, { id: `extension:${incident.id}`, ...made, dueAt })]
  })
}

/** Suspensions that end soon: the case goes on by itself. */
function suspensions(facts: HandoverFacts): Unwritten[] {
  return facts.open.flatMap((incident) => {
    const dueAt = incident.suspendedUntil
    if (incident.state !== 'suspended' || dueAt === undefined || dueAt > facts.until) return []
    const at = facts.names.time(dueAt)
    const made = { zh: `挂账至 ${at} 止，届时继续办理`, en: `suspended until ${at}, then goes on` }
    return [line(facts, incident, { id: `suspension:${incident.id}`, ...made, dueAt })]
  })
}

/** Requests of departments that wait for the desk's answer. */
function requests(facts: HandoverFacts): Unwritten[] {
  return facts.open.flatMap((incident) => {
    if (incident.request === undefined) return []
    const asked = incident.request.type === 'extension' ? text('延期', 'an extension') : text('挂账', 'a suspension')
    const who = incident.lead === undefined ? text('部门', 'the department') : facts.names.department(incident.lead)
    return [
      line(facts, incident, {
        id: `request:${incident.id}`,
        zh: `${who.zh}申请${asked.zh}，待批复`,
        en: `${who.en} asks for ${asked.en}, not yet decided`,
      }),
    ]
  })
}

/** What a department has answered to a supervision, on cases that are still open. */
function replies(facts: HandoverFacts): Unwritten[] {
  return facts.open.flatMap((incident) => {
    const n = incident.supervisions.findLastIndex((one) => one.reply !== undefined)
    const reply = incident.supervisions[n]?.reply
    if (reply === undefined) return []
    const made = { zh: `${reply.by}答复督办：${reply.text}`, en: `${reply.by} answered the supervision: ${reply.text}` }
    return [line(facts, incident, { id: `reply:${incident.id}/${n}`, ...made })]
  })
}

/** Whoever reported it has not been told who works on it. */
function responses(facts: HandoverFacts): Unwritten[] {
  return facts.open.flatMap((incident) => {
    const dueAt = runningDue(incident, 'respond')
    if (dueAt === undefined || dueAt > facts.until) return []
    const at = facts.names.time(dueAt)
    const made = { zh: `须于 ${at} 前联系诉求人`, en: `the caller is to be told by ${at}` }
    return [line(facts, incident, { id: `respond:${incident.id}`, ...made, dueAt })]
  })
}

function callBacks(facts: HandoverFacts): Unwritten[] {
  return facts.toCallBack.flatMap((incident) => {
    const dueAt = runningDue(incident, 'callBack')
    if (dueAt === undefined || dueAt > facts.until) return []
    const at = facts.names.time(dueAt)
    const made = { zh: `已结案，须于 ${at} 前回访`, en: `closed, to be called back by ${at}` }
    return [line(facts, incident, { id: `callBack:${incident.id}`, ...made, dueAt })]
  })
}

export function promiseLines(facts: HandoverFacts): HandoverLine[] {
  return [
    ...firstDue(requests(facts), 'requests', text('待批复的申请', 'requests not decided')),
    ...firstDue(extensions(facts), 'extensions', text('已准的延期', 'extensions granted')),
    ...firstDue(suspensions(facts), 'suspensions', text('即将到期的挂账', 'suspensions about to end')),
    ...firstDue(replies(facts), 'replies', text('督办答复', 'answers to supervisions')),
    ...firstDue(responses(facts), 'responses', text('待联系的诉求人', 'callers to be told')),
    ...firstDue(callBacks(facts), 'callBacks', text('待回访', 'call-backs due')),
  ]
}
