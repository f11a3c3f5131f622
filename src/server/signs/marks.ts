// Which series of which areas have news, in as few writes per value as there are areas above it. Knows no indicators.
import type { AreaCode } from '../../core/ids.ts'
import type { Places, Seat } from './places.ts'
import type { Planned } from './plan.ts'

export class Marks {
  /** By `kind/metric`: one byte for each area. */
  private readonly areas = new Map<string, Uint8Array>()

  constructor(private readonly places: Places) {}

  mark(series: string, seat: Seat): void {
    let marks = this.areas.get(series)
    if (marks === undefined) this.areas.set(series, (marks = new Uint8Array(64)))
    for (const number of seat.numbers) {
      if (number >= marks.length) {
        const more = new Uint8Array(2 * number)
        more.set(marks)
        this.areas.set(series, (marks = more))
      }
      marks[number] = 1
    }
  }

  has({ selection, metrics }: Planned, area: AreaCode): boolean {
    if (selection === undefined) return false
    const number = this.places.numbered(area)
    return metrics.some((metric) => this.areas.get(seriesOf(selection.kind, metric))?.[number] === 1)
  }

  clear(): void {
    for (const marks of this.areas.values()) marks.fill(0)
  }
}

const names = new Map<string, string[]>()

/** `kind/metric`; made once, since it is asked for with every value. */
export function seriesOf(kind: string, metric: number): string {
  let own = names.get(kind)
  if (own === undefined) names.set(kind, (own = []))
  return (own[metric] ??= `${kind}/${metric}`)
}
