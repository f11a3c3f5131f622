// Which alarms screens hold on to after they cleared, and that a start takes up the very same.
import { expect, it } from 'vitest'
import { isStillShown, storedAlarms } from '../../../src/server/signs/shown.ts'
import { openTestDb } from '../../support/db.ts'

const HOUR = 3_600_000
const NOW = Date.UTC(2026, 2, 4, 8)

interface Case {
  readonly id: string
  readonly clearedAgo?: number
  readonly acknowledged?: boolean
  readonly shelvedFor?: number
  readonly state?: string
  readonly shown: boolean
}

const CASES: readonly Case[] = [
  { id: 'stands', shown: true },
  { id: 'stands-acknowledged', acknowledged: true, shown: true },
  { id: 'seen', clearedAgo: HOUR / 2, acknowledged: true, shown: true },
  { id: 'seen-long-ago', clearedAgo: HOUR + 1, acknowledged: true, shown: false },
  { id: 'unseen', clearedAgo: 23 * HOUR, shown: true },
  { id: 'unseen-long-ago', clearedAgo: 25 * HOUR, shown: false },
  { id: 'shelved', clearedAgo: 2 * HOUR, acknowledged: true, shelvedFor: HOUR, shown: true },
  { id: 'shelf-over', clearedAgo: 2 * HOUR, acknowledged: true, shelvedFor: -1, shown: false },
  { id: 'shelved-long-ago', clearedAgo: 25 * HOUR, shelvedFor: HOUR, shown: false },
  { id: 'awaited', clearedAgo: 3 * HOUR, acknowledged: true, state: 'pendingDispatch', shown: true },
  { id: 'awaited-for-days', clearedAgo: 50 * HOUR, acknowledged: true, state: 'pendingFiling', shown: true },
  { id: 'awaited-unanswered', clearedAgo: 25 * HOUR, state: 'pendingDispatch', shown: false },
  { id: 'given-out', clearedAgo: 3 * HOUR, acknowledged: true, state: 'handling', shown: false },
  { id: 'over', clearedAgo: 3 * HOUR, acknowledged: true, state: 'closed', shown: false },
]

it('a running hub and a start hold the same alarms', async () => {
  const db = await openTestDb()
  try {
    for (const { id, clearedAgo, acknowledged = false, shelvedFor, state } of CASES) {
      const at = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(NOW + ms))
      if (state !== undefined)
        await db.pool.query(
          `insert into incident (id, code, version, state, level, assist, area, district, source, simulated, opened_at, updated_at,
             title, search, exempt, returned_by, body)
           values ($1, $1, 1, $2, 2, '{}', '1', '1', 'sensor', true, $3, $3, '', '', false, '{}', '{}')`,
          [`in-${id}`, state, at(-60 * HOUR)],
        )
      await db.pool.query(
        `insert into alarm (id, rule, sensor, metric, level, value, raised_at, recorded_at, cleared_at, acknowledged_at, shelved_until,
           incident, because)
         values ($1, 'r', $1, 'depthM', 2, 1, $2, $2, $3, $4, $5, $6, '[]')`,
        [
          ...[id, at(-60 * HOUR), at(clearedAgo === undefined ? undefined : -clearedAgo)],
          ...[acknowledged ? at(-60 * HOUR) : null, at(shelvedFor), state === undefined ? null : `in-${id}`],
        ],
      )
    }
    const stored = (await storedAlarms(db, NOW)).map(({ id }) => id).sort()
    const running = CASES.filter(({ clearedAgo, acknowledged, shelvedFor, state }) =>
      isStillShown(
        {
          ...(clearedAgo === undefined ? {} : { clearedAt: NOW - clearedAgo }),
          ...(acknowledged === true ? { acknowledgedAt: NOW - 60 * HOUR } : {}),
          ...(shelvedFor === undefined ? {} : { shelvedUntil: NOW + shelvedFor }),
        },
        state === 'pendingDispatch' || state === 'pendingFiling',
        NOW,
      ),
    ).map(({ id }) => id)
    const shown = CASES.filter((one) => one.shown).map(({ id }) => id)
    expect(running).toEqual(shown)
    expect(stored).toEqual(shown.toSorted())
  } finally {
    await db.stop()
  }
})
