// The plans: those of the simulated city hold, mistakes are named, edits keep their versions, and who may is told apart.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Plan } from '../../../src/core/emergency/types.ts'
import { checkPlan } from '../../../src/server/emergency/checkPlan.ts'
import { openPlans } from '../../../src/server/emergency/plans.ts'
import { EmergencyDetailSchema, EmergencyRowSchema, PlansSchema, type PlanRow } from '../../../src/wire/emergencies.ts'
import type { AuditRow } from '../../../src/wire/audit.ts'
import { problemOf, stageApp, type Stage } from '../http/setup.ts'

let stage: Stage
let plans: readonly Plan[]
beforeAll(async () => {
  stage = await stageApp()
  plans = JSON.parse(await readFile('city/yangzhou/plans.json', 'utf8')) as Plan[]
}, 180_000)
afterAll(() => stage.stop())

const kinds = new Set(['rainstorm', 'typhoon', 'gale', 'roadIcing'])
const problemsOf = (plan: Plan): string[] => {
  const found: string[] = []
  checkPlan(plan, { reference: stage.reference, warningKinds: kinds }, (pointer, zh) => found.push(`${pointer} ${zh}`))
  return found
}
const waterlogging = (): Plan => plans.find(({ id }) => id === 'waterlogging') ?? expect.fail('no plan')

describe('of the simulated city', () => {
  it('are eight, each with a lead, steps in time for the roll call, contacts that are posts, and stricter limits', () => {
    expect([...Value.Errors(PlansSchema, plans)]).toEqual([])
    expect(plans.length).toBeGreaterThanOrEqual(6)
    for (const plan of plans) {
      expect(plan.steps.length, plan.id).toBeGreaterThanOrEqual(8)
      expect(plan.parties.filter(({ lead }) => lead)).toHaveLength(1)
      expect(plan.matters.length).toBeGreaterThan(0)
      expect(plan.tighten.length).toBeGreaterThan(0)
      expect(plan.sure).toBe('local')
      expect(plan.rollCallMs).toBeGreaterThanOrEqual(10 * 60_000)
      expect(plan.rollCallMs).toBeLessThanOrEqual(15 * 60_000)
      // A short public number, or one that cannot be dialled: nobody is called by a simulated city.
      for (const { contact } of plan.parties) expect(contact.phone).toMatch(/^(1[12]\d|955\d\d|0514-0000 \d{4})$/)
    }
  })
})

describe('a plan that cannot be', () => {
  const broken: readonly [string, (plan: Plan) => Plan, string][] = [
    [
      'names a department there is not',
      (p) => ({ ...p, parties: p.parties.map((one, i) => (i === 1 ? { ...one, department: 'nowhere' } : one)) }),
      '/parties/1/department 没有这个部门：nowhere',
    ],
    ['has nobody lead', (p) => ({ ...p, parties: p.parties.map((one) => ({ ...one, lead: false })) }), '/parties 须有'],
    [
      'gives a step to a department without a part',
      (p) => ({ ...p, steps: p.steps.map((one, i) => (i === 0 ? { ...one, owner: { department: 'gas' } } : one)) }),
      '/steps/0/owner/department 责任单位不在参与单位中：gas',
    ],
    [
      'gives a step to a wall',
      (p) => ({ ...p, steps: p.steps.map((one, i) => (i === 0 ? { ...one, owner: { post: 'wall' } } : one)) }),
      '/steps/0/owner/post 该岗位不办理应急步骤：wall',
    ],
    [
      'names a step twice',
      (p) => ({ ...p, steps: [...p.steps, p.steps[0] ?? expect.fail()] }),
      '/steps/11/id 重复：rain',
    ],
    ['names a matter there is not', (p) => ({ ...p, matters: ['M999'] }), '/matters/0 没有这个事项：M999'],
    ['names a warning there is not', (p) => ({ ...p, warnings: ['comet'] }), '/warnings/0 没有这种预警：comet'],
    [
      'names a rule there is not',
      (p) => ({ ...p, tighten: [{ rule: 'none', factor: 0.5 }] }),
      '/tighten/0/rule 没有这条告警规则：none',
    ],
    [
      'would make a limit laxer',
      (p) => ({ ...p, tighten: [{ rule: 'ponding-depth', factor: 1.2 }] }),
      '/tighten/0/factor 上限规则的系数须小于 1',
    ],
    [
      'would tighten a limit of nothing',
      (p) => ({ ...p, tighten: [{ rule: 'pump-stopped', factor: 2 }] }),
      '/tighten/0/factor 下限规则的系数须大于 1',
    ],
    [
      'names a person by a mobile number',
      (p) => ({
        ...p,
        parties: p.parties.map((one) => ({ ...one, contact: { ...one.contact, phone: '13812345678' } })),
      }),
      ' 预案中不得出现个人手机号',
    ],
    [
      'keeps things in another city',
      (p) => ({
        ...p,
        resources: p.resources.map((one) => ({ ...one, place: { name: p.name, lng: 116.4, lat: 39.9 } })),
      }),
      '/resources/0/place 位置不在本市范围内',
    ],
  ]
  it.each(broken)('%s', (_, change, expected) => {
    expect(problemsOf(waterlogging())).toEqual([])
    expect(problemsOf(change(waterlogging()))[0]).toContain(expected)
  })

  it('in the city’s file stops the start, naming file and place in both languages', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plans-'))
    await writeFile(
      join(folder, 'plans.json'),
      JSON.stringify([{ ...waterlogging(), warnings: [], matters: ['M999'] }, { id: 'x' }]),
    )
    const open = () =>
      openPlans({
        ...{
          db: stage.db,
          reference: stage.reference,
          files: stage.reference.reference,
          audit: stage.audit,
          now: () => stage.clock.at,
        },
        cityFolder: folder,
      })
    await expect(open()).rejects.toThrow(/plans\.json › \/1/u)
    await writeFile(
      join(folder, 'plans.json'),
      JSON.stringify([{ ...waterlogging(), warnings: [], matters: ['M999'] }]),
    )
    await expect(open()).rejects.toThrow('plans.json › /0/matters/0: 没有这个事项：M999 / no such matter: M999')
    await rm(join(folder, 'plans.json'))
    expect(await (await open()).list()).toEqual([])
    await rm(folder, { recursive: true })
  })
})

