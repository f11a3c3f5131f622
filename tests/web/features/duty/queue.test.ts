// The queue: order, filters, counts, the address bar, and the reader's place.
import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { LEVELS } from '../../../../src/core/level.ts'
import {
  EMPTY_FILTER,
  facetsOf,
  IDLE_HOURS,
  defaultFilter,
  isMine,
  OWNERS,
  queueOf,
  SCOPES,
  SORTS,
  type QueueFilter,
} from '../../../../src/web/features/duty/queue.ts'
import { MARKS } from '../../../../src/web/incident/marks.ts'
import { STATES } from '../../../../src/web/incident/stateGroups.ts'
import { filterFromQuery, queryFromFilter, SOURCES } from '../../../../src/web/features/duty/queueUrl.ts'
import { settle } from '../../../../src/web/features/duty/settle.ts'
import { HOUR, row, T0 } from '../../../support/cases.ts'

const clock = (dueAt: number, more: object = {}) => ({
  stage: 'dispatch' as const,
  limit: { amount: 1, unit: 'urgentHour' as const },
  startedAt: T0,
  dueAt,
  warnAt: dueAt - 1,
  ...more,
})
const rows = [
  row('a', { clock: clock(T0 + 2 * HOUR), level: 1, openedAt: T0 + 1 }),
  row('b', { clock: clock(T0 - HOUR), level: 4, openedAt: T0 + 2, lead: 'water' }),
  row('c', {
    clock: clock(T0 - 2 * HOUR, { pausedAt: T0 - 3 * HOUR }),
    state: 'suspended',
    level: 2,
    openedAt: T0 + 3,
  }),
  row('d', { state: 'closed', level: 1, openedAt: T0 + 4, area: '321003001', lead: 'police' }),
  row('e', {
    clock: clock(T0 + HOUR),
    state: 'handling',
    request: 'extension',
    level: 3,
    openedAt: T0 + 5,
    lead: 'police',
    assist: ['water'],
    title: { zh: '瘦西湖人流预警', en: 'Crowd at Slender West Lake' },
  }),
]
const reader = { role: 'dispatcher' as const, now: T0 }
const ids = (filter: Partial<QueueFilter>) => queueOf(rows, { ...EMPTY_FILTER, ...filter }, reader).map((r) => r.id)

describe('queue', () => {
  it.each<[string, Partial<QueueFilter>, string[]]>([
    ['remaining: overdue first, a paused clock last', {}, ['b', 'e', 'a', 'c']],
    ['by level, ended cases after all open ones', { scope: 'all', sort: 'level' }, ['a', 'c', 'e', 'b', 'd']],
    ['newest', { sort: 'newest' }, ['e', 'c', 'b', 'a']],
    ['overdue leaves paused clocks out', { scope: 'overdue' }, ['b']],
    ['mine: what waits for a dispatcher, requests too', { scope: 'mine' }, ['b', 'e', 'a']],
    ['state', { scope: 'all', states: ['closed', 'handling'] }, ['e', 'd']],
    ['level', { levels: [1, 3] }, ['e', 'a']],
    ['mark', { marks: ['request'] }, ['e']],
    ['several marks, all of them', { marks: ['request', 'escalated'] }, []],
    ['whose turn: a department', { owner: 'department' }, ['e']],
    ['whose turn: a post', { owner: 'dispatcher' }, ['b', 'a', 'c']],
    ['district', { scope: 'all', district: '321003' }, ['d']],
    ['department leads or assists', { department: 'water' }, ['b', 'e']],
    ['text in the title', { text: '瘦西湖' }, ['e']],
    ['text in English, several words, any case', { text: 'crowd SLENDER' }, ['e']],
    ['all words must appear', { text: 'crowd 泄漏' }, []],
  ])('%s', (_, filter, expected) => expect(ids(filter)).toEqual(expected))

  it('counts each facet with the other parts of the filter standing', () => {
    const facets = facetsOf(rows, { ...EMPTY_FILTER, states: ['handling'] }, reader)
    expect(facets.scope).toEqual({ mine: 1, open: 1, overdue: 0, all: 1 })
    expect(Object.fromEntries(facets.states)).toEqual({ pendingDispatch: 2, suspended: 1, handling: 1 })
    expect(Object.fromEntries(facets.department)).toEqual({ police: 1, water: 1 })
    expect(Object.fromEntries(facets.levels)).toEqual({ 1: 0, 2: 0, 3: 1, 4: 0 })
  })

  it('a facet count is the length of the list after choosing it', () => {
    const facets = facetsOf(rows, EMPTY_FILTER, reader)
    for (const scope of SCOPES) expect(ids({ scope })).toHaveLength(facets.scope[scope])
    for (const [mark, n] of facets.marks) expect(ids({ marks: [mark] })).toHaveLength(n)
    for (const owner of OWNERS) expect(ids({ owner })).toHaveLength(facets.owner.get(owner) ?? 0)
    for (const [state, n] of facets.states) expect(ids({ states: [state] })).toHaveLength(n)
  })
})

