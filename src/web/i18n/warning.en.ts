// Phrases of warnings in force.
export const phrases = {
  title: 'Warnings in force',
  line: '{what} · {where} · {until}',
  signal: '{name}, {colour} warning',
  plain: '{name} warning',
  until: 'until {at}',
  untilUnstated: 'no end stated',
  from: 'from {at}',
  colour: { 1: 'red', 2: 'orange', 3: 'yellow', 4: 'blue' },
  state: { issued: 'issued', changed: 'changed', continued: 'continued', lifted: 'lifted' },
  status: { Exercise: 'Exercise', System: 'System message', Test: 'Test', Draft: 'Draft' },
  sent: '{who} · {state} {at}',
  measures: 'What to do',
}
