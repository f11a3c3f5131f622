// Scales on which errors of a series are alike whatever its size: as it is, its root, its logarithm. Chosen by trial, not by name.

export interface Transform {
  readonly name: 'plain' | 'root' | 'log'
  readonly to: (value: number) => number
  readonly back: (value: number) => number
}

const PLAIN: Transform = { name: 'plain', to: (v) => v, back: (v) => v }
const ROOT: Transform = {
  name: 'root',
  to: (v) => Math.sqrt(Math.max(0, v)),
  back: (v) => Math.max(0, v) ** 2,
}
/** exp beyond this is no quantity of a city. */
const MOST_EXPONENT = 50

/** Added before the logarithm, as a share of the median: small values must not weigh more than their noise. */
const LOG_OFFSET = 0.1

const logFrom = (offset: number): Transform => ({
  name: 'log',
  to: (v) => Math.log(Math.max(0, v) + offset),
  back: (v) => Math.max(0, Math.exp(Math.min(v, MOST_EXPONENT)) - offset),
})

/** Scales to try on a series. One that has been negative has only its own. `sorted`: its values, ascending. */
export function transformsFor(sorted: ArrayLike<number>): readonly Transform[] {
  const greatest = sorted[sorted.length - 1] ?? 0
  if (!((sorted[0] ?? 0) >= 0) || greatest === 0) return [PLAIN]
  const median = sorted[sorted.length >> 1] ?? 0
  return [PLAIN, ROOT, logFrom(LOG_OFFSET * (median > 0 ? median : greatest))]
}
