// What the evaluation page is asked, in the address bar and to the hub. Pure: unknown words are left out, never an error.
import {
  EVALUATED,
  PERIODS,
  type Evaluated,
  type EvaluationCasesQuery,
  type EvaluationQuery,
  type Period,
} from '../../../wire/evaluation.ts'
import { fromInputTime } from '../../incident/cityTime.ts'
import { beginOf, isDay } from './periods.ts'

export const PARTS = ['denominator', 'numerator', 'rest'] as const
export type Part = (typeof PARTS)[number]
/** Stands where an indicator's id does, for the score made of them. */
export const SCORE = 'score'

/** The figure that is open: whose (absent: all together), which indicator, which of its cases. */
export interface Drill {
  readonly subject?: string
  readonly indicator: string
  readonly part: Part
}

export interface Address {
  readonly object: Evaluated
  readonly period: Period
  /** A city day inside the period; absent: today. */
  readonly date?: string
  /** City time as a `datetime-local` field holds it; absent: as the log stands now. */
  readonly asOf?: string
  /** A district whose streets, or a post whose persons, are compared. */
  readonly under?: string
  /** Indicators shown as columns; absent: those of the score. */
  readonly columns?: readonly string[]
  readonly sort: string
  readonly order: 'asc' | 'desc'
  /** What the charts show: an indicator, or the score. */
  readonly by: string
  /** Whose trend; absent: all together. */
  readonly of?: string
  readonly drill?: Drill
}

/** `undefined` takes a part of the address away. */
export type Changed = { readonly [K in keyof Address]?: Address[K] | undefined }
export const changed = (address: Address, change: Changed): Address =>
  Object.fromEntries(Object.entries({ ...address, ...change }).filter(([, v]) => v !== undefined)) as unknown as Address

export const FIRST_SORT = 'rank'
/** Ranks count up, everything else is read from the highest. */
export const firstOrder = (sort: string): 'asc' | 'desc' => (sort === FIRST_SORT || sort === 'name' ? 'asc' : 'desc')

/** The shape of vue-router's query, without depending on it. */
export type Query = Readonly<Record<string, string | null | (string | null)[] | undefined>>

const ID = /^[\w.\-/]{1,128}$/
const WORD = /^\w{1,64}$/

export function fromQuery(query: Query): Address {
  const first = (key: string): string | undefined => {
    const value = query[key]
    const one = Array.isArray(value) ? value[0] : value
    return one === null || one === '' ? undefined : one
  }
  const fitting = (key: string, form: RegExp): string | undefined => {
    const value = first(key)
    return value !== undefined && form.test(value) ? value : undefined
  }
  const date = first('date')
  const asOf = fitting('asOf', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
  const under = fitting('under', ID)
  const columns = first('columns')
  const sort = fitting('sort', WORD) ?? FIRST_SORT
  const order = first('order')
  const of = fitting('of', ID)
  const indicator = fitting('indicator', WORD)
  const subject = fitting('subject', ID)
  const object = EVALUATED.find((o) => o === first('object')) ?? 'department'
  return {
    object,
    period: PERIODS.find((p) => p === first('period')) ?? 'month',
    ...(date !== undefined && isDay(date) && { date }),
    ...(asOf !== undefined && { asOf }),
    ...(under !== undefined && object !== 'department' && { under }),
    ...(columns !== undefined && { columns: columns.split(',').filter((c) => WORD.test(c)) }),
    sort,
    order: order === 'asc' || order === 'desc' ? order : firstOrder(sort),
    by: fitting('by', WORD) ?? SCORE,
    ...(of !== undefined && { of }),
    ...(indicator !== undefined && {
      drill: {
        ...(subject !== undefined && { subject }),
        indicator,
        part: PARTS.find((p) => p === first('part')) ?? 'denominator',
      },
    }),
  }
}

/** Only what differs from the plain page, so that an untouched one has an empty query. */
export function toQuery(a: Address): Record<string, string> {
  const out: Record<string, string> = {}
  const put = (key: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') out[key] = value
  }
  put('object', a.object === 'department' ? undefined : a.object)
  put('period', a.period === 'month' ? undefined : a.period)
  put('date', a.date)
  put('asOf', a.asOf)
  put('under', a.under)
  put('columns', a.columns?.join(','))
  put('sort', a.sort === FIRST_SORT ? undefined : a.sort)
  put('order', a.order === firstOrder(a.sort) ? undefined : a.order)
  put('by', a.by === SCORE ? undefined : a.by)
  put('of', a.of)
  put('subject', a.drill?.subject)
  put('indicator', a.drill?.indicator)
  put('part', a.drill === undefined || a.drill.part === 'denominator' ? undefined : a.drill.part)
  return out
}

/** The question to the hub. `n` periods after the one in the address. */
export function toEvaluationQuery(a: Address, today: string, utcOffsetMinutes: number, n = 0): EvaluationQuery {
  const asOf = a.asOf === undefined ? undefined : fromInputTime(a.asOf, utcOffsetMinutes)
  const day = a.date ?? today
  return {
    object: a.object,
    period: a.period,
    date: n === 0 ? day : beginOf(a.period, day, n),
    ...(asOf !== undefined && { asOf }),
    ...(a.under !== undefined && { under: a.under }),
  }
}

export const toCasesQuery = (query: EvaluationQuery, { subject, indicator, part }: Drill): EvaluationCasesQuery => ({
  ...query,
  ...(subject !== undefined && { subject }),
  indicator,
  part,
  limit: 50,
})
