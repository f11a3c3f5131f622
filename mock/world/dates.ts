// Calendar dates from day numbers.

/** `YYYY-MM-DD` of a day counted from 1970-01-01. */
export function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}
