// @vitest-environment happy-dom
// The overview as its reader meets it: every sign with what makes it doubtful, filters in the address, keys, lines asked politely.
import { answer, asked, askedOf, problem } from '../../support/fakeHub.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import SignsView from '../../../../src/web/features/signs/SignsView.vue'
import { setLocale } from '../../../../src/web/i18n/i18n.ts'
import { toProblem } from '../../../../src/web/api/client.ts'
import { useIndicators } from '../../../../src/web/stores/indicators.ts'
import type { IndicatorView } from '../../../../src/wire/views.ts'
import { HOUR, T0 } from '../../../support/cases.ts'
import { axeFindings, openPage, type Page } from '../../support/page.ts'
import { SIGNS, giveCity, series, view } from '../../support/signs.ts'

/** Says at once that what it watches is in sight, but for the ids in `hidden`. */
const hidden = new Set<string>()
beforeEach(() => {
  hidden.clear()
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(private readonly tell: (entries: { isIntersecting: boolean }[]) => void) {}
      observe(el: Element) {
        this.tell([{ isIntersecting: !hidden.has(el.closest('tr')?.dataset['sign'] ?? '') }])
      }
      disconnect() {}
      unobserve() {}
      takeRecords() {
        return []
      }
    },
  )
  for (const { id } of SIGNS) answer(`GET /api/indicators/${id}/series`, () => ({ body: series() }))
})

const VALUES = [
  view('pm25', {
    value: 70,
    level: 4,
    grade: 2,
    change1h: 3.4,
    simulated: true,
    mixed: true,
    coverage: 51 / 54,
    suspect: 2,
  }),
  view('no2', { value: 20, unusual: 'high', simulated: true }),
  view('noise', { unknown: 'coverage', coverage: 20 / 54 }),
  view('water-class', { value: 3, level: 4, at: T0 - HOUR }),
  view('open', { value: 12, sensors: 0 }),
]
async function open(path = '/signs', values: readonly IndicatorView[] = VALUES): Promise<Page> {
  const page = await openPage(SignsView, { route: '/signs', name: 'signs', path, user: { role: 'dutyChief' } })
  page.router.addRoute({ path: '/indicator/:id', name: 'indicator', component: { template: '<div />' } })
  giveCity()
  useIndicators().replace(values, T0)
  await page.settle()
  await page.settle()
  return page
}
const line = (id: string): string =>
  document.querySelector(`tr[data-sign="${id}"]`)?.textContent.replace(/\s+/g, ' ').trim() ?? ''
const lines = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('tr[data-sign]')].map((tr) => tr.dataset['sign'] ?? '')

describe('what a line says', () => {
  it('value, unit, level, grade, change, window, coverage, and that inputs are mixed', async () => {
    await open()
    const said = line('pm25')
    for (const words of [
      '70',
      'µg/m³',
      'Ⅳ级',
      '轻度污染',
      '↑ 3',
      '升 3',
      '近 1 小时',
      '94 %',
      '2 个可疑未计入',
      '模拟与真实混合',
    ])
      expect(said).toContain(words)
    expect(line('no2')).toContain('异常偏高')
    expect(line('no2')).toContain('模拟')
    expect(await axeFindings()).toEqual([])
  })
  it('unknown says so with why and what is missing, and has no figure', async () => {
    await open()
    const cell = document.querySelector('tr[data-sign="noise"] .why')
    expect(cell?.textContent.replace(/\s+/g, ' ').trim()).toBe('未知 54 个中 20 个有效，至少需 27 个')
    expect(document.querySelector('tr[data-sign="noise"] .value')).toBeNull()
  })
  it('an old value is hatched, dated and called stale', async () => {
    await open()
    expect(document.querySelector('tr[data-sign="water-class"] .value .stale')).not.toBeNull()
    expect(line('water-class')).toContain('过期')
  })
  it('in a district it says what is only evaluated for the city', async () => {
    await open('/signs?area=321002', [view('pm25', { area: '321002', value: 50 })])
    expect(line('pm25')).toContain('50')
    expect(line('open')).toContain('只按全市评价')
    expect(line('no2')).toContain('尚未收到')
    expect(document.querySelector<HTMLAnchorElement>('tr[data-sign="pm25"] a')?.getAttribute('href')).toBe(
      '/indicator/pm25?area=321002',
    )
  })
  it('says the same in English', async () => {
    await setLocale('en')
    await open()
    expect(line('noise')).toContain('Unknown 20 of 54 usable, 27 needed')
    expect(line('pm25')).toContain('Lightly polluted')
  })
})

