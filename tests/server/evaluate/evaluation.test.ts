// Evaluation over HTTP on the real case store: a month lived through by acts, its figures counted by hand, the very cases behind
// them, who sees what, weights that change, and the workbook.
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActInput } from '../../../src/core/incident/inputs.ts'
import type { Actor } from '../../../src/core/incident/types.ts'
import { paths } from '../../../src/wire/api.ts'
import type { Evaluation, EvaluationCases, EvaluationTrend } from '../../../src/wire/evaluation.ts'
import { HOUR, PLACE, START, people } from '../cases/setup.ts'
import { PASSWORD, problemOf, stageApp, type Stage } from '../http/setup.ts'

const MINUTE = 60_000
const DAY = 24 * HOUR
let stage: Stage
let photo = ''
const cases: Record<string, string> = {}

const shizheng: Actor = { id: 'shi-zheng', name: '市政', role: 'department', department: 'shizheng' }

/** A hotline case brought to its department: filed and dispatched within ten minutes. */
async function dispatched(name: string, lead = 'shizheng'): Promise<string> {
  const report = { key: `desk-${name}-000`, text: '文昌中路井盖缺失', lng: PLACE.lng, lat: PLACE.lat }
  const { id } = await stage.cases.fromDesk(report, { ...PLACE, area: '321002001' }, people.acceptor)
  cases[name] = id
  stage.clock.at += 5 * MINUTE
  await stage.does(people.acceptor, id, { act: 'file', matter: '01001', condition: 'missing' })
  stage.clock.at += 5 * MINUTE
  await stage.does(people.dispatcher, id, { act: 'dispatch', lead, assist: [] })
  return id
}
async function handled(id: string, afterMs: number): Promise<void> {
  const acts: ActInput[] = [{ act: 'accept' }, { act: 'submit', note: '已更换', photos: [photo] }, { act: 'confirm' }]
  stage.clock.at += afterMs
  for (const input of acts) await stage.does(shizheng, id, input)
}
async function closed(id: string): Promise<void> {
  stage.clock.at += MINUTE
  await stage.does(people.collector, id, { act: 'check', passed: true, photos: [photo] })
  await stage.does(people.acceptor, id, { act: 'close', conditionMet: true })
}

const url = (path: string, query: Record<string, string | number>): string =>
  `${path}?${new URLSearchParams(Object.entries(query).map(([k, v]): [string, string] => [k, String(v)])).toString()}`
const NOVEMBER = { object: 'department', period: 'month', date: '2026-11-15' }
async function evaluation(query: Record<string, string | number> = NOVEMBER, who = 'leader'): Promise<Evaluation> {
  const response = await stage.as(who, { url: url(paths.evaluation, query) })
  expect(response.statusCode, response.body).toBe(200)
  return response.json<Evaluation>()
}
async function behind(
  indicator: string,
  part: string,
  more: Record<string, string | number> = {},
): Promise<EvaluationCases> {
  const response = await stage.as('leader', {
    url: url(paths.evaluationCases, { ...NOVEMBER, indicator, part, ...more }),
  })
  expect(response.statusCode, response.body).toBe(200)
  return response.json<EvaluationCases>()
}
const refusedFor = async (who: string, path: string, query: Record<string, string | number>) => {
  const response = await stage.as(who, { url: url(path, query) })
  return problemOf(response)
}
let asOfFirst = 0

beforeAll(async () => {
  stage = await stageApp()
  await stage.accounts.createAccount({ username: 'jian', name: '监督员己', role: 'collector', password: PASSWORD })
  photo = await stage.photo('after')
  // The limit of a missing manhole cover is two urgent hours.
  for (const name of ['onTime1', 'onTime2', 'onTime3']) {
    const id = await dispatched(name)
    await handled(id, HOUR)
    await closed(id)
  }
  const late = await dispatched('late')
  await handled(late, 3 * HOUR)
  await closed(late)
  const back = await dispatched('returned', 'chengguan')
  await stage.does(people.chengguan, back, { act: 'return', reason: '非本单位职责' })
  await stage.does(people.dispatcher, back, { act: 'dispatch', lead: 'shizheng', assist: [] })
  await handled(back, HOUR)
  asOfFirst = stage.clock.at += HOUR
  await closed(back)
  await dispatched('open')
  stage.clock.at += 4 * HOUR
}, 120_000)
afterAll(() => stage.stop())

