// Phrases of the compare page.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: 'Compare',
  titleOf: 'Compared: {names}',
  intro:
    'Several series on one clock: those of one unit in one picture, other units beneath it, with one cursor and one brush.',
  chosen: 'Chosen series',
  add: 'Add a series',
  search: 'Find an indicator or a sensor',
  placeholder: 'name of an indicator, name or id of a sensor',
  area: 'Area of indicators',
  city: 'Whole city',
  results: 'Found',
  found: '{n} to add',
  none: 'Nothing found for “{text}”',
  searching: 'Searching…',
  typeFirst: 'Type a name and choose here',
  full: 'At most {n} are compared; remove one to add another',
  addOne: 'Add {name}',
  added: 'added',
  remove: 'Remove {name}',
  empty: 'Nothing chosen yet',
  emptyHint:
    'Find an indicator or a sensor and add it, or press “Compare with others” beneath the curve of an indicator or a sensor.',
  span: 'Span',
  spans: { '6h': '6 hours', '24h': '24 hours', '7d': '7 days', '30d': '30 days', '1y': '1 year' },
  shift: 'Against earlier',
  shifts: { none: 'off', '1d': 'a day ago', '7d': 'a week ago', '364d': 'a year ago' },
  index: 'As an index',
  indexAbout:
    'The first value of the span shown is 100 for each series: only how much they change is seen, not how high they are. Earlier lines are reckoned from the same value.',
  indexName: 'Index (start = 100)',
  noIndex: 'Nothing known at the start, or not above zero: no index can be reckoned',
  shiftAbout: 'Dotted lines are the same span of earlier, moved onto the present clock.',
  failed: 'Not fetched: {why}',
  values: 'Values',
  allCsv: 'All series shown (CSV)',
  one: '{name}, {format}',
  madeAt: 'exported {time}',
  spanOf: '{from} to {to}',
  indexNote: 'as an index, start = 100',
}
