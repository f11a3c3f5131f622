// What a row names stands among its choices even where the catalogue no longer knows it: a select would show another in its place.
import type { Choice } from '../../ui/SelectField.vue'

export const withOwn = (choices: readonly Choice[], own: string): readonly Choice[] =>
  choices.some(({ value }) => value === own) ? choices : [...choices, { value: own, label: own }]
