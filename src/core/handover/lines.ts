// How lines of a handover are put: the case in words, the first due first, and what is left out counted aloud.
import type { Incident } from '../incident/types.ts'
import type { Text } from '../text.ts'
import { MOST_OF_A_KIND, type HandoverFacts, type HandoverLine } from './facts.ts'

export const text = (zh: string, en: string): Text => ({ zh, en })

const SIMULATED = text('【模拟】', '[simulated] ')
export const marked = (simulated: boolean, { zh, en }: Text): Text =>
  simulated ? text(`${SIMULATED.zh}${zh}`, `${SIMULATED.en}${en}`) : { zh, en }

/** «编号 标题：…» */
export function caseText(facts: HandoverFacts, incident: Incident, said: Text): Text {
  const title = facts.names.title(incident)
  return marked(
    incident.simulated,
    text(`${incident.code} ${title.zh}：${said.zh}`, `${incident.code} ${title.en}: ${said.en}`),
  )
}

export const aboutCase = (incident: Incident): Pick<HandoverLine, 'subject' | 'level'> => ({
  subject: { kind: 'incident', id: incident.id },
  level: incident.level,
})

/** A line that is not written yet. Of the thousands that a kind may have, only those that are shown are put into words. */
export interface Unwritten extends Pick<HandoverLine, 'id' | 'dueAt'> {
  readonly write: () => HandoverLine
}

type Due = Pick<HandoverLine, 'id' | 'dueAt'>
/** Earliest deadline first; without one last; then by id, so that the same facts give the same order. */
export const byDue = (a: Due, b: Due): number => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || (a.id < b.id ? -1 : 1)

/** The first of a kind by deadline, and one line that counts the others. */
export function firstDue(all: readonly Unwritten[], kind: string, named: Text): HandoverLine[] {
  const lines = [...all]
    .sort(byDue)
    .slice(0, MOST_OF_A_KIND)
    .map(({ write }) => write())
  const left = all.length - lines.length
  const [one] = lines
  if (left === 0 || one === undefined) return lines
  return [
    ...lines,
    {
      id: `more:${kind}`,
      section: one.section,
      text: text(`另有${named.zh} ${left} 件，未逐一列出`, `${left} more: ${named.en}, not listed one by one`),
      mustOpen: false,
    },
  ]
}
