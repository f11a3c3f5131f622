// From the first release's store to this one's: folds and columns are what folding the same logs gives today.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IncidentEvent } from '../../../src/core/incident/events.ts'
import { foldEvents } from '../../../src/core/incident/fold.ts'
import type { Incident } from '../../../src/core/incident/types.ts'
import { columnsOf } from '../../../src/server/cases/columns.ts'
import { openDb, type Db } from '../../../src/server/store/db.ts'
import { startEmbedded, type EmbeddedDatabase } from '../../../src/server/store/embedded.ts'
import { migrate } from '../../../src/server/store/migrate.ts'
import * as path from '../../../src/server/store/migrations/0001-path.ts'
import { HOUR, PLACE, START, people } from '../cases/setup.ts'

const raise = (error: Error): void => {
  throw error
}
const CLOCK = {
  stage: 'handle',
  limit: { amount: 2, unit: 'urgentHour' },
  startedAt: START,
  dueAt: START + 2 * HOUR,
  warnAt: START + HOUR,
} as const
const SNAPSHOT = {
  standard: 'GB/T 47678.5-2026',
  code: '06010',
  kind: 'matter',
  name: { zh: '暴露垃圾', en: 'Exposed litter' },
  condition: 'c1',
  conditionText: { zh: '有垃圾', en: 'Litter' },
  closingText: { zh: '清理', en: 'Cleared' },
  limit: CLOCK.limit,
  basis: [],
} as const

/** Logs as the first release wrote them. */
const bodies: readonly IncidentEvent['body'][] = [
  {
    type: 'opened',
    code: 'YZ-20261121-000001',
    source: 'hotline',
    title: { zh: '广陵区 待分类问题', en: 'Unclassified problem · Guangling' },
    text: '１３８１２３４１２３４ ＡＢ路有垃圾',
    level: 3,
    place: PLACE,
    matter: '06010',
    simulated: false,
    state: 'pendingFiling',
  },
  { type: 'filed', snapshot: SNAPSHOT, level: 3 },
  { type: 'dispatched', lead: 'paishui', assist: [], recommended: true },
  { type: 'returned', reason: '非本单位' },
  { type: 'dispatched', lead: 'chengguan', assist: ['paishui', 'gas'], recommended: true },
  { type: 'clocked', clock: CLOCK },
  { type: 'supervised', text: '请尽快' },
  { type: 'supervised', text: '再催一次' },
]
const actors = [
  people.acceptor,
  people.acceptor,
  people.dispatcher,
  people.paishui,
  people.dispatcher,
  people.dispatcher,
]
const events = bodies.map((body, at): IncidentEvent => ({
  incident: 'YZ-20261121-000001',
  n: at + 1,
  actor: actors[at] ?? (at === 6 ? people.leader : people.dutyChief),
  occurredAt: START + at * 1000,
  recordedAt: START + at * 1000 + 7,
  because: [],
  body,
}))
const folded = foldEvents(events) ?? expect.fail('no case')

let embedded: EmbeddedDatabase
let db: Db
beforeAll(async () => {
  embedded = await startEmbedded({}, raise)
  db = openDb({ socketFolder: embedded.socketFolder }, raise)
  await db.pool.query('create table migration (name text primary key, at timestamptz not null default now())')
  await db.pool.query(path.statements)
  await db.pool.query('insert into migration (name) values ($1)', [path.name])
  const { orders: _, supervisions: __, reopenings: ___, absorbed: ____, ...old } = folded
  await db.pool.query(
    `insert into incident (id, code, version, state, level, matter, lead, assist, area, district, source, simulated, opened_at, updated_at, body)
     values ($1, $1, $2, $3, 3, '06010', 'chengguan', '{paishui,gas}', $4, '321002', 'hotline', false, $5, $5, $6)`,
    [folded.id, folded.version, folded.state, PLACE.area, new Date(START), JSON.stringify(old)],
  )
  for (const [at, event] of events.entries())
    await db.pool.query(
      `insert into incident_event (seq, incident, n, type, actor, occurred_at, recorded_at, because, body, hash)
       values ($1, $2, $3, $4, $5, $6, $7, '[]', $8, 'x')`,
      [
        at + 1,
        event.incident,
        event.n,
        event.body.type,
        JSON.stringify(event.actor),
        new Date(event.occurredAt),
        new Date(event.recordedAt),
        JSON.stringify(event.body),
      ],
    )
  await migrate(db)
}, 60_000)
afterAll(async () => {
  await db.stop()
  await embedded.stop()
})

describe('a case of the first release', () => {
  it('is what its log folds to today', async () => {
    const { rows } = await db.pool.query<{ body: Incident }>('select body from incident')
    expect(rows[0]?.body).toEqual(folded)
    expect(folded.supervisions.map(({ level }) => level)).toEqual(['leader', 'normal'])
    expect(folded.orders).toHaveLength(2)
  })

  it('has the query columns of a case written today', async () => {
    const { rows } = await db.pool.query<Record<string, unknown>>(
      'select due_at, escalated, supervised, condition, merged_into, title, search, lng, lat, exempt, returned_by from incident',
    )
    const wanted: Record<string, unknown> = columnsOf(folded, '321002')
    for (const [name, value] of Object.entries(rows[0] ?? {})) expect(value, name).toEqual(wanted[name])
    expect(rows[0]?.['search']).toContain('ab路有垃圾')
    expect(rows[0]?.['search']).not.toContain('13812341234')
  })
})
