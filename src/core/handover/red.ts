// The red section: what the next officer must have seen before taking over.
import { clockStatus } from '../clock/clock.ts'
import { currentClock, isEscalated } from '../incident/tick.ts'
import type { Incident } from '../incident/types.ts'
import { STATE_WORDS } from '../incident/words.ts'
import type { HandoverAlarm, HandoverFacts, HandoverLine } from './facts.ts'
import { aboutCase, caseText, firstDue, marked, text, type Unwritten } from './lines.ts'

const ROMAN = ['', 'Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ']
/** Level from which a case or an alarm is red by itself. */
const RED_LEVEL = 2

/** Past the deadline of its present stage. */
export function isOverdue(incident: Incident, now: number): boolean {
  const clock = currentClock(incident)
  return clock !== undefined && clockStatus(clock, now) === 'overdue'
}

const idOf = ({ id }: Incident): string => `case:${id}`

function caseLine(facts: HandoverFacts, incident: Incident): HandoverLine {
  const { now, names } = facts
  const clock = currentClock(incident)
  const lead = incident.lead === undefined ? undefined : names.department(incident.lead)
  const state = STATE_WORDS[incident.state]
  const late = isOverdue(incident, now)
  const due = clock === undefined ? '' : names.time(clock.dueAt)
  const marks = [
    ...(incident.level <= RED_LEVEL
      ? [text(`${ROMAN[incident.level] ?? ''}级`, `level ${ROMAN[incident.level] ?? ''}`)]
      : []),
    ...(late ? [text(`已超期（限 ${due}）`, `overdue (was due ${due})`)] : []),
    ...(!late && clock !== undefined && clockStatus(clock, now) !== 'paused' ? [text(`限 ${due}`, `due ${due}`)] : []),
    ...(isEscalated(incident) ? [text('已升级至值班长', 'gone up to the duty chief')] : []),
    ...(incident.supervised ? [text('督办中', 'under supervision')] : []),
    text(state.zh, state.en),
    ...(lead ? [text(`主办 ${lead.zh}`, `lead: ${lead.en}`)] : []),
  ]
  return {
    id: idOf(incident),
    section: 'red',
    text: caseText(
      facts,
      incident,
      text(marks.map((mark) => mark.zh).join('，'), marks.map((mark) => mark.en).join(', ')),
    ),
    ...aboutCase(incident),
    ...(clock !== undefined && { dueAt: clock.dueAt }),
    mustOpen: true,
  }
}

function alarmLine({ names }: HandoverFacts, alarm: HandoverAlarm): HandoverLine {
  const over = alarm.clearedAt !== undefined
  const at = names.time(alarm.raisedAt)
  return {
    id: `alarm:${alarm.id}`,
    section: 'red',
    text: marked(
      alarm.simulated,
      text(
        `${ROMAN[alarm.level] ?? ''}级告警未确认：${alarm.areaName.zh} ${alarm.sensorName} ${alarm.name.zh}，${at} 发生${over ? '，现已恢复' : ''}`,
        `Level ${ROMAN[alarm.level] ?? ''} alarm not acknowledged: ${alarm.name.en}, ${alarm.sensorName}, ${alarm.areaName.en}, raised ${at}${over ? ', normal again' : ''}`,
      ),
    ),
    level: alarm.level,
    subject: { kind: 'alarm', id: alarm.id },
    mustOpen: true,
  }
}

/**
 * Open cases of Ⅰ and Ⅱ and those that have gone up, all of them; overdue ones of Ⅲ and Ⅳ, the most overdue one by one; alarms of Ⅰ
 * and Ⅱ that nobody has acknowledged or put aside. Worst first.
 */
export function redLines(facts: HandoverFacts): HandoverLine[] {
  const { now, open } = facts
  const grave = (incident: Incident): boolean => incident.level <= RED_LEVEL || isEscalated(incident)
  const line = (incident: Incident): HandoverLine => caseLine(facts, incident)
  const unwritten = (incident: Incident): Unwritten => {
    const dueAt = currentClock(incident)?.dueAt
    return { id: idOf(incident), ...(dueAt !== undefined && { dueAt }), write: () => line(incident) }
  }
  const worstFirst = (a: HandoverLine, b: HandoverLine): number =>
    (a.level ?? 4) - (b.level ?? 4) || (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || (a.id < b.id ? -1 : 1)
  const alarms = facts.alarms.filter(
    (alarm) =>
      alarm.level <= RED_LEVEL &&
      alarm.acknowledgedAt === undefined &&
      !(alarm.shelvedUntil !== undefined && alarm.shelvedUntil > now),
  )
  return [
    ...[...open.filter(grave).map(line), ...alarms.map((alarm) => alarmLine(facts, alarm))].sort(worstFirst),
    ...firstDue(
      open.filter((incident) => !grave(incident) && isOverdue(incident, now)).map(unwritten),
      'overdue',
      text('超期案卷', 'overdue cases'),
    ),
  ]
}
