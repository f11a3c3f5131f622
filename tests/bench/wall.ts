// A wall left alone with the city's feed running and faults forced on it: heap, turns, and how long each fault kept it away.
// Turns are those of many hours: a wall that turns each minute turns 1,440 times a day; here it turns as fast as it can be told.
// WALL_MINUTES sets another length.
import { quantile, type Bench, type BenchContext, type Figure } from './bench.ts'
import { FAULTS, soakWall } from '../support/wallSoak.ts'
import { slope } from './soak.ts'

const SIZES = {
  whole: { minutes: 40, readEvery: 63, awayMs: 60_000 },
  quick: { minutes: 1, readEvery: 5, awayMs: 5_000 },
}
const SIZE = { width: 1920, height: 1080 }

async function run({ quick, say }: BenchContext): Promise<Figure[]> {
  const size = quick ? SIZES.quick : SIZES.whole
  const minutes = Number(process.env['WALL_MINUTES'] ?? size.minutes)
  const soak = await soakWall({ ...size, minutes, size: SIZE, faults: FAULTS, say })
  const wrong = [
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
  const name = `wall/${minutes} min`
  return [
    { name: `${name}/turns`, value: soak.turns, unit: 'boards' },
    { name: `${name}/begun anew by itself`, value: soak.reloads, unit: 'times' },
    { name: `${name}/a board comes, p95`, value: quantile(soak.turnMs, 0.95), unit: 'ms' },
    { name: `${name}/heap at the end`, value: reads.at(-1)?.heapMB ?? Number.NaN, unit: 'MB' },
    {
      name: `${name}/heap grows by`,
      value: slope(reads.map((r) => [r.turns, r.heapMB])) * 1440,
      unit: 'MB per day of turns',
    },
    {
      name: `${name}/nodes grow by`,
      value: slope(reads.map((r) => [r.turns, r.nodes])) * 1440,
      unit: 'per day of turns',
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
