// @vitest-environment happy-dom
// One line of the wall: grade and window of what is sure, the doubt of what is not, and no figure for what is unknown.
import '../support/fakeHub.ts'
import { describe, expect, it } from 'vitest'
import VitalRow from '../../../src/web/wall/panels/VitalRow.vue'
import type { Indicator } from '../../../src/core/indicate/types.ts'
import type { IndicatorView } from '../../../src/wire/views.ts'
import { HOUR, T0 } from '../../support/cases.ts'
import { openPage } from '../support/page.ts'
import { giveCity, sign, view } from '../support/signs.ts'

async function said(value: IndicatorView | undefined, indicator: Indicator = sign('pm25')): Promise<string> {
  const page = await openPage(VitalRow, {
    route: '/indicator/:id',
    name: 'indicator',
    path: '/indicator/x',
    props: { indicator, value, series: undefined, from: T0 - HOUR, to: T0, now: T0 },
  })
  giveCity()
  await page.settle()
  return page.text().trim()
}
const known = (change: Partial<IndicatorView> = {}): IndicatorView => view('pm25', { value: 42, grade: 1, ...change })

describe('a vital sign on the wall', () => {
  it('says its grade and its window', async () => {
    expect(await said(known())).toMatch(/^pm25\s*近 1 小时\s*良\s*42\s*µg\/m³$/)
  })
  it('a current value needs no word for its window', async () => {
    expect(await said(known(), sign('pm25', { window: { type: 'now' } }))).not.toContain('近')
  })
  it.each([
    ['异常偏低', known({ unusual: 'low' })],
    ['模拟与真实', known({ simulated: true, mixed: true })],
    ['覆盖 60 %', known({ coverage: 0.6 })],
    ['良', known({ coverage: 0.95 })],
    ['1 时前', known({ at: T0 - HOUR })],
  ])('says what is most doubtful: %s', async (words, value) => expect(await said(value)).toContain(words))
  it('unknown has a reason and no figure', async () => {
    const text = await said(view('pm25', { unknown: 'coverage' }))
    expect(text).toContain('未知 · 覆盖不足')
    expect(text).not.toContain('µg')
    expect(await said(undefined)).toContain('尚未收到')
  })
})
