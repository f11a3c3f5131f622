// What stands as it is at the change of shift: shelved alarms, feeds that do not deliver, instructions, notes.
import type { HandoverFacts, HandoverLine } from './facts.ts'
import type { Incident, Supervision } from '../incident/types.ts'
import { aboutCase, byDue, caseText, firstDue, marked, text, type Unwritten } from './lines.ts'

/** Alarms put aside: silent until then, and why. First to come back first. */
export function shelvedLines({ alarms, now, names }: HandoverFacts): HandoverLine[] {
  return alarms
    .flatMap((alarm): HandoverLine[] => {
      const { shelvedUntil, shelvedReason = '' } = alarm
      if (shelvedUntil === undefined || shelvedUntil <= now) return []
      const at = names.time(shelvedUntil)
      return [
        {
          id: `shelved:${alarm.id}`,
          section: 'alarms',
          text: marked(
            alarm.simulated,
            text(
              `${alarm.areaName.zh} ${alarm.sensorName} ${alarm.name.zh}，搁置至 ${at}：${shelvedReason}`,
              `${alarm.name.en}, ${alarm.sensorName}, ${alarm.areaName.en}: shelved until ${at}: ${shelvedReason}`,
            ),
          ),
          level: alarm.level,
          subject: { kind: 'alarm', id: alarm.id },
          dueAt: shelvedUntil,
          mustOpen: false,
        },
      ]
    })
    .sort(byDue)
}

/** Silent ones before late ones. */
export function feedLines({ feeds, names }: HandoverFacts): HandoverLine[] {
  return [...feeds]
    .sort((a, b) => Number(b.state === 'silent') - Number(a.state === 'silent') || (a.id < b.id ? -1 : 1))
    .map(({ id, name, state, lastSeenAt }) => {
      const what = state === 'silent' ? text('中断', 'silent') : text('迟到', 'late')
      const since =
        lastSeenAt === undefined
          ? text('', '')
          : text(`，最后一次 ${names.time(lastSeenAt)}`, `, last heard ${names.time(lastSeenAt)}`)
      return {
        id: `feed:${id}`,
        section: 'feeds',
        text: text(`${name.zh}：数据${what.zh}${since.zh}`, `${name.en}: ${what.en}${since.en}`),
        subject: { kind: 'feed', id },
        mustOpen: false,
      }
    })
}

function instruction(
  facts: HandoverFacts,
  incident: Incident,
  { level, by, text: said, dueAt }: Supervision,
): Omit<HandoverLine, 'id'> {
  const kind = level === 'leader' ? text('批示', 'instruction') : text('督办', 'supervision')
  const due =
    dueAt === undefined
      ? text('未答复', 'not answered')
      : text(`须于 ${facts.names.time(dueAt)} 前答复`, `to be answered by ${facts.names.time(dueAt)}`)
  return {
    section: 'instructions',
    text: caseText(
      facts,
      incident,
      text(`${kind.zh}（${by}）：${said}，${due.zh}`, `${kind.en} by ${by}: ${said}; ${due.en}`),
    ),
    ...aboutCase(incident),
    mustOpen: false,
  }
}

/** Supervisions and instructions that nobody has answered, on open cases; a leader's first. */
export function instructionLines(facts: HandoverFacts): HandoverLine[] {
  const lines = (leaders: boolean): Unwritten[] =>
    facts.open.flatMap((incident) =>
      incident.supervisions.flatMap((one, n): Unwritten[] => {
        if (one.reply !== undefined || (one.level === 'leader') !== leaders) return []
        const known = {
          id: `supervision:${incident.id}/${n}`,
          ...(one.dueAt !== undefined && { dueAt: one.dueAt }),
        }
        return [{ ...known, write: () => ({ ...known, ...instruction(facts, incident, one) }) }]
      }),
    )
  return [
    ...firstDue(lines(true), 'instructions', text('批示', 'instructions')),
    ...firstDue(lines(false), 'supervisions', text('督办', 'supervisions')),
  ]
}

/** What was noted on cases during the shift, in the order it was written. */
export function noteLines(facts: HandoverFacts): HandoverLine[] {
  return facts.notes.map(({ incident, n, by, text: said }) => ({
    id: `note:${incident.id}/${n}`,
    section: 'notes',
    text: caseText(facts, incident, text(`${by}备注：${said}`, `${by} noted: ${said}`)),
    ...aboutCase(incident),
    mustOpen: false,
  }))
}
