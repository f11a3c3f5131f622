// What a bench is and what it answers. A figure is read as a ratio to its baseline of the same run, never as wall time.

/** One measured figure. */
export interface Figure {
  /** `bench/case/what`. */
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The same work done bare, in the same run and unit. */
  readonly baseline?: number
  /** What the baseline is, in words. */
  readonly against?: string
}

export interface BenchContext {
  /** Small loads, for a smoke run: the paths are all walked, the figures are rough. */
  readonly quick: boolean
  /** Says what is being done; never part of the answer. */
  readonly say: (line: string) => void
}

export interface Bench {
  readonly name: string
  readonly about: string
  /** Too long to be run with the others. */
  readonly onlyNamed?: true
  /** Throws when what came out is not what went in: a fast wrong answer is no figure. */
  run(context: BenchContext): Promise<Figure[]>
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** Nearest rank on sorted values; NaN for none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN
}

/** Fails the bench with one sentence. */
export function expectSame(what: string, got: unknown, wanted: unknown): void {
  if (String(got) !== String(wanted)) throw new Error(`${what}: ${String(got)}, expected ${String(wanted)}`)
}
