// Places complained about again and again: reports of one matter that lie close to each other. Proposes; a person decides.
import { DEGREE_M, distanceM, lngDegreeM } from '../place.ts'
import type { SupervisionRules } from './log.ts'

/** One report as it was taken; `matter` is what it is about. */
export interface Reported {
  readonly id: string
  readonly matter: string
  readonly at: number
  readonly lng: number
  readonly lat: number
}

/** Reports of the same matter within the metres of the first of them, newest first; the largest groups first. */
export function repeatedOf<R extends Reported>(
  reports: readonly R[],
  { times, withinM }: Pick<SupervisionRules['repeated'], 'times' | 'withinM'>,
): (readonly R[])[] {
  const groups = new Map<string, R[][]>()
  const wide = withinM / DEGREE_M
  for (const report of [...reports].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))) {
    const row = Math.floor(report.lat / wide)
    const column = (line: number): number => Math.floor((report.lng * lngDegreeM((line + 0.5) * wide)) / withinM)
    let home: R[] | undefined
    for (const dy of [0, -1, 1])
      for (const dx of [0, -1, 1]) {
        const near = groups.get(`${report.matter}/${row + dy}/${column(row + dy) + dx}`) ?? []
        home ??= near.find(([first]) => first !== undefined && distanceM(first, report) <= withinM)
      }
    if (home) home.push(report)
    else {
      const key = `${report.matter}/${row}/${column(row)}`
      groups.set(key, [...(groups.get(key) ?? []), [report]])
    }
  }
  return [...groups.values()]
    .flat()
    .filter((group) => group.length >= times)
    .map((group) => group.toReversed())
    .sort((a, b) => b.length - a.length || (b[0]?.at ?? 0) - (a[0]?.at ?? 0))
}
