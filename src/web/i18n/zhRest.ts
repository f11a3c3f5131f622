// Every phrase that zhFirst.ts does not hold, as one chunk.
import { collect } from './collect.ts'
import type { Phrases } from './i18n.ts'

export const phrases = collect(
  import.meta.glob<Phrases>(
    [
      './*.zh.ts',
      '!./ui.zh.ts',
      '!./signin.zh.ts',
      '!./department.zh.ts',
      '!./incident.zh.ts',
      '!./outbox.zh.ts',
      '!./brief.zh.ts',
      '!./supervise.zh.ts',
    ],
    { eager: true, import: 'phrases' },
  ),
)
