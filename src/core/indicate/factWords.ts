// What is counted of cases and of the data itself, and what attributes of sensors are called, in words.
import type { Text } from '../text.ts'
import type { CaseFact, PlatformFact } from './types.ts'

const say = (zh: string, en: string): Text => ({ zh, en })

export const CASE_FACT_WORDS: Readonly<Record<CaseFact, Text>> = {
  open: say('尚未结案、退回或作废的案卷件数', 'How many cases are neither closed, refused nor cancelled'),
  overdue: say(
    '处置时限已过而尚未处置完成的案卷件数',
    'How many cases are past their disposal deadline and not yet disposed of',
  ),
  severeOpen: say('在办案卷中Ⅰ、Ⅱ级的件数', 'How many open cases are of level Ⅰ or Ⅱ'),
  waitingDispatch: say('待派遣的案卷件数', 'How many cases wait to be dispatched'),
  openedToday: say('今日零时起新增的案卷件数', 'How many cases were opened since midnight'),
  closedToday: say('今日零时起结案的案卷件数', 'How many cases were closed since midnight'),
  onTimeRate: say(
    '今日到期的案卷中按期处置的件数÷今日到期件数，无到期案卷时为未知',
    'Cases due today that were disposed of in time ÷ cases due today; unknown when none is due',
  ),
  returnRate: say('近 30 天被退回的派遣件数÷派遣件数', 'Dispatches returned ÷ dispatches, of the last 30 days'),
  reworkRate: say('近 30 天返工件数÷核查件数', 'Disposals sent to rework ÷ disposals checked, of the last 30 days'),
  meanHandleHours: say(
    '近 30 天处置用时之和÷件数，按工作时限日历计',
    'Time spent on disposal ÷ cases of the last 30 days, by the calendar of their limits',
  ),
  reportsToday: say('今日零时起各渠道上报件数', 'How many reports of all channels came since midnight'),
  hotlineToday: say('今日零时起 12345 诉求件数', 'How many 12345 reports came since midnight'),
  hotlineHour: say('近 1 小时 12345 诉求件数', 'How many 12345 reports came in the last hour'),
  responseRate: say(
    '近 30 天规定时限内联系诉求人的件数÷应响应件数',
    'Callers contacted in time ÷ callers to be contacted, of the last 30 days',
  ),
  solvedRate: say(
    '近 30 天诉求人认可解决的件数÷纳入考核件数',
    'Reports that callers say were solved ÷ reports assessed, of the last 30 days',
  ),
  satisfiedRate: say(
    '近 30 天评价满意的件数÷有效回访件数',
    'Callers satisfied ÷ valid call-backs, of the last 30 days',
  ),
}

export const PLATFORM_FACT_WORDS: Readonly<Record<PlatformFact, Text>> = {
  feedHealth: say('按约定周期送数的数据源÷全部数据源', 'Feeds that deliver as agreed ÷ all feeds'),
  sensorsLive: say('有新鲜数据的设备÷全部登记设备', 'Sensors with a fresh value ÷ all registered sensors'),
  suspectShare: say(
    '近 1 小时可疑的观测值÷全部观测值，可疑值不计入指标',
    'Suspect values ÷ all values of the last hour; suspect ones count in no indicator',
  ),
  lateShare: say('近 1 小时迟到的观测值÷全部观测值', 'Late values ÷ all values of the last hour'),
  rejectShare: say('近 1 小时拒收的报文数÷收到的总数', 'Inputs refused ÷ inputs received in the last hour'),
  alarmsStanding: say('尚未恢复正常的告警条数', 'How many alarms have not returned to normal'),
  alarmsHour: say('近 1 小时触发的告警条数', 'How many alarms were raised in the last hour'),
  observationsPerMinute: say('上一整分钟收到的观测值个数', 'How many values came in the last whole minute'),
}

/** Attributes that rules and indicators look at (city README); another names itself. */
export const ATTRIBUTE_WORDS: Readonly<Record<string, Text>> = {
  zone: say('声环境功能区', 'noise zone'),
  roadClass: say('道路等级', 'road class'),
  grade: say('河道级别', 'river grade'),
  duty: say('值守方式', 'duty'),
  spaces: say('泊位数', 'number of spaces'),
  lamps: say('灯数', 'number of lamps'),
  freeKmh: say('自由流车速', 'free-flow speed'),
}

/** By `attribute/value`; another names itself. Zones of the acoustic environment: GB 3096-2008, 4. */
export const ATTRIBUTE_VALUE_WORDS: Readonly<Record<string, Text>> = {
  'zone/0': say('0 类', '0'),
  'zone/1': say('1 类', '1'),
  'zone/2': say('2 类', '2'),
  'zone/3': say('3 类', '3'),
  'zone/4a': say('4a 类', '4a'),
  'zone/4b': say('4b 类', '4b'),
  'roadClass/express': say('快速路', 'expressway'),
  'roadClass/main': say('主干路', 'main road'),
  'roadClass/minor': say('次干路和支路', 'minor road'),
  'grade/a': say('骨干河道', 'main river'),
  'grade/b': say('区域河道', 'regional river'),
  'grade/c': say('城区河道', 'urban river'),
  'duty/always': say('常开', 'always on'),
}
