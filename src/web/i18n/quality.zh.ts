// Phrases of the data quality page; names of the flags come with the data (wire/words.ts).
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: '数据质量',
  choice: '查看范围',
  by: '按',
  is: { feed: '数据接入', department: '责任单位', sensor: '监测设备' },
  spanWord: '时段',
  span: { 1: '24 小时', 7: '7 天', 30: '30 天' },
  onlyFlag: '质量标记',
  allFlags: '全部',
  refresh: '刷新',
  export: '导出 CSV',
  table: '按{by}统计',
  counted: '{from} 至 {to}，按小时统计',
  sensors: '设备数',
  observations: '观测数',
  suspect: '可疑占比 %',
  suspectN: '可疑观测数',
  suspectHint: '不计入指标的观测占收到的观测的比例，向上取整',
  silences: '静默次数',
  silentHours: '静默设备·小时',
  silentHoursHint: '时段内各设备静默时长之和，含正在静默的',
  silentNow: '正在静默',
  silentNowN: '{n} 台正在静默',
  simulated: '模拟',
  yes: '是',
  no: '否',
  more: '另有 {n} 行未列出；请按接入或单位缩小范围。',
  none: '这一时段没有统计',
  noneFlagged: '这一时段没有带此标记的数据',
  noneHint: '收到数据后按小时统计，最迟一分钟后可见。',
  guide: '质量标记说明',
  guideHint:
    '每个数值连同标记一并保存。带「不计入指标」的标记，其数值不参与体征指标计算，直到有更好的数值到达；其余标记只随数值说明。',
  leftOut: '不计入指标',
  flag: {
    rate: {
      what: '比该监测项可信的最快速度变化得更快。只标跳变后的第一个数值；下一个数值与之相符即为可信，真实的暴涨不会被排除。',
      todo: '核对现场是否确有突变；若反复出现，检查探头、接线与供电。',
    },
    flat: {
      what: '数值停在同一个数上，超过该监测项允许的时间。',
      todo: '检查探头是否卡滞、淤堵或冻结，采集器是否在重发旧值。',
    },
    late: {
      what: '到达时间晚于接入约定允许的延迟。数值计入其发生的时刻。',
      todo: '检查通信网络与网关缓存；若属正常节拍，请修改接入约定。',
    },
    outOfOrder: {
      what: '到达时已有同一序列更新的数值。保留，但不与前后数值比较。',
      todo: '检查网关是否按序发送、是否有两条链路并行。',
    },
    clockSkew: {
      what: '设备时间比平台快 2 秒以上，或连续 5 个数值以同样的差距落后（时钟回拨）；后者从第 5 个起继续显示，时间不作改动。',
      todo: '为设备配置校时（NTP），核对时区设置。',
    },
    unitSlip: {
      what: '跳变约为 10、100 或 1000 倍，疑似改了单位或小数点。此后一直标记，直到数值恢复，最长 7 天；超出物理范围而被拒收的也计入。',
      todo: '核对设备与接入约定中的单位，改正后标记自动解除。',
    },
    estimated: {
      what: '数据方标明为估算值，不是实测。',
      todo: '无需处理；若应为实测，请与数据方核对。',
    },
    range: {
      what: '在物理上可能，但超出该监测项的通常范围。',
      todo: '现场核实；若属常见情况，请在目录中调整通常范围。',
    },
    repeated: {
      what: '同一时刻的同一数值又收到一次。重复的一次不保存，只计数并在原值上标记。',
      todo: '检查网关的重发设置和是否重复接入。',
    },
    misplaced: {
      what: '设备自报的位置（或登记的坐标）在其登记区划的边界之外 2 km 以上；街道按所在区县的边界判断。',
      todo: '核对设备是否被移动，改正登记的坐标或区划。',
    },
    afterSilence: {
      what: '静默超过允许时间之后的第一个数值（该类设备的失效时间，且不少于接入约定的三个周期）。',
      todo: '查明静默期间的断电、断网或维护，必要时补传。',
    },
  },
}
