// A wall as a command centre has it: paired by a code, turned from the desk, and coming back by itself from whatever is forced on it.
// Hours of it are `npm run bench -- --only wall`.
import { soakWall } from '../support/wallSoak.ts'
import { expect, test } from './support/people.ts'

test('left alone it turns through every board and survives what is forced on it, with no hand', async () => {
  test.setTimeout(600_000)
  const soak = await soakWall({
    turns: 16,
    byItselfMs: 25_000,
    cutMs: 25_000,
    speed: 1,
    size: { width: 1920, height: 1080 },
    faults: ['contextLost', 'clockChanged', 'networkCut', 'hubKilled'],
    awayMs: 5_000,
    readEvery: 2,
    say: (line) => test.info().annotations.push({ type: 'measured', description: line }),
  })
  expect(soak.turns).toBeGreaterThan(8)
  expect(soak.missed).toEqual([])
  expect(soak.mendedMs).toBeDefined()
  expect(soak.frozen).toEqual([])
  expect(soak.unread).toEqual([])
  expect(soak.problems).toEqual([])
  expect(soak.faults.filter(({ backMs }) => backMs === undefined)).toEqual([])
  // Whole boards that stay behind would be thousands of nodes a turn.
  const alone = soak.reads.filter((read) => read.leftAlone)
  const [first, last] = [alone[0], alone.at(-1)]
  if (first === undefined || last === undefined) throw new Error('nothing was read')
  expect(last.nodes).toBeLessThan(3 * first.nodes)
  expect(last.heapMB).toBeLessThan(1.5 * first.heapMB + 20)
})
