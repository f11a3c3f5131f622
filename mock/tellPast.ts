// Tells the hub that started us the hours before it was there, the newest first, a day at a time and so slowly that nothing live
// waits for it: about a quarter of one core for some minutes.
import type { PastHour, PastHours } from '../src/wire/pastHours.ts'
import { History, pastCity } from './history.ts'
import type { CityInput, Stage } from './world/city.ts'

const HOUR_MS = 3_600_000
const HOURS_AT_ONCE = 24
/** After the start the first values of all devices come first. */
const WAIT_MS = 20_000
/** Rest after each hour, in times of what it took. */
const REST_TIMES = 3
/** An interrupted clock or a busy machine must not make a rest of minutes. */
const REST_MOST_MS = 2_000

const rest = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms).unref())

/** Resolves once told, or when nobody listens any more. */
export async function tellPast(
  input: Omit<CityInput, 'startAt' | 'speed'>,
  stage: Stage,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  await rest(WAIT_MS)
  const history = new History(pastCity(input, from, stage))
  let some: PastHour[] = []
  for (let at = to - HOUR_MS; at >= from; at -= HOUR_MS) {
    const began = performance.now()
    some.push(...history.hour(at))
    const done = at - HOUR_MS < from
    if (done || Math.round((to - at) / HOUR_MS) % HOURS_AT_ONCE === 0) {
      if (!(await send({ pastHours: some, done }))) return
      some = []
    }
    await rest(Math.min(REST_MOST_MS, (performance.now() - began) * REST_TIMES))
  }
}

/** False: whoever started us has gone. */
const send = (message: PastHours): Promise<boolean> =>
  new Promise((sent) => {
    if (process.send === undefined || !process.connected) return sent(false)
    process.send(message, undefined, undefined, (error) => sent(error === null))
  })
