// Says in one sentence why a value carries a flag, with its figures. Decides nothing: the flags are given.
import type { Text } from '../text.ts'
import type { SeriesMemory } from './memory.ts'
import { MISPLACED_BEYOND_M } from './place.ts'
import { slipFactor } from './slip.ts'
import type { Metric, QualityFlag } from './types.ts'

export interface FlaggedReading {
  /** In the metric's own unit. */
  readonly value: number
  /** Epoch ms. */
  readonly occurredAt: number
  readonly recordedAt: number
}

/** A metric with how it is called and written. */
export interface FlaggedMetric extends Metric {
  readonly name: Text
  readonly decimals: number
}

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/**
 * Why `flag` stands on a reading: "水位由 3.02 m 变为 3.90 m，用时 1 分钟，快于每分钟 0.2 m". `memory` is what came before it: the
 * memory at the time, or the value stored before it (then `sameSince` is its own instant, and less can be said). Without
 * it the rule alone is told.
 */
export function flagWords(
  flag: QualityFlag,
  reading: FlaggedReading,
  metric: FlaggedMetric,
  memory: SeriesMemory | undefined,
): Text {
  return SENTENCES[flag](reading, metric, memory)
}

type Sentence = (reading: FlaggedReading, metric: FlaggedMetric, memory: SeriesMemory | undefined) => Text

const SENTENCES: Readonly<Record<QualityFlag, Sentence>> = {
  rate: (reading, metric, memory) => {
    const limit = `${written(metric.maxRatePerMin ?? 0, metric)}`
    if (memory === undefined || memory.lastAt >= reading.occurredAt)
      return {
        zh: `${metric.name.zh}变化快于每分钟 ${limit}`,
        en: `${metric.name.en} changed faster than ${limit} a minute`,
      }
    const took = spanWords(reading.occurredAt - memory.lastAt)
    const [from, to] = [written(memory.lastValue, metric), written(reading.value, metric)]
    return {
      zh: `${metric.name.zh} ${took.zh}内由 ${from} 变为 ${to}，快于每分钟 ${limit}`,
      en: `${metric.name.en} went from ${from} to ${to} within ${took.en}, faster than ${limit} a minute`,
    }
  },
  flat: (reading, metric, memory) => {
    const value = written(reading.value, metric)
    const allowed = spanWords(metric.flatAfterMs ?? 0)
    const forMs = memory === undefined ? 0 : reading.occurredAt - memory.sameSince
    if (forMs <= (metric.flatAfterMs ?? 0))
      return {
        zh: `${metric.name.zh}停在 ${value}，超过 ${allowed.zh}没有变化`,
        en: `${metric.name.en} has stood at ${value} for more than ${allowed.en}`,
      }
    const lasted = spanWords(forMs)
    return {
      zh: `${metric.name.zh}停在 ${value} 已 ${lasted.zh}，超过 ${allowed.zh}`,
      en: `${metric.name.en} has stood at ${value} for ${lasted.en}, longer than ${allowed.en}`,
    }
  },
  late: ({ occurredAt, recordedAt }) => {
    const after = spanWords(recordedAt - occurredAt)
    return { zh: `发生后 ${after.zh}才到达`, en: `Arrived ${after.en} after it happened` }
  },
  outOfOrder: ({ occurredAt }, _, memory) => {
    if (memory === undefined || memory.lastAt <= occurredAt)
      return { zh: '到达时已有更新的数值', en: 'A newer value was already here when it arrived' }
    const behind = spanWords(memory.lastAt - occurredAt)
    return {
      zh: `比已收到的最新数值早 ${behind.zh}`,
      en: `${capital(behind.en)} older than the newest value already here`,
    }
  },
  clockSkew: ({ occurredAt, recordedAt }) => {
    const off = spanWords(recordedAt - occurredAt)
    return occurredAt > recordedAt
      ? { zh: `设备时间比平台快 ${off.zh}`, en: `The device’s clock is ${off.en} ahead of ours` }
      : {
          zh: `设备时间比平台慢约 ${off.zh}，连续多次一致，疑为时钟回拨`,
          en: `The device’s clock is about ${off.en} behind ours, the same each time: it was probably set back`,
        }
  },
  unitSlip: ({ value }, metric, memory) => {
    const now = written(value, metric)
    const jumped = memory === undefined ? undefined : slipFactor(value, memory.lastValue, metric)
    const factor = jumped ?? memory?.slip?.factor
    if (memory === undefined || factor === undefined)
      return {
        zh: `${metric.name.zh} ${now}：此前按 10、100 或 1000 倍跳变，尚未恢复，疑似单位或小数点有误`,
        en: `${metric.name.en} ${now}: it had jumped by 10, 100 or 1000 times and has not come back; probably another unit`,
      }
    const times: Text =
      factor < 1
        ? { zh: `约为原来的 ${Math.round(1 / factor)} 倍`, en: `about ${Math.round(1 / factor)} times as much` }
        : { zh: `约为原来的 1/${Math.round(factor)}`, en: `about 1/${Math.round(factor)} of it` }
    const before = written(jumped === undefined ? (memory.slip?.good ?? memory.lastValue) : memory.lastValue, metric)
    return {
      zh: `${metric.name.zh}由 ${before} 变为 ${now}，${times.zh}，疑似单位或小数点有误`,
      en: `${metric.name.en} went from ${before} to ${now}, ${times.en}: probably another unit or a misplaced point`,
    }
  },
  estimated: () => ({ zh: '来源标明为估算值，不是实测', en: 'Its source says it was estimated, not measured' }),
  range: ({ value }, metric) => {
    const now = written(value, metric)
    const low = metric.usualMin !== undefined && value < metric.usualMin
    const edge = written((low ? metric.usualMin : metric.usualMax) ?? value, metric)
    return {
      zh: `${metric.name.zh} ${now}，${low ? '低于' : '高于'}通常的 ${edge}`,
      en: `${metric.name.en} ${now}, ${low ? 'below' : 'above'} the usual ${edge}`,
    }
  },
  repeated: () => ({ zh: '同一时刻的同一数值又收到一次', en: 'The same value of the same instant came again' }),
  misplaced: () => ({
    zh: `设备自报的位置在登记区划之外超过 ${MISPLACED_BEYOND_M / 1000} km`,
    en: `The device says it is more than ${MISPLACED_BEYOND_M / 1000} km outside the area it is registered in`,
  }),
  afterSilence: ({ occurredAt }, _, memory) => {
    if (memory === undefined || memory.lastAt >= occurredAt)
      return { zh: '静默之后的第一个数值', en: 'The first value after a silence' }
    const quiet = spanWords(occurredAt - memory.lastAt)
    return { zh: `静默 ${quiet.zh}后的第一个数值`, en: `The first value after ${quiet.en} of silence` }
  },
}

