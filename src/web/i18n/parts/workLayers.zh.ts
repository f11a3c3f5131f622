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
}
