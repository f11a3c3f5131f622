// Phrases of the map's work layers; part of map.zh.ts. Each layer: name, and words of its legend and table.
import type { Phrases } from '../i18n.ts'

export const workLayers: Phrases = {
  incidents: {
    name: '案卷',
    nearDue: '即将超时',
    overdue: '已超时',
    column: {
      code: '案卷号',
      title: '事项',
      level: '级别',
      state: '状态',
      clock: '时限',
      lead: '主办部门',
      area: '区划',
      openedAt: '建立',
    },
  },
  alarms: {
    name: '告警',
    standing: { active: '未确认', acknowledged: '已确认', shelved: '已搁置' },
    column: {
      name: '告警',
      level: '级别',
      sensor: '监测设备',
      value: '数值',
      standing: '处置',
      area: '区划',
      raisedAt: '发生',
    },
  },
  warnings: {
    name: '气象预警',
    none: '当前没有生效的预警。',
    drill: '演练',
    until: '至 {at}',
    column: { name: '预警', level: '级别', area: '范围', from: '生效', until: '截止', sender: '发布' },
  },
  cameras: {
    name: '摄像机',
    stream: '实时视频',
    picture: '画面',
    with: '已接入画面',
    nothing: '未接入画面',
    sees: '可视范围（近看时）',
    column: { name: '摄像机', area: '区划', owner: '责任部门', picture: '画面' },
  },
  reports: {
    name: '诉求热力',
    source: '来源',
    all: '全部来源',
    within: '{span}内',
    thinned: '图上抽样 {n} 件',
    rounded: '位置取约 100 米',
    simulated: '其中模拟 {n} 件',
    and: '；',
    ramp: '少 → 多',
    column: { street: '街道（就近）', district: '区县', count: '件数' },
  },
}
