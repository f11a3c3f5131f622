// The page's address: read back as written, free of unknown words, and always a question the hub takes.
import * as fc from 'fast-check'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import {
  changed,
  firstOrder,
  fromQuery,
  PARTS,
  toCasesQuery,
  toEvaluationQuery,
  toQuery,
  type Address,
} from '../../../../src/web/features/evaluation/address.ts'
import {
  EVALUATED,
  EvaluationCasesQuerySchema,
  EvaluationQuerySchema,
  PERIODS,
} from '../../../../src/wire/evaluation.ts'

const optional = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined })
const word = fc.stringMatching(/^[a-z]\w{0,12}$/)
const id = fc.stringMatching(/^[a-z0-9][\w.-]{0,12}$/)
const defined = <T extends object>(o: T): T =>
  Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined)) as T
const addresses = fc
  .record({
    object: fc.constantFrom('area' as const, 'post' as const),
    period: fc.constantFrom(...PERIODS),
    // Days that every month has.
    date: optional(fc.stringMatching(/^20[0-3]\d-0[1-9]-[12][0-8]$/)),
    asOf: optional(fc.constant('2026-11-22T08:30')),
    under: optional(id),
    columns: optional(fc.array(word, { minLength: 1, maxLength: 4 })),
    sort: word,
    order: fc.constantFrom('asc' as const, 'desc' as const),
    by: word,
    of: optional(id),
    drill: optional(
      fc.record({ subject: optional(id), indicator: word, part: fc.constantFrom(...PARTS) }).map(defined),
    ),
  })
  .map((a) => defined(a) as unknown as Address)

describe('the address', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(addresses, (a) => {
        expect(fromQuery(toQuery(a))).toEqual(a)
      }),
    )
  })
  it('is empty for the plain page, and drops words it does not know', () => {
    expect(toQuery(fromQuery({}))).toEqual({})
    expect(
      fromQuery({ object: 'weather', period: 'eon', date: '2026-02-30', asOf: 'once', sort: 'a b', part: 'all' }),
    ).toEqual(fromQuery({}))
  })
  it('knows no parts of departments', () => expect(fromQuery({ under: '321002' }).under).toBeUndefined())
  it('takes parts away', () => {
    const all = fromQuery({ date: '2026-11-01', indicator: 'handled' })
    expect(changed(all, { drill: undefined, date: undefined })).toEqual(fromQuery({}))
  })
})

describe('the question', () => {
  it('is always one the hub’s schema takes', () => {
    fc.assert(
      fc.property(addresses, (a) => {
        const query = toEvaluationQuery(a, '2026-11-22', 480)
        expect([...Value.Errors(EvaluationQuerySchema, query)]).toEqual([])
        if (a.drill !== undefined)
          expect([...Value.Errors(EvaluationCasesQuerySchema, toCasesQuery(query, a.drill))]).toEqual([])
      }),
    )
  })
  it('takes the moment as city time, and today where no day is said', () => {
    const query = toEvaluationQuery(fromQuery({ asOf: '2026-11-22T08:30' }), '2026-11-23', 480)
    expect(query).toEqual({
      object: 'department',
      period: 'month',
      date: '2026-11-23',
      asOf: Date.UTC(2026, 10, 22, 0, 30),
    })
  })
  it('asks for the period before by its first day', () => {
    expect(toEvaluationQuery(fromQuery({ date: '2026-03-31' }), '2026-11-23', 480, -1).date).toBe('2026-02-01')
  })
})

it('reads ranks from the first, everything else from the highest', () => {
  expect(['rank', 'name', 'score', 'handled'].map(firstOrder)).toEqual(['asc', 'asc', 'desc', 'desc'])
  expect(EVALUATED).toHaveLength(3)
})
