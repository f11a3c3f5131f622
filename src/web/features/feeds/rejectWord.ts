// A reject reason in words; a reason this page does not know yet is shown as its key.
import type { Text } from '../../../core/text.ts'
import { REJECT_WORDS } from '../../../wire/dataWords.ts'

export const rejectWord = (reason: string): Text =>
  (REJECT_WORDS as Readonly<Record<string, Text>>)[reason] ?? { zh: reason, en: reason }
