// Which units the simulated city has, and what each does all day: bus lines with stops, vehicles of departments, people on their beat.
import { CREWS } from '../staff/phrases.ts'
import { below, keyOf, range, sub } from '../random.ts'
import { distM, type Point } from '../terrain/geometry.ts'
import type { Street } from '../terrain/types.ts'
import type { SimCity } from '../world/city.ts'
import { netOf, type Net } from './net.ts'
import type { Schedule, SimUnit } from './types.ts'

/** Fixed, whatever SEED says: a fleet does not change with the day. */
const FLEET = keyOf('yiwang fleet 1')

const LINES = 7
const BUSES_PER_LINE = 5
const STOP_EVERY_M = 650
const STOP_MS = 22_000
const LAYOVER_MS = 240_000
/** Departments whose crews drive: those with most of the city's matters in their hands. */
const CREW_DEPARTMENTS = ['chengguan', 'paishui', 'shizheng', 'huanwei', 'water', 'luguan', 'yuanlin', 'gas'] as const
const SWEEPERS = 8
const RESCUERS = 4
const OFFICERS = 12

/** A way driven at a speed, with stops every so often; `wait` at the end. */
export function driven(places: readonly Point[], kmh: number, stopEveryM = Infinity, stopMs = 0, waitMs = 0): Schedule {
  const out: Point[] = []
  const atMs: number[] = []
  let t = 0
  let sinceStop = 0
  const put = (p: Point): void => {
    out.push(p)
    atMs.push(t)
  }
  for (const [i, p] of places.entries()) {
    const from = places[i - 1]
    let here = from
    // A long stretch has its stops on the way.
    while (here !== undefined && distM(here, p) > stopEveryM - sinceStop) {
      const step = stopEveryM - sinceStop
      const f = step / distM(here, p)
      here = [here[0] + (p[0] - here[0]) * f, here[1] + (p[1] - here[1]) * f]
      t += (step / kmh) * 3600
      put(here)
      t += stopMs
      put(here)
      sinceStop = 0
    }
    if (here !== undefined) {
      const step = distM(here, p)
      t += (step / kmh) * 3600
      sinceStop += step
    }
    put(p)
  }
  if (waitMs > 0) {
    t += waitMs
    put(places.at(-1) as Point)
  }
  return { places: out, atMs }
}

/** There and back again. */
function bothWays(way: readonly Point[], kmh: number, stopEveryM: number, stopMs: number, waitMs: number): Schedule {
  const there = driven(way, kmh, stopEveryM, stopMs, waitMs)
  const back = driven(way.toReversed(), kmh, stopEveryM, stopMs, waitMs)
  const half = there.atMs.at(-1) ?? 0
  return { places: [...there.places, ...back.places], atMs: [...there.atMs, ...back.atMs.map((ms) => half + ms)] }
}

/** A way through some places near a point, by road. */
function wander(
  net: Net,
  streets: readonly Street[],
  from: Point,
  withinM: number,
  key: number,
  legs: number,
): Point[] {
  const start = net.at(net.nearest(from))
  const near = net.nodes.filter((p) => distM(p, start) < withinM)
  const way: Point[] = []
  let here = start
  for (let n = 0; n < legs && near.length > 1; n++) {
    const to = near[below(key, n, near.length)] as Point
    const leg = net.route(here, to) ?? []
    way.push(...(way.length === 0 ? leg : leg.slice(1)))
    here = way.at(-1) ?? here
  }
  return way.length > 1 ? way : [from, streets[0]?.point ?? from]
}

