// Bulk acts over HTTP: who may, what is parsed or refused, and one line per case.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Compile } from 'typebox/compile'
import { BulkReportSchema, type BulkReport } from '../../../src/wire/desk.ts'
import { problemOf, stageApp, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())

let serial = 0
const command = async (ids: readonly string[], input: object, more: object = {}) => ({
  key: `http-bulk-${(serial += 1)}`,
  cases: await Promise.all(ids.map(async (id) => ({ id, version: await stage.versionOf(id) }))),
  input,
  preview: false,
  ...more,
})
const send = (username: string | undefined, payload: object) =>
  stage.as(username, { method: 'POST', url: '/api/bulk', payload })
const isReport = Compile(BulkReportSchema)
const reportOf = (response: { json(): unknown }): BulkReport => {
  const body: unknown = response.json()
  return isReport.Check(body) ? body : expect.fail(JSON.stringify(body))
}

describe('who', () => {
  it.each([
    [undefined, 401],
    ['wall', 403],
    ['admin', 403],
  ])('%s may not', async (username, status) => {
    const id = await stage.newCase()
    expect((await send(username, await command([id], { act: 'remind' }))).statusCode).toBe(status)
  })
})

describe('what', () => {
  it('acts that rest on one place or photo are done case by case', async () => {
    const id = await stage.newCase()
    const problem = problemOf(await send('chief', await command([id], { act: 'check', passed: true, photos: [] })))
    expect(problem).toMatchObject({ code: 'invalid', field: '/input/act' })
  })
  it('no case twice, none, or more than 200', async () => {
    const id = await stage.newCase()
    const twice = await command([id, id], { act: 'remind' })
    expect(problemOf(await send('chief', twice))).toMatchObject({ code: 'invalid', field: '/cases' })
    expect(problemOf(await send('chief', { ...twice, cases: [] })).field).toBe('/cases')
    const many = Array.from({ length: 201 }, (_, n) => ({ id: `x-${n}`, version: 1 }))
    expect(problemOf(await send('chief', { ...twice, cases: many })).field).toBe('/cases')
  })
  it('is previewed, then done', async () => {
    const ids = [await stage.newCase(), await stage.newCase()]
    const asked = await command(ids, { act: 'dispatch', lead: 'paishui', assist: [] }, { preview: true })
    const said = reportOf(await send('dispatcher', asked))
    expect(said.rows.map(({ result, row }) => [result, row?.state])).toEqual([
      ['done', 'pendingHandle'],
      ['done', 'pendingHandle'],
    ])
    expect(await stage.versionOf(ids[0] ?? '')).toBe(asked.cases[0]?.version)
    const done = reportOf(await send('dispatcher', { ...asked, preview: false }))
    expect(done.rows.map(({ row }) => row?.lead)).toEqual(['paishui', 'paishui'])
    expect(await stage.versionOf(ids[0] ?? '')).toBe(done.rows[0]?.row?.version)
  })
})
