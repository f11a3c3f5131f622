// @vitest-environment happy-dom
// Rules, indicators and tables in the catalogue: their forms, the trial beside them, «not tried» in the preview, versions restored.
import { answer, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AlarmRule } from '../../../../src/core/alarm/types.ts'
import type { CatalogueKind, CataloguePreview } from '../../../../src/wire/catalogue.ts'
import type { TrialQuery } from '../../../../src/wire/signs.ts'
import CatalogueView from '../../../../src/web/features/catalogue/CatalogueView.vue'
import { blank } from '../../../../src/web/features/catalogue/identity.ts'
import { forgetTrials } from '../../../../src/web/features/catalogue/trialBook.ts'
import { missingOf, sentenceOf } from '../../../../src/web/features/catalogue/trialWords.ts'
import { whereOf, whereText } from '../../../../src/web/features/catalogue/where.ts'
import { FORMULAS, formulaOf, withFormula } from '../../../../src/web/features/catalogue/formula.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'
import { T0 } from '../../../support/cases.ts'
import { entry } from './entries.ts'
import { classTable, indicator, limitTable, rule, trial, withSensors } from './signs.ts'

const TRIAL = 'POST /api/trials'
const PREVIEW = 'POST /api/catalogue/preview'
const BODIES = { alarmRule: rule, indicator, limitTable, classTable } as const
type SignKind = keyof typeof BODIES

beforeEach(() => {
  sessionStorage.clear()
  forgetTrials()
  for (const [kind, body] of Object.entries(BODIES))
    answer(`GET /api/catalogue/${kind}`, () => ({
      body: { version: 'v1', entries: [entry(kind as CatalogueKind, body.id, body)] },
    }))
  answer(TRIAL, () => ({ body: trial() }))
  answer(PREVIEW, (asked) => {
    const { changes } = asked.body as { changes: { kind: CatalogueKind; id: string; body: unknown }[] }
    const result: CataloguePreview = {
      version: 'v1',
      changes: changes.map(({ kind, id, body }) => {
        const before = BODIES[kind as SignKind]
        return { kind, id, how: 'changed', before, after: body }
      }),
      ...{ problems: [], openCases: { total: 0, sample: [] }, unfiled: 0, rules: [], feeds: [] },
    }
    return { body: result }
  })
})

async function open(
  kind: SignKind,
  more = '',
  role: 'administrator' | 'dutyChief' | 'dispatcher' = 'administrator',
): Promise<Page> {
  const page = await openPage(CatalogueView, {
    route: '/catalogue',
    path: `/catalogue?kind=${kind}&id=${BODIES[kind].id}${more}`,
    user: { role, name: '某人' },
  })
  withSensors()
  await page.settle()
  return page
}
async function type(page: Page, pointer: string, value: string, event = 'input'): Promise<void> {
  const field = document.querySelector<HTMLInputElement | HTMLSelectElement>(
    `[data-pointer="${pointer}"] input, [data-pointer="${pointer}"] select`,
  )
  if (field === null) throw new Error(`no field ${pointer}`)
  field.value = value
  field.dispatchEvent(new Event(event, { bubbles: true }))
  await page.settle()
}
const drafted = async (page: Page): Promise<unknown> => {
  await page.press('预览')
  return (askedOf(PREVIEW).at(-1)?.body as { changes: { body: unknown }[] }).changes[0]?.body
}

describe('forms', () => {
  it.each(['alarmRule', 'indicator', 'limitTable', 'classTable'] as const)(
    '%s is readable and editable by everybody',
    async (kind) => {
      const page = await open(kind)
      expect(page.text()).toContain(BODIES[kind].name.zh)
      expect(await axeFindings()).toEqual([])
      page.wrapper.unmount()
      await open(kind, '&edit=1')
      expect(await axeFindings()).toEqual([])
    },
  )

  it('of a rule puts limits, delays, where and the case into the draft', async () => {
    const page = await open('alarmRule', '&edit=1')
    await type(page, '/steps/1/limit', '0.2')
    await type(page, '/onDelayMs', '90')
    await type(page, '/where', 'grade=b zone=4a', 'change')
    await type(page, '/incident/groupBy', 'district', 'change')
    await page.press('增加一级')
    expect(await drafted(page)).toEqual({
      ...rule,
      steps: [
        { level: 4, limit: 0.05 },
        { level: 3, limit: 0.2 },
        { level: 2, limit: 0.2 },
      ],
      onDelayMs: 90_000,
      where: { grade: 'b', zone: '4a' },
      incident: { ...rule.incident, groupBy: 'district' },
    })
  })

  it('of an indicator puts scales, window and formula into the draft', async () => {
    const page = await open('indicator', '&edit=1')
    await type(page, '/scales/0/steps/0/limit', '85')
    await type(page, '/scales/0/validFrom', '')
    await type(page, '/window/overMs', '30')
    await type(page, '/formula/op', 'atMost', 'change')
    expect(await drafted(page)).toMatchObject({
      scales: [{ steps: [{ level: 4, limit: 85 }], sure: 'src' }],
      window: { type: 'running', overMs: 1_800_000 },
      formula: { type: 'share', op: 'atMost', limit: { table: 'noise-day', by: 'zone' } },
    })
  })

  it('of tables put items and limits into the draft', async () => {
    const page = await open('limitTable', '&edit=1')
    await type(page, '/items/0/night', '')
    await type(page, '/items/1/limit', '61')
    expect(await drafted(page)).toEqual({
      ...limitTable,
      items: [
        { id: '1', limit: 55 },
        { id: '2', limit: 61 },
      ],
    })
    page.wrapper.unmount()
    sessionStorage.clear()
    const classes = await open('classTable', '&edit=1')
    await type(classes, '/items/0/limits', '2.5', 'change')
    expect(await drafted(classes)).toMatchObject({ items: [{ limits: [2.5] }] })
  })
})

