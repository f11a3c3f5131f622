// The newest examples of a trial, however many there are. Keeps a handful.
import type { Trial } from '../../wire/signs.ts'

type Example = Trial['examples'][number]

/** Enough to see what they are like; the counts say how many. */
const KEPT = 20

export function openNewest(): { add(example: Example): void; list(): Example[] } {
  let kept: Example[] = []
  const newest = (): Example[] => [...kept].sort((a, b) => b.at - a.at).slice(0, KEPT)
  return {
    add(example) {
      kept.push(example)
      if (kept.length >= 4 * KEPT) kept = newest()
    },
    list: newest,
  }
}