describe('a month of departments', () => {
  it('is counted from the acts', async () => {
    const month = await evaluation()
    expect(month).toMatchObject({
      from: Date.parse('2026-11-01T00:00:00+08:00'),
      to: Date.parse('2026-12-01T00:00:00+08:00'),
      asOf: stage.clock.at,
      complete: false,
      smallBelow: 5,
      simulated: 'none',
    })
    const row = month.rows.find(({ subject }) => subject === 'shizheng')
    const of = (id: string) => [row?.values[id]?.numerator, row?.values[id]?.denominator]
    expect(of('handled')).toEqual([5, 6])
    expect(of('handledOnTime')).toEqual([4, 6])
    expect(of('overdueHandled')).toEqual([1, 6])
    expect(of('overdueOpen')).toEqual([1, 6])
    expect(of('returned')).toEqual([0, 6])
    expect(row?.values['meanHandling']).toMatchObject({ numerator: 7 * HOUR, denominator: 5, value: (7 * HOUR) / 5 })
    expect(row).toMatchObject({ name: { zh: expect.any(String) }, open: 1, overdue: 1, exempted: 0 })
    const other = month.rows.find(({ subject }) => subject === 'chengguan')
    expect(other?.values['returned']).toMatchObject({ numerator: 1, denominator: 1, small: true })
    expect(other?.values['handled']).toMatchObject({ denominator: 0 })
    expect(other?.values['handled']?.value).toBeUndefined()
    expect(other?.missing).toContain('handled')
    expect(other?.rank).toBeUndefined()
    expect(month.total.values['handled']).toMatchObject({ numerator: 5, denominator: 6 })
  })

  it('scores as the city weighs', async () => {
    const month = await evaluation()
    const row = month.rows.find(({ subject }) => subject === 'shizheng')
    const share = (id: string): number => row?.values[id]?.value ?? NaN
    const expected =
      30 * share('handled') +
      20 * share('handledOnTime') +
      20 * (1 - share('reworked')) +
      20 * (1 - share('overdueOpen')) +
      10 * (1 - share('extended'))
    expect(row?.score).toBeCloseTo(expected, 2)
    expect(row?.rank).toBe(1)
    expect(month.composite?.parts.map(({ weight }) => weight).reduce((a, b) => a + b)).toBe(100)
  })

  it('opens into exactly the cases behind a figure, page by page', async () => {
    const late = await behind('overdueHandled', 'numerator', { subject: 'shizheng' })
    expect(late.rows.map(({ row }) => row.id)).toEqual([cases['late']])
    expect(late.rows[0]).toMatchObject({ stage: 'handle', outcome: 'done', exempt: false, counted: true })
    expect(late.rows[0]?.doneAt).toBeGreaterThan(late.rows[0]?.dueAt ?? Infinity)
    const rest = await behind('handled', 'rest', { subject: 'shizheng' })
    expect(rest.rows.map(({ row, outcome, counted }) => [row.id, outcome, counted])).toEqual([
      [cases['open'], 'open', false],
    ])
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await behind('handled', 'denominator', { subject: 'shizheng', limit: 4, ...(after && { after }) })
      expect(page.total).toBe(6)
      seen.push(...page.rows.map(({ row }) => row.id))
      after = page.next
    } while (after !== undefined)
    expect(seen).toHaveLength(6)
    expect(new Set(seen).size).toBe(6)
  })

  it('an appeal granted twice leaves the overdue figures, and is counted apart', async () => {
    const id = cases['late'] ?? ''
    await stage.does(shizheng, id, { act: 'appeal', reason: '暴雨红色预警期间无法作业', photos: [photo] })
    await stage.does(people.dispatcher, id, { act: 'reviewAppeal', granted: true })
    await stage.does(people.dutyChief, id, { act: 'decideAppeal', granted: true })
    const row = (await evaluation()).rows.find(({ subject }) => subject === 'shizheng')
    expect(row?.values['overdueHandled']).toMatchObject({ numerator: 0, denominator: 6 })
    expect(row?.values['handledOnTime']).toMatchObject({ numerator: 5, denominator: 6 })
    expect(row?.exempted).toBe(1)
  })

  it('a past moment is answered as it stood', async () => {
    const row = (await evaluation({ ...NOVEMBER, asOf: asOfFirst })).rows.find(({ subject }) => subject === 'shizheng')
    expect(row?.values['handled']).toMatchObject({ numerator: 5, denominator: 5 })
    expect(row?.values['overdueHandled']).toMatchObject({ numerator: 1 })
    expect(row?.exempted).toBe(0)
  })

  it('has its course over the months', async () => {
    const query = { ...NOVEMBER, indicator: 'handled', subject: 'shizheng', n: 3 }
    const course = (await stage.as('leader', { url: url(paths.evaluationTrend, query) })).json<EvaluationTrend>()
    expect(course.value).toEqual([null, null, 5 / 6])
    expect(course.denominator).toEqual([0, 0, 6])
    expect(course.from).toHaveLength(3)
    const score = (
      await stage.as('leader', { url: url(paths.evaluationTrend, { ...query, indicator: 'score' }) })
    ).json<EvaluationTrend>()
    expect(score.value.at(-1)).toBe((await evaluation()).rows[0]?.score)
  })
})