/** The metric's decimals, or more where they would hide what the sentence is about (0.035 as 0). Percent stands next to its figure. */
function written(value: number, metric: FlaggedMetric): string {
  const rounded = value.toFixed(metric.decimals)
  const figure =
    Math.abs(Number(rounded) - value) > Math.abs(value) * 0.05 ? String(Number(value.toPrecision(3))) : rounded
  return metric.unit === ''
    ? figure
    : /^[%°℃]/.test(metric.unit)
      ? `${figure}${metric.unit}`
      : `${figure} ${metric.unit}`
}

/** A span in its two largest parts, without its sign; under two minutes in seconds. */
function spanWords(ms: number): Text {
  const whole = Math.abs(ms)
  if (whole < 2 * MINUTE_MS && whole % MINUTE_MS !== 0) {
    const s = Math.round(whole / SECOND_MS)
    return { zh: `${s} 秒`, en: `${s} s` }
  }
  const minutes = Math.round(whole / MINUTE_MS)
  if (whole < HOUR_MS) return { zh: `${minutes} 分钟`, en: `${minutes} min` }
  const [big, small, bigMs, smallMs] =
    whole < DAY_MS ? (['hour', 'minute', HOUR_MS, MINUTE_MS] as const) : (['day', 'hour', DAY_MS, HOUR_MS] as const)
  const units = Math.floor(whole / bigMs)
  const rest = Math.floor((whole % bigMs) / smallMs)
  const words = PARTS[big]
  const restWords = PARTS[small]
  return {
    zh: rest === 0 ? `${units} ${words.zh}` : `${units} ${words.zh} ${rest} ${restWords.zh}`,
    en: rest === 0 ? `${units} ${words.en}` : `${units} ${words.en} ${rest} ${restWords.en}`,
  }
}

const PARTS = {
  day: { zh: '天', en: 'd' },
  hour: { zh: '小时', en: 'h' },
  minute: { zh: '分钟', en: 'min' },
} as const

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
