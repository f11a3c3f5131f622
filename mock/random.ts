// Randomness without state: every draw is a hash of (seed, key, position), so any stretch of time can be asked for alone.
// Must never use Math.random or remember anything between calls.

/** Parts of one second-level domain must not share draws: each use has its own salt. */
export type Key = number

/** Murmur3 finaliser: spreads a 32-bit number so that neighbours have nothing in common. */
function spread(x: number): number {
  let h = x | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** 32-bit key of a text (FNV-1a over UTF-16 units, then spread). */
export function keyOf(text: string): Key {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return spread(h)
}

/** A new key from a key and a number (of any size up to 2^53: both halves count). */
export function mix(key: Key, n: number): Key {
  const low = n >>> 0
  const high = Math.floor(n / 4_294_967_296) >>> 0
  return spread(spread(key ^ Math.imul(low, 0x9e3779b1)) + Math.imul(high ^ 0x27d4eb2f, 0x165667b1))
}

/** A new key from a key and a word. */
export const sub = (key: Key, word: string): Key => mix(key, keyOf(word))

/** Uniform in [0, 1). */
export const unit = (key: Key, n: number): number => mix(key, n) / 4_294_967_296

/** Uniform in [low, high). */
export const range = (key: Key, n: number, low: number, high: number): number => low + (high - low) * unit(key, n)

/** Uniform integer in [0, count). */
export const below = (key: Key, n: number, count: number): number => Math.floor(unit(key, n) * count)

/** One of a list. The list must not be empty. */
export function pick<T>(key: Key, n: number, list: readonly T[]): T {
  const chosen = list[below(key, n, list.length)]
  if (chosen === undefined) throw new Error('pick: the list is empty')
  return chosen
}

/** One of a list by weight; undefined when no weight is above zero. */
export function pickWeighted<T>(key: Key, n: number, list: readonly T[], weight: (one: T) => number): T | undefined {
  let total = 0
  for (const one of list) total += weight(one)
  if (total <= 0) return undefined
  let left = unit(key, n) * total
  for (const one of list) {
    left -= weight(one)
    if (left < 0) return one
  }
  return list.at(-1)
}

/** Roughly normal, mean 0, deviation 1, within ±3.47 (sum of four uniforms). */
export function bell(key: Key, n: number): number {
  const m = mix(key, n)
  const sum =
    (m & 0xffff) / 65_536 + (m >>> 16) / 65_536 + (mix(m, 1) & 0xffff) / 65_536 + (mix(m, 2) & 0xffff) / 65_536
  return (sum - 2) * Math.sqrt(3)
}

/** Slow random movement in [-1, 1]: random values every `periodMs`, joined smoothly. */
export function wander(key: Key, t: number, periodMs: number): number {
  const x = t / periodMs
  const n = Math.floor(x)
  const f = x - n
  const a = unit(key, n)
  const b = unit(key, n + 1)
  return (a + (b - a) * f * f * (3 - 2 * f)) * 2 - 1
}