describe('an entry that is read', () => {
  it.each([
    ['indicator', ['空气', '达限占比 · 不低于 噪声限值 · 声环境功能区', 'GB 3096-2008', '越高越好']],
    ['alarmRule', ['积水点', '深度', 'grade=a', '同一街道']],
    ['limitTable', ['1: 55 / 夜间 45', '22:00–6:00', '标准原文']],
    ['classTable', ['1 Ⅰ类', '深度 · 高于为坏 · 2', '凭记忆待核对']],
  ] as const)('%s says its fields in words, none as code', async (kind, phrases) => {
    await open(kind)
    const facts = document.querySelector('.pane dl')?.textContent ?? ''
    for (const phrase of phrases) expect(facts).toContain(phrase)
    expect(facts).not.toMatch(/[{}]|overMs|higherBetter|处置时限/)
  })
  it('shows what changed in the words of its forms, and hides no change that reads alike', async () => {
    const page = await open('indicator', '&edit=1')
    await type(page, '/formula/op', 'atMost', 'change')
    const diff = [...document.querySelectorAll('.pane details')].find((d) => d.textContent.includes('草稿与现行'))
    expect(diff?.textContent).toContain('达限占比 · 不高于 噪声限值')
    expect(diff?.querySelectorAll('dt')).toHaveLength(1)
  })
})

describe('a number that is not given', () => {
  const noteAt = (pointer: string): string =>
    document.querySelector(`[data-pointer="${pointer}"] .note`)?.textContent.trim() ?? ''

  it('is no zero: it is said to be missing, reaches the hub as no value, and outlives a reload', async () => {
    const page = await open('limitTable', '&edit=1')
    await type(page, '/items/0/limit', '')
    expect(noteAt('/items/0/limit')).toBe('请填一个数；0 也要写明。')
    expect(await drafted(page)).toMatchObject({ items: [{ id: '1', limit: null }, { limit: 60 }] })
    page.wrapper.unmount()
    const again = await open('limitTable', '&edit=1')
    const field = document.querySelector<HTMLInputElement>('[data-pointer="/items/0/limit"] input')
    expect(field?.value).toBe('')
    expect(field?.getAttribute('aria-invalid')).toBe('true')
    await type(again, '/items/0/limit', '0')
    expect(noteAt('/items/0/limit')).toBe('')
    expect(await drafted(again)).toMatchObject({ items: [{ limit: 0 }, { limit: 60 }] })
  })

  it('of a scaled field is none either: not nought seconds', async () => {
    const page = await open('alarmRule', '&edit=1')
    await type(page, '/onDelayMs', '')
    expect(await drafted(page)).toMatchObject({ onDelayMs: null, offDelayMs: 120_000 })
    expect(page.text()).toContain('（未填）')
    expect(page.text()).not.toContain('NaN')
  })

  it('may stay empty where it is optional, and is then not in the entry', async () => {
    const page = await open('indicator', '&edit=1')
    await type(page, '/factor', '2')
    expect(await drafted(page)).toMatchObject({ factor: 2 })
    await page.press('返回修改')
    await type(page, '/factor', '')
    expect(noteAt('/factor')).not.toContain('请填一个数')
    await type(page, '/decimals', '0')
    expect(await drafted(page)).not.toHaveProperty('factor')
  })
})

