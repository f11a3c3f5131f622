// Tones between two colours of the look: what is more stands out more, without a hue of its own.
import { channels } from '../colours.ts'

const hex = (part: number): string =>
  Math.round(part * 255)
    .toString(16)
    .padStart(2, '0')

/** `share` 0: all `from`, 1: all `to`. */
export function between(from: string, to: string, share: number): string {
  const a = channels(from)
  const b = channels(to)
  return `#${[0, 1, 2].map((i) => hex((a[i] ?? 0) + ((b[i] ?? 0) - (a[i] ?? 0)) * share)).join('')}`
}
