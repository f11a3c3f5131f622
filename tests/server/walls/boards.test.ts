// Boards over HTTP: read, made, changed, restored; two at once; and a check that says what is wrong with one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Compile } from 'typebox/compile'
import { BoardRowSchema, type Board, type BoardRow } from '../../../src/wire/boards.ts'
import { openBoards } from '../../../src/server/walls/boards.ts'
import { problemOf, stageApp, type Stage } from '../http/setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())

const isRow = Compile(BoardRowSchema)
const list = async (who = 'leader'): Promise<readonly BoardRow[]> => {
  const rows = (await stage.as(who, { url: '/api/boards' })).json<BoardRow[]>()
  for (const row of rows) expect(isRow.Check(row)).toBe(true)
  return rows
}
const board = (id: string, more: Partial<Board> = {}): Board => ({
  id,
  name: { zh: '试看板', en: 'Trial board' },
  topic: { groups: ['water'], matters: ['M0'], warnings: ['rainstorm'] },
  grids: {
    single: {
      columns: [2, 1],
      rows: [1, 1],
      areas: [
        ['city', 'list'],
        ['city', 'day'],
      ],
    },
  },
  panels: [
    { kind: 'map', region: 'city', layers: ['incidents'], kinds: ['ponding'] },
    { kind: 'incidents', region: 'list', ofTopic: true },
    { kind: 'day', region: 'day' },
  ],
  ...more,
})
const make = (body: Board, who = 'chief', version = 0) =>
  stage.as(who, { method: 'POST', url: '/api/boards', payload: { board: body, version } })
const put = (body: Board, version: number, who = 'chief', id = body.id) =>
  stage.as(who, { method: 'PUT', url: `/api/boards/${id}`, payload: { board: body, version } })
const remove = (id: string, version: number) =>
  stage.as('chief', { method: 'DELETE', url: `/api/boards/${id}?version=${version}` })
const restore = (id: string, version: number) =>
  stage.as('admin', { method: 'POST', url: `/api/boards/${id}/restore`, payload: { version } })

it('of the city’s files are judged by the files: what the desk has ended keeps no hub from starting', async () => {
  const { reference: files } = stage.reference
  const options = { db: stage.db, now: () => stage.clock.at, cityFolder: 'city/yangzhou', show: () => undefined }
  const ended = {
    indicators: new Map<never, never>(),
    sensorKinds: new Map<never, never>(),
    matters: new Map<never, never>(),
  }
  expect((await openBoards({ ...options, reference: ended, files })).rows().length).toBe((await list()).length)
  await expect(openBoards({ ...options, reference: ended, files: { ...files, indicators: [] } })).rejects.toThrow(
    'boards.json',
  )
})

