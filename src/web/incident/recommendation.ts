// Figures of a recommended department as shares and words' numbers. Pure; the hub has counted.
import type { IncidentDetail } from '../../wire/api.ts'

export type Recommended = IncidentDetail['recommendations'][number]

/** Share of the last 90 days' cases that were handled in time; undefined where there were none (no rate of nothing). */
export function onTimeShare({ past }: Pick<Recommended, 'past'>): number | undefined {
  return past.handled === 0 ? undefined : past.onTime / past.handled
}

/** The one to read in full: the chosen one, else the first; and those to compare it with, in the hub's order. */
export function focusOf(
  all: readonly Recommended[],
  chosen: string | undefined,
): { readonly focus: Recommended | undefined; readonly others: readonly Recommended[] } {
  const focus = all.find((one) => one.lead === chosen) ?? all[0]
  return { focus, others: all.filter((one) => one !== focus) }
}
