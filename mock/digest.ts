// A fingerprint of a stretch of the simulated city: the same seed, scenario and start give the same one, on any machine, at any time.
import { createHash } from 'node:crypto'
import { between } from './between.ts'
import type { SimCity } from './world/city.ts'

/** A Wednesday in July, 08:00 in Yangzhou: fixed, so that fingerprints can be compared. */
export const DIGEST_START_AT = Date.UTC(2026, 6, 15, 0, 0, 0)
/** Asked for in large pieces: looking back for held-up messages costs the same for a second as for a minute. */
const WINDOW_MS = 30_000

export interface Digest {
  readonly messages: number
  readonly values: number
  /** Hex SHA-256 over time, topic and payload of every message. */
  readonly sha256: string
}

/** `every`: only each so-many-th half minute, for a test that must be quick. */
export function digest(city: SimCity, seconds: number, every = 1): Digest {
  const hash = createHash('sha256')
  let messages = 0
  let values = 0
  for (let at = city.startAt; at < city.startAt + seconds * 1000; at += WINDOW_MS * every) {
    for (const m of between(city, at, Math.min(at + WINDOW_MS, city.startAt + seconds * 1000))) {
      hash.update(`${m.at}\n${m.topic}\n${m.payload}\n`)
      messages++
      values += m.values
    }
  }
  return { messages, values: Math.round(values), sha256: hash.digest('hex') }
}
