// The table of obligations and the logs: equal after every act, made anew when it is gone, and a past moment is answered as it was
// answered then. On the embedded database, and on PostgreSQL where one is installed.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { talliesOf } from '../../../src/core/evaluate/facts.ts'
import { obligationsOf } from '../../../src/core/evaluate/obligations.ts'
import type { Span, Tally } from '../../../src/core/evaluate/types.ts'
import type { IncidentEvent } from '../../../src/core/incident/events.ts'
import { isTerminal } from '../../../src/core/incident/lifecycle.ts'
import type { Incident } from '../../../src/core/incident/types.ts'
import { openAppender, type Transact } from '../../../src/server/cases/append.ts'
import { openProjection, type Projection } from '../../../src/server/evaluate/projection.ts'
import { readLogs, readRows } from '../../../src/server/evaluate/rows.ts'
import { inOrder, listed, stagesFor, tally, type Question } from '../../../src/server/evaluate/tally.ts'
import { openDb, type Db } from '../../../src/server/store/db.ts'
import { migrate } from '../../../src/server/store/migrate.ts'
import { CALENDAR_2026 } from '../../core/clock/fixtures.ts'
import { playing, steps, type Step } from '../../core/evaluate/histories.ts'
import { HOUR, START } from '../../core/incident/play.ts'
import { openTestDb } from '../../support/db.ts'
import { postgresBin, startPostgres, type TestPostgres } from '../../support/postgres.ts'

const DAY = 24 * HOUR
const raise = (error: Error): void => {
  throw error
}
/** The same for the same seed: what fails can be seen again. */
const histories = (seed: number, count: number): Step[][] => fc.sample(steps, { seed, numRuns: count })

interface Grown {
  readonly name: string
  open(): Promise<{ db: Db; stop(): Promise<void> }>
}
const STORES: Grown[] = [
  {
    name: 'the embedded database',
    open: async () => {
      const db = await openTestDb()
      return { db, stop: () => db.stop() }
    },
  },
  {
    name: 'PostgreSQL',
    open: async () => {
      const server: TestPostgres | undefined = await startPostgres()
      const db = openDb({ url: server?.url ?? '' }, raise)
      await migrate(db)
      return {
        db,
        stop: async () => {
          await db.stop()
          await server?.stop()
        },
      }
    },
  },
]

/** Sums by everything that tells tallies apart. */
function summed(tallies: readonly Tally[], keys: readonly (keyof Tally)[]): Record<string, number[]> {
  const found: Record<string, number[]> = {}
  for (const one of tallies) {
    const key = JSON.stringify(keys.map((name) => one[name] ?? null))
    const [count = 0, spent = 0] = found[key] ?? []
    found[key] = [count + one.count, spent + one.spentMs]
  }
  return found
}
const FACTS: readonly (keyof Tally)[] = [
  ...(['stage', 'outcome', 'begun', 'owed', 'ended', 'late', 'overdue', 'extended', 'exempt', 'reworked'] as const),
  ...(['returned', 'excluded', 'rating', 'solved', 'simulated'] as const),
]
const OWN = { department: ['department'], area: ['area'], post: ['role', 'person'] } as const
const SPANS: readonly Omit<Span, 'asOf'>[] = [
  { from: START - DAY, to: START + 30 * DAY },
  { from: START + 6 * HOUR, to: START + 2 * DAY },
  { from: START + 30 * DAY, to: START + 60 * DAY },
]

