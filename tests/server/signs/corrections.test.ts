// Past minutes told again: what came late, out of order, twice or under a clock put back, and a hub that ends in the middle of it.
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { HOUR, MINUTE, START, indicator, stageSigns, type Said, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageSigns()
  await stage.devices('sim-river', 'riverLevel', { a: '321002001', b: '321003001' })
}, 120_000)
afterAll(() => stage.db.stop())
beforeEach(async () => {
  await stage.clear()
  stage.define(indicator('level', { formula: { type: 'sum' }, coverageFloor: 0 }))
  await stage.restart()
})

const hourRow = async (hourAt: number, area = '321000') =>
  (
    await stage.db.query
      .selectFrom('indicator_hour')
      .selectAll()
      .where('area', '=', area)
      .where('hour', '=', new Date(hourAt))
      .execute()
  )[0]
const marks = async (): Promise<number> => (await stage.db.query.selectFrom('late_hour').selectAll().execute()).length

/** Every minute from `from` to `to`, both devices in time. */
async function live(from: number, to: number, silent: (at: number) => boolean = () => false): Promise<void> {
  for (let at = from; at <= to; at += MINUTE) {
    stage.clock.at = at
    const values: Said[] = [['a', at, 1]]
    if (!silent(at)) values.push(['b', at, 2])
    await stage.say(...values)
    await stage.go(at)
  }
}

describe('a value that comes late', () => {
  it('corrects the minutes it tells on, keeps what was published first, and makes the hour anew', async () => {
    // b is silent for twenty minutes in the middle of an hour.
    const gap = [START + 20 * MINUTE, START + 40 * MINUTE] as const
    await live(START, START + 70 * MINUTE, (at) => at >= gap[0] && at < gap[1])
    expect(await marks()).toBe(0)
    const before = await stage.minutes('level')
    const lateAt = START + 30 * MINUTE
    // Its last value is stale after five minutes; from then on a alone is told.
    expect(before.get(lateAt)).toMatchObject({ value: 1, corrected: false })
    expect((await hourRow(START))?.corrected_at).toBeNull()

    stage.clock.at += 2 * HOUR
    await stage.say(['b', lateAt, 9])
    expect(await marks()).toBe(1)
    expect(await stage.indicators.corrections.run()).toBeGreaterThan(0)
    expect(await marks()).toBe(0)
    const after = await stage.minutes('level')
    for (const [at, minute] of after)
      if (at >= lateAt && at <= lateAt + 5 * MINUTE)
        expect(minute, new Date(at).toISOString()).toEqual({ value: 10, was: 1, corrected: true })
      else expect(minute, new Date(at).toISOString()).toEqual(before.get(at))
    const hour = await hourRow(START)
    expect(hour?.corrected_at).not.toBeNull()
    expect(hour).toMatchObject({ greatest: 10, minutes: 60 })
    // What was published first stays what it was, however often it changes.
    stage.clock.at += 10 * MINUTE
    await stage.say(['b', lateAt, 5])
    await stage.indicators.corrections.run()
    expect((await stage.minutes('level')).get(lateAt)).toEqual({ value: 6, was: 1, corrected: true })
  }, 120_000)

  it('fills minutes that nobody told, and hours alone when they are long past', async () => {
    await live(START, START + 3 * MINUTE)
    stage.clock.at = START + 72 * HOUR
    await stage.go(stage.clock.at)
    await stage.say(['a', START + 2 * HOUR, 4])
    await stage.say(['a', stage.clock.at - 2 * HOUR, 6])
    await stage.indicators.corrections.run()
    const told = await stage.minutes('level')
    expect(told.get(stage.clock.at - (stage.clock.at % MINUTE) - 2 * HOUR + MINUTE)).toEqual({
      value: 6,
      was: null,
      corrected: true,
    })
    expect(told.has(START + 2 * HOUR)).toBe(false)
    expect(await hourRow(START + 2 * HOUR)).toMatchObject({ value: 4, minutes: 6 })
  }, 60_000)
})

describe('any order', () => {
  const at = (minute: number, second = 0): number => START + minute * MINUTE + second * 1000
  const ALL: readonly Said[] = [
    ['a', at(1), 1],
    ['b', at(1, 30), 10],
    ['a', at(2, 59), 2],
    ['a', at(3), 3],
    ['b', at(4, 1), 20],
    ['a', at(6, 30), 4],
  ]
  const END = at(9)

  async function play(order: readonly Said[], pauses: readonly number[]): Promise<(number | null)[]> {
    await stage.clear()
    await stage.restart()
    stage.clock.at = at(7)
    for (const [i, said] of order.entries()) {
      await stage.say(said)
      if (pauses[i] === 1) {
        await stage.indicators.evaluate()
        await stage.indicators.corrections.run()
        // Long enough for the same hour to be told again.
        stage.clock.at += 6 * 1000
      }
    }
    await stage.go(END)
    stage.clock.at = END + 20 * MINUTE
    await stage.indicators.corrections.run()
    const told = await stage.minutes('level')
    return Array.from({ length: 9 }, (_, m) => told.get(at(m))?.value ?? null)
  }

  it('of the same messages, repeated or not, comes to the same minutes', async () => {
    const wanted = await play(ALL, [])
    expect(wanted).toEqual([null, 1, 11, 13, 13, 23, 23, 24, 24])
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...ALL, ...ALL], { minLength: ALL.length, maxLength: 2 * ALL.length }),
        fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 12, maxLength: 12 }),
        async (order, pauses) => {
          // What the shuffle left out comes at the end: the same set, in any order and number.
          const missing = ALL.filter((said) => !order.includes(said))
          expect(await play([...order, ...missing], pauses)).toEqual(wanted)
        },
      ),
      { numRuns: 8 },
    )
  }, 120_000)
})

