// Words for what is wrong with data: why an input was not taken, why a value is doubted, why a sign has none. Apart from the other
// words, since the pages of people who work on cases do without them.
import type { IndicatorValue } from '../core/indicate/types.ts'
import type { QualityFlag, RejectReason } from '../core/observe/types.ts'
import { say, type Words } from './words.ts'

/** What happened to an input that was not taken, and what its sender should do. */
export const REJECT_WORDS: Words<RejectReason> = {
  unparseable: say(
    '无法解析：内容不是接入约定的格式，请核对报文编码与格式。',
    'Unparseable: the payload is not in the agreed format. Check its encoding and format.',
  ),
  oversized: say(
    '报文过大：超过接入约定的字节数，请拆分后发送。',
    'Oversized: the message exceeds the agreed number of bytes. Split it and send again.',
  ),
  schema: say(
    '结构不符：缺少必填字段或字段类型不对，请按接入约定修改报文。',
    'Wrong shape: a required field is missing or of another type. Change the message to fit the contract.',
  ),
  wrongUnit: say(
    '单位不符：无法换算为该指标的单位，请改用接入约定的单位，或在约定中登记实际单位。',
    'Wrong unit: it cannot be converted to the unit of this metric. Send the agreed unit, or enter the real one in the contract.',
  ),
  impossibleValue: say(
    '数值不可能：超出该指标的物理范围，请检查设备、量程和单位。',
    'Impossible value: outside what this metric can physically be. Check the device, its range and its unit.',
  ),
  unknownSensor: say(
    '未登记的设备：请先登记该设备，或在报文中附上类型与位置。',
    'Unknown sensor: register the device first, or send its kind and place with the message.',
  ),
  unknownMetric: say(
    '未知的监测项：该类设备没有这一项，请核对名称或在接入约定中映射。',
    'Unknown metric: this kind of sensor has none of that name. Check the name, or map it in the contract.',
  ),
  unknownFeed: say(
    '未约定的主题：没有接入约定与该主题相符，请核对主题或新增接入约定。',
    'Unknown feed: no contract fits this topic. Check the topic, or add a contract.',
  ),
  badTime: say(
    '时间无法识别：请使用秒或毫秒时间戳，或带时区的 ISO 8601 时间。',
    'Unreadable time: send a time stamp in seconds or milliseconds, or ISO 8601 with its zone.',
  ),
  future: say(
    '时间超前：晚于平台时间且超出允许偏差，请校准设备时钟与时区。',
    'In the future: further ahead of our clock than allowed. Set the device’s clock and time zone.',
  ),
  ancient: say(
    '数据过旧：早于接入约定允许的时间，如需补传请走历史回放。',
    'Too old: older than the contract allows. Use the replay tool to send history.',
  ),
  duplicate: say(
    '重复数据：同一设备、监测项和时间的同一数值已经收到，无需重发。',
    'Duplicate: the same value of the same sensor, metric and time is already here. No need to send it again.',
  ),
  badPlace: say(
    '位置无效：坐标不在本市范围内或经纬度颠倒，请核对坐标及坐标系。',
    'Bad place: the coordinates are outside the city, or longitude and latitude are swapped. Check them and their datum.',
  ),
  notAllowed: say(
    '无权发布：该账号不能向此主题发布，请使用该接入登记的网关账号。',
    'Not allowed: this account may not publish to the topic. Use the gateway account registered for the feed.',
  ),
}

export const QUALITY_WORDS: Words<QualityFlag> = {
  rate: say('变化过快', 'Changed too fast'),
  flat: say('长时间不变', 'Unchanged for too long'),
  late: say('迟到', 'Late'),
  outOfOrder: say('乱序到达', 'Out of order'),
  clockSkew: say('设备时钟不准', 'Device clock off'),
  unitSlip: say('疑似单位错误', 'Probably another unit'),
  estimated: say('估算值', 'Estimated'),
  range: say('超出通常范围', 'Outside the usual range'),
  repeated: say('重复上传', 'Sent more than once'),
  misplaced: say('位置不符', 'Not where it is registered'),
  afterSilence: say('静默后首值', 'First after silence'),
}

/** Why an indicator has no value. */
export const UNKNOWN_WORDS: Words<NonNullable<IndicatorValue['unknown']>> = {
  coverage: say('在线设备不足，暂不评价', 'Too few fresh sensors to say'),
  noSensors: say('本区域没有监测设备', 'No sensors in this area'),
  missingPollutant: say('缺少污染物数据，AQI 不发布（NA）', 'A pollutant is missing: no AQI (NA)'),
  noCases: say('没有可统计的案卷', 'No cases to count from'),
  zeroBase: say('分母为零，无从计算', 'Nothing to divide by'),
  noLimit: say('没有现行限值，暂不评价', 'No limit is in force, so nothing is judged'),
}