describe('a trial', () => {
  it('is made of the draft as it stands and says in a sentence what would have been', async () => {
    const page = await open('alarmRule', '&edit=1')
    await type(page, '/steps/1/limit', '0.12')
    await page.press('试算')
    const query = askedOf(TRIAL)[0]?.body as TrialQuery
    expect(query).toMatchObject({ kind: 'alarmRule', id: 'ponding-depth', days: 30 })
    expect((query.body as AlarmRule).steps[1]?.limit).toBe(0.12)
    expect(page.text()).toContain('过去 30 天会触发 14 次，其中 9 次后来立案。')
    expect(page.text()).toContain('现行规则不会触发')
    expect(page.text()).toContain('触发值 0.21 m')
    expect(page.link('文昌中路积水点').getAttribute('href')).toContain('/sensor/ponding%2Fjx-007')
    expect(page.link('YZ20261120-0001').getAttribute('href')).toContain('/incident/')
    const cells = [...document.querySelectorAll('.trial tbody tr')].map((r) =>
      r.textContent.replace(/\s+/g, ' ').trim(),
    )
    expect(cells[0]).toMatch(/触发次数 ?14 ?3/)
    expect(await axeFindings()).toEqual([])
    await type(page, '/steps/1/limit', '0.13')
    expect(page.text()).toContain('结果不再对应现在的草稿')
  })

  it('that was not made is missed in the preview; one that was made is told there', async () => {
    const page = await open('alarmRule', '&edit=1')
    await type(page, '/steps/1/limit', '0.12')
    await page.press('预览')
    expect(page.text()).toContain('未试算')
    await page.press('返回修改')
    await page.press('试算')
    await page.press('预览')
    expect(page.text()).toContain('已试算：过去 30 天会触发 14 次')
    expect(await axeFindings()).toEqual([])
    await page.press('返回修改')
    await type(page, '/steps/1/limit', '0.14')
    await page.press('预览')
    expect(page.text()).toContain('试算之后又有改动')
  })

  it('that is refused says why; the duty chief may try too, the dispatcher not', async () => {
    answer(TRIAL, () => problem(400, { code: 'invalid', detailText: { zh: '限值超出可能范围', en: 'x' } }))
    const page = await open('alarmRule', '', 'dutyChief')
    await page.press('试算')
    expect(page.text()).toContain('限值超出可能范围')
    page.wrapper.unmount()
    const other = await open('alarmRule', '', 'dispatcher')
    expect(other.buttons()).not.toContain('试算')
  })

  it('says what it could not see', () => {
    expect(missingOf(trial(), 30)).toEqual([])
    expect(missingOf(trial({ whole: false, ofSensors: 20 }), 30)).toEqual(['时间所限，只看了 20 个中的 12 个。'])
    expect(missingOf(trial({ whole: false, from: T0 - 3 * 86_400_000 }), 30)[0]).toContain('2026-11-18 之前没有数据')
    expect(missingOf(trial({ whole: false }), 30)[0]).toContain('不再保存')
    const side = { ...trial().proposed, raised: 0, byLevel: [] }
    expect(sentenceOf('alarmRule', trial({ proposed: side }))).toBe('过去 30 天不会触发。')
    expect(
      sentenceOf(
        'indicator',
        trial({ proposed: { ...side, raised: 2, byLevel: [{ level: 3, n: 2, heldMs: 7_200_000 }] } }),
      ),
    ).toMatch(/^过去 30 天会达到级别 2 次，共 .*2/)
  })
})

describe('an earlier version', () => {
  it('is put as a new change with its preview', async () => {
    const older = { ...rule, deadband: 0.05 }
    answer('GET /api/catalogue/alarmRule/ponding-depth/history', () => ({
      body: [
        { since: T0, origin: 'desk', by: '管理员', reason: '放宽', body: rule },
        { since: T0 - 1000, until: T0, origin: 'file', body: older },
      ],
    }))
    const page = await open('alarmRule')
    const history = [...document.querySelectorAll('details')].find((d) => d.textContent.includes('历史版本'))
    history?.dispatchEvent(new Event('toggle'))
    await page.settle()
    const restore = [...document.querySelectorAll('button')].filter((b) => b.textContent.trim() === '恢复此版本')
    expect(restore).toHaveLength(1)
    expect(await axeFindings()).toEqual([])
    restore[0]?.click()
    await page.settle()
    expect((askedOf(PREVIEW).at(-1)?.body as { changes: { body: unknown }[] }).changes).toEqual([
      { kind: 'alarmRule', id: 'ponding-depth', body: older },
    ])
    expect(page.text()).toContain('生效')
  })
})

describe('small parts', () => {
  it('where: from text and back', () => {
    expect(whereOf('grade=a, zone=1|2；junk =x')).toEqual([
      ['grade', ['a']],
      ['zone', ['1', '2']],
    ])
    expect(whereText({ grade: 'a', zone: ['1', 2] })).toBe('grade=a zone=1|2')
    expect(whereText(undefined)).toBe('')
  })
  it('formulas begin whole and keep what they can', () => {
    for (const type of FORMULAS) expect(formulaOf(type, indicator.formula).type).toBe(type)
    expect(formulaOf('count', indicator.formula)).toMatchObject({ limit: { table: 'noise-day' } })
    expect(withFormula(indicator, { type: 'cases', of: 'open' }).input).toBeUndefined()
    expect(withFormula(indicator, { type: 'aqi', period: 'hour' }).input).not.toHaveProperty('metric')
  })
  it('a new entry of each kind has its name', () => {
    const identity = {
      code: 'new',
      kind: '',
      from: '',
      matter: '',
      condition: '',
      area: '',
      standard: '',
      sensorKind: 'ponding',
      metric: 'depthM',
    }
    for (const kind of ['alarmRule', 'indicator', 'limitTable', 'classTable'] as const)
      expect(blank(kind, identity)?.body).toMatchObject({ id: 'new' })
  })
})
