// Personal settings over HTTP: one's own alone, part by part, also from two screens at once.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { problemOf, stageApp, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())

const url = '/api/settings'
const get = async (who: string): Promise<unknown> => (await stage.as(who, { url })).json()
const patch = (who: string, payload: object) => stage.as(who, { method: 'PATCH', url, payload })

it('is empty at first, replaces named parts, keeps the others and is nobody else’s', async () => {
  expect(await get('chief')).toEqual({})
  const rule = { level: 2, onShift: true, channels: ['card', 'tone'] }
  expect((await patch('chief', { theme: 'light', notices: [rule, rule] })).json()).toMatchObject({ theme: 'light' })
  expect((await patch('chief', { language: 'en', notices: [rule] })).json()).toEqual({
    theme: 'light',
    language: 'en',
    notices: [rule],
  })
  expect(await get('paishui')).toEqual({})
})

it('loses nothing when two screens change different parts at once', async () => {
  const query = { scope: 'overdue', level: '1,2' }
  await Promise.all([
    patch('leader', { queueFilters: [{ name: '超期', query }] }),
    patch('leader', { textSize: 'largest' }),
    patch('leader', { queueColumns: ['code', 'due'] }),
  ])
  expect(await get('leader')).toEqual({
    queueFilters: [{ name: '超期', query }],
    textSize: 'largest',
    queueColumns: ['code', 'due'],
  })
})

it.each([
  [{ theme: 'pink' }, '/theme'],
  [{ colour: 'red' }, '/colour'],
  [{ notices: [{ level: 9, onShift: false, channels: [] }] }, '/notices/0/level'],
  [{ queueFilters: [{ name: '  ', query: {} }] }, '/queueFilters/0/name'],
])('refuses %o and names the field', async (part, field) => {
  const response = await patch('chief', part)
  expect(response.statusCode).toBe(400)
  expect(problemOf(response).field).toBe(field)
})

it('is not for the wall, nor for nobody', async () => {
  expect((await stage.as('wall', { url })).statusCode).toBe(403)
  expect((await stage.as(undefined, { url })).statusCode).toBe(401)
})
