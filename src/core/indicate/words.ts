// An indicator's window and formula in words, from its definition alone: a new definition needs no new words.
import type { MetricId } from '../ids.ts'
import type { Text } from '../text.ts'
import { unitWords } from '../unit.ts'
import { ATTRIBUTE_VALUE_WORDS, ATTRIBUTE_WORDS, CASE_FACT_WORDS, PLATFORM_FACT_WORDS } from './factWords.ts'
import type { ClassTable, Indicator, Limit, LimitTable, Reduction, Window } from './types.ts'

/** The names formulas refer to. */
export interface WordsReference {
  readonly sensorKinds: readonly {
    readonly id: string
    readonly name: Text
    readonly metrics: readonly { readonly id: MetricId; readonly name: Text; readonly unit: string }[]
  }[]
  readonly limitTables: readonly LimitTable[]
  readonly classTables: readonly ClassTable[]
}

const say = (zh: string, en: string): Text => ({ zh, en })
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** «实时», «近 1 小时», «本小时», «今日», «20 时起»: a label to stand beside a value. */
export function windowWords(window: Window): Text {
  switch (window.type) {
    case 'now':
      return say('实时', 'Now')
    case 'running': {
      const { zh, en } = spanWords(window.overMs)
      return say(`近 ${zh}`, `Last ${en}`)
    }
    case 'hour':
      return say('本小时（整点起）', 'This hour, since it began')
    case 'day':
      return window.fromHour === 0
        ? say('今日（0 时起）', 'Today, since 00:00')
        : say(`${window.fromHour} 时起`, `Since ${String(window.fromHour).padStart(2, '0')}:00`)
  }
}

/** The same where there is room for a word alone, beside a name on a wall: «近 10 分钟», “10 min”. */
export function windowShortWords(window: Window): Text {
  const { zh, en } = windowWords(window)
  if (window.type === 'hour') return say('本小时', 'this hour')
  if (window.type === 'day') return say(window.fromHour === 0 ? '今日' : zh, window.fromHour === 0 ? 'today' : en)
  if (window.type === 'now') return say(zh, en)
  const { overMs } = window
  const short =
    overMs % HOUR_MS !== 0
      ? `${overMs / MINUTE_MS} min`
      : overMs > DAY_MS && overMs % DAY_MS === 0
        ? `${overMs / DAY_MS} d`
        : `${overMs / HOUR_MS} h`
  return say(zh, short)
}

function spanWords(ms: number): Text {
  const [amount, zh, one] =
    ms % DAY_MS === 0 && ms > DAY_MS
      ? [ms / DAY_MS, '天', 'day']
      : ms % HOUR_MS === 0
        ? [ms / HOUR_MS, '小时', 'hour']
        : [ms / MINUTE_MS, '分钟', 'minute']
  return say(`${amount} ${zh}`, amount === 1 ? one : `${amount} ${one}s`)
}

/** What is made of the values of one sensor over the window. */
const REDUCE_WORDS: Readonly<Record<Reduction, Text>> = {
  last: say('的最新值', 'newest'),
  mean: say('的平均值', 'mean'),
  max: say('的最大值', 'greatest'),
  min: say('的最小值', 'least'),
  sum: say('之和', 'sum of'),
  change: say('的末值减首值', 'newest less oldest'),
  total: say('按时长累计的总量', 'amount over time of'),
}

/** «近 1 小时», “over the last hour”: within a sentence. */
function overWords(window: Window): Text {
  const { zh, en } = windowWords(window)
  if (window.type === 'running') return say(zh, `over the ${lower(en)}`)
  if (window.type === 'day' && window.fromHour > 0) return say(`自 ${zh}`, lower(en))
  return window.type === 'day' ? say('今日 0 时起', 'since midnight') : say('本小时', 'since the full hour')
}

const BEYOND = { atLeast: say('不低于', 'at or above'), atMost: say('不高于', 'at or below') }

