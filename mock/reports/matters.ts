// All that people report, everyday and brought: the table that reports are drawn from.
import { BROUGHT_WORDS } from './words/brought.ts'
import { LIVING_WORDS } from './words/living.ts'
import type { MatterWords } from './words/shape.ts'
import { STREET_WORDS } from './words/street.ts'

export const MATTER_WORDS: readonly MatterWords[] = [...STREET_WORDS, ...LIVING_WORDS, ...BROUGHT_WORDS]
