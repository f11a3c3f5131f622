// Phrases of work without signal: acts that wait, conflicts, sign-in over the page, the installed application.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  kept: '“{act}” is saved and waits for signal',
  pending: '{n} to send',
  pendingOf: '{n} to send, {hand} need you',
  title: 'To be sent',
  hint: 'Kept on this device and sent in order once there is signal. Signing out or an expired sign-in loses nothing, and no other account sees it.',
  none: 'Nothing waits to be sent',
  close: 'Close',
  onCase: 'Not delivered yet',
  toCase: 'Open the case',
  at: 'pressed {at}',
  photos: '{n} photo | {n} photos',
  state: {
    waiting: 'Waiting for signal',
    behind: 'Waiting for the one before',
    sending: 'Sending',
    refused: 'Not accepted',
    conflict: 'The case has changed',
    failed: 'Could not be delivered',
  },
  again: 'Send again',
  now: 'Send now',
  edit: 'Edit',
  discard: 'Discard',
  discardTitle: 'Discard this act?',
  discardHint:
    '“{act}” with its words and photos is deleted from this device. It is not sent and cannot be brought back.',
  photosGone: 'A note holds no photos: {n} will not be sent.',
  conflict: {
    wanted: 'What you wanted to do',
    since: 'What has happened since',
    nothing: 'Nobody else has done anything.',
    reading: 'Reading the case as it stands…',
    unread: 'The case cannot be read now; try again with signal.',
    lawful: 'The case is now “{state}”; “{act}” is still possible.',
    gone: 'The case is now “{state}”; “{act}” is no longer possible. As a note, nothing you wrote is lost.',
    anyway: 'Send it all the same',
    toNote: 'Turn into a note',
  },
  noteFrom: '(written for “{act}” at {at}, which could not be done)',
  room: {
    forbidden:
      'This browser keeps no data (a private window, perhaps): nothing can be kept without signal. Leave this page open and press again once there is signal.',
    full: 'This device has no room left to keep it: leave this page open and press again once there is signal, or free some space.',
  },
  offline: 'Offline, as of {at}',
  signin: {
    title: 'Your sign-in has expired',
    hint: 'Everything you typed is still here. Sign in again as {name} and go on.',
    otherHint: 'That leaves this page; unsent acts stay with the first account.',
  },
  app: {
    newer: 'A new version is ready',
    apply: 'Update',
    whenClosed: 'Updates when you have finished typing',
    later: 'Later',
    install: 'Add to home screen',
    dismiss: 'Do not ask again',
  },
}
