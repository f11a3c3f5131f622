// Devices that go wrong by themselves, as a scenario says: another unit, a clock set back, a stuck gauge, repetition, a device
// carried away, silence. Pure in (seed, scenario, time). Decides nothing about what the hub must make of it.
import type { Sample } from './gateways/encode.ts'
import { pickWeighted, mix, sub } from './random.ts'
import type { DeviceFaultSpec } from './scenarios/schema.ts'
import type { SimDevice } from './devices/types.ts'
import { metresOutside } from '../src/core/observe/place.ts'
import { distM, type Point } from './terrain/geometry.ts'
import { type SimCity } from './world/city.ts'
import { troublesBeginning } from './world/troubles.ts'
import { valuesAt } from './world/values.ts'

export interface DeviceFault {
  readonly spec: DeviceFaultSpec
  readonly device: SimDevice
  /** City time. */
  readonly from: number
  readonly to: number
}

const MIN = 60_000
/** What somebody who set a clock by hand, or for summer time, gets wrong. */
const CLOCK_BACK_MS = 3_600_000
/** Carried away at least so far beyond its district: no doubt about where that ends. */
const CARRIED_M = 5_000
/** A repeating gateway says everything again after these, ms. */
export const AGAIN_AFTER_MS = [1_500, 3_500] as const

/** All faults of the scenario with their devices: one device has one fault at most, and none that opens the day with a trouble. */
export function deviceFaults(city: SimCity): ReadonlyMap<number, DeviceFault> {
  return city.memo.once('deviceFaults', () => {
    const opening = troublesBeginning(city, city.startAt, city.startAt + 10 * MIN)
    const taken = new Set(opening.map((t) => t.device.index))
    const faults = new Map<number, DeviceFault>()
    city.scenario.deviceFaults.forEach((spec, i) => {
      const fit = (city.byKind.get(spec.kind) ?? []).filter(
        (d) => !taken.has(d.index) && Object.entries(spec.where ?? {}).every(([k, v]) => d.attributes[k] === v),
      )
      const device = pickWeighted(mix(sub(city.key, 'deviceFault'), i), 1, fit, () => 1)
      if (!device) return
      taken.add(device.index)
      const at = (minutes: number): number => city.startAt + minutes * MIN
      faults.set(device.index, { spec, device, from: at(spec.fromMin), to: at(spec.toMin) })
    })
    return faults
  })
}

/** The fault a device has at city time `c`, if any. */
export function deviceFaultAt(city: SimCity, device: SimDevice, c: number): DeviceFault | undefined {
  if (city.scenario.deviceFaults.length === 0) return undefined
  const fault = deviceFaults(city).get(device.index)
  return fault !== undefined && c >= fault.from && c < fault.to ? fault : undefined
}

/** Where it stands now, when somebody carried it off: the middle of the nearest street far enough outside its district. */
function carriedTo(city: SimCity, d: SimDevice): Point {
  return city.memo.get('carried', d.index, () => {
    const here: Point = [d.lng, d.lat]
    const own = city.reference.map.districts.get(d.street.district)
    const away = city.terrain.streets
      .filter((s) => s.district !== d.street.district && distM(s.point, here) >= CARRIED_M)
      .filter((s) => own === undefined || metresOutside([own.rings], ...s.point) >= CARRIED_M)
      .sort((a, b) => distM(a.point, here) - distM(b.point, here))
    return away[0]?.point ?? here
  })
}

/** What a faulty device says instead of `sample`; undefined: nothing. */
export function spoilt(city: SimCity, { spec, device, from }: DeviceFault, sample: Sample): Sample | undefined {
  switch (spec.fault) {
    case 'silent':
      return undefined
    case 'repeats':
      return sample
    case 'clock':
      return { ...sample, occurredAt: sample.occurredAt - CLOCK_BACK_MS }
    case 'stuck':
      return { ...sample, values: valuesAt(city, device, from) }
    case 'moved': {
      const [lng, lat] = carriedTo(city, device)
      return { ...sample, lng, lat }
    }
    case 'unit':
      return {
        ...sample,
        values: Object.fromEntries(
          Object.entries(sample.values).map(([metric, v]) => [metric, metric === spec.metric ? v * spec.factor : v]),
        ),
      }
  }
}
