// Phrases of the department's screen.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: 'Department',
  orders: 'Orders',
  group: { toDo: 'To do', paused: 'Suspended', elsewhere: 'Handed on', ended: 'Done' },
  part: { lead: 'Lead', assist: 'Assisting' },
  empty: {
    toDo: 'No order to do',
    paused: 'No suspended case',
    elsewhere: 'No case waits for others',
    ended: 'Nothing finished lately',
  },
  emptyHint: 'New orders appear here.',
  pick: 'Choose an order',
  back: 'Back to the list',
  large: 'Large type',
  largeOn: 'Switch to large type',
  largeOff: 'Back to standard type',
  figures: 'This department',
  open: 'Open',
  nearDue: 'Due soon',
  overdue: 'Overdue',
  onTime: 'On time',
  noneFinished: 'none finished',
  of: 'of {n}',
  unitCase: '',
  how: 'How this is counted',
  howOpen: 'Open: cases this department leads and has not handed on, suspended ones included.',
  howOverdue: 'Overdue: past the disposal limit and not handed on; a suspended clock does not count.',
  howOnTime:
    'On time: of the orders led here and confirmed in the last 30 days, the share within the disposal limit; assisting does not count.',
  asOf: 'as of {at}',
  which: 'Which department',
  whichHint: 'Your account belongs to no department; choose one to look at.',
}
