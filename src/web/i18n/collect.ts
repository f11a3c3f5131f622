// Gathers phrase files by feature name: './duty.zh.ts' becomes { duty: … }.
import type { Phrases } from './i18n.ts'

export function collect(files: Record<string, Phrases>): Record<string, Phrases> {
  const all: Record<string, Phrases> = {}
  for (const [path, phrases] of Object.entries(files)) {
    const feature = /([A-Za-z]+)\.(?:zh|en)\.ts$/.exec(path)?.[1]
    if (feature !== undefined) all[feature] = phrases
  }
  return all
}
