// How a figure is computed, said from its question. Asks nothing.
import { cityDate } from '../../core/clock/calendar.ts'
import { HOT_RULES } from '../../core/brief/alike.ts'
import { setOf } from '../../core/brief/counting.ts'
import { pageOf } from '../../core/brief/page.ts'
import type { CaseFilter, Query, Than } from '../../core/brief/query.ts'
import { LEVEL_WORDS } from '../../core/incident/words.ts'
import type { Text } from '../../core/text.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import { type CutWindow, factsOf } from './factsBefore.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

const THAN: Readonly<Record<Than, Text>> = {
  before: text('上一时段同期', 'the same part of the period before'),
  lastWeek: text('上周同日同期', 'the same part of the same day last week'),
  lastYear: text('上年同日同期', 'the same part of the same date last year'),
}
const MEASURES = {
  last: text('时段内最后一次报出的值', 'the last value told in the window'),
  min: text('时段内最低值', 'the lowest value in the window'),
  max: text('时段内最高值', 'the highest value in the window'),
  mean: text(
    '时段内各小时（较长时段为各日）的平均',
    'the mean of the hours (of longer windows the days) of the window',
  ),
  coverage: text(
    '最后一次报出时，有新鲜数据的监测设备占比',
    'the share of its sensors with fresh data when it was last told',
  ),
} as const
const FORETOLD = {
  value: text('最不利一小时的预测值', 'the foretold value of its worst hour'),
  low: text('该小时预测区间（80%）下限', 'the lower end of the 80 % interval of that hour'),
  high: text('该小时预测区间（80%）上限', 'the upper end of the 80 % interval of that hour'),
} as const
const FEEDS = {
  known: text('曾经接入数据的数据路数', 'feeds that have ever delivered'),
  silent: text(
    '数据截止时，距最近一次到达已超过约定周期3倍（至少1分钟）的数据路数；不定时报送的不计',
    'feeds that at the cut-off had been quiet for more than three of their periods (a minute at least); feeds without a period never count',
  ),
  accepted: text('时段内到达并收下的数据条数', 'messages that arrived in the window and were taken'),
  rejected: text('时段内到达而被拒收的数据条数', 'messages that arrived in the window and were refused'),
  received: text('时段内到达的数据条数（收下与拒收之和）', 'messages that arrived in the window, taken or refused'),
} as const
const SUPERVISED = {
  given: text('时段内立项的督办事项', 'supervised matters begun in the window'),
  running: text('数据截止时在办的督办事项', 'supervised matters under way at the cut-off'),
  overdue: text('数据截止时已逾期的督办事项', 'supervised matters overdue at the cut-off'),
  soonDue: text('数据截止时临近时限的督办事项', 'supervised matters close to their date at the cut-off'),
  closed: text('时段内办结的督办事项', 'supervised matters closed in the window'),
} as const

const level = (of: 1 | 2 | 3 | 4 | undefined): Text =>
  of === undefined ? text('', '') : text(`（${LEVEL_WORDS[of].zh}）`, ` (${LEVEL_WORDS[of].en})`)

