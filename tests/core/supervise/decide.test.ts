// Who may give, sign, report, check and take back, as tables; and what holds whatever happens.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, give, mayOf, type SupervisedInput } from '../../../src/core/supervise/decide.ts'
import { foldLines } from '../../../src/core/supervise/fold.ts'
import { noticesOfLine } from '../../../src/core/supervise/notices.ts'
import type { Origin } from '../../../src/core/supervise/types.ts'
import { lineWords } from '../../../src/core/supervise/words.ts'
import { ANY, DAY, GIVING, REPORT, T0, history, names, people, play, type Person } from './made.ts'

const everybody = Object.keys(people) as Person[]
const SIGN: SupervisedInput = { act: 'sign' }
const PROGRESS: SupervisedInput = { act: 'report', final: false, text: '正在办', photos: [], incidents: [] }
const CLOSE: SupervisedInput = { act: 'close', conclusion: '属实' }
const BACK: SupervisedInput = { act: 'sendBack', reason: '不到位' }
const LATER: SupervisedInput = { act: 'reschedule', dueAt: T0 + 30 * DAY, reason: '连续降雨' }

describe('giving', () => {
  it.each<[Origin, readonly Person[]]>([
    ['instruction', ['leader', 'leader2', 'chief']],
    ['overdue', ['leader', 'leader2', 'chief', 'dispatcher', 'acceptor']],
    ['repeated', ['leader', 'leader2', 'chief', 'dispatcher', 'acceptor']],
    ['meeting', ['leader', 'leader2', 'chief', 'dispatcher', 'acceptor']],
  ])('%s: %s', (origin, who) => {
    expect(everybody.filter((one) => give({ ...GIVING, origin }, people[one], ANY).ok)).toEqual(who)
  })

  it.each([
    ['no words', { text: '  ' }, '/text'],
    ['no name', { title: '' }, '/title'],
    ['an unknown lead', { lead: 'none' }, '/lead'],
    ['an unknown assisting department', { assist: ['none'] }, '/assist'],
    ['the lead as its own help', { assist: ['water'] }, '/assist'],
    ['due now', { dueAt: T0 }, '/dueAt'],
    ['beside nothing that can be named', { anchor: { ...GIVING.anchor, id: '' } }, '/anchor/id'],
  ])('refuses %s', (_, more, field) => {
    expect(give({ ...GIVING, ...more }, people.leader, ANY)).toMatchObject({ ok: false, code: 'needs', field })
  })
})

describe('acts', () => {
  const fresh = play([]).matter
  const signed = play([['water', SIGN]]).matter
  const done = play([
    ['water', SIGN],
    ['water', REPORT],
  ]).matter
  const bare = play([['water', { ...REPORT, photos: [] } as SupervisedInput]]).matter
  it.each<[string, typeof fresh, SupervisedInput, readonly Person[]]>([
    ['signs', fresh, SIGN, ['water', 'water2', 'roads']],
    ['signs again', signed, SIGN, ['roads']],
    ['tells of progress', fresh, PROGRESS, ['water', 'water2', 'roads']],
    ['hands in the final report', fresh, REPORT, ['water', 'water2']],
    ['hands it in again', done, REPORT, []],
    ['closes what is not reported done', signed, CLOSE, []],
    ['closes', done, CLOSE, ['leader', 'chief']],
    ['sends back', done, BACK, ['leader', 'chief']],
    ['sends back what is not reported done', signed, BACK, []],
    ['closes without evidence', bare, CLOSE, []],
    [
      'closes without evidence, saying why',
      bare,
      { ...CLOSE, withoutEvidence: '电话核实' } as SupervisedInput,
      ['leader', 'chief'],
    ],
    ['adds', fresh, { act: 'add', text: '举一反三' }, ['leader', 'chief']],
    ['reminds', fresh, { act: 'remind' }, ['leader', 'chief', 'dispatcher', 'acceptor']],
    ['reminds of what waits for the check', done, { act: 'remind' }, []],
    ['reschedules', fresh, LATER, ['leader', 'chief']],
    ['withdraws', fresh, { act: 'withdraw', reason: '误批' }, ['leader']],
    ['reads', fresh, { act: 'read' }, ['leader']],
  ])('%s', (_, matter, input, who) => {
    expect(everybody.filter((one) => decide(matter, input, people[one], T0 + DAY).ok)).toEqual(who)
  })

  it('says what may be done, and nothing else', () => {
    expect(mayOf(fresh, people.leader)).toEqual(['add', 'remind', 'reschedule', 'withdraw'])
    expect(mayOf(fresh, people.water)).toEqual(['sign', 'report', 'final'])
    expect(mayOf(fresh, people.roads)).toEqual(['sign', 'report'])
    expect(mayOf(done, people.chief)).toEqual(['close', 'sendBack', 'add', 'reschedule'])
    expect(mayOf(done, people.leader)).toContain('read')
    expect(mayOf(fresh, people.administrator)).toEqual([])
  })

  it('wants a reason, and dates ahead', () => {
    const late = T0 + 8 * DAY
    expect(decide(done, { ...BACK, reason: ' ' } as SupervisedInput, people.leader, late)).toMatchObject({
      field: '/act/reason',
    })
    expect(decide(done, { ...BACK, dueAt: late } as SupervisedInput, people.leader, late)).toMatchObject({
      field: '/act/dueAt',
    })
    expect(decide(fresh, { ...LATER, dueAt: T0 } as SupervisedInput, people.leader, T0)).toMatchObject({
      field: '/act/dueAt',
    })
    expect(decide(fresh, { ...LATER, dueAt: fresh.dueAt } as SupervisedInput, people.leader, T0)).toMatchObject({
      ok: false,
    })
  })

  it('lets nobody check their own report, whatever post they have by then', () => {
    const promoted = { ...people.water, role: 'dutyChief' } as const
    expect(decide(done, CLOSE, promoted, T0 + DAY)).toMatchObject({ ok: false, code: 'role' })
    expect(decide(done, BACK, promoted, T0 + DAY)).toMatchObject({ ok: false, code: 'role' })
  })

  it('signs for whoever reports unsigned, and goes on after being sent back', () => {
    const { matter } = play([
      ['water', REPORT],
      ['leader', BACK],
    ])
    expect(matter.parts[0]).toMatchObject({ signedBy: '水务己' })
    expect(matter).toMatchObject({ state: 'inProgress', returns: 1 })
    expect(matter).not.toHaveProperty('finalAt')
  })
})

