// A wall left alone with the city's feed running and faults forced on it: heap, turns, and how long each fault kept it away.
// A wall turns each minute, 1,440 times a day; here it is turned as fast as it can be told to, about fifty times as often. Devices report
// at their own pace, and the city's day runs as fast as its simulated staff keeps up with: a wall has the cases of a city on it, which come
// and go, and no backlog that grows for three days. WALL_HOURS sets another length, WALL_CUT_MINUTES another for the hour without a line.
import { quantile, type Bench, type BenchContext, type Figure } from './bench.ts'
import { FAULTS } from '../support/wallFaults.ts'
import { soakWall } from '../support/wallSoak.ts'
import { slope } from './soak.ts'

const SIZES = {
  whole: { hours: 72, readEvery: 63, awayMs: 60_000, byItselfMs: 300_000, cutMs: 3_600_000 },
  quick: { hours: 0.5, readEvery: 5, awayMs: 5_000, byItselfMs: 30_000, cutMs: 30_000 },
}
const TURNS_AN_HOUR = 60
/** The staff does a hundred acts a minute; a case that goes all its way takes seven. */
const SPEED = 6
const SIZE = { width: 1920, height: 1080 }

async function run({ quick, say }: BenchContext): Promise<Figure[]> {
  const size = quick ? SIZES.quick : SIZES.whole
  const hours = Number(process.env['WALL_HOURS'] ?? size.hours)
  const turns = Math.round(hours * TURNS_AN_HOUR)
  const cutMs = Number(process.env['WALL_CUT_MINUTES'] ?? size.cutMs / 60_000) * 60_000
  // At this speed there is always a Ⅱ that nobody has taken on yet, from which a wall does not turn: by itself it turns in a city as fast as ours.
  const itself = await soakWall({ ...size, cutMs, turns: 1, speed: 1, size: SIZE, faults: [], say })
  const turned = { ...size, byItselfMs: 0, cutMs: 0, turns, speed: SPEED }
  const soak = await soakWall({ ...turned, size: SIZE, faults: FAULTS, say })
  const wrong = [
    ...itself.missed.map((what) => `missed by itself ${what}`),
    ...itself.frozen.map((what) => `frozen by itself ${what}`),
    ...itself.problems.map((what) => `error by itself ${what}`),
    ...soak.missed.map((what) => `missed ${what}`),
    ...soak.frozen.map((what) => `frozen ${what}`),
    ...soak.unread.map((what) => `unreadable ${what}`),
    ...soak.problems.map((what) => `error ${what}`),
    ...soak.faults.flatMap(({ fault, backMs }) => (backMs === undefined ? [`never back from ${fault}`] : [])),
  ]
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
  // A wall whose picture has become too slow begins anew by itself: its longest stretch without that.
  const alone = soak.reads.filter((r) => r.leftAlone)
  const stretches = [...new Set(alone.map((r) => r.reloads))].map((n) => alone.filter((r) => r.reloads === n))
  const reads = stretches.reduce((longest, one) => (one.length > longest.length ? one : longest), [])
  const [before, after] = [reads.at(-1), soak.fresh]
  if (before === undefined) throw new Error('nothing was read after the last fault')
  const name = `wall/${hours} h`
  return [
    { name: `${name}/turns`, value: soak.turns, unit: 'boards' },
    { name: `${name}/turns by itself`, value: itself.ownTurns, unit: 'boards' },
    { name: `${name}/turns in ${cutMs / 60_000} min without a line`, value: itself.cutTurns, unit: 'boards' },
    { name: `${name}/line mended, current again after`, value: (itself.mendedMs ?? Number.NaN) / 1000, unit: 's' },
    { name: `${name}/the city's day ran`, value: soak.cityHours, unit: 'h' },
    { name: `${name}/observations`, value: soak.observations ?? Number.NaN, unit: 'kept' },
    { name: `${name}/cases in its view`, value: after.cases, unit: 'cases' },
    { name: `${name}/begun anew by itself`, value: soak.reloads, unit: 'times' },
    { name: `${name}/a board comes, p95`, value: quantile(soak.turnMs, 0.95), unit: 'ms' },
    {
      ...{ name: `${name}/heap at the end`, value: before.heapMB, unit: 'MB' },
      ...{ baseline: after.heapMB, against: 'a page begun anew on the same city' },
    },
    {
      ...{ name: `${name}/nodes at the end`, value: before.nodes, unit: 'nodes' },
      ...{ baseline: after.nodes, against: 'a page begun anew on the same city' },
    },
    {
      name: `${name}/heap grows by`,
      value: slope(reads.map((r) => [r.turns, r.heapMB])) * TURNS_AN_HOUR * 24,
      unit: 'MB per day of turns',
    },
    ...soak.faults.map(({ fault, backMs }) => ({
      name: `${name}/${fault}, current again after`,
      value: (backMs ?? Number.NaN) / 1000,
      unit: 's',
    })),
  ]
}

export const wall: Bench = {
  name: 'wall',
  about: 'a wall left alone: hours of turns with the city running, every fault forced on it, no hand (only when named)',
  onlyNamed: true,
  run,
}
