// Which of the forecast's scores stand on the page, and how sure the standing of an indicator's axis is. Pure.
import { COUNTING_UNITS } from '../../../core/unit.ts'
import type { Indicator } from '../../../core/indicate/types.ts'
import type { IndicatorDetail } from '../../../wire/signs.ts'

type Score = IndicatorDetail['scores'][number]
/** Hours ahead that people plan by. */
const TOLD = [1, 6, 24]

/** The scores at these hours ahead; where none is, the first there is. */
export function toldScores(scores: readonly Score[]): Score[] {
  const told = scores.filter((s) => TOLD.includes(s.ahead)).sort((a, b) => a.ahead - b.ahead)
  return told.length > 0 ? told : scores.slice(0, 1)
}

/** Units whose zero is far from anything that is read: levels, pressures, temperatures, sound. */
const AFAR = new Set(['m', 'C', 'MPa', 'dB(A)', 'ue', 'deg'])
/** Counts and concentrations stand on zero; a share near a hundred or a level would be a flat line there. */
export const standsOnZero = ({ unit, polarity }: Pick<Indicator, 'unit' | 'polarity'>): boolean =>
  unit in COUNTING_UNITS || (polarity !== 'higherBetter' && !AFAR.has(unit))
