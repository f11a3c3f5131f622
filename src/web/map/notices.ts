// What the map says of its sources.
import type { City } from '../../wire/reference.ts'
import { say } from '../i18n/i18n.ts'

/** Each notice once. Short: up to the first comma, without generated ground, which the map labels by itself. */
export function noticesOf(files: City['map'], short: boolean): string[] {
  const shown = short ? files.filter((f) => !f.simulated) : files
  const words = shown.map((f) => say(f.notice))
  return [...new Set(short ? words.map((w) => w.split(/[，,；;]/)[0] ?? w) : words)]
}
