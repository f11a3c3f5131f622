// The simulated city's one question: what is sent in [from, to)? Pure: any window can be asked alone, in any order, at any speed.
import { announcementsBetween } from './gateways/announce.ts'
import { bySending, type OutMessage } from './gateways/message.ts'
import { readingsBetween } from './gateways/readings.ts'
import { rogueBetween } from './gateways/rogue.ts'
import { warningsBetween } from './gateways/warnings.ts'
import { reportsBetween } from './reports/between.ts'
import type { Errands } from './units/drive.ts'
import { positionsBetween } from './units/between.ts'
import type { SimCity } from './world/city.ts'

/**
 * Messages sent in [from, to), epoch ms of real time, in sending order. `between(a, b)` followed by `between(b, c)` is `between(a, c)`.
 * Nothing is sent before the city's start. `errands`: where crews were sent meanwhile, the one thing the city does not make itself.
 */
export function between(city: SimCity, from: number, to: number, errands?: Errands): OutMessage[] {
  const begin = Math.max(from, city.startAt)
  if (to <= begin) return []
  return [
    ...announcementsBetween(city, begin, to),
    ...readingsBetween(city, begin, to),
    ...reportsBetween(city, begin, to),
    ...rogueBetween(city, begin, to),
    ...positionsBetween(city, begin, to, errands),
    ...warningsBetween(city, begin, to),
  ].sort(bySending)
}