for (const store of STORES)
  describe.skipIf(store.name === 'PostgreSQL' && postgresBin() === undefined)(`obligations in ${store.name}`, () => {
    let db: Db
    let stop: () => Promise<void>
    let projection: Projection
    let transact: Transact
    const cases = new Map<string, { before: Incident | undefined; all: readonly IncidentEvent[]; written: number }>()

    beforeAll(async () => {
      ;({ db, stop } = await store.open())
      projection = openProjection({ db, reference: { calendar: CALENDAR_2026 }, batch: 7 })
      transact = openAppender({
        db,
        districtOf: () => '321002',
        changed: () => undefined,
        whenWritten: projection.whenWritten,
      })
      for (const [i, all] of histories(20261122, 18).entries()) {
        const id = `YZ-${100 + i}`
        let last: readonly IncidentEvent[] = []
        for (const played of playing(all, i % 2 === 0, id)) last = played.log
        cases.set(id, { before: undefined, all: last, written: 0 })
      }
    }, 60_000)
    afterAll(async () => {
      await projection.stop()
      await stop()
    })

    /** Writes the logs on, up to a moment: what one actor wrote at once in one transaction, as acts do. */
    async function writeUntil(moment: number): Promise<void> {
      for (const [id, one] of cases) {
        for (let next = one.all[one.written]; next && next.recordedAt <= moment; next = one.all[one.written]) {
          const { actor, recordedAt } = next
          let end = one.written
          while (one.all[end]?.actor.id === actor.id && one.all[end]?.recordedAt === recordedAt) end += 1
          const bodies = one.all
            .slice(one.written, end)
            .map(({ body }) => (body.type === 'opened' ? { ...body, code: id } : body))
          one.before = await transact((tx) =>
            tx.append({ id, before: one.before, bodies, actor, occurredAt: recordedAt, recordedAt, because: [] }),
          )
          one.written = end
        }
      }
    }
    /** What is listed, which is in order. */
    async function all(question: Question): Promise<unknown[]> {
      const found = []
      for await (const one of listed(sources(), question)) found.push(one)
      expect([...found].sort(inOrder)).toEqual(found)
      return found
    }
    const sources = () => ({ query: db.query, calendar: CALENDAR_2026 })
    async function expectEqual(): Promise<void> {
      for (const id of cases.keys()) {
        const log = (await readLogs(db.query, [id])).get(id) ?? []
        expect(await readRows(db.query, id), id).toEqual(obligationsOf(log, CALENDAR_2026))
      }
    }
    const halfway = START + DAY
    const answersThen: unknown[] = []

    it('are those of the log after every act', async () => {
      await writeUntil(halfway)
      await expectEqual()
    }, 60_000)

    it('are counted by the store as core counts them', async () => {
      const rows = (await Promise.all([...cases.keys()].map((id) => readRows(db.query, id)))).flat()
      expect(rows.length).toBeGreaterThan(60)
      for (const object of ['department', 'area', 'post'] as const)
        for (const part of SPANS) {
          const span = { ...part, asOf: halfway }
          const keys = [...FACTS, ...OWN[object]]
          const stages = new Set(stagesFor(object))
          const wanted = talliesOf(
            rows.filter(({ stage }) => stages.has(stage)),
            span,
          )
          const question = { object, span, past: false }
          expect(summed(await tally(sources(), question), keys)).toEqual(summed(wanted, keys))
          expect((await all(question)).length).toBe(wanted.length)
          answersThen.push(summed(wanted, keys))
        }
    }, 60_000)

    it('answer for a past moment what was answered then', async () => {
      await writeUntil(Infinity)
      await expectEqual()
      const answersNow: unknown[] = []
      for (const object of ['department', 'area', 'post'] as const)
        for (const part of SPANS) {
          const question = { object, span: { ...part, asOf: halfway }, past: true }
          const tallies = await tally(sources(), question)
          answersNow.push(summed(tallies, [...FACTS, ...OWN[object]]))
          // From the store and from the logs, in one list.
          expect((await all(question)).length).toBe(tallies.reduce((sum, { count }) => sum + count, 0))
        }
      expect(answersNow).toEqual(answersThen)
    }, 60_000)

    it('are made anew from the logs when they are gone, or of another version', async () => {
      const told: number[] = []
      await db.query.deleteFrom('obligation').where('incident', '<', 'YZ-109').execute()
      const fresh = openProjection({
        db,
        reference: { calendar: CALENDAR_2026 },
        batch: 7,
        progress: (done) => void told.push(done),
      })
      expect(fresh.ready()).toBe(0)
      await fresh.catchUp()
      expect(fresh.ready()).toBe(1)
      // The first start of this release: no version was written yet, so all were thrown away and made.
      expect(told.at(-1)).toBe(cases.size)
      await expectEqual()
      await fresh.catchUp()
      expect(told.length).toBe(Math.ceil(cases.size / 7))
    }, 60_000)

    it('an act on a case whose rows are not there yet makes them', async () => {
      const [id, one] =
        [...cases].find(([, { before }]) => before && !isTerminal(before.state) && before.state !== 'pendingHandle') ??
        expect.fail('none')
      await db.query.deleteFrom('obligation').where('incident', '=', id).execute()
      const other = openProjection({ db, reference: { calendar: CALENDAR_2026 } })
      const again = openAppender({
        db,
        districtOf: () => '321002',
        changed: () => undefined,
        whenWritten: other.whenWritten,
      })
      const at = (one.before?.updatedAt ?? 0) + HOUR
      const actor = { id: 'ling', name: '领导', role: 'leader' } as const
      const body = { type: 'forceClosed', reason: '统一组织处置' } as const
      await again((tx) =>
        tx.append({ id, before: one.before, bodies: [body], actor, occurredAt: at, recordedAt: at, because: [] }),
      )
      await expectEqual()
    })

    it('what is rolled back leaves nothing behind, also not in what the hub remembers', async () => {
      const [id, one] = [...cases].find(([, { before }]) => before?.state === 'pendingHandle') ?? expect.fail('none')
      const at = (one.before?.updatedAt ?? 0) + HOUR
      const actor = { id: 'w', name: '排水', role: 'department', department: 'water' } as const
      const write = (type: 'returned' | 'revoked', fail: boolean) =>
        transact(async (tx) => {
          await tx.append({
            id,
            before: one.before,
            bodies: [{ type, reason: '非本单位职责' }],
            actor,
            occurredAt: at,
            recordedAt: at,
            because: [],
          })
          if (fail) throw new Error('rolled back')
        })
      await expect(write('returned', true)).rejects.toThrow('rolled back')
      await expectEqual()
      await write('returned', false)
      await expectEqual()
    })
  })