/** The whole definition: what is taken of each sensor, how that becomes one number, and when there is none. */
export function formulaWords(def: Indicator, ref: WordsReference): Text {
  const { formula } = def
  if (formula.type === 'cases') return ended(CASE_FACT_WORDS[formula.of])
  if (formula.type === 'platform') return ended(PLATFORM_FACT_WORDS[formula.of])
  const sentences = [joined(takenWords(def, ref), acrossWords(def, ref))]
  if (def.rollUp !== undefined && def.rollUp !== 'inputs')
    sentences.push(
      {
        mean: say('上级区域取下级区域的平均', 'A larger area takes the mean of the areas below it'),
        max: say('上级区域取下级区域的最大值', 'A larger area takes the greatest of the areas below it'),
        min: say('上级区域取下级区域的最小值', 'A larger area takes the least of the areas below it'),
        sum: say('上级区域取下级区域之和', 'A larger area takes the sum of the areas below it'),
      }[def.rollUp],
    )
  const hours = Math.round((def.windowFloor ?? 0) * 100)
  if (hours > 0)
    sentences.push(
      say(
        `窗口内有数据的小时不足 ${hours}% 的设备不计入`,
        `A sensor that spoke in fewer than ${hours} % of the hours does not count`,
      ),
    )
  const floor = Math.round(def.coverageFloor * 100)
  if (floor > 0)
    sentences.push(
      say(
        `有效设备不足 ${floor}% 时为未知`,
        `Unknown when fewer than ${floor} % of the sensors have a value that counts`,
      ),
    )
  return say(sentences.map((s) => `${s.zh}。`).join(''), sentences.map((s) => `${s.en}.`).join(' '))
}

const ended = ({ zh, en }: Text): Text => say(`${zh}。`, `${en}.`)
const joined = (a: Text, b: Text): Text => say(`${a.zh}，${b.zh}`, `${a.en}; ${b.en}`)

const kindOf = ({ input }: Indicator, ref: WordsReference): WordsReference['sensorKinds'][number] | undefined =>
  ref.sensorKinds.find((k) => k.id === input?.kind)

function metricWords(def: Indicator, ref: WordsReference): Text {
  const { formula, input } = def
  const nameOf = (id: MetricId): Text => kindOf(def, ref)?.metrics.find((m) => m.id === id)?.name ?? say(id, id)
  if (formula.type === 'aqi') return say('六项污染物', 'six pollutants')
  if (formula.type !== 'class') return input?.metric === undefined ? say('数值', 'value') : nameOf(input.metric)
  const table = newest(ref.classTables, formula.table)
  const ids = new Set([...(table?.items ?? []), ...(table?.ranges ?? [])].map((item) => item.metric))
  const names = [...ids].map(nameOf)
  return say(names.map((n) => n.zh).join('、'), names.map((n) => lower(n.en)).join(', '))
}

function takenWords(def: Indicator, ref: WordsReference): Text {
  const { window, input, factor, formula } = def
  const kind = kindOf(def, ref)?.name ?? say(input?.kind ?? '', input?.kind ?? '')
  const where = whereWords(input?.where)
  const metric = metricWords(def, ref)
  const times = factor === undefined ? say('', '') : say(`（乘以 ${factor}）`, ` (times ${factor})`)
  if (formula.type === 'aqi' && formula.period === 'day')
    return say(
      `取每个${kind.zh}${where.zh}近 24 个整点小时的 24 小时均值，臭氧取最大 8 小时滑动均值`,
      `The 24-hour means of each ${lower(kind.en)}${where.en} over the last 24 full hours, of ozone the highest 8-hour running mean`,
    )
  if (window.type === 'now')
    return say(
      `取每个${kind.zh}${where.zh}最新的${metric.zh}${times.zh}`,
      `The newest ${lower(metric.en)} of each ${lower(kind.en)}${where.en}${times.en}`,
    )
  const over = overWords(window)
  const how = REDUCE_WORDS[def.reduce ?? 'mean']
  return say(
    `取每个${kind.zh}${where.zh}${over.zh}${metric.zh}${how.zh}${times.zh}`,
    `The ${how.en} ${lower(metric.en)} of each ${lower(kind.en)}${where.en} ${over.en}${times.en}`,
  )
}

/** Within a sentence; PM2.5 and NO2 keep their capitals. */
const lower = (text: string): string => (/^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text)

const attributeWords = (name: string): Text => ATTRIBUTE_WORDS[name] ?? say(name, name)

function whereWords(where: NonNullable<Indicator['input']>['where']): Text {
  const parts = Object.entries(where ?? {}).map(([name, values]) => {
    const { zh, en } = attributeWords(name)
    const words = values.map((v) => ATTRIBUTE_VALUE_WORDS[`${name}/${v}`] ?? say(String(v), String(v)))
    return say(`${zh}为${words.map((w) => w.zh).join('、')}`, `${en} ${words.map((w) => w.en).join(' or ')}`)
  })
  if (parts.length === 0) return say('', '')
  return say(`（${parts.map((p) => p.zh).join('，')}）`, ` (${parts.map((p) => p.en).join(', ')})`)
}

