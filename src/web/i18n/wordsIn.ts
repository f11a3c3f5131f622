// Words that the hub shares, as phrases of one language: what is named once there is not named again here.
import type { Text } from '../../core/text.ts'
import type { Locale, Phrases } from './i18n.ts'

export const wordsIn = (words: Readonly<Record<string, Text>>, locale: Locale): Phrases =>
  Object.fromEntries(Object.entries(words).map(([key, text]) => [key, text[locale]]))
