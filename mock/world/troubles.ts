// Which troubles stand at a time: the opening ones after the start, then one every so often. Asked by device, by window, or all.
import type { SimDevice } from '../devices/types.ts'
import { mix, pickWeighted, range, sub, unit, type Key } from '../random.ts'
import { TROUBLES, type TroubleName } from '../scenarios/schema.ts'
import { TROUBLE_SPECS, type TroubleSpec } from '../scenarios/troubles.ts'
import type { SimCity } from './city.ts'

export interface Trouble {
  readonly name: TroubleName
  readonly spec: TroubleSpec
  readonly device: SimDevice
  /** City time. */
  readonly from: number
  readonly to: number
  /** Value the metric moves to. */
  readonly target: number
  readonly key: Key
}

const MIN = 60_000
/** No trouble lasts longer: how far back a question has to look. */
const LONGEST_MS = Math.max(...TROUBLES.map((t) => TROUBLE_SPECS[t].lastsMin[1])) * MIN

function make(city: SimCity, name: TroubleName, key: Key, from: number, lastsMin?: number): Trouble | undefined {
  const spec = TROUBLE_SPECS[name]
  const fit = city.memo.once(`fit:${name}`, () =>
    (city.byKind.get(spec.kind) ?? []).filter((d) =>
      Object.entries(spec.where ?? {}).every(([k, v]) => d.attributes[k] === v),
    ),
  )
  const device = pickWeighted(key, 1, fit, (d) => (d.street.isCentral ? spec.central : 1))
  if (!device) return undefined
  const lasts = (lastsMin ?? range(key, 2, ...spec.lastsMin)) * MIN
  return { name, spec, device, from, to: from + lasts, target: range(key, 3, ...spec.to), key }
}

/** The trouble of one slot after the opening, if any. Slots count from the start. */
function troubleOfSlot(city: SimCity, slot: number): Trouble | undefined {
  const { opening, troubles } = city.scenario
  const every = troubles.everySec * 1000
  const after = Math.max(0, ...opening.map((o) => o.atSec)) * 1000
  const key = mix(sub(city.key, 'trouble'), slot)
  const from = city.startAt + after + (slot + range(key, 4, 0.1, 0.9)) * every
  const name = pickWeighted(key, 5, TROUBLES, (t) => troubles.mix[t] ?? 0)
  return name && make(city, name, key, from)
}

/** Troubles that begin in [from, to), city time, in order of their beginning. */
export function troublesBeginning(city: SimCity, from: number, to: number): Trouble[] {
  const { opening, troubles } = city.scenario
  const first = city.memo.once('opening', () =>
    opening.flatMap(
      (o, i) =>
        make(city, o.trouble, mix(sub(city.key, 'opening'), i), city.startAt + o.atSec * 1000, o.lastsMin) ?? [],
    ),
  )
  const every = troubles.everySec * 1000
  const base = city.startAt + Math.max(0, ...opening.map((o) => o.atSec)) * 1000
  const out = [...first]
  for (let slot = Math.max(0, Math.floor((from - base) / every) - 1); slot <= (to - base) / every; slot++) {
    const t = city.memo.get('slot', slot, () => troubleOfSlot(city, slot))
    if (t) out.push(t)
  }
  return out
    .filter((t) => t.from >= from && t.from < to)
    .sort((a, b) => a.from - b.from || a.device.index - b.device.index)
}

/** All troubles of one city minute, by device index. */
function byDevice(city: SimCity, minute: number): ReadonlyMap<number, readonly Trouble[]> {
  return city.memo.get('standing', minute, () => {
    const map = new Map<number, Trouble[]>()
    for (const t of troublesBeginning(city, minute * MIN - LONGEST_MS, (minute + 1) * MIN)) {
      if (t.to < minute * MIN) continue
      const list = map.get(t.device.index)
      if (list) list.push(t)
      else map.set(t.device.index, [t])
    }
    return map
  })
}

const NONE: readonly Trouble[] = []
export const troublesOf = (city: SimCity, device: SimDevice, c: number): readonly Trouble[] =>
  byDevice(city, Math.floor(c / MIN)).get(device.index) ?? NONE

/** How far a trouble has come at `c`: 0 before and after, 1 at its height; it eases off over a fifth of its time. */
export function strength(t: Trouble, c: number): number {
  if (c < t.from || c >= t.to) return 0
  if (t.spec.riseSec === 0) return 1
  const rise = Math.min(1, (c - t.from) / (t.spec.riseSec * 1000))
  const ease = Math.min(1, (t.to - c) / ((t.to - t.from) * 0.2))
  return Math.min(rise, ease)
}

/** The value a metric takes when its troubles have had their say. */
export function troubled(city: SimCity, device: SimDevice, metric: string, c: number, value: number): number {
  let out = value
  for (const t of troublesOf(city, device, c)) if (t.spec.metric === metric) out += (t.target - out) * strength(t, c)
  return out
}

/** True when a trouble of that kind stands at the device. */
export const isTroubled = (city: SimCity, device: SimDevice, c: number): boolean =>
  troublesOf(city, device, c).some((t) => strength(t, c) > 0)

/** Chance draw that belongs to a trouble. */
export const luck = (t: Trouble, n: number): number => unit(t.key, 100 + n)
