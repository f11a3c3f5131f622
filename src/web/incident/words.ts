// Words for keys that crossed the wire as plain strings: the shared tables where they know the key, the key itself where not.
import type { Text } from '../../core/text.ts'
import {
  ACT_WORDS,
  CLOCK_STAGE_WORDS,
  EVENT_WORDS,
  GROUND_WORDS,
  LEVEL_WORDS,
  RATING_WORDS,
  ROLE_WORDS,
  SOURCE_WORDS,
  STATE_WORDS,
} from '../../wire/words.ts'
import type { Act } from '../../core/incident/inputs.ts'
import { GROUNDS, RATINGS, type SupervisionLevel } from '../../core/incident/types.ts'
import { LEVELS, type Level } from '../../core/level.ts'
import { say } from '../i18n/i18n.ts'

function wordIn(table: Readonly<Record<string, Text>>, key: string): string {
  const text = Object.hasOwn(table, key) ? table[key] : undefined
  return text === undefined ? key : say(text)
}
export const sourceWord = (source: string): string => wordIn(SOURCE_WORDS, source)
export const roleWord = (role: string): string => wordIn(ROLE_WORDS, role)
export const stageWord = (stage: string): string => wordIn(CLOCK_STAGE_WORDS, stage)
export const actWord = (act: Act): string => say(ACT_WORDS[act])
export const eventWord = (type: string): string => wordIn(EVENT_WORDS, type)
export const stateWord = (state: string): string => wordIn(STATE_WORDS, state)
export const ratingWord = (rating: string): string => wordIn(RATING_WORDS, rating)
export const groundWord = (ground: string): string => wordIn(GROUND_WORDS, ground)
/** The five levels of 好差评, best first, as they are said to the caller. */
export const ratingChoices = (): { value: string; label: string }[] =>
  RATINGS.map((value) => ({ value, label: ratingWord(value) }))
export const groundChoices = (): { value: string; label: string }[] =>
  GROUNDS.map((value) => ({ value, label: groundWord(value) }))
export const levelWord = (level: Level): string => say(LEVEL_WORDS[level])
/** The four levels as choices of a select. */
export const levelChoices = (): { value: string; label: string }[] =>
  LEVELS.map((level) => ({ value: String(level), label: levelWord(level) }))

export const URGENCIES = ['normal', 'urgent', 'leader'] as const satisfies readonly SupervisionLevel[]
/** Kinds of supervision as choices, in the words of `incident.urgency`. */
export const urgencyChoices = (t: (key: string) => string): { value: SupervisionLevel; label: string }[] =>
  URGENCIES.map((value) => ({ value, label: t(`incident.urgency.${value}`) }))
