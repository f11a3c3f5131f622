// All phrases of one language, one chunk: each `<feature>.en.ts` exports `phrases`, reached as `<feature>.name`.
import { collect } from './collect.ts'
import type { Phrases } from './i18n.ts'

export const phrases = collect(import.meta.glob<Phrases>('./*.en.ts', { eager: true, import: 'phrases' }))
