// @vitest-environment happy-dom
// The chart as its reader meets it: by keys and by pointer, read aloud, as a table, linked with the others of its page.
import { mount, flushPromises, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick } from 'vue'
import SignChart from '../../../src/web/charts/SignChart.vue'
import { provideChartLink, type ChartLink } from '../../../src/web/charts/link.ts'
import { i18n, setLocale } from '../../../src/web/i18n/i18n.ts'
import { hubClock } from '../../../src/web/live/clock.ts'
import { axeFindings } from '../support/page.ts'
import { HOUR, MINUTE, START, sign } from './support.ts'

/** A chart library that draws nothing and remembers what it was told. */
const told = vi.hoisted((): { option: unknown; how: unknown }[] => [])
vi.mock('../../../src/web/charts/echarts.ts', () => ({
  init: () => ({
    setOption: (option: unknown, how: unknown) => told.push({ option, how }),
    resize: () => undefined,
    dispose: () => undefined,
  }),
}))

let wrapper: VueWrapper | undefined
let link: ChartLink
const props = {
  name: 'PM2.5',
  series: sign(),
  decimals: 1,
  from: START,
  to: START + 6 * HOUR,
  zero: true,
  limits: [{ level: 4 as const, limit: 25 }],
  scores: [{ ahead: 1, n: 9, mae: 3.2, covered: 0.8 }],
  download: (format: string, from: number, to: number) => `/export?format=${format}&from=${from}&to=${to}`,
}
async function open(charts: readonly object[] = [props]): Promise<void> {
  const page = defineComponent(() => {
    link = provideChartLink()
    return () =>
      h(
        'main',
        charts.map((one) => h(SignChart, one as typeof props)),
      )
  })
  wrapper = mount(page, { attachTo: document.body, global: { plugins: [i18n] } })
  await flushPromises()
  await vi.waitFor(() => expect(told.length).toBeGreaterThanOrEqual(charts.length))
}
beforeEach(async () => {
  told.length = 0
  setActivePinia(createPinia())
  vi.spyOn(hubClock, 'now').mockReturnValue(START + 6 * HOUR)
  await setLocale('zh')
})
afterEach(() => {
  wrapper?.unmount()
  wrapper = undefined
  vi.restoreAllMocks()
})

const stages = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[role=slider]')]
const stage = (i = 0): HTMLElement => {
  const one = stages()[i]
  if (one === undefined) throw new Error('no chart')
  return one
}
const press = async (key: string, more: KeyboardEventInit = {}, i = 0): Promise<boolean> => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
  stage(i).dispatchEvent(event)
  await nextTick()
  return event.defaultPrevented
}
const value = (i = 0): string => stage(i).getAttribute('aria-valuetext') ?? ''
const text = (): string => document.body.textContent.replace(/\s+/g, ' ')

describe('by keys', () => {
  it('goes point by point and says what stands there', async () => {
    await open()
    await press('Home')
    expect(value()).toContain('10.0 µg/m³')
    await press('ArrowRight')
    await press('ArrowRight')
    expect(value()).toContain('14.0 µg/m³')
    expect(value()).toContain('原 12.3 → 14.0，11月22日 08:10 更正')
    expect(value()).toContain('常值范围 8.0–16.0 µg/m³')
    await press('ArrowLeft')
    expect(value()).toContain('12.0 µg/m³')
    await press('End')
    expect(value()).toContain('预报 15.0 µg/m³')
    expect(stage().getAttribute('aria-valuenow')).toBe(stage().getAttribute('aria-valuemax'))
  })
  it('zooms about the cursor, says what is in sight, and shows all again', async () => {
    await open()
    await press('Home')
    for (let i = 0; i < 4; i++) await press('ArrowRight')
    await press('+')
    expect((link.span.value?.to ?? 0) - (link.span.value?.from ?? 0)).toBe(4.5 * HOUR)
    expect(text()).toMatch(/显示 .+ 至 /)
    await press('-')
    expect(link.span.value).toBeUndefined()
    await press('=')
    await press('0')
    expect(link.span.value).toBeUndefined()
    expect(text()).toContain('显示全部时段')
  })
  it('selects a span with Shift, tells its extremes, and comes nearer with Enter', async () => {
    await open()
    await press('Home')
    await press('ArrowRight', { shiftKey: true })
    await press('ArrowRight', { shiftKey: true })
    expect(link.brush.value).toEqual({ from: START, to: START + HOUR })
    const said = [...document.querySelectorAll('[aria-live=polite]')].map((el) => el.textContent).join(' ')
    expect(said).toContain('最低 10.0 µg/m³，最高 14.0 µg/m³')
    await press('Enter')
    expect(link.span.value).toEqual({ from: START, to: START + HOUR })
    expect(link.brush.value).toBeUndefined()
  })
  it('gives a selection up with Escape, then the cursor, then leaves the key to the page', async () => {
    await open()
    await press('Home')
    await press('ArrowRight', { shiftKey: true })
    expect(await press('Escape')).toBe(true)
    expect(link.brush.value).toBeUndefined()
    expect(link.cursor.value).toBeDefined()
    expect(await press('Escape')).toBe(true)
    expect(link.cursor.value).toBeUndefined()
    expect(await press('Escape')).toBe(false)
    expect(await press('j')).toBe(false)
    expect(await press('+', { ctrlKey: true })).toBe(false)
  })
  it('moves the span along when the cursor leaves it', async () => {
    await open()
    link.span.value = { from: START, to: START + HOUR }
    await nextTick()
    await press('Home')
    for (let i = 0; i < 4; i++) await press('ArrowRight')
    expect(link.span.value.from).toBeGreaterThan(START)
    expect(link.span.value.to - link.span.value.from).toBe(HOUR)
  })
})