it('of the files are judged by the files: a rule that the desk has ended keeps no hub from starting', async () => {
  const { departments, matters, city, reference: files } = stage.reference
  const options = { db: stage.db, audit: stage.audit, now: () => stage.clock.at, cityFolder: 'city/yangzhou' }
  const ended = { departments, matters, city, catalogueRules: new Map<never, never>() }
  const book = await openPlans({ ...options, reference: ended, files })
  expect((await book.list()).map(({ plan }) => plan.id)).toEqual(plans.map(({ id }) => id))
  await expect(openPlans({ ...options, reference: ended, files: { ...files, alarmRules: [] } })).rejects.toThrow(
    '没有这条告警规则',
  )
})

describe('over HTTP', () => {
  const put = (who: string, plan: Plan, version: number) =>
    stage.as(who, { method: 'PUT', url: `/api/plans/${plan.id}`, payload: { plan, version } })
  const rowOf = async (id: string): Promise<PlanRow> => {
    const list = (await stage.as('gas', { url: '/api/plans' })).json<PlanRow[]>()
    return list.find(({ plan }) => plan.id === id) ?? expect.fail('no such plan')
  }
  const renamed = (name: string): Plan => ({ ...waterlogging(), name: { zh: name, en: name } })

  it('are read by everybody but walls, and written by the duty chief and the administrator', async () => {
    for (const who of ['acceptor', 'dispatcher', 'chief', 'leader', 'admin', 'gas'])
      expect((await stage.as(who, { url: '/api/plans' })).statusCode, who).toBe(200)
    expect((await stage.as('wall', { url: '/api/plans' })).statusCode).toBe(403)
    for (const who of ['acceptor', 'dispatcher', 'leader', 'gas', 'wall'])
      expect((await put(who, renamed('甲'), 0)).statusCode, who).toBe(403)
  })

  it('keep versions: whoever saw an older one is told who changed it; the city’s own comes back', async () => {
    const one = (await put('chief', renamed('甲'), 0)).json<PlanRow>()
    expect(one).toMatchObject({ version: 1, own: true, plan: { name: { zh: '甲' } } })
    const late = await put('admin', renamed('乙'), 0)
    expect(late.statusCode).toBe(409)
    expect(problemOf(late)).toMatchObject({ code: 'planChanged', conflict: { version: 1, by: '值班长' } })
    expect((await put('admin', renamed('乙'), 1)).json<PlanRow>().version).toBe(2)
    const restore = { method: 'POST', url: '/api/plans/waterlogging/restore' } as const
    expect((await stage.as('admin', { ...restore, payload: { version: 1 } })).statusCode).toBe(409)
    const back = (await stage.as('admin', { ...restore, payload: { version: 2 } })).json<PlanRow>()
    expect(back).toMatchObject({ version: 3, own: true, plan: waterlogging() })
    expect(await rowOf('waterlogging')).toEqual(back)
    const audit = (await stage.as('admin', { url: '/api/audit?subject=plan/waterlogging' })).json<AuditRow[]>()
    expect(audit.map(({ text }) => text.zh)).toEqual([
      '预案《城市内涝防汛排涝应急预案》恢复为本市文件版本',
      '预案《乙》改为第 2 版',
      '预案《甲》改为第 1 版',
    ])
  })

  it('can be added, are checked as the city’s are, and run from then on', async () => {
    const fresh: Plan = { ...waterlogging(), id: 'square', name: { zh: '广场预案', en: 'Square plan' } }
    const add = (plan: Plan) => stage.as('chief', { method: 'POST', url: '/api/plans', payload: { plan, version: 0 } })
    const wrong = await add({ ...fresh, matters: ['M001', 'M999'] })
    expect(wrong.statusCode).toBe(400)
    expect(problemOf(wrong)).toMatchObject({ code: 'invalid', field: '/plan/matters/1', detail: '没有这个事项：M999' })
    expect((await add(fresh)).json<PlanRow>()).toMatchObject({ version: 1, own: false })
    expect(problemOf(await add(fresh)).code).toBe('exists')
    expect(problemOf(await add(waterlogging())).code).toBe('exists')
    const restore = await stage.as('chief', {
      ...{ method: 'POST', url: '/api/plans/square/restore' },
      payload: { version: 1 },
    })
    expect(restore.statusCode).toBe(404)

    const declared = await stage.as('chief', {
      ...{ method: 'POST', url: '/api/emergencies' },
      payload: { plan: 'square', drill: true, key: 'key-of-square' },
    })
    expect([...Value.Errors(EmergencyRowSchema, declared.json())]).toEqual([])
    const { id } = declared.json<{ id: string }>()
    // Frozen when it was declared.
    await put('chief', { ...fresh, name: { zh: '改名', en: 'Renamed' } }, 1)
    const detail = await stage.as('gas', { url: `/api/emergencies/${id}` })
    expect([...Value.Errors(EmergencyDetailSchema, detail.json())]).toEqual([])
    expect(detail.json()).toMatchObject({ emergency: { plan: { name: { zh: '广场预案' } } } })

    const remove = (which: string, version: number, who = 'chief') =>
      stage.as(who, { method: 'DELETE', url: `/api/plans/${which}?version=${version}` })
    expect((await remove('square', 2, 'dispatcher')).statusCode).toBe(403)
    expect(problemOf(await remove('waterlogging', 3)).detail).toBe('本市文件所载预案不能删除，可以修改')
    expect((await remove('square', 1)).statusCode).toBe(409)
    expect((await remove('square', 2)).statusCode).toBe(204)
    const left = (await stage.as('gas', { url: '/api/plans' })).json<PlanRow[]>()
    expect(left.map((row) => row.plan.id)).not.toContain('square')
    expect((await remove('square', 3)).statusCode).toBe(404)
    expect((await stage.as('gas', { url: `/api/emergencies/${id}` })).statusCode).toBe(200)
    // Whoever had it open is told, and it can be added again: its versions go on.
    expect(problemOf(await put('admin', fresh, 2)).code).toBe('planChanged')
    expect((await add(fresh)).json<PlanRow>()).toMatchObject({ version: 4, own: false })
    const audit = (await stage.as('admin', { url: '/api/audit?subject=plan/square' })).json<AuditRow[]>()
    expect(audit.map(({ text }) => text.zh)).toContain('预案《改名》删除')
  })
})

