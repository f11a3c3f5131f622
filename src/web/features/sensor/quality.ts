// Quality bits in words.
import type { Text } from '../../../core/text.ts'
import { Quality, type QualityFlag } from '../../../core/observe/types.ts'
import { QUALITY_WORDS } from '../../../wire/dataWords.ts'

/** Empty for a good value. */
export const qualityWords = (bits: number): Text[] =>
  (Object.keys(Quality) as QualityFlag[])
    .filter((flag) => (bits & Quality[flag]) !== 0)
    .map((flag) => QUALITY_WORDS[flag])
