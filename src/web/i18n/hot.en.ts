// Phrases of sensors as they come in: what a slow link left out, what one shows.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  folded: 'Slow link: {n} frames folded in the last minute',
  never: 'no value yet',
}
