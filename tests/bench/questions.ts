// What the queue and the register are asked in the bench: every filter and every order at least once.
import type { IncidentQuery } from '../../src/wire/api.ts'

const DAY = 86_400_000
/** The moment the register is looked at: a Friday morning in Yangzhou. */
export const NOW = Date.UTC(2026, 10, 20, 2)

export const QUESTIONS: Readonly<Record<string, IncidentQuery>> = {
  'queue, most urgent first': { open: true, sort: 'due' },
  'whole register, newest first': { sort: 'opened' },
  'whole register, latest change': { sort: 'updated' },
  'whole register, most severe': { sort: 'level' },
  'closed, oldest first': { state: 'closed', sort: 'opened', order: 'asc' },
  overdue: { overdue: true, sort: 'due' },
  supervised: { supervised: true, sort: 'updated' },
  'a department': { department: 'chengguan', sort: 'due' },
  'a street': { area: '321002001', sort: 'opened' },
  'matter and level': { matter: '01001,01002', level: '1,2', sort: 'level' },
  'a month': { from: NOW - 120 * DAY, to: NOW - 90 * DAY, sort: 'code' },
  'one word': { text: '井盖', sort: 'updated' },
  'three words': { text: '井盖 影响通行 文昌中路17号', sort: 'opened' },
  'words nobody said': { text: '查无此事', sort: 'due' },
  'all filters at once': {
    open: true,
    level: '1,2,3',
    source: 'hotline',
    area: '321002',
    text: '井盖',
    simulated: false,
    sort: 'due',
  },
}
