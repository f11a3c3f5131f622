// Every phrase that enFirst.ts does not hold, as one chunk.
import { collect } from './collect.ts'
import type { Phrases } from './i18n.ts'

export const phrases = collect(
  import.meta.glob<Phrases>(
    [
      './*.en.ts',
      '!./ui.en.ts',
      '!./signin.en.ts',
      '!./department.en.ts',
      '!./incident.en.ts',
      '!./outbox.en.ts',
      '!./brief.en.ts',
      '!./supervise.en.ts',
    ],
    { eager: true, import: 'phrases' },
  ),
)