function acrossWords(def: Indicator, ref: WordsReference): Text {
  const { formula } = def
  switch (formula.type) {
    case 'mean':
      return say('再求平均', 'then their mean')
    case 'max':
      return say('取最大者', 'then the greatest of them')
    case 'min':
      return say('取最小者', 'then the least of them')
    case 'sum':
      return say('求和', 'then their sum')
    case 'quantile':
      return say(`取第 ${100 * formula.p} 百分位数`, `then percentile ${100 * formula.p} of them`)
    case 'share':
    case 'count':
    case 'excess': {
      const { zh, en } = BEYOND[formula.op]
      const limit = limitWords(formula.limit, def, ref)
      return {
        share: say(`计算${zh}${limit.zh}者的占比`, `then the share of them ${en} ${limit.en}`),
        count: say(`计算${zh}${limit.zh}者的个数`, `then how many of them are ${en} ${limit.en}`),
        excess: say(`取超出${limit.zh}最多者的超出量`, `then how far the worst of them is beyond ${limit.en}`),
      }[formula.type]
    }
    case 'weightedMean': {
      const { zh, en } = attributeWords(formula.weight)
      return say(`按${zh}加权平均`, `then their mean weighted by ${en}`)
    }
    case 'ratio': {
      const over = kindOf(def, ref)?.metrics.find((m) => m.id === formula.over)?.name ?? say(formula.over, formula.over)
      return say(`求和后除以${over.zh}之和`, `their sum as a share of the sum of ${lower(over.en)}`)
    }
    case 'aqi':
      return say(
        '各项污染物按站平均，再按 HJ 633 求分指数并取最大值；缺项且其余不超过 100 时不发布',
        'the mean of the stations per pollutant, then the greatest sub-index of HJ 633; unknown when one is missing and the rest do not exceed 100',
      )
    case 'trafficIndex':
      return say('按 10×(1−车速÷自由流车速) 折算后求平均', 'the mean of 10 × (1 − speed ÷ free-flow speed)')
    case 'class': {
      const table = newest(ref.classTables, formula.table)
      const name = tableWords(table)
      const upTo = formula.of === 'share' ? (table?.classes[formula.upTo - 1]?.name ?? say('', '')) : say('', '')
      const each = say(`按${name.zh}以最差一项定类别`, `each is of the class of its worst item by ${name.en}`)
      if (formula.of === 'worst') return joined(each, say('取最差者', 'the worst of them'))
      return joined(
        each,
        formula.upTo === 1
          ? say(`计算为${upTo.zh}者的占比`, `the share that is “${lower(upTo.en)}”`)
          : say(`计算达到${upTo.zh}或更好者的占比`, `the share at ${lower(upTo.en)} or better`),
      )
    }
    case 'cases':
      return CASE_FACT_WORDS[formula.of]
    case 'platform':
      return PLATFORM_FACT_WORDS[formula.of]
  }
}

/** The edition that is named: the last to come into force. */
const newest = <T extends LimitTable | ClassTable>(tables: readonly T[], id: string): T | undefined =>
  tables
    .filter((t) => t.id === id)
    .reduce<T | undefined>((a, b) => (a === undefined || (b.validFrom ?? '') > (a.validFrom ?? '') ? b : a), undefined)

/** «环境噪声限值（GB 3096-2008）» */
function tableWords(table: LimitTable | ClassTable | undefined): Text {
  if (table === undefined) return say('分级表', 'the table')
  const aside = table.standard
  return say(
    `「${table.name.zh}」${aside === undefined ? '' : `（${aside}）`}`,
    `“${table.name.en}”${aside === undefined ? '' : ` (${aside})`}`,
  )
}

/** A degree sign stands close. */
const beside = (value: number, unit: string): string => `${value}${unit === '°' || unit === '' ? '' : ' '}${unit}`

function limitWords(limit: Limit, def: Indicator, ref: WordsReference): Text {
  const unit = unitWords(kindOf(def, ref)?.metrics.find((m) => m.id === def.input?.metric)?.unit ?? '')
  const valued = (value: number): Text => say(beside(value, unit.zh), beside(value, unit.en))
  if (typeof limit === 'number') return valued(limit)
  const editions = ref.limitTables.filter((t) => t.id === limit.table)
  const { zh, en } = tableWords(newest(ref.limitTables, limit.table))
  const night = editions.some((t) => t.night !== undefined)
  if ('item' in limit) {
    const values = new Set(
      editions.map((t) => t.items.find((i) => i.id === limit.item)?.limit).filter((v) => v !== undefined),
    )
    // One figure in every edition can be said; several depend on the date.
    const [only] = values
    if (values.size === 1 && only !== undefined && !night)
      return say(`${valued(only).zh}（${zh}）`, `${valued(only).en} (${en})`)
    return say(`${zh}当时的限值`, `the limit in force of ${en}`)
  }
  const by = attributeWords(limit.by)
  return say(
    `${zh}中所属${by.zh}${night ? '当时（昼或夜）' : ''}的界限`,
    `the limit of its ${by.en}${night ? ' and hour, day or night,' : ''} in ${en}`,
  )
}
