// @vitest-environment happy-dom
// A sensor's quality: counts, flagged values with their reasons, silences; marks for the curve.
import '../../support/fakeHub.ts'
import { describe, expect, it } from 'vitest'
import { Quality } from '../../../../src/core/observe/types.ts'
import type { SensorQuality as Shape } from '../../../../src/wire/signs.ts'
import type { SensorKind } from '../../../../src/wire/reference.ts'
import { appendLive } from '../../../../src/web/features/sensor/appendLive.ts'
import SensorQuality from '../../../../src/web/features/sensor/SensorQuality.vue'
import { T0 } from '../../../support/cases.ts'
import { axeFindings, openPage } from '../../support/page.ts'

const MIN = 60_000
const kind = {
  id: 'ponding',
  name: { zh: '道路积水监测点', en: 'Road ponding gauge' },
  group: 'water',
  metrics: [{ id: 'depthM', name: { zh: '积水深度', en: 'Ponding depth' }, unit: 'm', decimals: 2, min: 0, max: 3 }],
  everyMs: MIN,
  staleAfterMs: 5 * MIN,
} satisfies SensorKind
const quality: Shape = {
  row: {
    key: 'demo/p-1',
    name: { zh: '积水点', en: 'gauge' },
    sensors: 1,
    observations: 1440,
    flags: { rate: 2, unitSlip: 40 },
    suspect: 41,
    silences: 2,
    silentMs: 90 * MIN,
    silent: 1,
    simulated: true,
  },
  flagged: [
    {
      metric: 'depthM',
      at: T0 - MIN,
      recordedAt: T0,
      value: 2.1,
      quality: Quality.rate | Quality.unitSlip,
      why: { zh: '积水深度由 0.21 m 变为 2.10 m，约为原来的 10 倍', en: 'from 0.21 m to 2.10 m' },
    },
  ],
  silences: [{ from: T0 - 10 * MIN }, { from: T0 - 200 * MIN, to: T0 - 120 * MIN }],
}

describe('a sensor', () => {
  it('has its flags counted and its flagged values told with why', async () => {
    const page = await openPage(SensorQuality, { props: { quality, kind } })
    expect(page.text()).toContain('可疑占比2.9 % 1,440 条中 41 条')
    expect(page.text()).toContain('疑似单位错误40')
    expect(page.text()).toContain('静默时长1 时 30 分')
    expect([...document.querySelectorAll('tbody td')].map((td) => td.textContent.trim()).slice(1)).toEqual([
      '2.10 m',
      '变化过快疑似单位错误',
      '积水深度由 0.21 m 变为 2.10 m，约为原来的 10 倍',
    ])
    expect([...document.querySelectorAll('.lines li')].map((li) => li.textContent)).toEqual([
      expect.stringMatching(/至今\s*10 分/),
      expect.stringMatching(/1 时 20 分/),
    ])
    expect(await axeFindings()).toEqual([])
  })

  it('without a blemish says so', async () => {
    const clean = {
      row: { ...quality.row, flags: {}, suspect: 0, silences: 0, silentMs: 0, silent: 0 },
      flagged: [],
      silences: [],
    }
    const page = await openPage(SensorQuality, { props: { quality: clean, kind } })
    expect(page.text()).toContain('没有质量标记，也没有静默')
    expect(document.querySelector('table')).toBeNull()
  })
})

it('a live point joins values that were drawn together, with their extremes', () => {
  const series = {
    unit: 'm',
    stepMs: 100,
    at: [100, 200],
    value: [1, 2],
    mark: [0, 0],
    least: [0, 1],
    greatest: [2, null],
    from: 100,
    to: 200,
  }
  expect(appendLive(series, { at: 250, value: 5, quality: 4 }, 100)).toEqual({
    ...series,
    at: [200, 250],
    value: [2, 5],
    mark: [0, 4],
    least: [1, 5],
    greatest: [null, 5],
    from: 150,
    to: 250,
  })
})
