// What chart tests share: forms without a locale, and one sign with everything a chart can show.
import type { SignInput, SignLike } from '../../../src/web/charts/sign.ts'
import type { TimeForms } from '../../../src/web/charts/timeOption.ts'
import { colours } from '../support/colours.ts'

export const HOUR = 3_600_000
export const MINUTE = 60_000
/** 2026-11-21 08:00 in Yangzhou. */
export const START = Date.UTC(2026, 10, 21)

export const forms: TimeForms = {
  value: (v, decimals) => v.toFixed(decimals),
  tick: ({ at, kind }) => `${kind} ${(at - START) / HOUR}`,
  offsetMinutes: 480,
}

/** Six hours by the half hour, a gap, a correction, a band, last week, and three hours foretold. */
export const sign = (over: Partial<SignLike> = {}): SignLike => ({
  unit: 'ug/m3',
  stepMs: HOUR / 2,
  at: Array.from({ length: 13 }, (_, i) => START + (i * HOUR) / 2),
  value: [10, 12, 14, 16, null, null, 22, 24, 26, 24, 22, 20, 18],
  coverage: [1, 1, 1, 1, 0, 0, 0.86, 1, 1, 1, 1, 1, 1],
  simulated: true,
  mixed: false,
  corrections: [{ at: START + HOUR, was: 12.3, value: 14, correctedAt: START + 24 * HOUR + 10 * MINUTE }],
  band: {
    at: Array.from({ length: 10 }, (_, i) => START + i * HOUR),
    low: [8, 8, 9, 9, null, 10, 10, 10, 9, 9],
    mid: [12, 12, 13, 13, null, 14, 14, 14, 13, 13],
    high: [16, 16, 17, 17, null, 18, 18, 18, 17, 17],
    from: START - 56 * 24 * HOUR,
    to: START,
    hours: 1_344,
  },
  ghosts: [
    {
      kind: 'lastWeek',
      from: START - 7 * 24 * HOUR,
      at: Array.from({ length: 7 }, (_, i) => START + i * HOUR),
      value: [9, 10, 11, 12, 13, 14, 15],
    },
  ],
  forecast: {
    madeAt: START + 6 * HOUR,
    model: 'ridge-1',
    learnedHours: 5_000,
    at: [START + 7 * HOUR, START + 8 * HOUR, START + 9 * HOUR],
    value: [17, 16, 15],
    low: [15, 13, 11],
    high: [19, 19, 19],
  },
  ...over,
})

export const input = (over: Partial<SignInput> = {}): SignInput => ({
  series: sign(),
  from: START,
  to: START + 9 * HOUR,
  box: { width: 600, height: 300, textSize: 12 },
  axisName: 'PM2.5（µg/m³）',
  decimals: 1,
  zero: true,
  limits: [
    { level: 4, limit: 25, word: 'Ⅳ级' },
    { level: 1, limit: 250, word: 'Ⅰ级' },
  ],
  layers: { band: true, forecast: true, ghosts: new Set(['lastWeek']) },
  ghostName: (kind) => `ghost ${kind}`,
  forms,
  colours,
  ...over,
})
