// The map's questions over HTTP: who may ask, what is refused and in which words, and that a file taken is written down.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Compile } from 'typebox/compile'
import { InsideListSchema, InsideSchema, MapReportsSchema, mapPaths } from '../../../src/wire/map.ts'
import { problemOf, stageApp, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
  await stage.newCase()
}, 60_000)
afterAll(() => stage.stop())

const polygon = [
  [
    [119.4, 32.35],
    [119.5, 32.35],
    [119.5, 32.45],
    [119.4, 32.45],
  ],
]
const post = (who: string | undefined, url: string, payload: object) => stage.as(who, { method: 'POST', url, payload })
const readers = ['acceptor', 'dispatcher', 'chief', 'leader', 'admin', 'paishui'] as const

describe('what lies inside', () => {
  it('is told to those who read cases, a department its own, the wall nothing', async () => {
    for (const who of readers) {
      const response = await post(who, mapPaths.inside, { polygon })
      expect(response.statusCode, who).toBe(200)
      const answer: unknown = response.json()
      expect(Compile(InsideSchema).Check(answer)).toBe(true)
      expect(answer, who).toMatchObject({ cases: { open: { total: who === 'paishui' ? 0 : 1 } } })
      const list = await post(who, mapPaths.insideList, { polygon, list: 'incidents' })
      expect(Compile(InsideListSchema).Check(list.json())).toBe(true)
      expect(list.json<{ incidents: unknown[] }>().incidents, who).toHaveLength(who === 'paishui' ? 0 : 1)
    }
    for (const url of [mapPaths.inside, mapPaths.insideList, mapPaths.insideExport]) {
      const payload = { polygon, list: 'incidents', format: 'csv' }
      expect((await post('wall', url, payload)).statusCode, url).toBe(403)
      expect((await post(undefined, url, payload)).statusCode, url).toBe(401)
    }
  })
  it.each([
    [{}, '/polygon'],
    [{ polygon: [] }, '/polygon'],
    [{ polygon: [[[119.4, 32.4]]] }, '/polygon'],
    [
      {
        polygon: [
          [
            [190, 32.4],
            [119, 32],
            [119, 33],
          ],
        ],
      },
      '/polygon/0/0/0',
    ],
    [
      {
        polygon: [
          [
            ['a', 32.4],
            [119, 32],
            [119, 33],
          ],
        ],
      },
      '/polygon/0/0/0',
    ],
    [{ polygon, from: 5 }, '/from'],
    [{ polygon, colour: 'red' }, '/colour'],
  ])('refuses %j by name', async (payload, field) => {
    expect(problemOf(await post('dispatcher', mapPaths.inside, payload))).toMatchObject({ code: 'invalid', field })
  })
  it('as a file is written in the audit log', async () => {
    const response = await post('chief', mapPaths.insideExport, { polygon, list: 'incidents', format: 'csv' })
    expect(response.statusCode).toBe(200)
    expect(response.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="inside-incidents.csv"',
    })
    const [line] = await stage.audit.list({ kind: 'export', limit: 1 })
    expect(line).toMatchObject({ subject: 'map/inside/incidents', actor: { id: 'chief' }, ok: true })
    expect(problemOf(await post('chief', mapPaths.insideExport, { polygon, list: 'cats', format: 'csv' })).field).toBe(
      '/list',
    )
  })
})

describe('reports for the heat', () => {
  it('are told to everybody signed in, exactly to the desk alone', async () => {
    const url = `${mapPaths.reports}?from=1790000000000&to=1791000000000`
    for (const who of [...readers, 'wall']) {
      const response = await stage.as(who, { url })
      expect(response.statusCode, who).toBe(200)
      const answer: unknown = response.json()
      expect(Compile(MapReportsSchema).Check(answer)).toBe(true)
      expect(answer, who).toMatchObject({ rounded: !['acceptor', 'dispatcher', 'chief'].includes(who) })
    }
    expect((await stage.as(undefined, { url })).statusCode).toBe(401)
    expect(problemOf(await stage.as('wall', { url: mapPaths.reports })).field).toBe('/from')
    expect(problemOf(await stage.as('wall', { url: `${url}&source=rumour` })).field).toBe('/source')
  })
})
