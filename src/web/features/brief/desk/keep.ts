// Figures that a sentence must go on saying, as it spells them. Whether other words keep them is core's to check. Pure.
import { cut, type Figure } from '../page.ts'

export interface Kept {
  readonly figure: Figure
  /** As the sentence spells it, with its unit. */
  readonly text: string
}
/** Figures as the sentence spells them, in their order. */
export const keptOf = (text: string, figures: readonly Figure[]): Kept[] =>
  cut(text, figures).segments.flatMap((s) => (s.figure === undefined ? [] : [{ figure: s.figure, text: s.text }]))
