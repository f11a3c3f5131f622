// City days: which instants a city date covers. The offset is the city's own and fixed.

const DAY_MS = 86_400_000

/** Start of the city day that `at` (epoch ms) lies in. */
export function dayStart(at: number, utcOffsetMinutes: number): number {
  const offset = utcOffsetMinutes * 60_000
  return Math.floor((at + offset) / DAY_MS) * DAY_MS - offset
}

/** `YYYY-MM-DD` of an instant in city time. */
export const cityDate = (at: number, utcOffsetMinutes: number): string =>
  new Date(at + utcOffsetMinutes * 60_000).toISOString().slice(0, 10)

/** [from, to) of a city date. */
export function dayOf(date: string, utcOffsetMinutes: number): { from: number; to: number } {
  const from = Date.parse(`${date}T00:00:00Z`) - utcOffsetMinutes * 60_000
  return { from, to: from + DAY_MS }
}
