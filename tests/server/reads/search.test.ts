// The register against plain filtering and sorting of the same cases: filters, orders, pages, and what is typed into it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Incident, IncidentSource, IncidentState } from '../../../src/core/incident/types.ts'
import type { Level } from '../../../src/core/level.ts'
import { columnsOf } from '../../../src/server/cases/columns.ts'
import { searchIncidents } from '../../../src/server/reads/search.ts'
import type { IncidentPage, IncidentQuery } from '../../../src/wire/api.ts'
import { HOUR, PLACE, START, people, stageCases, type CaseStage } from '../cases/setup.ts'

let stage: CaseStage
/** All cases of the register, as they were put there. */
const cases: Incident[] = []
const search = (query: IncidentQuery = {}): Promise<IncidentPage> =>
  searchIncidents({ db: stage.db, reference: stage.reference, now: () => stage.clock.at }, query)

const STATES: readonly IncidentState[] = [
  'pendingFiling',
  'pendingDispatch',
  'pendingHandle',
  'handling',
  'pendingCheck',
  'suspended',
  'merged',
  'closed',
  'forceClosed',
  'refused',
]
const ENDED: readonly IncidentState[] = ['closed', 'forceClosed', 'refused', 'cancelled']
const SOURCES: readonly IncidentSource[] = ['sensor', 'hotline', 'patrol', 'citizen']
const AREAS = ['321002', '321002003', '321002003001', '321003', '321003001', '321000']
const pick = <T>(list: readonly T[], i: number): T => list[i % list.length] ?? expect.fail('an empty list')

/** Cases that differ in everything that is filtered by, with many equal keys to sort by. */
function variation(base: Incident, i: number): Incident {
  const state = pick(STATES, i)
  const id = `YZ-20261121-${String(100_000 + i)}`
  const clock = base.clocks.dispatch ?? expect.fail('no clock')
  const dueAt = START + ((i * 7) % 5) * HOUR - 2 * HOUR
  const standing = state === 'suspended' ? { pausedAt: START, leftMs: 1 } : {}
  const running = { ...clock, dueAt, warnAt: dueAt - HOUR, ...standing }
  const { lead: _, ...rest } = base
  return {
    ...rest,
    id,
    code: id,
    state,
    level: pick([1, 2, 3, 4] as const, i * 3) satisfies Level,
    source: pick(SOURCES, i),
    matter: pick(['M001', '06010', '09005'], i),
    place: { ...PLACE, area: pick(AREAS, i), address: `文昌中路${i}号` },
    text: pick(['路面积水 很深', '100%_满溢', 'LED屏不亮', '反斜杠\\在此'], i),
    openedAt: START - ((i * 5) % 9) * HOUR,
    updatedAt: START + (i % 4),
    simulated: i % 3 === 0,
    supervised: i % 6 === 0,
    ...(i % 2 === 0 && { lead: pick(['paishui', 'chengguan'], i / 2) }),
    assist: i % 5 === 0 ? ['gas', 'paishui'] : [],
    clocks: { filing: running, dispatch: running, handle: running, check: running },
  }
}

beforeAll(async () => {
  stage = await stageCases()
  const base = (await stage.cases.get(await stage.cases.fromAlarm(stage.alarm('search')))) ?? expect.fail('no case')
  for (let i = 0; i < 120; i += 1) cases.push(variation(base, i))
  await stage.db.query.deleteFrom('incident').execute()
  await stage.db.query
    .insertInto('incident')
    .values(cases.map((one) => ({ ...columnsOf(one, '321002'), fingerprint: null })))
    .execute()
}, 60_000)
afterAll(() => stage.stop())

const idsOf = (page: IncidentPage): string[] => page.rows.map(({ id }) => id)
const overdue = (one: Incident): boolean =>
  !ENDED.includes(one.state) && !['merged', 'suspended'].includes(one.state) && (one.clocks.handle?.dueAt ?? 0) < START

describe('filters', () => {
  it.each<[string, IncidentQuery, (one: Incident) => boolean]>([
    ['none', {}, () => true],
    ['one state', { state: 'handling' }, (c) => c.state === 'handling'],
    ['several states', { state: 'handling,closed' }, (c) => ['handling', 'closed'].includes(c.state)],
    ['an empty list', { state: '' }, () => true],
    ['levels', { level: '1,3' }, (c) => c.level === 1 || c.level === 3],
    ['sources', { source: 'hotline,citizen' }, (c) => c.source === 'hotline' || c.source === 'citizen'],
    ['matters', { matter: '06010' }, (c) => c.matter === '06010'],
    ['a district and all inside', { area: '321002' }, (c) => c.place.area.startsWith('321002')],
    ['a street and all inside', { area: '321002003' }, (c) => c.place.area.startsWith('321002003')],
    ['the city means all', { area: '321000' }, () => true],
    ['wildcards are no area', { area: '3210_2' }, () => false],
    ['leads or assists', { department: 'paishui' }, (c) => c.lead === 'paishui' || c.assist.includes('paishui')],
    ['assists', { department: 'gas' }, (c) => c.assist.includes('gas')],
    ['nobody', { department: '' }, () => false],
    ['open', { open: true }, (c) => !ENDED.includes(c.state)],
    ['not open', { open: false }, (c) => ENDED.includes(c.state)],
    ['overdue', { overdue: true }, overdue],
    ['not overdue', { overdue: false }, (c) => !overdue(c)],
    ['supervised', { supervised: true }, (c) => c.supervised],
    ['not supervised', { supervised: false }, (c) => !c.supervised],
    ['simulated', { simulated: true }, (c) => c.simulated],
    ['real', { simulated: false }, (c) => !c.simulated],
    ['from, inclusive', { from: START - 3 * HOUR }, (c) => c.openedAt >= START - 3 * HOUR],
    ['to, exclusive', { to: START - 3 * HOUR }, (c) => c.openedAt < START - 3 * HOUR],
    [
      'several at once',
      { open: true, level: '1,2', area: '321002', simulated: true },
      (c) => !ENDED.includes(c.state) && c.level <= 2 && c.place.area.startsWith('321002') && c.simulated,
    ],
    ['a number', { text: 'yz-20261121-100007' }, (c) => c.id.endsWith('7') && c.id.endsWith('100007')],
    ['a word of the text', { text: '积水' }, () => true],
    ['every word', { text: '很深 文昌中路8号' }, (c) => c.text.includes('很深') && c.place.address === '文昌中路8号'],
    ['width and case', { text: 'ｌｅｄ屏' }, (c) => c.text.includes('LED屏')],
    ['percent as it is', { text: '100%_' }, (c) => c.text.includes('100%_')],
    ['underscore as it is', { text: '0_满' }, () => false],
    ['backslash as it is', { text: '杠\\在' }, (c) => c.text.includes('反斜杠')],
    ['a quote', { text: "'; drop table incident; --" }, () => false],
    ['blanks only', { text: '   ' }, () => true],
  ])('%s', async (_, query, wanted) => {
    const page = await search({ ...query, limit: 500 })
    const ids = cases.filter(wanted).map(({ id }) => id)
    expect([...idsOf(page)].sort()).toEqual(ids.sort())
    expect(page.total).toBe(ids.length)
    expect(page.next).toBeUndefined()
  })

  it('refuse a level that is none', async () => {
    await expect(search({ level: '1,5' })).rejects.toMatchObject({ code: 'invalid', extras: { field: '/level' } })
  })
})

