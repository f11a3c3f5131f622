// Values by area in order, the worse end first, each as a share of the greatest. Pure.
import type { Indicator } from '../../core/indicate/types.ts'

interface Valued {
  readonly view: { readonly value?: number | undefined } | undefined
}

/** `share`: 0–1 of the greatest magnitude. Unknown values come last, with a share of 0. */
export function ranked<T extends Valued>(
  rows: readonly T[],
  polarity: Indicator['polarity'],
): readonly (T & { readonly share: number })[] {
  const valueOf = (row: T): number | undefined => row.view?.value
  const most = Math.max(0, ...rows.map((row) => Math.abs(valueOf(row) ?? 0)))
  const sign = polarity === 'higherBetter' ? 1 : -1
  return [...rows]
    .sort((a, b) => {
      const [x, y] = [valueOf(a), valueOf(b)]
      if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined)
      return sign * (x - y)
    })
    .map((row) => ({ ...row, share: most === 0 ? 0 : Math.abs(valueOf(row) ?? 0) / most }))
}