describe('a clock put back an hour', () => {
  it('tells no minute twice, follows the new time, and corrects the hour it lives through again', async () => {
    const from = START + 2 * HOUR
    stage.clock.at = from
    await live(from, from + 5 * MINUTE)
    const before = await stage.minutes('level')
    const back = from - HOUR
    for (let now = back; now <= back + 5 * MINUTE; now += MINUTE) {
      stage.clock.at = now
      await stage.say(['a', now, 7], ['b', now, 8])
      await stage.indicators.evaluate()
      // The values of now are shown, not those of the hour ahead.
      expect(stage.value('level')?.value).toBe(15)
    }
    await stage.indicators.corrections.run()
    const after = await stage.minutes('level')
    for (const [at, minute] of before) expect(after.get(at)).toEqual(minute)
    expect(after.get(back + 2 * MINUTE)).toEqual({ value: 15, was: null, corrected: true })
  }, 60_000)
})

describe('a hub that ends in the middle', () => {
  it('does the rest after its next start, and loses no mark', async () => {
    await live(START, START + 8 * MINUTE, (at) => at > START + 4 * MINUTE)
    stage.clock.at = START + 3 * HOUR
    await stage.go(stage.clock.at)
    const first = START + 4 * MINUTE + 1000
    const second = START + HOUR + 30 * MINUTE
    await stage.say(['b', first, 9], ['b', second, 9])
    expect(await marks()).toBe(2)
    // Ends after the first hour was written and before it counted as done.
    const { corrections } = stage.indicators
    corrections.deps.afterHour = () => {
      throw new Error('ended')
    }
    await expect(corrections.run()).rejects.toThrow('ended')
    const half = await stage.minutes('level')
    expect(half.get(START + 5 * MINUTE)).toMatchObject({ was: 3, corrected: true })
    expect(await marks()).toBe(2)
    await stage.restart()
    await stage.indicators.corrections.run()
    expect(await marks()).toBe(0)
    const whole = await stage.minutes('level')
    // Done twice, it is as if done once.
    expect(whole.get(START + 5 * MINUTE)).toEqual(half.get(START + 5 * MINUTE))
    expect(whole.get(second)).toEqual({ value: 9, was: null, corrected: true })
  }, 60_000)

  it('asks nothing of the store any more once it has stopped, and does the rest after its next start', async () => {
    await live(START, START + 3 * MINUTE)
    stage.clock.at = START + 3 * HOUR
    await stage.go(stage.clock.at)
    await stage.say(['b', START + 90 * MINUTE, 9])
    const { corrections } = stage.indicators
    const { pool } = stage.db
    const ask = pool.query.bind(pool) as (text: string, values?: unknown[]) => Promise<unknown>
    // Ends as soon as it stores the first minutes, while the store answers slowly.
    let stopping: Promise<void> | undefined
    const asked: string[] = []
    const slow = vi.spyOn(pool, 'query').mockImplementation((async (text: string, values?: unknown[]) => {
      asked.push(text)
      if (text.includes('update indicator_value')) stopping ??= corrections.stop()
      await new Promise((wake) => setTimeout(wake, 50))
      return ask(text, values)
    }) as never)
    const run = corrections.run()
    await vi.waitFor(() => expect(stopping).toBeDefined(), 10_000)
    await stopping
    const askedBefore = asked.length
    await run
    expect(await corrections.run()).toBe(0)
    expect(asked).toHaveLength(askedBefore)
    slow.mockRestore()
    expect(await marks()).toBeGreaterThan(0)
    await stage.restart()
    await stage.indicators.corrections.run()
    expect((await stage.minutes('level')).get(START + 90 * MINUTE)).toMatchObject({ value: 9, corrected: true })
    expect(await marks()).toBe(0)
  }, 60_000)

  it('tells what was said last as long as it stood, however long it was away, and no more than that', async () => {
    await live(START, START + 3 * MINUTE)
    // Written, and then no minute was told any more.
    stage.clock.at = START + 4 * MINUTE
    await stage.say(['a', stage.clock.at, 5])
    for (const away of [30 * MINUTE, 12 * HOUR]) {
      stage.clock.at = START + 4 * MINUTE + away
      await stage.db.pool.query('delete from indicator_value where at > to_timestamp($1)', [
        (START + 3 * MINUTE) / 1000,
      ])
      await stage.restart()
      await stage.indicators.late.flush()
      // One hour of one kind: nothing was said in the others, and the other kinds have no sensors.
      expect(await marks()).toBe(1)
      await stage.indicators.corrections.run()
      const told = await stage.minutes('level')
      expect(told.get(START + 4 * MINUTE)).toEqual({ value: 7, was: null, corrected: true })
      expect(told.get(START + 9 * MINUTE)).toEqual({ value: 5, was: null, corrected: true })
      expect(told.has(START + 10 * MINUTE)).toBe(false)
    }
  }, 60_000)

  it('makes the hours it did not get to', async () => {
    await live(START + 57 * MINUTE, START + 59 * MINUTE)
    expect(await hourRow(START)).toBeUndefined()
    stage.clock.at = START + 65 * MINUTE
    await stage.restart()
    expect(await hourRow(START)).toMatchObject({ value: 3, minutes: 3 })
  }, 60_000)
})
