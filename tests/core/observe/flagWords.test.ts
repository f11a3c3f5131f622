// Every flag in words: figures, units, both languages, with and without what came before.
import { describe, expect, test } from 'vitest'
import { flagWords, type FlaggedMetric } from '../../../src/core/observe/flagWords.ts'
import { Quality, type QualityFlag } from '../../../src/core/observe/types.ts'

const T0 = Date.UTC(2026, 10, 21, 8)
const MIN = 60_000
const H = 60 * MIN
const level: FlaggedMetric = {
  id: 'levelM',
  name: { zh: '水位', en: 'Water level' },
  unit: 'm',
  decimals: 2,
  min: -5,
  max: 20,
  usualMin: 0,
  usualMax: 8,
  maxRatePerMin: 0.2,
  flatAfterMs: 24 * H,
}
const memory = { lastValue: 3.02, lastAt: T0 - MIN, sameSince: T0 - 30 * H }
const at = (value: number, arrivedAfterMs = 0) => ({ value, occurredAt: T0, recordedAt: T0 + arrivedAfterMs })

test.each<[QualityFlag, ReturnType<typeof at>, typeof memory | undefined, string, string]>([
  [
    'rate',
    at(3.9),
    memory,
    '水位 1 分钟内由 3.02 m 变为 3.90 m，快于每分钟 0.20 m',
    'Water level went from 3.02 m to 3.90 m within 1 min, faster than 0.20 m a minute',
  ],
  ['rate', at(3.9), undefined, '水位变化快于每分钟 0.20 m', 'Water level changed faster than 0.20 m a minute'],
  [
    'flat',
    at(3.02),
    memory,
    '水位停在 3.02 m 已 1 天 6 小时，超过 1 天',
    'Water level has stood at 3.02 m for 1 d 6 h, longer than 1 d',
  ],
  [
    'flat',
    at(3.02),
    undefined,
    '水位停在 3.02 m，超过 1 天没有变化',
    'Water level has stood at 3.02 m for more than 1 d',
  ],
  ['late', at(3, 3 * H + 40 * MIN), memory, '发生后 3 小时 40 分钟才到达', 'Arrived 3 h 40 min after it happened'],
  [
    'outOfOrder',
    at(3),
    { ...memory, lastAt: T0 + 90_000 },
    '比已收到的最新数值早 90 秒',
    '90 s older than the newest value already here',
  ],
  ['outOfOrder', at(3), undefined, '到达时已有更新的数值', 'A newer value was already here when it arrived'],
  ['clockSkew', at(3, -30_000), memory, '设备时间比平台快 30 秒', 'The device’s clock is 30 s ahead of ours'],
  [
    'clockSkew',
    at(3, H),
    memory,
    '设备时间比平台慢约 1 小时，连续多次一致，疑为时钟回拨',
    'The device’s clock is about 1 h behind ours, the same each time: it was probably set back',
  ],
  [
    'unitSlip',
    at(0.3),
    memory,
    '水位由 3.02 m 变为 0.30 m，约为原来的 1/10，疑似单位或小数点有误',
    'Water level went from 3.02 m to 0.30 m, about 1/10 of it: probably another unit or a misplaced point',
  ],
  [
    'unitSlip',
    at(0.003),
    memory,
    '水位由 3.02 m 变为 0.003 m，约为原来的 1/1000，疑似单位或小数点有误',
    'Water level went from 3.02 m to 0.003 m, about 1/1000 of it: probably another unit or a misplaced point',
  ],
  [
    'unitSlip',
    at(15),
    { ...memory, lastValue: 1.5 },
    '水位由 1.50 m 变为 15.00 m，约为原来的 10 倍，疑似单位或小数点有误',
    'Water level went from 1.50 m to 15.00 m, about 10 times as much: probably another unit or a misplaced point',
  ],
  [
    'unitSlip',
    at(15),
    undefined,
    '水位 15.00 m：此前按 10、100 或 1000 倍跳变，尚未恢复，疑似单位或小数点有误',
    'Water level 15.00 m: it had jumped by 10, 100 or 1000 times and has not come back; probably another unit',
  ],
  ['estimated', at(3), undefined, '来源标明为估算值，不是实测', 'Its source says it was estimated, not measured'],
  ['range', at(9.1), memory, '水位 9.10 m，高于通常的 8.00 m', 'Water level 9.10 m, above the usual 8.00 m'],
  ['range', at(-0.5), memory, '水位 -0.50 m，低于通常的 0.00 m', 'Water level -0.50 m, below the usual 0.00 m'],
  ['repeated', at(3), memory, '同一时刻的同一数值又收到一次', 'The same value of the same instant came again'],
  [
    'misplaced',
    at(3),
    memory,
    '设备自报的位置在登记区划之外超过 2 km',
    'The device says it is more than 2 km outside the area it is registered in',
  ],
  [
    'afterSilence',
    at(3),
    { ...memory, lastAt: T0 - 47 * MIN },
    '静默 47 分钟后的第一个数值',
    'The first value after 47 min of silence',
  ],
  ['afterSilence', at(3), undefined, '静默之后的第一个数值', 'The first value after a silence'],
])('%s', (flag, reading, before, zh, en) => {
  expect(flagWords(flag, reading, level, before)).toEqual({ zh, en })
})

describe('of every flag', () => {
  test.each(Object.keys(Quality) as QualityFlag[])('%s has words of both languages, whatever is known', (flag) => {
    for (const before of [memory, undefined, { ...memory, slip: { factor: 0.1, good: 1.5, since: T0 } }])
      for (const reading of [at(3), at(0), at(-4.5, H), at(19, -MIN)]) {
        const { zh, en } = flagWords(flag, reading, level, before)
        expect(zh).toMatch(/[一-龥]/)
        expect(en).toMatch(/[a-z]/)
        expect(`${zh}${en}`).not.toMatch(/undefined|NaN|Infinity/)
      }
  })
})
