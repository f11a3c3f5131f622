// Between an instant and what a `datetime-local` input holds, in the city's time wherever the screen stands.

/** `YYYY-MM-DDTHH:mm` in city time; empty for no instant. */
export function toInputTime(at: number | undefined, utcOffsetMinutes: number): string {
  return at === undefined ? '' : new Date(at + utcOffsetMinutes * 60_000).toISOString().slice(0, 16)
}

/** Epoch ms, or undefined where the text is no time. */
export function fromInputTime(text: string, utcOffsetMinutes: number): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? Date.parse(`${text}:00Z`) : Number.NaN
  return Number.isNaN(at) ? undefined : at - utcOffsetMinutes * 60_000
}