describe('areas and posts', () => {
  it('a district opens into its streets', async () => {
    const city = await evaluation({ ...NOVEMBER, object: 'area' })
    expect(city.rows.map(({ subject }) => subject)).toEqual(['321002'])
    const streets = await evaluation({ ...NOVEMBER, object: 'area', under: '321002' })
    expect(streets.rows.map(({ subject }) => subject)).toEqual(['321002001'])
    expect(streets.rows[0]?.values).toMatchObject(city.rows[0]?.values ?? {})
  })
  it('posts are told apart and not ranked among each other; their persons are', async () => {
    const posts = await evaluation({ ...NOVEMBER, object: 'post' })
    expect(posts.rows.map(({ subject }) => subject).sort()).toEqual(['acceptor', 'collector', 'dispatcher'])
    expect(posts.rows.every(({ rank }) => rank === undefined)).toBe(true)
    const dispatcher = posts.rows.find(({ subject }) => subject === 'dispatcher')
    expect(dispatcher?.values['dispatchedOnTime']).toMatchObject({ numerator: 7, denominator: 7 })
    expect(dispatcher?.values['dispatchedAccurately']).toMatchObject({ numerator: 6, denominator: 7 })
    const persons = await evaluation({ ...NOVEMBER, object: 'post', under: 'dispatcher' })
    expect(persons.rows.map(({ subject, rank }) => [subject, rank])).toEqual([
      [`dispatcher/${people.dispatcher.id}`, 1],
    ])
    expect(persons.composite?.parts.map(({ indicator }) => indicator)).toContain('dispatchedAccurately')
  })
})

describe('who sees what', () => {
  it('a department sees the ranking and opens its own cases only', async () => {
    const month = await evaluation(NOVEMBER, 'paishui')
    expect(month.rows.map(({ subject }) => subject)).toContain('shizheng')
    const query = { ...NOVEMBER, indicator: 'handled', part: 'denominator' }
    for (const subject of [{}, { subject: 'shizheng' }])
      expect(await refusedFor('paishui', paths.evaluationCases, { ...query, ...subject })).toMatchObject({
        status: 403,
      })
    const own = await stage.as('paishui', { url: url(paths.evaluationCases, { ...query, subject: 'paishui' }) })
    expect(own.json<EvaluationCases>().total).toBe(0)
    expect(await refusedFor('paishui', paths.evaluation, { ...NOVEMBER, object: 'post' })).toMatchObject({
      status: 403,
    })
  })
  it('a collector sees what is theirs', async () => {
    const own = await evaluation({ ...NOVEMBER, object: 'post', under: 'collector' }, 'jian')
    expect(own.rows.map(({ subject, name }) => [subject, name.zh])).toEqual([['collector/jian', '监督员己']])
    expect(own.total.values['checkedOnTime']).toEqual(own.rows[0]?.values['checkedOnTime'])
    expect(await refusedFor('jian', paths.evaluation, NOVEMBER)).toMatchObject({ status: 403 })
    const course = { ...NOVEMBER, object: 'post', under: 'collector', indicator: 'checkedOnTime', n: 2 }
    const others = { ...course, subject: 'collector/somebody' }
    expect(await refusedFor('jian', paths.evaluationTrend, others)).toMatchObject({ status: 403 })
    expect((await stage.as('leader', { url: url(paths.evaluationTrend, others) })).statusCode).toBe(200)
    expect((await stage.as('jian', { url: url(paths.evaluationTrend, course) })).json()).toMatchObject({
      denominator: [0, own.total.values['checkedOnTime']?.denominator],
    })
  })
  it('the wall and nobody see nothing', async () => {
    // The wall shows departments and areas; persons and the cases behind figures are none of its.
    expect((await stage.as('wall', { url: url(paths.evaluation, NOVEMBER) })).statusCode).toBe(200)
    expect((await stage.as('wall', { url: url(paths.evaluation, { ...NOVEMBER, object: 'area' }) })).statusCode).toBe(
      200,
    )
    for (const under of [undefined, 'collector'])
      expect(
        (
          await stage.as('wall', {
            url: url(paths.evaluation, { ...NOVEMBER, object: 'post', ...(under && { under }) }),
          })
        ).statusCode,
      ).toBe(403)
    expect((await stage.as(undefined, { url: url(paths.evaluation, NOVEMBER) })).statusCode).toBe(401)
  })
})

