// The duty roster over HTTP: who may put it, what is checked, what the audit log keeps.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Roster } from '../../../src/wire/shifts.ts'
import { problemOf, stageApp, type Stage } from '../http/setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())

const TODAY = '2026-11-21'
const put = (who: string, date: string, entries: object[]) =>
  stage.as(who, { method: 'PUT', url: '/api/roster', payload: { date, entries } })
const get = async (who: string): Promise<Roster> =>
  (await stage.as(who, { url: `/api/roster?from=${TODAY}&to=2026-11-27` })).json()
const on = (shift: string, account: string) => ({ shift, account })

it('is empty at first and tells the shift that runs and whom it can hold', async () => {
  const roster = await get('acceptor')
  expect(roster.entries).toEqual([])
  expect(roster.now).toMatchObject({ date: TODAY, shift: 'day', onShift: false })
  expect(roster.officers.map((one) => one.account).sort()).toEqual(['acceptor', 'chief', 'dispatcher'])
})

it('replaces one day, says who is on shift, and leaves a line with the names', async () => {
  expect(
    (await put('chief', TODAY, [on('day', 'acceptor'), on('night', 'chief'), on('day', 'acceptor')])).statusCode,
  ).toBe(204)
  expect((await get('acceptor')).now.onShift).toBe(true)
  expect((await get('chief')).now.onShift).toBe(false)
  expect((await put('admin', TODAY, [on('day', 'dispatcher')])).statusCode).toBe(204)
  const roster = await get('dispatcher')
  expect(roster.entries).toEqual([
    { date: TODAY, shift: 'day', account: 'dispatcher', name: '派遣员', role: 'dispatcher' },
  ])
  const [line] = await stage.audit.list({ kind: 'configuration', subject: `roster:${TODAY}` })
  expect(line).toMatchObject({ actor: { id: 'admin' }, text: { zh: `排班 ${TODAY}：白班：派遣员；中班：—；夜班：—` } })
})

it('put by two at once is whole: that of one of them', async () => {
  const one = [on('day', 'acceptor'), on('night', 'chief')]
  const other = [on('day', 'acceptor'), on('evening', 'dispatcher')]
  const date = '2026-11-25'
  for (let turn = 0; turn < 5; turn += 1) {
    expect((await put('admin', date, [])).statusCode).toBe(204)
    const answers = await Promise.all([put('chief', date, one), put('admin', date, other)])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([204, 204])
    const kept = (await get('chief')).entries.filter((entry) => entry.date === date)
    expect([one, other].map((list) => list.map(({ shift }) => shift).sort())).toContainEqual(
      kept.map(({ shift }) => shift).sort(),
    )
  }
})

it.each([
  ['another than chief or administrator', 'acceptor', TODAY, [], 403, undefined],
  ['a day that is over', 'chief', '2026-11-20', [], 422, undefined],
  ['an unknown shift', 'chief', TODAY, [on('noon', 'chief')], 400, '/entries/0/shift'],
  ['somebody who is not of the desk', 'chief', TODAY, [on('day', 'leader')], 400, '/entries/0/account'],
])('refuses %s', async (_, who, date, entries, status, field) => {
  const response = await put(who, date, entries)
  expect(response.statusCode).toBe(status)
  expect(problemOf(response).field).toBe(field)
})

it.each([
  ['wall', 403],
  ['paishui', 403],
  ['leader', 200],
])('is read by %s: %i', async (who, status) => {
  expect((await stage.as(who, { url: `/api/roster?from=${TODAY}&to=${TODAY}` })).statusCode).toBe(status)
})
