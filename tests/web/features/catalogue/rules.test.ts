// @vitest-environment happy-dom
// Rules of the catalogue page without the page: what differs, what a draft is, what a list shows, what a day is.
import { describe, expect, it } from 'vitest'
import { fieldChanges, same } from '../../../../src/web/features/catalogue/diff.ts'
import {
  changeOf,
  clashes,
  dropChange,
  putChange,
  readDraft,
  rebase,
  toChanges,
  writeDraft,
  type Draft,
} from '../../../../src/web/features/catalogue/draft.ts'
import { dayAfter, idOf, known, splitVersion, standing } from '../../../../src/web/features/catalogue/entries.ts'
import { pathOf } from '../../../../src/web/features/catalogue/fieldProblems.ts'
import { blank, identityProblem } from '../../../../src/web/features/catalogue/identity.ts'
import { majorsOf, narrowed, rowsOf } from '../../../../src/web/features/catalogue/rows.ts'
import { kindOf, minutesOf, moved, pressed, yearOf, yearsOf } from '../../../../src/web/features/catalogue/year.ts'
import { calendar, condition, entry, matter, text } from './entries.ts'

describe('what differs', () => {
  const before = matter('01001')
  it.each([
    ['nothing', before, structuredClone(before), []],
    ['a name', before, { ...before, name: text('甲') }, [{ path: ['name'], before: before.name, after: text('甲') }]],
    ['a field that came', before, { ...before, validTo: '2027-01-01' }, [{ path: ['validTo'], after: '2027-01-01' }]],
    [
      'a limit inside a condition',
      before,
      {
        ...before,
        conditions: [condition('missing', { limit: { amount: 4, unit: 'workHour' } }), condition('broken')],
      },
      [
        {
          path: ['conditions', 'missing', 'limit'],
          before: { amount: 2, unit: 'urgentHour' },
          after: { amount: 4, unit: 'workHour' },
        },
      ],
    ],
    [
      'words of a plain list: only what went and came',
      before,
      { ...before, keywords: ['窨井', '井盖'] },
      [{ path: ['keywords'], after: ['窨井'] }],
    ],
    [
      'the order of conditions alone',
      before,
      { ...before, conditions: [condition('broken'), condition('missing')] },
      [{ path: ['conditions'], before: ['missing', 'broken'], after: ['broken', 'missing'] }],
    ],
  ])('%s', (_, a, b, expected) => {
    expect(fieldChanges(a, b)).toEqual(expected)
  })
  it('names every field of a condition that goes, in reading order', () => {
    const changes = fieldChanges(before, { ...before, conditions: [condition('broken')] })
    expect(changes.map((c) => c.path.join('/'))).toEqual([
      'conditions/missing/text',
      'conditions/missing/limit',
      'conditions/missing/closing',
      'conditions/missing/level',
      'conditions/missing/source',
    ])
    expect(changes.every((c) => !('after' in c))).toBe(true)
  })
  it('shows a whole new entry as what comes, whatever the order of its keys', () => {
    const { code, ...rest } = matter('01002')
    const paths = fieldChanges(undefined, { ...rest, code }).map((c) => c.path[0])
    expect(paths[0]).toBe('code')
    expect(new Set(paths)).toContain('conditions')
    expect(same({ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 })).toBe(true)
    expect(same({ a: 1 }, { a: 1, b: undefined })).toBe(true)
    expect(same([1, 2], [2, 1])).toBe(false)
  })
})