describe('whatever happens', () => {
  it('the first words, anchor and giver stand as they were given', () => {
    fc.assert(
      fc.property(history, (acts) => {
        const { matter } = play(acts)
        expect(matter).toMatchObject({
          text: GIVING.text,
          title: GIVING.title,
          anchor: GIVING.anchor,
          code: GIVING.code,
          givenAt: T0,
        })
        expect(matter.by).toMatchObject({ account: 'zhao' })
      }),
    )
  })

  it('the fold of a log is that of its parts, and its version the last line', () => {
    fc.assert(
      fc.property(history, fc.nat(40), (acts, cut) => {
        const { lines, matter } = play(acts)
        const at = 1 + (cut % lines.length)
        expect(foldLines(lines.slice(at), foldLines(lines.slice(0, at)))).toEqual(matter)
        expect(matter.version).toBe(lines.length)
      }),
    )
  })

  it('what is closed has a final report of the lead, with evidence or a reason, checked by somebody else', () => {
    fc.assert(
      fc.property(history, (acts) => {
        const { lines, matter } = play(acts)
        if (matter.state !== 'closed') return
        const final = matter.progress.findLast((one) => one.final)
        expect(final?.by.department).toBe('water')
        expect(matter.closedBy?.account).not.toBe(final?.by.account)
        const closing = lines.at(-1)?.body ?? lines[0]?.body
        const shown = (final?.photos.length ?? 0) + (final?.incidents.length ?? 0) > 0
        const closed = lines.find(({ body }) => body.type === 'closed')?.body ?? closing
        expect(shown || (closed?.type === 'closed' && closed.withoutEvidence !== undefined)).toBe(true)
      }),
    )
  })

  it('after the end nothing but reading is written', () => {
    fc.assert(
      fc.property(history, (acts) => {
        const { lines } = play(acts)
        const end = lines.findIndex(({ body }) => body.type === 'closed' || body.type === 'withdrawn')
        if (end >= 0) expect(lines.slice(end + 1).every(({ body }) => body.type === 'read')).toBe(true)
      }),
    )
  })

  it('every line is said in both languages, and whoever wrote it in their department is not told of it', () => {
    fc.assert(
      fc.property(history, (acts) => {
        const { lines } = play(acts)
        for (const [i, line] of lines.entries()) {
          const words = lineWords(line, names)
          expect(words.zh).not.toMatch(/undefined|\[object|。；/)
          expect(words.en).not.toMatch(/undefined|\[object/)
          const matter = foldLines(lines.slice(0, i + 1))
          if (!matter) throw new Error('nothing was given')
          const told = noticesOfLine(line, matter, names)
          const to = told.map((one) => JSON.stringify(one.to))
          expect(new Set(to).size).toBe(to.length)
          expect(told.some((one) => one.to.type === 'department' && one.to.department === line.by.department)).toBe(
            false,
          )
        }
      }),
    )
  })

  it('what came back is unread until its giver reads it or acts', () => {
    const { matter } = play([['water', SIGN]])
    expect(matter.cameBack).toBeGreaterThan(matter.readUpTo)
    for (const act of [{ act: 'read' }, { act: 'add', text: '好' }] as const) {
      const read = play([
        ['water', SIGN],
        ['leader', act],
      ]).matter
      expect(read.cameBack).toBeLessThanOrEqual(read.readUpTo)
    }
  })
})
