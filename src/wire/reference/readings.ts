// How the city's own names are read where a dictionary gets them wrong: `readings.json` of a city folder, which may be absent.
import Type, { type Static } from 'typebox'

/**
 * Syllables of a name in toneless pinyin by the name in Chinese characters, one syllable a character: `{"江都": "jiang du"}`. A
 * name stands for itself wherever it occurs in a longer one; ü is written v.
 */
export const ReadingsSchema = Type.Record(
  Type.String({ pattern: '^\\p{Script=Han}{1,16}$' }),
  Type.String({ pattern: '^[a-z]{1,6}( [a-z]{1,6})*$' }),
)
export type Readings = Static<typeof ReadingsSchema>
