// When a wall dims, as the city says it: the lights of a command centre are low then, and a dim picture spares the panel. Pure.
import type { Directed, Why } from './director.ts'

/** `night` of `city.json`: whole city hours, `from` 0–23 up to but without `to` 0–24; may go over midnight. Equal: never. */
export interface NightHours {
  readonly from: number
  readonly to: number
}

/** Where the city says nothing. */
export const DEFAULT_NIGHT: NightHours = { from: 23, to: 6 }

/** Whether a city hour, 0–23, lies in the night. */
export const isNight = (hour: number, { from, to }: NightHours): boolean =>
  from <= to ? from <= hour && hour < to : from <= hour || hour < to

/** Reasons to stand that want a person: read as well by night as by day. */
const WAKE: readonly Why[] = ['unacknowledged', 'emergency', 'drill']

/** Whether a wall that shows `directed` dims at that city hour. */
export const isDim = (
  hour: number,
  night: NightHours,
  directed: Pick<Directed, 'why' | 'waiting'> | undefined,
): boolean =>
  isNight(hour, night) && (directed === undefined || (!WAKE.includes(directed.why) && directed.waiting.length === 0))