export function formulaOf(query: Query, window: CutWindow, reference: ReferenceIndex): Text {
  switch (query.ask) {
    case 'cases': {
      const { definition } = setOf(pageOf(factsOf(window, [])), query.set)
      const narrow = filterWords(query.filter, reference)
      const than = query.than && THAN[query.than]
      return text(
        `案卷计数：${definition.zh}${narrow.zh}${than ? `；时段为${than.zh}` : ''}`,
        `Count of cases: ${definition.en}${narrow.en}${than ? `; the window is ${than.en}` : ''}`,
      )
    }
    case 'alike': {
      const than = THAN.before
      return text(
        `案卷计数：${than.zh}内由12345热线转来，与案卷 ${query.to} 相距${HOT_RULES.withinM}米以内，且事项相同或反映内容相似的，不含不予立案、作废的`,
        `Count of cases: from the 12345 hotline in ${than.en}, within ${HOT_RULES.withinM} m of case ${query.to} and of the same matter or alike in words, without refused and cancelled ones`,
      )
    }
    case 'indicator': {
      const def = reference.indicators.get(query.indicator)
      const name = def?.name ?? text(query.indicator, query.indicator)
      const measure = query.than
        ? text(`${THAN[query.than].zh}的值`, `the value of ${THAN[query.than].en}`)
        : MEASURES[query.measure]
      const explain = def === undefined ? text('', '') : text(`。${def.explain.zh}`, `. ${def.explain.en}`)
      return text(`${name.zh}：${measure.zh}${explain.zh}`, `${name.en}: ${measure.en}${explain.en}`)
    }
    case 'foretold': {
      const name = reference.indicators.get(query.indicator)?.name ?? text(query.indicator, query.indicator)
      const of = FORETOLD[query.measure]
      return text(`${name.zh}：时段之后24小时内${of.zh}`, `${name.en}: ${of.en}, of the 24 hours after the window`)
    }
    case 'alarms': {
      const of = level(query.level)
      return query.set === 'raised'
        ? text(`时段内产生的告警数${of.zh}`, `Alarms raised in the window${of.en}`)
        : text(`数据截止时尚未解除的告警数${of.zh}`, `Alarms not cleared at the cut-off${of.en}`)
    }
    case 'feeds':
      return FEEDS[query.measure]
    case 'indicators': {
      const of = level(query.level)
      if (query.measure === 'unknown')
        return text('时段末有效数据不足的体征项数', 'Indicators without a known value at the end of the window')
      return query.measure === 'known'
        ? text(`时段末有值的体征项数${of.zh}`, `Indicators with a known value at the end of the window${of.en}`)
        : text(`本期列示的体征项数${of.zh}`, `Indicators listed${of.en}`)
    }
    case 'warnings': {
      const of = level(query.level)
      return text(`时段内有效的预警信号数${of.zh}`, `Warnings in force at some time of the window${of.en}`)
    }
    case 'supervised':
      return SUPERVISED[query.set]
    case 'made':
      return made(query, query.of.map((one) => formulaOf(one, window, reference)) as [Text, Text])
    case 'head':
      return query.chain === 'cases'
        ? text('案卷日志公布时的末条序号', 'Number of the last line of the case log as published')
        : text('审计日志公布时的末条序号', 'Number of the last line of the audit log as published')
  }
}

function made({ how }: Extract<Query, { ask: 'made' }>, [a, b]: readonly [Text, Text]): Text {
  switch (how) {
    case 'share':
      return text(`［${a.zh}］÷［${b.zh}］×100%`, `[${a.en}] ÷ [${b.en}] × 100 %`)
    case 'difference':
      return text(`［${a.zh}］与［${b.zh}］之差的绝对值`, `Absolute difference of [${a.en}] and [${b.en}]`)
    case 'points':
      return text(`［${a.zh}］与［${b.zh}］相差的百分点`, `Percentage points between [${a.en}] and [${b.en}]`)
    case 'change':
      return text(
        `［${a.zh}］与［${b.zh}］之差÷［${b.zh}］×100%`,
        `Difference of [${a.en}] and [${b.en}] ÷ [${b.en}] × 100 %`,
      )
  }
}

function filterWords(filter: CaseFilter | undefined, reference: ReferenceIndex): Text {
  if (filter === undefined) return text('', '')
  const { level: grave, matter, source, lead, area, supervised, ids, begun } = filter
  const parts: Text[] = []
  if (grave !== undefined) parts.push(LEVEL_WORDS[grave])
  if (matter !== undefined) {
    const name = reference.matters.get(matter)?.name ?? text(matter, matter)
    parts.push(text(`事项为${name.zh}`, `matter ${name.en}`))
  }
  if (source !== undefined) parts.push(text(`来源为${source}`, `source ${source}`))
  if (lead !== undefined) {
    const name = reference.departments.get(lead)?.short ?? text(lead, lead)
    parts.push(text(`主办为${name.zh}`, `led by ${name.en}`))
  }
  if (area !== undefined) parts.push(text(`位于${reference.areaName(area).zh}`, `in ${reference.areaName(area).en}`))
  if (supervised !== undefined)
    parts.push(supervised ? text('已督办', 'under supervision') : text('未督办', 'not under supervision'))
  if (begun !== undefined) {
    const date = cityDate(begun.from, reference.city)
    parts.push(text(`发生在${date}`, `begun on ${date}`))
  }
  if (ids !== undefined) parts.push(text(`逐件列明的${ids.length}件`, `${ids.length} named one by one`))
  return parts.length === 0
    ? text('', '')
    : text(`（${parts.map((p) => p.zh).join('，')}）`, ` (${parts.map((p) => p.en).join(', ')})`)
}