describe('orders', () => {
  const due = (one: Incident): number | undefined =>
    ENDED.includes(one.state) || ['merged', 'suspended'].includes(one.state) ? undefined : one.clocks.handle?.dueAt
  const keys: Record<NonNullable<IncidentQuery['sort']>, (one: Incident) => number | string | undefined> = {
    due,
    opened: (one) => one.openedAt,
    updated: (one) => one.updatedAt,
    level: (one) => one.level,
    code: (one) => one.id,
  }
  const sorts = Object.keys(keys) as (keyof typeof keys)[]
  const combinations = sorts.flatMap((sort) => (['asc', 'desc'] as const).map((order) => [sort, order] as const))

  it.each(combinations)('%s %s, page by page, each case once and in order', async (sort, order) => {
    const sign = order === 'asc' ? 1 : -1
    const compare = (a: Incident, b: Incident): number => {
      const [x, y] = [keys[sort](a), keys[sort](b)]
      if (x !== y && (x === undefined || y === undefined)) return x === undefined ? 1 : -1
      if (x !== undefined && y !== undefined && x !== y) return x < y ? -sign : sign
      return a.id < b.id ? -sign : sign
    }
    const wanted = [...cases].sort(compare).map(({ id }) => id)
    const ids: string[] = []
    let after: string | undefined
    do {
      const page: IncidentPage = await search({ sort, order, limit: 7, ...(after !== undefined && { after }) })
      expect(page.total).toBe(cases.length)
      expect(page.rows.length).toBeLessThanOrEqual(7)
      ids.push(...idsOf(page))
      after = page.next
      expect((after ?? '').length).toBeLessThanOrEqual(200)
    } while (after !== undefined)
    expect(ids).toEqual(wanted)
  })

  it('of the queue put the most overdue first and cases without a deadline last', async () => {
    const { rows } = await search({ sort: 'due', limit: 500 })
    const first = rows[0] ?? expect.fail('no rows')
    expect(first.clock?.dueAt).toBe(START - 2 * HOUR)
    expect(rows.at(-1)?.clock?.pausedAt !== undefined || !rows.at(-1)?.clock).toBe(true)
  })

  it('are the latest change first unless asked otherwise', async () => {
    const { rows } = await search()
    expect(rows.map(({ updatedAt }) => updatedAt)).toEqual(rows.map(({ updatedAt }) => updatedAt).sort((a, b) => b - a))
  })

  it('page words too, and a page beyond the end says how many there are', async () => {
    const first = await search({ text: '文昌中路', sort: 'code', limit: 119 })
    const second = await search({ text: '文昌中路', sort: 'code', limit: 119, after: first.next ?? '' })
    expect([first.total, second.total, second.rows.length, second.next]).toEqual([120, 120, 1, undefined])
    const gone = await search({ text: '文昌中路', state: 'closed', sort: 'code', after: first.next ?? '' })
    expect(gone).toEqual({ rows: [], total: 12 })
  })

  it.each<[string, string]>([
    ['of another order', Buffer.from('["opened","asc",1,"x"]').toString('base64url')],
    ['that is none', 'garbage'],
    ['without an id', Buffer.from('["due","asc",1,2]').toString('base64url')],
    ['of no time', Buffer.from('["due","asc",1e300,"x"]').toString('base64url')],
    ['with words for a time', Buffer.from('["due","asc","now","x"]').toString('base64url')],
  ])('refuse a page %s', async (_, after) => {
    await expect(search({ sort: 'due', order: 'asc', after })).rejects.toMatchObject({
      code: 'invalid',
      extras: { field: '/after' },
    })
  })
})

describe('what is written meanwhile', () => {
  it('is found at once', async () => {
    const desk = { key: 'search-desk-1', text: '独一无二的词语', lng: PLACE.lng, lat: PLACE.lat }
    const incident = await stage.cases.fromDesk(desk, PLACE, people.acceptor)
    const page = await search({ text: '独一无二' })
    expect(page).toMatchObject({ total: 1, rows: [{ id: incident.id }] })
  })
})
