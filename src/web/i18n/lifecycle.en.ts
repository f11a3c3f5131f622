// Phrases of the lifecycle page. States, acts, posts, guards and needs have their own words elsewhere.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: 'Lifecycle of a case',
  intro:
    'Made from the table of rules: what the hub decides, the acts its interface allows and the buttons of every screen come from it.',
  diagram: 'The way of a case',
  reading:
    'Choose a state to see only what can be done from it. Dashed boxes are ends; a merged case ends with its main case.',
  fromAll: 'From every state not ended, suspended too: {act} (leader)',
  found: '{act} ({found})',
  print: 'Print',
  inState: 'The case is',
  anyState: 'In any state',
  asPost: 'Done by',
  anyPost: 'Any post',
  none: 'Nothing for this post in this state',
  noneHint: 'Choose another state or post.',
  states: 'States, whose turn, and the clock that runs',
  state: 'State',
  turn: 'Turn of',
  clock: 'Clock',
  stands: 'stands',
  set: { open: 'any state not ended', timed: 'any state in which time counts' },
  next: {
    same: 'stays',
    resumeState: 'back to where it was',
    mergedFrom: 'back to where it was',
    undone: 'back to before the act',
  },
  column: { act: 'Act', by: 'By', from: 'From', to: 'To', guards: 'Only when', needs: 'With' },
}
