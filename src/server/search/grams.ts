// Which things hold a short run of letters, by that run: the places of things, ascending. Shorter runs are found by the longer ones
// that begin with them, so a word of one letter costs no list of its own.

/** Places in several lists; one may stand in more than one of them. */
export type Lists = readonly (readonly number[])[]

export interface Grams {
  /** Notes that the thing at this place holds the run, which is no longer than the length; places come ascending. */
  add(run: string, place: number): void
  remove(run: string, place: number): void
  /** Places of things that hold the word's beginning. */
  of(word: string): Lists
}

const NONE: Lists = []

export function openGrams(length: number): Grams {
  const byFirst = new Map<string, Map<string, number[]>>()

  return {
    add(run, place) {
      const first = run.charAt(0)
      let runs = byFirst.get(first)
      if (runs === undefined) byFirst.set(first, (runs = new Map<string, number[]>()))
      const list = runs.get(run)
      if (list === undefined) runs.set(run, [place])
      // The same run twice in one name is one place.
      else if (list[list.length - 1] !== place) list.push(place)
    },
    remove(run, place) {
      const runs = byFirst.get(run.charAt(0))
      const list = runs?.get(run)
      if (runs === undefined || list === undefined) return
      const at = lowerBound(list, place)
      if (list[at] === place) list.splice(at, 1)
      if (list.length === 0) runs.delete(run)
    },
    of(word) {
      const runs = byFirst.get(word.charAt(0))
      if (runs === undefined) return NONE
      if (word.length >= length) {
        const list = runs.get(word.slice(0, length))
        return list === undefined ? NONE : [list]
      }
      const lists: number[][] = []
      for (const [run, list] of runs) if (run.startsWith(word)) lists.push(list)
      return lists
    },
  }
}

/** The runs of that length of a word, or the whole of a shorter one. */
export function runsOf(word: string, length: number): string[] {
  const runs = [word.slice(0, length)]
  for (let at = 1; at + length <= word.length; at += 1) runs.push(word.slice(at, at + length))
  return runs
}

export const total = (lists: Lists): number => lists.reduce((sum, { length }) => sum + length, 0)

/** Of at least one. */
export const fewest = (all: readonly Lists[]): Lists =>
  all.reduce((least, lists) => (total(lists) < total(least) ? lists : least))

/** The first place not below `wanted`. */
function lowerBound(list: readonly number[], wanted: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] ?? Infinity) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
