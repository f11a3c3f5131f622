// The handover of one shift, section by section, and its figures. Each section is a file; this one only puts them in order.
import { emergencyLines, owedReports } from './emergencies.ts'
import { isOverdue, redLines } from './red.ts'
import { promiseLines } from './promises.ts'
import { feedLines, instructionLines, noteLines, shelvedLines } from './standing.ts'
import type { HandoverFacts, HandoverFigure, HandoverLine } from './facts.ts'
import { text } from './lines.ts'

/**
 * The draft of a handover: every line with a stable id, red ones first and to be opened by whoever takes over.
 * Pure: the same facts give the same draft.
 */
export function composeHandover(facts: HandoverFacts): {
  readonly items: readonly HandoverLine[]
  readonly figures: readonly HandoverFigure[]
} {
  const { counts, open, now } = facts
  const cases = text('件', 'cases')
  return {
    items: [
      ...emergencyLines(facts),
      ...redLines(facts),
      ...owedReports(facts),
      ...promiseLines(facts),
      ...shelvedLines(facts),
      ...feedLines(facts),
      ...instructionLines(facts),
      ...noteLines(facts),
    ],
    figures: [
      { id: 'opened', name: text('本班新增', 'Opened this shift'), value: counts.opened, unit: cases },
      { id: 'closed', name: text('本班结案', 'Closed this shift'), value: counts.closed, unit: cases },
      { id: 'open', name: text('在办', 'Open'), value: open.length, unit: cases },
      {
        id: 'overdue',
        name: text('超期', 'Overdue'),
        value: open.filter((incident) => isOverdue(incident, now)).length,
        unit: cases,
      },
      { id: 'alarms', name: text('本班告警', 'Alarms this shift'), value: counts.alarms, unit: text('次', 'alarms') },
    ],
  }
}