/** All moving units, in a fixed order with stable ids. */
export function unitsOf(city: SimCity): readonly SimUnit[] {
  return city.memo.once('units', () => {
    const { terrain, reference } = city
    const net = netOf(terrain)
    const feeds = new Set(
      reference.feeds.filter((f) => f.simulated && f.carries.includes('positions')).map((f) => f.id),
    )
    const departments = new Set(reference.departments.map((d) => d.id))
    const short = new Map(reference.departments.map((d) => [d.id, d.short.zh]))
    const central = terrain.streets.filter((s) => s.isCentral)
    const streets = central.length > 1 ? central : terrain.streets
    const out: SimUnit[] = []
    const put = (unit: Omit<SimUnit, 'trait'>): void => {
      if (feeds.has(unit.feed) && departments.has(unit.department))
        out.push({ ...unit, trait: sub(FLEET, `${unit.feed}/${unit.id}`) })
    }

    for (let line = 0; line < LINES; line++) {
      const a = streets[below(FLEET, 100 + line, streets.length)]
      const far = streets.filter((s) => a !== undefined && distM(s.point, a.point) > 4_000)
      const b = far[below(FLEET, 200 + line, Math.max(1, far.length))]
      const way = a && b && net.route(a.point, b.point)
      if (way === undefined || way.length < 2) continue
      const kmh = range(FLEET, 300 + line, 24, 32)
      const round = bothWays(way, kmh, STOP_EVERY_M, STOP_MS, LAYOVER_MS)
      const wholeMs = round.atMs.at(-1) ?? 0
      const number = 10 + line * 3
      for (let n = 0; n < BUSES_PER_LINE; n++)
        put({
          ...{
            id: `B${number}${String(n + 1).padStart(2, '0')}`,
            feed: 'sim-bus',
            kind: 'bus',
            department: 'jiaotong',
          },
          ...{
            name: `${number}路 ${n + 1}号车`,
            depot: way[0] as Point,
            round,
            offsetMs: (wholeMs * n) / BUSES_PER_LINE,
          },
          // Two lines run all night.
          ...(line < 2 ? { dutyFrom: 0, dutyTo: 0 } : { dutyFrom: 5.5, dutyTo: 22.5 }),
          ...{ everyMs: 5_000, kmh },
        })
    }
    for (const [i, department] of CREW_DEPARTMENTS.entries())
      for (const [n, crew] of CREWS.entries()) {
        const home = streets[(i * 3 + 1) % streets.length]
        const depot = net.at(net.nearest(home?.point ?? (reference.city.center as Point)))
        put({
          ...{
            id: `V-${department}-${n + 1}`,
            feed: 'sim-fleet',
            kind: 'crew',
            department,
            crew: `sim-${department}-${n + 1}`,
          },
          ...{
            name: `${short.get(department) ?? department} ${crew.name}车`,
            depot,
            offsetMs: 0,
            dutyFrom: 0,
            dutyTo: 0,
          },
          ...{ everyMs: 5_000, kmh: 42 },
        })
      }
    for (let n = 0; n < SWEEPERS; n++) {
      const home = streets[(n * 2) % streets.length]?.point ?? (reference.city.center as Point)
      const way = wander(net, streets, home, 2_500, sub(FLEET, `sweeper ${n}`), 5)
      put({
        ...{ id: `S-${n + 1}`, feed: 'sim-fleet', kind: 'sweeper', department: 'huanwei', name: `清扫车 ${n + 1}` },
        ...{ depot: way[0] as Point, round: bothWays(way, 14, Infinity, 0, 600_000), offsetMs: n * 400_000 },
        ...{ dutyFrom: 21, dutyTo: 15, everyMs: 10_000, kmh: 14 },
      })
    }
    for (let n = 0; n < RESCUERS; n++) {
      const home = streets[(n * 5 + 2) % streets.length]?.point ?? (reference.city.center as Point)
      const way = wander(net, streets, home, 4_000, sub(FLEET, `rescue ${n}`), 3)
      put({
        ...{ id: `R-${n + 1}`, feed: 'sim-fleet', kind: 'rescue', department: 'xiaofang', name: `抢险车 ${n + 1}` },
        // An exercise drive, then long at the station.
        ...{ depot: way[0] as Point, round: bothWays(way, 48, Infinity, 0, 1_500_000), offsetMs: n * 700_000 },
        ...{ dutyFrom: 0, dutyTo: 0, everyMs: 2_000, kmh: 48 },
      })
    }
    for (let n = 0; n < OFFICERS; n++) {
      const home = streets[n % streets.length]?.point ?? (reference.city.center as Point)
      const way = wander(net, streets, home, 900, sub(FLEET, `officer ${n}`), 4)
      put({
        ...{ id: `P-${String(n + 1).padStart(2, '0')}`, feed: 'sim-officer', kind: 'patrol', department: 'center' },
        ...{ name: `巡查员 ${n + 1}（模拟）`, depot: way[0] as Point, round: bothWays(way, 9, 700, 90_000, 300_000) },
        ...{
          offsetMs: n * 333_000,
          dutyFrom: n % 3 === 0 ? 0 : 7,
          dutyTo: n % 3 === 0 ? 0 : 21,
          everyMs: 10_000,
          kmh: 9,
        },
      })
    }
    return out
  })
}
