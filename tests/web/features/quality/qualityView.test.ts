// @vitest-environment happy-dom
// The data quality page: rows lead on, choices are in the address, every flag has its words, the sheet says what the table says.
import { answer, askedOf } from '../../support/fakeHub.ts'
import { describe, expect, it, vi } from 'vitest'
import * as fc from 'fast-check'
import { FLAGS, type QualityPage, type QualityRow } from '../../../../src/wire/signs.ts'
import { QUALITY_WORDS } from '../../../../src/wire/dataWords.ts'
import { fromQuery, into, toQuery, BY, SPANS, type Address } from '../../../../src/web/features/quality/address.ts'
import QualityView from '../../../../src/web/features/quality/QualityView.vue'
import { flagsIn } from '../../../../src/web/features/quality/table.ts'
import { suspectPercent } from '../../../../src/web/vitals/suspect.ts'
import { phrases as en } from '../../../../src/web/i18n/quality.en.ts'
import { phrases as zh } from '../../../../src/web/i18n/quality.zh.ts'
import { setLocale } from '../../../../src/web/i18n/i18n.ts'
import { T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type PageOptions } from '../../support/page.ts'

const DAY = 86_400_000
const row = (key: string, change: Partial<QualityRow> = {}): QualityRow => ({
  key,
  name: { zh: `接入${key}`, en: `Feed ${key}` },
  sensors: 12,
  observations: 17_280,
  flags: {},
  suspect: 0,
  silences: 0,
  silentMs: 0,
  silent: 0,
  simulated: false,
  ...change,
})
const page = (rows: readonly QualityRow[], more = 0): QualityPage => ({ from: T0 - DAY, to: T0, rows: [...rows], more })

async function open(path = '/quality', options: PageOptions = {}) {
  return openPage(QualityView, {
    route: '/quality',
    name: 'quality',
    path,
    user: { role: 'dutyChief' },
    ...options,
  })
}

describe('the page', () => {
  it('shows each flag that occurs, the suspect share, the silence, and leads each row on', async () => {
    answer('GET /api/quality', () => ({
      body: page(
        [
          row('river', {
            flags: { rate: 3, late: 1204 },
            suspect: 3,
            silences: 2,
            silentMs: 5_400_000,
            silent: 1,
            simulated: true,
          }),
          row('calm'),
        ],
        7,
      ),
    }))
    const desk = await open()
    expect(askedOf('GET /api/quality')[0]?.query).toEqual({ by: 'feed', from: T0 - DAY, to: T0 })
    const heads = [...document.querySelectorAll('thead th')].map((th) => th.textContent.trim())
    expect(heads).toEqual([
      '数据接入',
      '设备数',
      '观测数',
      '可疑占比 %',
      '静默次数',
      '静默设备·小时',
      '变化过快',
      '迟到',
    ])
    const cells = [...document.querySelectorAll('tbody tr')].map((tr) =>
      [...tr.querySelectorAll('td')].map((td) => td.textContent.trim()),
    )
    expect(cells).toEqual([
      ['12', '17,280', '0.1 % 17,280 条中 3 条', '2', '1.5', '3', '1,204'],
      ['12', '17,280', '0.0 % 17,280 条中 0 条', '0', '0.0', '0', '0'],
    ])
    expect(desk.text()).toContain('1 台正在静默')
    expect(desk.text()).toContain('另有 7 行未列出')
    expect(desk.link('接入river').getAttribute('href')).toBe('/quality?by=sensor&feed=river')
    expect(await axeFindings()).toEqual([])
  })

  it('keeps its choices in the address and asks anew', async () => {
    answer('GET /api/quality', () => ({ body: page([row('river')]) }))
    const desk = await open()
    await desk.type('质量标记', 'unitSlip')
    expect(desk.router.currentRoute.value.query).toEqual({ flag: 'unitSlip' })
    expect(askedOf('GET /api/quality').at(-1)?.query).toMatchObject({ flag: 'unitSlip' })
    const month = [...document.querySelectorAll('label')].find((l) => l.textContent.trim() === '30 天')
    month?.querySelector('input')?.click()
    await desk.settle()
    expect(desk.router.currentRoute.value.query).toEqual({ flag: 'unitSlip', days: '30' })
    expect(askedOf('GET /api/quality').at(-1)?.query).toMatchObject({ from: T0 - 30 * DAY, to: T0 })
  })

  it('says so when nothing carries the flag, and explains every flag whatever is shown', async () => {
    answer('GET /api/quality', () => ({ body: page([]) }))
    const desk = await open('/quality?flag=misplaced')
    expect(desk.text()).toContain('这一时段没有带此标记的数据')
    for (const flag of FLAGS)
      expect(document.getElementById(`flag-${flag}`)?.textContent).toContain(QUALITY_WORDS[flag].zh)
    expect(document.querySelectorAll('.out')).toHaveLength(5)
    expect(await axeFindings()).toEqual([])
  })

  it('of one feed lists sensors with their kind and place, in English too', async () => {
    answer('GET /api/quality', () => ({
      body: page([
        row('sim-river/r-1', {
          sensor: { kind: 'riverLevel', feed: 'sim-river', area: '321002' },
          silent: 1,
          sensors: 1,
        }),
      ]),
    }))
    await setLocale('en')
    const desk = await openPage(QualityView, {
      route: '/quality',
      name: 'quality',
      path: '/quality?by=sensor&feed=sim-river',
      user: { role: 'administrator' },
    })
    expect(desk.link('Feed sim-river/r-1').getAttribute('href')).toBe('/sensor/sim-river%2Fr-1')
    expect(desk.text()).toContain('silent now')
    expect(document.querySelector('tbody .sub')?.textContent).toContain('riverLevel · 广陵区')
    expect(desk.text()).toContain('Data quality')
  }, 20_000)

  it('gives the same figures away as a sheet', async () => {
    answer('GET /api/quality', () => ({
      body: page([
        row('river', { name: { zh: '=河道,"水位"', en: 'x' }, flags: { late: 4 }, suspect: 9, silentMs: 1_800_000 }),
      ]),
    }))
    const desk = await open()
    let saved: Blob | undefined
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      saved = blob as Blob
      return 'blob:x'
    })
    vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined)
    await desk.press('导出 CSV')
    expect(clicked).toHaveBeenCalledOnce()
    const [head, line, end] = (await saved?.text())?.split('\r\n') ?? []
    expect(head).toBe(
      `\uFEFF数据接入,id,设备数,观测数,可疑观测数,可疑占比 %,静默次数,静默设备·小时,正在静默,模拟,${FLAGS.map((f) => QUALITY_WORDS[f].zh).join(',')}`,
    )
    expect(line).toBe(
      `"'=河道,""水位""",river,12,17280,9,0.1,0,0.5,0,否,${FLAGS.map((f) => (f === 'late' ? 4 : 0)).join(',')}`,
    )
    expect(end).toBe('')
  })
})