describe('whose case it is', () => {
  const posts = ['collector', 'acceptor', 'dispatcher', 'dutyChief'] as const
  it.each<[string, Parameters<typeof row>[1], readonly string[]]>([
    ['to be verified', { state: 'pendingVerify' }, ['collector', 'dutyChief']],
    ['to be filed', { state: 'pendingFiling' }, ['acceptor', 'dutyChief']],
    ['to be dispatched', { state: 'pendingDispatch' }, ['dispatcher', 'dutyChief']],
    ['with a department', { state: 'handling' }, []],
    ['with a department, an extension asked', { state: 'handling', request: 'extension' }, ['dispatcher', 'dutyChief']],
    ['gone up to the chief', { state: 'handling', escalated: true }, ['dutyChief']],
    ['to be checked', { state: 'pendingCheck' }, ['collector', 'dutyChief']],
    ['to be closed', { state: 'pendingClose' }, ['acceptor', 'dutyChief']],
    ['suspended', { state: 'suspended' }, []],
    ['merged', { state: 'merged' }, []],
    ['an appeal to be reviewed', { state: 'closed', appeal: 'asked' }, ['dispatcher', 'dutyChief']],
    ['an appeal to be decided', { state: 'closed', appeal: 'reviewed' }, ['acceptor', 'dutyChief']],
    ['an appeal that is decided', { state: 'closed', appeal: 'granted' }, []],
  ])('%s', (_, change, mine) => expect(posts.filter((post) => isMine(row('x', change ?? {}), post))).toEqual(mine))
  it('a collector’s desk begins with what is to be verified and checked', () => {
    const fresh = defaultFilter('collector')
    const states = ['pendingVerify', 'pendingFiling', 'handling', 'pendingCheck', 'closed'] as const
    const list = states.map((state) => row(state, { state }))
    const shown = queueOf(list, fresh, { role: 'collector', now: T0 }).map((r) => r.id)
    expect(shown.sort()).toEqual(['pendingCheck', 'pendingVerify'])
    expect(queryFromFilter(fresh, fresh)).toEqual({})
    expect(filterFromQuery({}, fresh)).toEqual(fresh)
    expect(filterFromQuery({ scope: 'open' }, fresh).scope).toBe('open')
    expect(defaultFilter('dispatcher')).toEqual(EMPTY_FILTER)
  })
  it('merged cases are not in the open queue, since they go with another one', () => {
    const list = [row('m', { state: 'merged' }), row('n')]
    expect(queueOf(list, EMPTY_FILTER, reader).map((r) => r.id)).toEqual(['n'])
    expect(queueOf(list, { ...EMPTY_FILTER, scope: 'all', states: ['merged'] }, reader).map((r) => r.id)).toEqual(['m'])
  })
})

describe('address bar', () => {
  const filters: fc.Arbitrary<QueueFilter> = fc
    .record({
      scope: fc.constantFrom(...SCOPES),
      states: fc.subarray([...STATES]),
      levels: fc.subarray([...LEVELS]),
      marks: fc.subarray([...MARKS]),
      sources: fc.subarray([...SOURCES]),
      idle: fc.option(fc.constantFrom(...IDLE_HOURS), { nil: undefined }),
      matter: fc.option(fc.stringMatching(/^[A-Z\d]{4,5}$/), { nil: undefined }),
      crew: fc.option(fc.stringMatching(/^[a-z-]{1,20}$/), { nil: undefined }),
      owner: fc.option(fc.constantFrom(...OWNERS), { nil: undefined }),
      district: fc.option(fc.stringMatching(/^\d{6}$/), { nil: undefined }),
      department: fc.option(fc.stringMatching(/^[a-z-]{1,20}$/), { nil: undefined }),
      text: fc.string({ maxLength: 100 }),
      sort: fc.constantFrom(...SORTS),
    })
    .map(({ owner, district, department, matter, crew, idle, ...rest }) => ({
      ...rest,
      ...(owner === undefined ? {} : { owner }),
      ...(district === undefined ? {} : { district }),
      ...(department === undefined ? {} : { department }),
      ...(matter === undefined ? {} : { matter }),
      ...(crew === undefined ? {} : { crew }),
      ...(idle === undefined ? {} : { idle }),
    }))

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(filters, (f) => {
        expect(filterFromQuery(queryFromFilter(f))).toEqual(f)
      }),
    )
  })
  it('an untouched desk has an empty query', () => expect(queryFromFilter(EMPTY_FILTER)).toEqual({}))
  it('drops words it does not know', () => {
    expect(
      filterFromQuery({ scope: 'galaxy', state: 'closed,melted', level: '1,9', sort: '', district: 'x', q: null }),
    ).toEqual({ ...EMPTY_FILTER, states: ['closed'], levels: [1] })
  })
})

describe("the reader's place", () => {
  it('follows the queue while nobody reads', () => {
    expect(settle(['a', 'b'], ['c', 'b'], false)).toEqual({
      order: ['c', 'b'],
      waiting: [],
      left: new Set(),
      moved: false,
    })
  })
  it('stands while somebody reads: new rows wait, gone rows stay faint', () => {
    expect(settle(['a', 'b', 'd'], ['c', 'd', 'b'], true)).toEqual({
      order: ['a', 'b', 'd'],
      waiting: ['c'],
      left: new Set(['a']),
      moved: true,
    })
  })
  it('an empty list has no place to keep', () => {
    expect(settle([], ['a'], true).order).toEqual(['a'])
  })
})