describe('questions that have no answer say why', () => {
  it.each<[Record<string, string | number>, string]>([
    [{ ...NOVEMBER, date: '2027-01-15' }, '/date'],
    [{ ...NOVEMBER, date: '2026-02-30' }, '/date'],
    [{ ...NOVEMBER, asOf: START + 400 * DAY }, '/asOf'],
    [{ ...NOVEMBER, asOf: START - 400 * DAY }, '/asOf'],
    [{ ...NOVEMBER, under: 'water' }, '/under'],
    [{ ...NOVEMBER, object: 'area', under: '321002001' }, '/under'],
    [{ ...NOVEMBER, object: 'post', under: 'wall' }, '/under'],
  ])('%j: %s', async (query, field) => {
    const problem = await refusedFor('leader', paths.evaluation, query)
    expect(problem).toMatchObject({ status: 400, field })
  })
  it.each([
    [{ indicator: 'nothing' }, '/indicator'],
    [{ indicator: 'checkedOnTime' }, '/indicator'],
    [{ indicator: 'handled', subject: 'nobody' }, '/subject'],
    [{ indicator: 'handled', after: 'somewhere' }, '/after'],
  ])('%j: %s', async (more, field) => {
    const query = { ...NOVEMBER, part: 'denominator', ...more }
    expect(await refusedFor('leader', paths.evaluationCases, query)).toMatchObject({ status: 400, field })
  })
})

describe('weights', () => {
  it('that change count from then on; a past moment keeps its own', async () => {
    const before = await evaluation()
    const asOf = stage.clock.at
    stage.clock.at += HOUR
    const { entries, version } = (await stage.as('admin', { url: paths.catalogueKind('evaluation') })).json<{
      entries: { body: { composites: { object: string; parts: unknown[] }[] } }[]
      version: string
    }>()
    const body = entries[0]?.body ?? expect.fail('no rules')
    const composites = body.composites.map((one) =>
      one.object === 'department' ? { ...one, parts: [{ indicator: 'handled', weight: 100, inverse: false }] } : one,
    )
    const changes = [{ kind: 'evaluation', id: 'evaluation', body: { ...body, composites } }]
    const commit = { version, changes, reason: '只看处置率' }
    const response = await stage.as('admin', { method: 'POST', url: paths.catalogue, payload: commit })
    expect(response.statusCode, response.body).toBe(200)
    const after = await evaluation()
    expect(after.composite?.parts).toEqual([{ indicator: 'handled', weight: 100, inverse: false }])
    expect(after.rows.find(({ subject }) => subject === 'shizheng')?.score).toBe(83.33)
    const then = await evaluation({ ...NOVEMBER, asOf })
    expect(then.composite).toEqual(before.composite)
    expect(then.rows.find(({ subject }) => subject === 'shizheng')?.score).toBe(
      before.rows.find(({ subject }) => subject === 'shizheng')?.score,
    )
  })
})

describe('the workbook', () => {
  it('says what was counted, and its columns add up to its figures', async () => {
    const response = await stage.as('leader', { url: url(paths.evaluationExport, NOVEMBER) })
    expect(response.headers['content-disposition']).toContain('evaluation-department-2026-11-01.xlsx')
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(response.rawPayload as unknown as ExcelJS.Buffer)
    expect(book.worksheets.map(({ name }) => name)).toEqual(['说明 Summary', '得分 Subjects', '案卷 Cases'])
    const words: string[] = []
    book.worksheets[0]?.eachRow((row) => row.eachCell((cell) => void words.push(cell.text)))
    expect(words.join('\n')).toContain('应处置数')
    const list = book.worksheets[2] ?? expect.fail('no cases')
    const heads = Array.from(list.getRow(1).values as unknown[], String)
    const column = heads.findIndex((head) => head.startsWith('处置率'))
    let [counted, due] = [0, 0]
    list.eachRow((row, n) => {
      const mark = row.getCell(column).value
      if (n === 1 || mark === null) return
      due += 1
      counted += Number(mark)
    })
    const { total } = await evaluation()
    expect([counted, due]).toEqual([total.values['handled']?.numerator, total.values['handled']?.denominator])
    const lines = await stage.audit.list({ kind: 'export' })
    expect(lines.some(({ subject }) => subject === 'evaluation/department/month/2026-11-15')).toBe(true)
  })
})