describe('emergencies over HTTP', () => {
  const declare = (who: string, payload: object) => stage.as(who, { method: 'POST', url: '/api/emergencies', payload })
  it.each([
    ['wall', 403],
    ['gas', 403],
    ['leader', 403],
    ['admin', 403],
    ['dispatcher', 422],
    ['acceptor', 422],
    ['chief', 200],
  ] as const)('%s declaring: %d', async (who, status) => {
    const answer = await declare(who, { plan: 'gas-leak', drill: true, key: `key-by-${who}` })
    expect(answer.statusCode).toBe(status)
  })
  it('are acted in by who has a part, listed without notes, and not shown to walls', async () => {
    const { id } = (await declare('chief', { plan: 'gas-leak', drill: true, key: 'key-acts-1' })).json<{ id: string }>()
    const act = (who: string, key: string, one: object) =>
      stage.as(who, { method: 'POST', url: `/api/emergencies/${id}/acts`, payload: { key, act: one } })
    const answer = { type: 'answer', answer: 'ready', note: '三辆车' }
    expect((await act('gas', 'key-acts-2', answer)).statusCode).toBe(200)
    expect(problemOf(await act('paishui', 'key-acts-3', answer)).code).toBe('needs')
    expect((await act('wall', 'key-acts-4', answer)).statusCode).toBe(403)
    expect((await act('gas', 'key-acts-5', { type: 'end', reason: '完' })).statusCode).toBe(422)
    expect((await act('chief', 'key-acts-6', { type: 'unknown' })).statusCode).toBe(400)
    const list = await stage.as('gas', { url: '/api/emergencies' })
    expect(list.body).toContain(id)
    expect(list.body).not.toContain('三辆车')
    expect((await stage.as('gas', { url: '/api/emergencies/em-none' })).statusCode).toBe(404)
    expect((await stage.as('wall', { url: `/api/emergencies/${id}` })).statusCode).toBe(403)
  })
})
