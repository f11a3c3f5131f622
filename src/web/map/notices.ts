// What the map says of its sources.
import type { City } from '../../wire/reference.ts'
import { say } from '../i18n/i18n.ts'

/** Up to the first comma: the source itself. */
export const shortNotice = (words: string): string => words.split(/[，,；;]/)[0] ?? words

/** Each notice once. Short: without generated ground, which the map labels by itself. */
export function noticesOf(files: City['map'], short: boolean): string[] {
  const shown = short ? files.filter((f) => !f.simulated) : files
  const words = shown.map((f) => say(f.notice))
  return [...new Set(short ? words.map(shortNotice) : words)]
}
