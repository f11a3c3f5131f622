// The load: which device says what in which round. A pure function of its numbers, so that what must be in the store is known.
import type { DeviceMessage } from '../../src/wire/message.ts'

/**
 * `single`: a message per reading, as a ponding gauge sends it.
 * `batch`: what a gateway buffered from ten manholes in one message, two values each.
 */
export type Shape = 'single' | 'batch'

/** Rounds from `from` up to `to`; in each every device speaks once. */
export interface Load {
  readonly shape: Shape
  readonly devices: number
  readonly from: number
  readonly to: number
  /** occurredAt of round 0, epoch ms. */
  readonly baseAt: number
  /** Every hundredth device is over the limit, beginning with this one; undefined: none. */
  readonly flooded?: number
}

export interface Message {
  readonly topic: string
  readonly payload: string
}

/** Rounds are this far apart in what they say, so that no device repeats an instant. */
export const ROUND_MS = 500
/** Manholes of one gateway. */
const PER_GATEWAY = 10

export const FEED = { single: 'sim-ponding', batch: 'sim-manhole' } as const
export const GATEWAY = 'gw-drainage'
const KIND = { single: 'ponding', batch: 'manhole' } as const

/** Over the limits of the city's rules, in thousandths: 0.3 m of water is level 2, 20° of tilt level 3; both ask for a case. */
const FLOODED_DEPTH = 300
const FLOODED_TILT = 20_000

/** Metrics, with the value of a device in a round in thousandths. Small steps: no value is too fast to be believed. */
const METRICS: Readonly<
  Record<Shape, readonly { metric: string; thousandths: (n: number, flooded: boolean) => number }[]>
> = {
  single: [{ metric: 'depthM', thousandths: (n, flooded) => (flooded ? FLOODED_DEPTH : 10) + (n % 7) }],
  batch: [
    { metric: 'tiltDeg', thousandths: (n, flooded) => (flooded ? FLOODED_TILT : 1000) + (n % 5) },
    { metric: 'gapM', thousandths: (n) => 2000 + (n % 7) },
  ],
}

const isFlooded = (load: Load, device: number): boolean => load.flooded !== undefined && device % 100 === load.flooded
const deviceName = (device: number): string => `b-${device}`
const atOf = (load: Load, round: number): number => load.baseAt + round * ROUND_MS

function reading(load: Load, device: number, round: number): { at: number; values: Record<string, number> } {
  const flooded = isFlooded(load, device)
  const values: Record<string, number> = {}
  for (const { metric, thousandths } of METRICS[load.shape])
    values[metric] = thousandths(device + round, flooded) / 1000
  return { at: atOf(load, round), values }
}

/** All messages of one of `connections`, in the order they must be sent. A device always speaks over the same connection. */
export function* messagesOf(load: Load, connection: number, connections: number): Generator<Message> {
  for (let round = load.from; round < load.to; round++) {
    if (load.shape === 'single')
      for (let d = connection; d < load.devices; d += connections)
        yield { topic: `drainage/ponding/${deviceName(d)}`, payload: JSON.stringify(reading(load, d, round)) }
    else
      for (let g = connection; g * PER_GATEWAY < load.devices; g += connections) {
        const list = []
        for (let d = g * PER_GATEWAY; d < Math.min(load.devices, (g + 1) * PER_GATEWAY); d++)
          list.push({ device: deviceName(d), ...reading(load, d, round) })
        yield { topic: `drainage/manhole/gateway-${g}`, payload: JSON.stringify(list) }
      }
  }
}

export const messageCount = (load: Load): number =>
  (load.to - load.from) * (load.shape === 'single' ? load.devices : Math.ceil(load.devices / PER_GATEWAY))

export const observationCount = (load: Load): number =>
  (load.to - load.from) * load.devices * METRICS[load.shape].length

/** Rows and a sum over device, metric, instant and value: what the store must hold, in a figure that SQL can make too. */
export function digestOf(loads: readonly Load[]): { rows: number; digest: bigint } {
  let rows = 0
  let digest = 0n
  for (const load of loads)
    for (let round = load.from; round < load.to; round++)
      for (let d = 0; d < load.devices; d++)
        for (const [m, { thousandths }] of METRICS[load.shape].entries()) {
          rows++
          const weight = (d + 1) * (m + 1) * (atOf(load, round) % 99_991)
          digest += BigInt(weight * thousandths(d + round, isFlooded(load, d)))
        }
  return { rows, digest }
}

/** The same over the rows of a feed. */
export const DIGEST_SQL = `
  select count(*)::int as rows, coalesce(sum(
    (split_part(s.sensor, '/b-', 2)::numeric + 1)
    * case s.metric when 'gapM' then 2 else 1 end
    * mod(round(extract(epoch from o.occurred_at) * 1000), 99991)
    * round(o.value::numeric * 1000)), 0)::text as digest
  from observation o join series s on s.id = o.series where s.sensor like $1 || '/b-%'`

/** Announcements of the devices, as the registry sends them: at most 500 in a message. */
export function announcements(
  shape: Shape,
  devices: number,
  places: readonly { readonly code: string; readonly lng: number; readonly lat: number }[],
): DeviceMessage[] {
  const all = Array.from({ length: devices }, (_, d) => {
    const place = places[d % places.length]
    if (place === undefined) throw new Error('a city without places')
    const { code, lng, lat } = place
    return { device: deviceName(d), feed: FEED[shape], kind: KIND[shape], name: `bench ${d}`, lng, lat, area: code }
  })
  const out: DeviceMessage[] = []
  for (let i = 0; i < all.length; i += 500) out.push({ devices: all.slice(i, i + 500) })
  return out
}