describe('filters', () => {
  it('are in the address, and are taken from it', async () => {
    const page = await open('/signs?show=unusual')
    expect(lines()).toEqual(['no2'])
    expect(page.text()).toContain('5 项中 1 项')
    const radio = [...document.querySelectorAll('label')].find((l) => l.textContent.includes('未知'))
    radio?.click()
    await page.settle()
    expect(page.router.currentRoute.value.query).toEqual({ show: 'unknown' })
    expect(lines()).toEqual(['noise'])
    await page.type(/^查找指标/, '没有这种')
    expect(page.router.currentRoute.value.query).toEqual({ show: 'unknown', q: '没有这种' })
    expect(page.text()).toContain('没有符合条件的指标')
    await page.press('取消筛选')
    expect(page.router.currentRoute.value.query).toEqual({})
    expect(lines()).toHaveLength(5)
  })
  it('one group at a time, with its worst level in words', async () => {
    const page = await open('/signs?group=air')
    expect(lines()).toEqual(['pm25', 'no2', 'noise'])
    expect(page.link(/空气与环境/).getAttribute('aria-current')).toBe('page')
    expect(page.link(/空气与环境/).textContent).toContain('1 项有级别，1 项异常，1 项未知')
  })
  it('another area asks its own lines', async () => {
    const page = await open()
    await page.type('区域', '321002')
    expect(page.router.currentRoute.value.query).toEqual({ area: '321002' })
    expect(askedOf('GET /api/indicators/pm25/series').at(-1)?.query['area']).toBe('321002')
  })
})

describe('keys', () => {
  it('arrows go from sign to sign, / goes to the search', async () => {
    await open()
    const links = [...document.querySelectorAll<HTMLAnchorElement>('a.sign')]
    const key = (name: string): void => {
      ;(document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key: name, bubbles: true }),
      )
    }
    links[0]?.focus()
    key('ArrowDown')
    expect(document.activeElement).toBe(links[1])
    key('End')
    expect(document.activeElement).toBe(links[4])
    key('ArrowDown')
    expect(document.activeElement).toBe(links[4])
    key('Home')
    expect(document.activeElement).toBe(links[0])
    key('/')
    expect(document.activeElement?.getAttribute('type')).toBe('search')
  })
})

describe('lines of the last day', () => {
  it('are asked for what is in sight, two at a time', async () => {
    hidden.add('no2')
    let running = 0
    let most = 0
    const free: (() => void)[] = []
    for (const { id } of SIGNS)
      answer(`GET /api/indicators/${id}/series`, async () => {
        most = Math.max(most, ++running)
        await new Promise<void>((done) => free.push(done))
        running--
        return { body: series() }
      })
    const page = await open()
    for (let i = 0; i < 6; i++) {
      for (const done of free.splice(0)) done()
      await page.settle()
    }
    expect(most).toBe(2)
    const paths = asked.map((a) => a.path)
    expect(paths).toContain('/api/indicators/water-class/series')
    expect(paths).not.toContain('/api/indicators/no2/series')
    expect(document.querySelectorAll('tr[data-sign="pm25"] svg.spark')).toHaveLength(1)
    expect(document.querySelectorAll('tr[data-sign="no2"] svg.spark')).toHaveLength(0)
  })
})

describe('when there is nothing to show', () => {
  it('waits in the final layout, then says what failed', async () => {
    const page = await openPage(SignsView, { route: '/signs', name: 'signs', path: '/signs' })
    giveCity()
    await page.settle()
    expect(document.querySelector('.skeleton')).not.toBeNull()
    const { body } = problem(503)
    useIndicators().failed(toProblem(new Error(JSON.stringify(body))))
    await page.settle()
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('页面出错')
  })
})