describe('a draft', () => {
  const base = matter('01001')
  const id = idOf({ kind: 'matter', body: base })
  const changed = { ...base, name: text('改') }
  const draft = putChange(undefined, { kind: 'matter', id, base, body: changed }, 'v1')
  if (draft === undefined) throw new Error('a change makes a draft')

  it('keeps one change per entry, and none that changes nothing', () => {
    const again = putChange(draft, { kind: 'matter', id, base, body: { ...changed, keywords: [] } }, 'v2')
    expect(again?.changes).toHaveLength(1)
    expect(again?.version).toBe('v1')
    expect(putChange(draft, { kind: 'matter', id, base, body: structuredClone(base) }, 'v1')).toBeUndefined()
  })
  it('sends a change with its body, an end without', () => {
    const both = putChange(draft, { kind: 'component', id: '01009', base: {} }, 'v1')
    expect(both && toChanges(both)).toEqual([
      { kind: 'matter', id, body: changed },
      { kind: 'component', id: '01009' },
    ])
    expect(both && dropChange(both, 'component', '01009')).toEqual(draft)
    expect(changeOf(both, 'component', '01009')).toEqual({ kind: 'component', id: '01009', base: {} })
  })
  it('sees what others changed in the same entries, and only there', () => {
    const theirs = { ...base, standard: 'GB/T 1' }
    expect(clashes(draft, 'matter', [entry('matter', id, structuredClone(base))])).toEqual([])
    expect(clashes(draft, 'component', [])).toEqual([])
    const found = clashes(draft, 'matter', [entry('matter', id, theirs)])
    expect(found.map((c) => c.theirs?.body)).toEqual([theirs])
    expect(rebase(draft, found, 'v2')).toEqual({
      version: 'v2',
      changes: [{ kind: 'matter', id, base: theirs, body: changed }],
    })
  })
  it('ends with the entry it wanted to end, and makes anew what was ended meanwhile', () => {
    const ends: Draft = { version: 'v1', changes: [{ kind: 'matter', id, base }] }
    expect(rebase(ends, clashes(ends, 'matter', []), 'v2')).toBeUndefined()
    expect(rebase(draft, clashes(draft, 'matter', []), 'v2')?.changes).toEqual([{ kind: 'matter', id, body: changed }])
  })
  it('is read back by its own account only, and never half', () => {
    const stored = writeDraft(draft, 'admin')
    expect(readDraft(stored, 'admin')).toEqual(draft)
    expect(readDraft(stored, 'other')).toBeUndefined()
    expect(readDraft(null, 'admin')).toBeUndefined()
    expect(readDraft('{"user":"admin"', 'admin')).toBeUndefined()
    expect(
      readDraft('{"user":"admin","draft":{"version":"1","changes":[{"kind":"x","id":"1"}]}}', 'admin'),
    ).toBeUndefined()
  })
})

describe('entries', () => {
  it('are called by what they are', () => {
    const duty = { lead: 'a', assist: [], basis: [] }
    expect(idOf({ kind: 'matter', body: matter('01001') })).toBe('01001@2026-07-01')
    expect(idOf({ kind: 'responsibility', body: { ...duty, matter: '01001' } })).toBe('01001/*/*')
    expect(idOf({ kind: 'responsibility', body: { ...duty, matter: '01001', condition: 'x', area: '321002' } })).toBe(
      '01001/x/321002',
    )
    expect(idOf(known('formerCode', { standard: 'GB/T 30428.2-2013', kind: 'matter', code: '0101' }))).toBe(
      'GB/T 30428.2-2013/matter/0101',
    )
    expect(idOf({ kind: 'calendar', body: calendar })).toBe('calendar')
  })
  it('stand in time with both ends included', () => {
    const body = { validFrom: '2026-07-01', validTo: '2026-12-31' }
    expect(['2026-06-30', '2026-07-01', '2026-12-31', '2027-01-01'].map((d) => standing(body, d))).toEqual([
      'later',
      'now',
      'now',
      'ended',
    ])
  })
  it('split into a version that ends and one that begins the day after', () => {
    const { ended, next } = splitVersion(matter('01001', { replacedBy: '01002', validTo: '2030-01-01' }), '2026-12-31')
    expect(ended.validTo).toBe('2026-12-31')
    expect(ended.replacedBy).toBe('01002')
    expect(next.validFrom).toBe('2027-01-01')
    expect(next).not.toHaveProperty('validTo')
    expect(next).not.toHaveProperty('replacedBy')
    expect(dayAfter('2028-02-28')).toBe('2028-02-29')
  })
  it('begin with an identity of the right form and nothing else', () => {
    const i = {
      ...{ code: '', kind: 'emergency', from: '2026-12-01', matter: '', condition: '', area: '', standard: 'S' },
      ...{ sensorKind: '', metric: '' },
    }
    expect(identityProblem('matter', i)).toBe('code')
    expect(identityProblem('matter', { ...i, code: 'E001' })).toBeUndefined()
    expect(identityProblem('component', { ...i, code: 'E001' })).toBe('code')
    expect(identityProblem('matter', { ...i, code: '01001', from: '' })).toBe('date')
    expect(identityProblem('responsibility', i)).toBe('matter')
    expect(identityProblem('formerCode', { ...i, code: 'BJ0101', from: '' })).toBeUndefined()
    expect(blank('matter', { ...i, code: 'E001' })).toMatchObject({
      kind: 'matter',
      body: { code: 'E001', kind: 'emergency' },
    })
    expect(blank('responsibility', { ...i, matter: '01001' })?.body).not.toHaveProperty('area')
    expect(blank('calendar', i)).toBeUndefined()
  })
  it('name the field of a problem as people find it', () => {
    expect(pathOf('/conditions/1/limit/amount', matter('01001'))).toEqual(['conditions', 'broken', 'limit', 'amount'])
    expect(pathOf('/basis/0/text', { basis: [{ text: '' }] })).toEqual(['basis', '1', 'text'])
    expect(pathOf('', matter('01001'))).toEqual([])
    expect(pathOf('/conditions/9/text', undefined)).toEqual(['conditions', '10', 'text'])
  })
})