describe('by pointer', () => {
  const at = (type: string, x: number, more: PointerEventInit = {}) =>
    stage().dispatchEvent(
      new PointerEvent(type, { clientX: x, bubbles: true, button: 0, pointerType: 'mouse', ...more }),
    )
  it('a drag selects and comes nearer; a double click shows all', async () => {
    await open()
    stage().setPointerCapture = () => undefined
    at('pointerdown', 200)
    at('pointermove', 400)
    await nextTick()
    expect(document.querySelector('.brush')).not.toBeNull()
    expect(text()).toContain('已选')
    at('pointerup', 400)
    await nextTick()
    expect(link.span.value).toBeDefined()
    stage().dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
    expect(link.span.value).toBeUndefined()
  })
  it('a trembling hand selects nothing', async () => {
    await open()
    stage().setPointerCapture = () => undefined
    at('pointerdown', 200)
    at('pointermove', 203)
    at('pointerup', 203)
    expect(link.span.value).toBeUndefined()
  })
  it('the wheel zooms with Ctrl alone', async () => {
    await open()
    const wheel = (ctrlKey: boolean): boolean => {
      // happy-dom's own wheel event forgets which keys are held.
      const event = Object.assign(new MouseEvent('wheel', { ctrlKey, bubbles: true, cancelable: true, clientX: 300 }), {
        deltaY: -1,
      })
      stage().dispatchEvent(event)
      return event.defaultPrevented
    }
    expect(wheel(false)).toBe(false)
    expect(link.span.value).toBeUndefined()
    expect(wheel(true)).toBe(true)
    expect(link.span.value).toBeDefined()
  })
  it('a finger moves the cursor and selects nothing', async () => {
    await open()
    at('pointerdown', 100, { pointerType: 'touch' })
    at('pointermove', 300, { pointerType: 'touch' })
    await nextTick()
    expect(link.brush.value).toBeUndefined()
    expect(link.cursor.value).toBeDefined()
  })
})

describe('on one page', () => {
  it('charts share cursor, brush and span', async () => {
    await open([
      props,
      { ...props, name: 'PM10', series: sign({ value: sign().value.map((v) => (v === null ? null : v * 2)) }) },
    ])
    await press('Home')
    await press('ArrowRight')
    expect(value(1)).toContain('24.0 µg/m³')
    expect(document.querySelectorAll('.cursor')).toHaveLength(2)
    await press('ArrowRight', { shiftKey: true }, 1)
    expect(document.querySelectorAll('.brush')).toHaveLength(2)
    await press('Enter', {}, 1)
    expect(stages().map((s) => s.getAttribute('aria-valuemax'))).toEqual(['2', '2'])
  })
})

describe('what stands beneath', () => {
  it('is a legend with the score of the forecast, and layers to put away', async () => {
    await open()
    expect(text()).toContain('提前 1 时平均误差 3.2 µg/m³')
    expect(text()).toContain('更正 1 处')
    expect(text()).toContain('模拟')
    const band = [...document.querySelectorAll('button')].find((b) => b.textContent.includes('常值范围'))
    expect(band?.getAttribute('aria-pressed')).toBe('true')
    band?.click()
    await nextTick()
    expect(band?.getAttribute('aria-pressed')).toBe('false')
    await press('Home')
    expect(value()).not.toContain('常值范围')
  })
  it('says that simulated and real are mixed', async () => {
    await open([{ ...props, series: sign({ mixed: true }) }])
    expect(text()).toContain('模拟与真实混合')
  })
  it('is the export of exactly what is in sight', async () => {
    await open()
    link.span.value = { from: START + HOUR, to: START + 2 * HOUR }
    await nextTick()
    const hrefs = [...document.querySelectorAll<HTMLAnchorElement>('a[download]')].map((a) => a.getAttribute('href'))
    expect(hrefs).toEqual(['csv', 'xlsx'].map((f) => `/export?format=${f}&from=${START + HOUR}&to=${START + 2 * HOUR}`))
  })
  it('is a table, made when it is opened', async () => {
    await open()
    const twin = document.querySelector<HTMLDetailsElement>('details.twin')
    expect(twin?.querySelectorAll('tbody tr')).toHaveLength(0)
    if (twin) twin.open = true
    twin?.dispatchEvent(new Event('toggle'))
    await nextTick()
    expect(twin?.querySelectorAll('tbody tr')).toHaveLength(14)
    expect(twin?.textContent).toContain('86 %')
  })
  it('has nothing axe objects to', async () => {
    await open()
    await press('Home')
    expect(await axeFindings()).toEqual([])
  })
})

describe('a chart that stands', () => {
  it('is told of a live point only what changed, and drawn anew for another layer', async () => {
    await open()
    const before = told.length
    const series = sign()
    const chart = mount(SignChart, { props, attachTo: document.body, global: { plugins: [i18n] } })
    await flushPromises()
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(before))
    told.length = 0
    await chart.setProps({
      series: { ...series, at: [...series.at, START + 6 * HOUR + MINUTE], value: [...series.value, 19] },
    })
    expect(told.map((t) => Object.keys(t.option as object))).toEqual([['series']])
    expect(told[0]?.how).toBeUndefined()
    await chart
      .findAll('button')
      .find((b) => b.text().includes('常值范围'))
      ?.trigger('click')
    expect(told.at(-1)?.how).toEqual({ notMerge: true })
    chart.unmount()
  })
  it('says so when there is nothing to draw', async () => {
    const chart = mount(SignChart, {
      props: { ...props, series: { unit: '', at: [START], value: [null] } },
      global: { plugins: [i18n] },
    })
    expect(chart.text()).toBe('此时段没有数据')
    expect(chart.find('[role=slider]').exists()).toBe(false)
    chart.unmount()
  })
})