describe('its parts', () => {
  const addresses = fc
    .record({
      by: fc.constantFrom(...BY),
      days: fc.constantFrom(...SPANS),
      flag: fc.option(fc.constantFrom(...FLAGS), { nil: undefined }),
      feed: fc.option(fc.stringMatching(/^[a-z][\w-]{0,12}$/), { nil: undefined }),
      department: fc.option(fc.stringMatching(/^[a-z][\w-]{0,12}$/), { nil: undefined }),
    })
    .map((a) => Object.fromEntries(Object.entries(a).filter(([, v]) => v !== undefined)) as unknown as Address)
  it('the address reads back as written', () => {
    fc.assert(
      fc.property(addresses, (a) => {
        expect(fromQuery(toQuery(a) as Record<string, string>)).toEqual(a)
      }),
    )
    expect(fromQuery({ by: 'weather', days: '2', flag: 'odd', feed: '' })).toEqual({ by: 'feed', days: 1 })
  })
  it('a row leads from feed or department to its sensors, from a sensor to its page', () => {
    expect(into({ by: 'department', days: 7, flag: 'late' }, 'paishui')).toEqual({
      path: '/quality',
      query: { by: 'sensor', days: '7', department: 'paishui' },
    })
    expect(into({ by: 'sensor', days: 1 }, 'demo/p-1')).toEqual({ path: '/sensor/demo%2Fp-1' })
  })
  it.each([
    [0, 100, 0],
    [1, 100_000, 0.1],
    [1, 3, 33.4],
    [5, 4, 100],
    [0, 0, undefined],
  ])('%i suspect of %i: %s %%', (suspect, observations, percent) => {
    expect(suspectPercent(row('x', { suspect, observations }))).toBe(percent)
  })
  it('columns stand in one order', () => {
    expect(flagsIn([row('a', { flags: { afterSilence: 1 } }), row('b', { flags: { rate: 2, late: 0 } })])).toEqual([
      'rate',
      'afterSilence',
    ])
  })
  it('both languages have the same phrases', () => {
    const keys = (o: object): string[] =>
      Object.entries(o).flatMap(([k, v]) =>
        typeof v === 'object' && v !== null ? keys(v as object).map((s) => `${k}.${s}`) : [k],
      )
    expect(keys(en).sort()).toEqual(keys(zh).sort())
  })
})
