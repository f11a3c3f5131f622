// Phrases of the duty roster.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: 'Shifts',
  earlier: 'The week before',
  later: 'The week after',
  thisWeek: 'This week',
  gaps: 'Shifts from today on that nobody stands: {n}',
  copy: 'Copy last week',
  copyWhat:
    'From today on, each day of this week becomes what the same day was last week; whoever is on it now is replaced. Days that are over stay.',
  copyDo: 'Copy',
  grid: 'Roster of the week',
  shift: 'Shift',
  today: 'today',
  now: 'running',
  nobody: 'nobody',
  cell: '{date} {shift}:',
  edit: 'Officers on this shift',
  hintKeep:
    'The arrow keys walk over the cells, Enter changes one. Whoever is on shift always gets notices of level Ⅰ and Ⅱ, and is reminded of the handover 30 minutes before the end. A shift can be handed over without a roster too.',
  hintRead:
    'The arrow keys walk over the cells. Duty chief and administrator keep the roster; a shift can be handed over without one too.',
}