describe('the list', () => {
  const a = matter('01001')
  const b = matter('01002', { major: text('交通类'), validFrom: '2027-01-01' })
  const draft: Draft = {
    version: 'v',
    changes: [
      { kind: 'matter', id: '01001@2026-07-01', base: a },
      { kind: 'matter', id: '01003@2026-07-01', body: matter('01003') },
      { kind: 'component', id: '01001', base: {} },
    ],
  }
  const rows = rowsOf(
    'matter',
    [
      entry('matter', '01002@2027-01-01', b, { origin: 'desk', fileDiffers: true }),
      entry('matter', '01001@2026-07-01', a),
    ],
    draft,
  )
  const none = { text: '', major: '', origin: '', when: '' }
  const found = (by: Partial<typeof none>): string[] =>
    narrowed(rows, { ...none, ...by }, '2026-11-22', () => '排水处').map((r) => r.id.slice(0, 5))

  it('lays the draft over what is in force, by code', () => {
    expect(rows.map((r) => [r.id.slice(0, 5), r.drafted])).toEqual([
      ['01001', 'ended'],
      ['01002', undefined],
      ['01003', 'added'],
    ])
    expect(majorsOf(rows).map((m) => m.zh)).toEqual(['市政公用设施类', '交通类'])
  })
  it('is found by words in any order, also in conditions and by names that are not in the entry', () => {
    expect(found({ text: '01002' })).toEqual(['01002'])
    expect(found({ text: '井盖 matter 01001' })).toEqual(['01001'])
    expect(found({ text: '条件broken' })).toHaveLength(3)
    expect(found({ text: '排水处' })).toHaveLength(3)
    expect(found({ text: '没有' })).toEqual([])
  })
  it('is narrowed by heading, origin and time', () => {
    expect(found({ major: '交通类' })).toEqual(['01002'])
    expect(found({ origin: 'desk' })).toEqual(['01002'])
    expect(found({ origin: 'differs' })).toEqual(['01002'])
    expect(found({ origin: 'draft' })).toEqual(['01001', '01003'])
    expect(found({ when: 'later' })).toEqual(['01002'])
    expect(found({ when: 'now' })).toEqual(['01001', '01003'])
  })
})

describe('a year of the calendar', () => {
  it('has weeks from Monday and days of four kinds', () => {
    const october = yearOf(calendar, 2026)[9]
    expect(october?.before).toBe(3)
    expect(october?.days).toHaveLength(31)
    const kinds = new Map(october?.days.map((d) => [d.day, d.kind]))
    expect([1, 3, 5, 10].map((d) => kinds.get(d))).toEqual(['off', 'rest', 'plain', 'work'])
    expect(yearOf(calendar, 2027)[0]?.days[0]?.known).toBe(false)
  })
  it.each([
    // A weekday: off and back.
    ['2026-10-08', ['off', 'plain']],
    // A weekend day: worked, off, and back.
    ['2026-10-17', ['work', 'off', 'rest']],
  ])('turns %s by presses', (date, kinds) => {
    let c = calendar
    const seen = kinds.map(() => {
      c = { ...c, ...pressed(c, date) }
      return kindOf(date, new Set(c.holidays), new Set(c.workdays))
    })
    expect(seen).toEqual(kinds)
    expect(c.holidays).toEqual(calendar.holidays)
    expect(c.workdays).toEqual(calendar.workdays)
  })
  it('keeps its dates in order', () => {
    expect(pressed(calendar, '2026-01-02').holidays).toEqual(['2026-01-02', '2026-10-01', '2026-10-02'])
  })
  it('offers the years it knows and one more, and does not fall over a span that is being typed', () => {
    expect(yearsOf(calendar, '2026-11-22')).toEqual([2026, 2027])
    expect(yearsOf({ ...calendar, knownFrom: '' }, '2026-11-22')).toEqual([2026])
    expect(yearsOf({ ...calendar, knownTo: '0002-01-01' }, '2026-11-22')).toEqual([2026])
  })
  it('reads times and walks days', () => {
    expect(minutesOf('08:30')).toBe(510)
    expect(minutesOf('')).toBeUndefined()
    expect(moved('2026-12-31', 1)).toBe('2027-01-01')
    expect(moved('2026-03-07', -7)).toBe('2026-02-28')
  })
})
