// Sends the crews' vehicles to the cases their crews have in hand. Knows the queue as anybody on the desk sees it.
import type { SimCity } from '../world/city.ts'
import type { Errands } from './drive.ts'
import { unitsOf } from './plan.ts'

/** What of a case decides where its crew's vehicle goes. */
export interface CrewCase {
  readonly state: string
  readonly lead?: string
  readonly crew?: string
  readonly lng: number
  readonly lat: number
  readonly openedAt: number
  readonly simulated: boolean
}

/** `at`: epoch ms from which positions are not yet made. */
export function sendCrews(city: SimCity, errands: Errands, cases: readonly CrewCase[], at: number): void {
  for (const unit of unitsOf(city)) {
    if (unit.crew === undefined) continue
    // The case it has had longest; the next one when that is done.
    const own = cases
      .filter((c) => c.simulated && c.state === 'handling' && c.crew === unit.crew && c.lead === unit.department)
      .sort((a, b) => a.openedAt - b.openedAt)[0]
    errands.send(city, unit, own && [own.lng, own.lat], at)
  }
}
