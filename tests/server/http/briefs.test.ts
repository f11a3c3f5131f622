// A brief over HTTP: a department is asked, follows its notice, answers and reads nothing else; who may write is told apart.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TSchema } from 'typebox'
import Type from 'typebox'
import { Value } from 'typebox/value'
import { paths } from '../../../src/wire/api.ts'
import { BriefInputRowSchema, type BriefAct, type BriefInputRow, type BriefView } from '../../../src/wire/briefs.ts'
import { PASSWORD, problemOf, stageApp, type Stage } from './setup.ts'

const KEY = '2026-11-20'
const QUESTION = '昨夜泵站检修情况？'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
  await stage.accounts.createAccount({ username: 'collector', name: '监督员', role: 'collector', password: PASSWORD })
}, 60_000)
afterAll(() => stage.stop())

let serial = 0
const act = (who: string | undefined, input: BriefAct | object, version = 0) =>
  stage.as(who, {
    ...{ method: 'POST', url: `${paths.brief(KEY)}/acts` },
    payload: { key: `http-brief-${(serial += 1)}`, version, act: input },
  })
const brief = async (who: string): Promise<BriefView> => (await stage.as(who, { url: paths.brief(KEY) })).json()
async function asked(who: string): Promise<BriefInputRow[]> {
  const response = await stage.as(who, { url: `${paths.briefs}/inputs` })
  const schema: TSchema = Type.Array(BriefInputRowSchema)
  expect([...Value.Errors(schema, response.json())]).toEqual([])
  return response.json()
}
const notices = async (): Promise<{ audience: string; kind: string; brief: string | null }[]> =>
  (await stage.db.pool.query('select audience, kind, brief from notice order by at, id')).rows

describe("a department's part of a brief", () => {
  it('is asked for by the desk alone, in a question that says something, of a department that is there', async () => {
    const ask = { act: 'ask', department: 'paishui', question: QUESTION }
    expect(problemOf(await act(undefined, ask)).status).toBe(401)
    for (const who of ['leader', 'admin', 'collector', 'wall'])
      expect([who, (await act(who, ask)).statusCode]).toEqual([who, 403])
    expect(problemOf(await act('paishui', ask))).toMatchObject({
      ...{ status: 403, detailText: { zh: '只有值班席可以编辑简报' } },
    })
    expect(problemOf(await act('dispatcher', { ...ask, department: 'nobody' }))).toMatchObject({
      ...{ status: 404, detailText: { zh: expect.stringContaining('部门') } },
    })
    expect(problemOf(await act('dispatcher', { ...ask, question: '' })).field).toBe('/act/question')
    expect((await act('dispatcher', ask)).statusCode).toBe(200)
    expect(await notices()).toEqual([{ audience: 'department:paishui', kind: 'briefInput', brief: KEY }])
  })

  it('is seen by that department, which sees nothing of the brief', async () => {
    expect(await asked('paishui')).toMatchObject([
      { key: KEY, kind: 'daily', open: true, input: { question: QUESTION } },
    ])
    expect(await asked('gas')).toEqual([])
    for (const url of [paths.briefs, paths.brief(KEY), `${paths.brief(KEY)}/readers`, `${paths.briefs}/since`])
      expect([url, (await stage.as('paishui', { url })).statusCode]).toEqual([url, 403])
    for (const who of ['leader', 'dispatcher'])
      expect([who, (await stage.as(who, { url: `${paths.briefs}/inputs` })).statusCode]).toEqual([who, 403])
  })

  it('is answered once, by the department that was asked; the answer comes back to nobody but the desk', async () => {
    const input = (await asked('paishui'))[0]?.input.id ?? ''
    const answer = { act: 'answer', input, text: '三台水泵已检修完毕。' }
    expect(problemOf(await act('gas', answer)).status).toBe(404)
    expect(problemOf(await act('dispatcher', answer))).toMatchObject({
      ...{ status: 403, detailText: { zh: '只有被约稿的部门可以作答' } },
    })
    expect(problemOf(await act('paishui', { ...answer, text: '' })).field).toBe('/act/text')
    const done = await act('paishui', answer)
    expect([done.statusCode, done.body]).toEqual([204, ''])
    expect(problemOf(await act('paishui', answer))).toMatchObject({
      status: 422,
      detailText: { zh: '本部门排水已作答' },
    })
    expect(await asked('paishui')).toMatchObject([
      { open: false, input: { answer: { text: answer.text, by: '排水' } } },
    ])
    const said = (await brief('dispatcher')).statements.find(({ written }) => written?.department === 'paishui')
    expect(said?.text.zh).toContain('三台水泵已检修完毕')
    expect((await brief('leader')).statements.some(({ written }) => written !== undefined)).toBe(false)
    expect((await notices()).slice(1).map(({ audience, kind }) => `${kind} ${audience}`)).toEqual([
      'brief acceptor',
      'brief dispatcher',
      'brief dutyChief',
    ])
  })
})
