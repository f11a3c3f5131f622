// Formulas and windows as a form offers them: every type with the values it begins with. Pure.
import type { Formula, Indicator, Limit, Window } from '../../../core/indicate/types.ts'
import { NO_NUMBER } from './blankNumber.ts'

export const FORMULAS = [
  ...(['mean', 'max', 'min', 'sum', 'quantile', 'share', 'count', 'excess', 'weightedMean', 'ratio'] as const),
  ...(['aqi', 'trafficIndex', 'class', 'cases', 'platform'] as const),
] satisfies readonly Formula['type'][]

/** Formulas that take no sensors. */
export const ofSensors = (formula: Formula): boolean => formula.type !== 'cases' && formula.type !== 'platform'
/** Formulas that name no metric: they take all of them. */
export const namesMetric = (formula: Formula): boolean =>
  ofSensors(formula) && formula.type !== 'aqi' && formula.type !== 'class'

/** A formula of that type to begin with, keeping what the old one already said. */
export function formulaOf(type: Formula['type'], old: Formula): Formula {
  const bound = 'limit' in old ? { op: old.op, limit: old.limit } : ({ op: 'atLeast', limit: NO_NUMBER } as const)
  switch (type) {
    case 'quantile':
      return { type, p: 0.95 }
    case 'share':
    case 'count':
    case 'excess':
      return { type, ...bound }
    case 'weightedMean':
      return { type, weight: '' }
    case 'ratio':
      return { type, over: '' }
    case 'aqi':
      return { type, period: 'hour' }
    case 'class':
      return { type, table: '', of: 'worst' }
    case 'cases':
      return { type, of: 'open' }
    case 'platform':
      return { type, of: 'feedHealth' }
    case 'mean':
    case 'max':
    case 'min':
    case 'sum':
    case 'trafficIndex':
      return { type }
  }
}

export type LimitForm = 'number' | 'item' | 'by'
export const limitForm = (limit: Limit): LimitForm =>
  typeof limit === 'number' ? 'number' : 'item' in limit ? 'item' : 'by'
export function limitOf(form: LimitForm, old: Limit): Limit {
  const table = typeof old === 'number' ? '' : old.table
  if (form === 'number') return typeof old === 'number' ? old : NO_NUMBER
  return form === 'item' ? { table, item: '' } : { table, by: '' }
}

export const WINDOWS = ['now', 'running', 'hour', 'day'] as const satisfies readonly Window['type'][]
const HOUR_MS = 3_600_000
export function windowOf(type: string): Window {
  if (type === 'running') return { type, overMs: HOUR_MS }
  if (type === 'day') return { type, fromHour: 0 }
  return type === 'hour' ? { type } : { type: 'now' }
}

/** An indicator with another formula: input and metric follow what the formula takes. */
export function withFormula(def: Indicator, formula: Formula): Indicator {
  const { input, ...rest } = def
  if (!ofSensors(formula) || input === undefined) return { ...rest, formula }
  const { metric, ...plain } = input
  return { ...rest, formula, input: namesMetric(formula) ? { ...plain, metric: metric ?? '' } : plain }
}
