// Figures and changes of an evaluation in words, the same in the table, the cards, the drawer and the charts.
import { useI18n } from 'vue-i18n'
import type { EvaluationIndicator, EvaluationRow, EvaluationValue } from '../../../wire/evaluation.ts'
import { exactPercent, figure, span } from '../../i18n/format.ts'
import { rankChange, scoreChange, valueChange, type Change } from './table.ts'

export interface ChangeWords {
  readonly to: Change['to']
  readonly words: string
}

export interface EvaluationWords {
  /** `92.0 %`, `1 时 20 分`, or why there is none. */
  readonly value: (unit: EvaluationIndicator['unit'], value: EvaluationValue | undefined) => string
  /** What it rests on: `46/50`, or how many cases a mean is of. */
  readonly basis: (unit: EvaluationIndicator['unit'], value: EvaluationValue) => string
  readonly score: (score: number | undefined) => string
  readonly changed: (
    unit: EvaluationIndicator['unit'],
    now: EvaluationValue | undefined,
    before: EvaluationValue | undefined,
  ) => ChangeWords | undefined
  readonly scoreChanged: (row: EvaluationRow) => ChangeWords | undefined
  readonly rankChanged: (row: EvaluationRow) => ChangeWords | undefined
}

export function useWords(): EvaluationWords {
  const { t } = useI18n()
  const told = (group: string, change: Change | undefined, n: (by: number) => string): ChangeWords | undefined =>
    change && { to: change.to, words: t(`evaluation.${group}.${change.to}`, { n: n(change.by) }) }
  return {
    value(unit, value) {
      if (value?.value === undefined) return t('evaluation.nothing')
      return unit === 'share' ? `${exactPercent(value)} %` : span(value.value)
    },
    basis: (unit, value) =>
      unit === 'share' ? `${value.numerator}/${value.denominator}` : t('evaluation.of', { n: value.denominator }),
    score: (score) => (score === undefined ? t('evaluation.unscored') : figure(score, 1)),
    changed: (unit, now, before) =>
      unit === 'share'
        ? told('change', valueChange(unit, now, before), (by) => figure(by, 1))
        : told('changeSpan', valueChange(unit, now, before), span),
    scoreChanged: (row) => told('changeScore', scoreChange(row), (by) => figure(by, 1)),
    rankChanged: (row) => told('changeRank', rankChange(row), (by) => figure(by, 0)),
  }
}
