// The register's filter: into the address and back, and into what the hub is asked.
import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { Value } from 'typebox/value'
import { LEVELS } from '../../../../src/core/level.ts'
import { IncidentQuerySchema } from '../../../../src/wire/api.ts'
import {
  activeParts,
  EMPTY,
  filterFromQuery,
  PAGE,
  queryFromFilter,
  SORTS,
  SOURCES,
  SPANS,
  toIncidentQuery,
  type RegisterFilter,
} from '../../../../src/web/features/register/filter.ts'
import { STATES } from '../../../../src/web/incident/stateGroups.ts'
import { STATE_WORDS } from '../../../../src/wire/words.ts'

const optional = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined })
const days = fc.stringMatching(/^20[0-3]\d-0[1-9]-[12]\d$/)
const filters: fc.Arbitrary<RegisterFilter> = fc
  .record({
    span: fc.constantFrom(...SPANS),
    states: fc.subarray([...STATES]),
    levels: fc.subarray([...LEVELS]),
    sources: fc.subarray([...SOURCES]),
    matter: optional(fc.stringMatching(/^(\d{5}|[ME]\d{3})$/)),
    area: optional(fc.stringMatching(/^\d{6,12}$/)),
    department: optional(fc.stringMatching(/^[a-z][a-z-]{0,20}$/)),
    text: fc.string({ maxLength: 100 }),
    overdue: fc.boolean(),
    supervised: fc.boolean(),
    from: optional(days),
    to: optional(days),
    sort: fc.constantFrom(...SORTS),
    order: fc.constantFrom('asc' as const, 'desc' as const),
  })
  .map((f) => Object.fromEntries(Object.entries(f).filter(([, v]) => v !== undefined)) as unknown as RegisterFilter)

describe('the address', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(filters, (f) => {
        expect(filterFromQuery(queryFromFilter(f))).toEqual(f)
      }),
    )
  })
  it('is empty for an untouched register, and drops words it does not know', () => {
    expect(queryFromFilter(EMPTY)).toEqual({})
    expect(
      filterFromQuery({ span: 'x', state: 'closed,melted', level: '1,7', area: 'abc', from: 'gestern', sort: 'mood' }),
    ).toEqual({ ...EMPTY, states: ['closed'], levels: [1] })
  })
  it('knows every state there is', () => expect([...STATES].sort()).toEqual(Object.keys(STATE_WORDS).sort()))
})

describe('the question', () => {
  it('is always one the hub’s schema takes', () => {
    fc.assert(
      fc.property(filters, (f) => {
        expect([...Value.Errors(IncidentQuerySchema, toIncidentQuery(f, 480, 'cursor'))]).toEqual([])
      }),
    )
  })
  it('asks nothing it need not', () => {
    expect(toIncidentQuery(EMPTY, 480)).toEqual({ sort: 'updated', order: 'desc', limit: PAGE })
  })
  it('takes days as the city counts them, both included', () => {
    const query = toIncidentQuery({ ...EMPTY, from: '2026-11-20', to: '2026-11-21' }, 480)
    expect(query.from).toBe(Date.UTC(2026, 10, 19, 16))
    expect(query.to).toBe(Date.UTC(2026, 10, 21, 16))
  })
  it('says open or ended, never both', () => {
    expect(toIncidentQuery({ ...EMPTY, span: 'ended' }, 480).open).toBe(false)
    expect(toIncidentQuery({ ...EMPTY, span: 'open' }, 480).open).toBe(true)
  })
})

it('counts parts that say something; the order is none', () => {
  expect(activeParts({ ...EMPTY, sort: 'level', order: 'desc' })).toBe(0)
  expect(activeParts({ ...EMPTY, text: '积水', overdue: true, states: ['closed'] })).toBe(3)
})
