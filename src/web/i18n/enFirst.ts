// Phrases that the first screens wait for, as one chunk: the shared pieces, sign-in, a department's orders. The rest follows.
import { collect } from './collect.ts'
import type { Phrases } from './i18n.ts'

export const phrases = collect(
  import.meta.glob<Phrases>(
    ['./ui.en.ts', './signin.en.ts', './department.en.ts', './incident.en.ts', './outbox.en.ts'],
    { eager: true, import: 'phrases' },
  ),
)
