// @vitest-environment happy-dom
// The overview's lines and its address: what fits which filter, in which order, and that the address says it all.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GROUPS } from '../../../../src/core/indicate/types.ts'
import { SHOWS, fromQuery, toQuery } from '../../../../src/web/features/signs/address.ts'
import { countsOf, found, groupsOf, rowsOf, worstOf } from '../../../../src/web/features/signs/rows.ts'
import type { IndicatorView } from '../../../../src/wire/views.ts'
import { T0 } from '../../../support/cases.ts'
import { CLASSES, LIMITS, SIGNS, view } from '../../support/signs.ts'

const place = (area: string) => ({
  area,
  city: '321000',
  now: T0,
  tables: { limitTables: LIMITS, classTables: CLASSES, utcOffsetMinutes: 480 },
})
const rows = (views: readonly IndicatorView[], area = '321000') =>
  rowsOf(SIGNS, (id) => views.find((v) => v.indicator === id), place(area))
const ids = (list: readonly { readonly def: { readonly id: string } }[]): string[] => list.map((r) => r.def.id)

describe('lines', () => {
  const list = rows([
    view('pm25', { value: 70, level: 4, grade: 2 }),
    view('no2', { value: 20, unusual: 'high' }),
    view('noise', { unknown: 'coverage', coverage: 0.2 }),
    view('water-class', { value: 3, level: 2, at: T0 - 3_600_000 }),
  ])
  it('keeps those that fit the filter; an old value is no statement about now', () => {
    const shown = (show: (typeof SHOWS)[number]): string[] => ids(found(list, { search: '', show }))
    expect(shown('all')).toHaveLength(5)
    expect(shown('level')).toEqual(['pm25'])
    expect(shown('unusual')).toEqual(['no2'])
    expect(shown('unknown')).toEqual(['noise', 'open'])
    expect(countsOf(list)).toEqual({ all: 5, level: 1, unusual: 1, unknown: 2 })
    expect(worstOf(list)).toBe(4)
    expect(worstOf([])).toBeUndefined()
  })
  it('finds by name in either language, by standard, by several words', () => {
    const searched = (search: string): string[] => ids(found(list, { search, show: 'all' }))
    expect(searched('噪声')).toEqual(['noise'])
    expect(searched('OPEN')).toEqual(['open'])
    expect(searched('hj 633 pm2.5')).toEqual(['pm25'])
    expect(searched('nothing like it')).toEqual([])
  })
  it('stands in the order of screens, by definition within a group', () => {
    expect(groupsOf(list).map((g) => [g.group, ids(g.rows)])).toEqual([
      ['air', ['pm25', 'no2', 'noise']],
      ['water', ['water-class']],
      ['service', ['open']],
    ])
  })
  it('does not call unknown what is not evaluated there', () => {
    const there = rows([view('open', { value: 3 })], '321002')
    expect(there.find((r) => r.def.id === 'open')?.state).toBe('elsewhere')
    expect(ids(found(there, { search: '', show: 'unknown' }))).not.toContain('open')
  })
})

describe('address', () => {
  it('comes back from the query as it went in', () => {
    fc.assert(
      fc.property(
        fc.record({
          search: fc.string({ maxLength: 60 }),
          show: fc.constantFrom(...SHOWS),
          group: fc.option(fc.constantFrom(...GROUPS), { nil: undefined }),
          area: fc.option(fc.constantFrom('321002', '321002001'), { nil: undefined }),
        }),
        (a) => {
          const clean = Object.fromEntries(Object.entries(a).filter(([, v]) => v !== undefined))
          expect(fromQuery(toQuery(a))).toEqual(clean)
        },
      ),
    )
  })
  it('leaves out what it does not know', () => {
    expect(fromQuery({ group: 'weather', show: 'some', area: 'x"', q: ['a', 'b'] })).toEqual({
      search: 'a',
      show: 'all',
    })
    expect(toQuery({ search: '', show: 'all' })).toEqual({})
  })
})
