// Sheets of the vital signs: alarm rules, indicators and the tables they judge by. Tables only; a test holds them against the schemas.
import type { Text } from '../../../core/text.ts'
import { GROUP_WORDS, POLARITY_WORDS, REDUCTION_WORDS, SURE_WORDS } from '../../../wire/signWords.ts'
import { DATE, FIVE, TEXT, both, column, say, word, type Form, type SheetPlan } from './plan.ts'

const NUMBER: Form = { type: 'number' }
const JSON_TEXT: Form = { type: 'json' }

const pick = <K extends string>(words: Readonly<Record<K, Text>>, keys: readonly K[]): Readonly<Record<string, Text>> =>
  Object.fromEntries(keys.map((key) => [key, words[key]]))

const DIRECTION = word({ above: say('高于', 'Above'), below: say('低于', 'Below') })
const SURE = word(SURE_WORDS)
const POLARITY = word(POLARITY_WORDS)
const GROUP_BY = word({
  sensor: say('单个设备', 'Sensor'),
  street: say('街道', 'Street'),
  district: say('区县', 'District'),
})
const SMALLEST = word({
  city: say('全市', 'City'),
  district: say('区县', 'District'),
  street: say('街道', 'Street'),
  grid: say('网格', 'Grid'),
})
const ROLL_UP = word({
  inputs: say('按全部设备', 'From all sensors'),
  ...pick(REDUCTION_WORDS, ['mean', 'max', 'min', 'sum']),
})
const HISTORY = word(pick(REDUCTION_WORDS, ['mean', 'max', 'min', 'last']))

const ID = column('id', '编号', 'Id', TEXT, 22)
const STANDARD = column('standard', '标准', 'Standard', TEXT, 22)
const SURE_COLUMN = column('sure', '把握', 'How sure', SURE)
const FROM = column('validFrom', '生效日期', 'Valid from', DATE)
const TO = column('validTo', '失效日期', 'Valid to', DATE)

export const SIGN_SHEETS: readonly SheetPlan[] = [
  {
    kind: 'alarmRule',
    title: say('告警规则', 'Alarm rules'),
    keys: [ID],
    head: [
      ...both('name', '名称', 'Name', 22),
      column('kind', '设备类型', 'Sensor kind', TEXT, 14),
      column('metric', '监测项', 'Metric', TEXT, 12),
      column('direction', '方向', 'Direction', DIRECTION, 8),
      column('deadband', '回差', 'Deadband', NUMBER, 8),
      column('onDelayMs', '触发延时（毫秒）', 'Delay before raising (ms)', NUMBER, 12),
      column('offDelayMs', '解除延时（毫秒）', 'Delay before clearing (ms)', NUMBER, 12),
      column('where', '只看这些设备（JSON）', 'Only sensors with (JSON)', JSON_TEXT, 22),
      column('incident.matter', '立案事项', 'Opens matter', FIVE, 9),
      column('incident.condition', '立案条件编号', 'Condition', TEXT, 14),
      column('incident.fromLevel', '自何级立案', 'From level', NUMBER, 9),
      column('incident.groupBy', '合并范围', 'Grouped by', GROUP_BY, 10),
    ],
    items: {
      path: 'steps',
      columns: [column('level', '级别', 'Level', NUMBER, 6), column('limit', '限值', 'Limit', NUMBER, 9)],
    },
  },
  {
    kind: 'indicator',
    title: say('体征指标', 'Indicators'),
    keys: [ID],
    head: [
      column('group', '领域', 'Group', word(GROUP_WORDS), 10),
      ...both('name', '名称', 'Name', 24),
      column('unit', '单位', 'Unit', { type: 'blankable' }, 8),
      column('decimals', '小数位', 'Decimals', NUMBER, 7),
      column('input.kind', '设备类型', 'Sensor kind', TEXT, 14),
      column('input.metric', '监测项', 'Metric', TEXT, 12),
      column('input.where', '只看这些设备（JSON）', 'Only sensors with (JSON)', JSON_TEXT, 22),
      column('window', '时间窗（JSON）', 'Window (JSON)', JSON_TEXT, 26),
      column('reduce', '窗内取值', 'Within the window', word(REDUCTION_WORDS), 10),
      column('formula', '公式（JSON）', 'Formula (JSON)', JSON_TEXT, 34),
      column('factor', '乘数', 'Times', NUMBER, 8),
      column('polarity', '好坏方向', 'Polarity', POLARITY, 10),
      column('coverageFloor', '覆盖率下限', 'Coverage floor', NUMBER, 9),
      column('windowFloor', '窗内覆盖下限', 'Window floor', NUMBER, 9),
      column('areas', '最小区域', 'Smallest areas', SMALLEST, 10),
      column('rollUp', '向上汇总', 'Rolls up', ROLL_UP, 12),
      column('history', '小时取值', 'Hour made by', HISTORY, 10),
      column('forecastHours', '预测小时数', 'Forecast hours', NUMBER, 9),
      ...both('explain', '说明', 'Explained', 36),
    ],
    items: {
      path: 'scales',
      columns: [
        FROM,
        TO,
        STANDARD,
        SURE_COLUMN,
        column('steps', '分级（级别=限值）', 'Levels (level=limit)', { type: 'steps' }, 26),
        column('grades', '等第（JSON）', 'Grades (JSON)', JSON_TEXT, 40),
      ],
    },
  },
  {
    kind: 'limitTable',
    title: say('限值表', 'Limit tables'),
    keys: [ID, FROM],
    blank: ['validFrom'],
    head: [
      TO,
      ...both('name', '名称', 'Name', 24),
      STANDARD,
      SURE_COLUMN,
      column('night.fromHour', '夜间起（时）', 'Night from (hour)', NUMBER, 9),
      column('night.toHour', '夜间止（时）', 'Night to (hour)', NUMBER, 9),
    ],
    items: {
      path: 'items',
      columns: [
        column('id', '限值项', 'Item', TEXT, 14),
        column('limit', '限值', 'Limit', NUMBER, 9),
        column('night', '夜间限值', 'Night limit', NUMBER, 9),
      ],
    },
  },
  {
    kind: 'classTable',
    title: say('分类表', 'Class tables'),
    keys: [ID, FROM],
    blank: ['validFrom'],
    head: [
      TO,
      ...both('name', '名称', 'Name', 24),
      STANDARD,
      SURE_COLUMN,
      column('classes', '类别（JSON）', 'Classes (JSON)', JSON_TEXT, 40),
      column('ranges', '范围（JSON）', 'Ranges (JSON)', JSON_TEXT, 30),
    ],
    items: {
      path: 'items',
      columns: [
        column('metric', '监测项', 'Metric', TEXT, 12),
        column('bad', '何为坏', 'Bad is', DIRECTION, 8),
        column('limits', '各类限值', 'Limits by class', { type: 'numbers' }, 26),
      ],
    },
  },
]
