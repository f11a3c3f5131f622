// Words of sensors that crowd on the map.
export const phrases = {
  total: '{n} sensors',
  silent: 'Stale',
  doubted: 'Doubted',
  calm: 'Calm',
  together: 'Sensors in one place',
  more: '{n} more',
  close: 'Close',
}
