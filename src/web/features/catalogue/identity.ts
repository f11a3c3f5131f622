// What a new entry is asked first: the fields that make its id. The rest begins blank. Pure.
import type { CatalogueKind } from '../../../wire/catalogue.ts'
import { NO_NUMBER } from './blankNumber.ts'
import type { Known } from './entries.ts'

export interface Identity {
  readonly code: string
  readonly kind: string
  readonly from: string
  readonly matter: string
  readonly condition: string
  readonly area: string
  readonly standard: string
  /** Kind of sensor, with its first metric. */
  readonly sensorKind: string
  readonly metric: string
}
export type Asked = keyof Identity

/** Fields asked for each kind that can be added to. */
export const ASKED: Readonly<Partial<Record<CatalogueKind, readonly Asked[]>>> = {
  matter: ['kind', 'code', 'from', 'standard'],
  component: ['code', 'from', 'standard'],
  responsibility: ['matter', 'condition', 'area'],
  formerCode: ['standard', 'kind', 'code'],
  alarmRule: ['code', 'sensorKind'],
  indicator: ['code', 'sensorKind'],
  limitTable: ['code', 'from'],
  classTable: ['code', 'from'],
}
export const STANDARDS: readonly string[] = ['GB/T 30428.2-2013', 'CJ/T 214-2007']

/** Kinds whose entries are called by a word. */
const NAMED: ReadonlySet<CatalogueKind> = new Set(['alarmRule', 'indicator', 'limitTable', 'classTable'])

export type IdentityProblem = 'code' | 'date' | 'matter'
/** The first of what is missing or not of its form; codes as the standard counts them, or `M…`/`E…` of the city's own. */
export function identityProblem(kind: CatalogueKind, i: Identity): IdentityProblem | undefined {
  if (kind === 'responsibility') return i.matter === '' ? 'matter' : undefined
  if (NAMED.has(kind)) return /^[A-Za-z0-9._-]{1,64}$/.test(i.code) ? undefined : 'code'
  const code = kind === 'matter' ? /^(\d{5}|[ME]\d{3})$/ : kind === 'component' ? /^\d{5}$/ : /^(BJ|SJ)?\d{4}$/
  if (!code.test(i.code)) return 'code'
  return kind !== 'formerCode' && !/^\d{4}-\d{2}-\d{2}$/.test(i.from) ? 'date' : undefined
}

const blankText = { zh: '', en: '' }

/** A new entry of that identity with everything else blank: the preview names what is still missing. */
export function blank(kind: CatalogueKind, i: Identity): Known | undefined {
  const { code, standard, from } = i
  const dated = from === '' ? {} : { validFrom: from }
  const base = { code, major: blankText, name: blankText, standard, validFrom: from }
  switch (kind) {
    case 'matter': {
      const of = i.kind === 'component' || i.kind === 'monitored' || i.kind === 'emergency' ? i.kind : 'matter'
      return { kind, body: { ...base, kind: of, conditions: [], keywords: [] } }
    }
    case 'component':
      return { kind, body: base }
    case 'responsibility': {
      const narrower = {
        ...(i.condition === '' ? {} : { condition: i.condition }),
        ...(i.area === '' ? {} : { area: i.area }),
      }
      return { kind, body: { matter: i.matter, ...narrower, lead: '', assist: [], basis: [] } }
    }
    case 'formerCode': {
      const edition = standard === 'CJ/T 214-2007' ? standard : 'GB/T 30428.2-2013'
      const of = i.kind === 'component' ? i.kind : 'matter'
      return { kind, body: { standard: edition, kind: of, code, name: '', sure: 'stated' } }
    }
    case 'alarmRule':
      return {
        kind,
        body: {
          ...{ id: code, kind: i.sensorKind, metric: i.metric, name: blankText, direction: 'above' },
          ...{ steps: [{ level: 4, limit: NO_NUMBER }], deadband: 0, onDelayMs: 0, offDelayMs: 0 },
        },
      }
    case 'indicator':
      return {
        kind,
        body: {
          ...{ id: code, group: 'order', name: blankText, unit: '', decimals: 0 },
          ...(i.sensorKind === '' ? {} : { input: { kind: i.sensorKind, metric: i.metric } }),
          window: { type: 'now' },
          formula: i.sensorKind === '' ? { type: 'cases', of: 'open' } : { type: 'mean' },
          ...{ polarity: 'lowerBetter', scales: [], coverageFloor: 0.5, explain: blankText },
        },
      }
    case 'limitTable':
      return {
        kind,
        body: { id: code, name: blankText, sure: 'local', ...dated, items: [{ id: '', limit: NO_NUMBER }] },
      }
    case 'classTable':
      return {
        kind,
        body: {
          ...{ id: code, name: blankText, sure: 'local', ...dated, items: [] },
          classes: [
            { from: 1, name: blankText },
            { from: 2, name: blankText },
          ],
        },
      }
    case 'calendar':
    case 'loop':
    case 'desk':
    case 'evaluation':
      return undefined
  }
}