describe('boards', () => {
  it('of the city’s files stand first, in their order; departments have nothing to do with them', async () => {
    const rows = await list()
    expect(rows[0]).toMatchObject({ order: 0, version: 0, own: true })
    expect(rows.map((row) => row.order)).toEqual(rows.map((_, i) => i))
    expect((await list('wall')).length).toBe(rows.length)
    expect((await stage.as('paishui', { url: '/api/boards' })).statusCode).toBe(403)
  })

  it('are made, changed and removed by the duty chief and the administrator, and it is written down', async () => {
    const made = await make(board('mine'))
    expect(made.statusCode).toBe(201)
    expect(made.json()).toMatchObject({ id: 'mine', version: 1, own: false, changedAt: stage.clock.at })
    expect(problemOf(await make(board('mine'))).code).toBe('exists')
    const changed = await put(board('mine', { name: { zh: '新名', en: 'New name' } }), 1, 'admin')
    expect(changed.json()).toMatchObject({ version: 2, board: { name: { zh: '新名' } } })
    for (const who of ['dispatcher', 'leader', 'wall', 'paishui'])
      expect((await make(board('x'), who)).statusCode).toBe(403)
    expect((await remove('mine', 2)).statusCode).toBe(204)
    expect((await list()).some((row) => row.id === 'mine')).toBe(false)
    expect((await remove('mine', 3)).statusCode).toBe(404)
    expect(await stage.audit.list({ subject: 'mine' })).toMatchObject([
      { text: { zh: '删除看板：新名' } },
      { text: { zh: '修改看板：新名' }, actor: { id: 'admin' } },
      { text: { zh: '新建看板：试看板' }, kind: 'configuration' },
    ])
  })

  it('count on after they were removed: an old change does not fit a new board of the same name', async () => {
    await make(board('again'))
    await remove('again', 1)
    const anew = (await make(board('again'))).json<BoardRow>()
    expect(anew.version).toBe(3)
    expect((await put(board('again'), 1)).statusCode).toBe(409)
  })

  it('of the files are changed and restored, never removed; one made here is removed, never restored', async () => {
    const [own] = await list()
    if (own === undefined) expect.fail('the city has no board')
    const changed = (await put({ ...own.board, name: { zh: '改', en: 'Changed' } }, own.version)).json<BoardRow>()
    expect(changed).toMatchObject({ own: true, board: { name: { zh: '改' } }, changedAt: stage.clock.at })
    expect(problemOf(await remove(own.id, changed.version)).code).toBe('ownBoard')
    const restored = (await restore(own.id, changed.version)).json<BoardRow>()
    expect(restored.board).toEqual(own.board)
    expect(restored.changedAt).toBeUndefined()
    expect(restored.version).toBeGreaterThan(changed.version)
    await make(board('made'))
    expect(problemOf(await restore('made', 1)).code).toBe('madeBoard')
  })

  it('changed by two at once: the second is told by whom and where they differ', async () => {
    await make(board('both'))
    await put(board('both', { name: { zh: '甲改', en: 'By one' } }), 1, 'admin')
    const late = await put(
      board('both', {
        grids: {
          single: {
            columns: [1, 1],
            rows: [1, 1],
            areas: [
              ['city', 'list'],
              ['city', 'day'],
            ],
          },
        },
      }),
      1,
    )
    const problem = problemOf(late)
    expect(problem).toMatchObject({ status: 409, code: 'boardChanged', conflict: { version: 2, by: '管理员' } })
    expect(problem.detailText.zh).toBe('看板已由管理员更新到第 2 版，与您的不同之处：名称、单屏版面')
    expect((await list()).find((row) => row.id === 'both')?.board.name.zh).toBe('甲改')
  })

  it('changed by one while another removes or restores it: what was not seen is not given up', async () => {
    await make(board('seen'))
    await put(board('seen', { name: { zh: '甲改', en: 'By one' } }), 1, 'admin')
    const [own] = await list()
    if (own === undefined) expect.fail('the city has no board')
    await put({ ...own.board, name: { zh: '乙改', en: 'By two' } }, own.version)
    for (const late of [await remove('seen', 1), await restore(own.id, own.version)])
      expect(problemOf(late)).toMatchObject({ status: 409, code: 'boardChanged' })
    const names = (await list()).map((row) => row.board.name.zh)
    expect(names).toEqual(expect.arrayContaining(['甲改', '乙改']))
  })

  it.each<[string, Partial<Board>, string]>([
    [
      'two panels in one place',
      { panels: [...board('x').panels, { kind: 'warnings', region: 'day' }] },
      '/board/panels/3/region',
    ],
    [
      'an indicator that is none',
      { panels: [{ kind: 'course', region: 'city', indicator: 'nothing' }, ...board('x').panels.slice(1)] },
      '/board/panels/0/indicator',
    ],
    [
      'a kind of warning that is none',
      { topic: { groups: [], matters: [], warnings: ['meteor'] } },
      '/board/topic/warnings/0',
    ],
  ])('are refused with %s, and it is said where', async (_what, more, field) => {
    const problem = problemOf(await make(board('faulty', more)))
    expect([problem.status, problem.field]).toEqual([400, field])
    expect(problem.detailText.zh).toMatch(/[\u4e00-\u9fff]/)
    expect((await list()).some((row) => row.id === 'faulty')).toBe(false)
  })
})
