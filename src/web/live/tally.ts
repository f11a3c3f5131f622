// How often something happened within the last minute, by the second. Keeps sixty numbers, however often it is.

const SECONDS = 60

export interface Tally {
  readonly add: (n: number) => void
  readonly lastMinute: () => number
}

/** `now`: any clock in ms that does not go back. */
export function createTally(now: () => number): Tally {
  const counts = new Uint32Array(SECONDS)
  const seconds = new Float64Array(SECONDS).fill(-Infinity)
  const second = (): number => Math.floor(now() / 1000)
  return {
    add(n) {
      const s = second()
      const i = s % SECONDS
      if (seconds[i] !== s) counts[i] = 0
      seconds[i] = s
      counts[i] = (counts[i] ?? 0) + n
    },
    lastMinute() {
      const from = second() - SECONDS
      let sum = 0
      for (let i = 0; i < SECONDS; i++) if ((seconds[i] ?? 0) > from) sum += counts[i] ?? 0
      return sum
    },
  }
}
