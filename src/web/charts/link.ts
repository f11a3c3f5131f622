// Charts that stand on one page share one cursor, one brush and one span in sight. Holds instants only; knows no chart.
import { inject, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue'

export interface Span {
  readonly from: number
  readonly to: number
}
export interface ChartLink {
  /** Where somebody looks; undefined: nowhere. */
  readonly cursor: ShallowRef<number | undefined>
  /** Being drawn over, not yet let go. */
  readonly brush: ShallowRef<Span | undefined>
  /** In sight; undefined: all of it. */
  readonly span: ShallowRef<Span | undefined>
}

const KEY: InjectionKey<ChartLink> = Symbol('charts of this page')

const createChartLink = (): ChartLink => ({
  cursor: shallowRef(),
  brush: shallowRef(),
  span: shallowRef(),
})

/** Call it in the set-up of a page: all charts below share cursor, brush and span. */
export function provideChartLink(): ChartLink {
  const link = createChartLink()
  provide(KEY, link)
  return link
}
/** The page's link, or one of its own. */
export const useChartLink = (): ChartLink => inject(KEY, createChartLink, true)

/** Nothing is looked at more closely than this. */
const LEAST_SPAN_MS = 60_000

/** A span held within the whole one, in order, and no shorter than what can be read. */
export function within(span: Span, whole: Span): Span {
  const ordered = span.from <= span.to ? span : { from: span.to, to: span.from }
  const all = whole.to - whole.from
  const length = Math.min(all, Math.max(LEAST_SPAN_MS, ordered.to - ordered.from))
  const from = Math.min(Math.max(whole.from, ordered.from), whole.to - length)
  return { from, to: from + length }
}

/** `factor` under 1 comes nearer, over 1 goes away; `about` keeps its place in the picture. Undefined: all of it is in sight. */
export function zoomed(span: Span, whole: Span, factor: number, about: number): Span | undefined {
  const centre = Math.min(span.to, Math.max(span.from, about))
  const next = within({ from: centre - (centre - span.from) * factor, to: centre + (span.to - centre) * factor }, whole)
  return next.to - next.from >= (whole.to - whole.from) * 0.999 ? undefined : next
}

/** Moves the span so that `at` is in sight. */
export function follow(span: Span, whole: Span, at: number): Span {
  if (at >= span.from && at <= span.to) return span
  const length = span.to - span.from
  const from = at < span.from ? at - length * 0.1 : at - length * 0.9
  return within({ from, to: from + length }, whole)
}
