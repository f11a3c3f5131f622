// Phrases of the indicator page.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: '体征指标',
  unknown: '没有这项指标',
  how: '怎么算',
  windowWord: '时段',
  window: { 6: '6 小时', 24: '24 小时', 168: '7 天' },
  standard: '依据',
  trend: '变化',
  byArea: '分区',
  area: '区划',
  value: '数值',
  level: '级别',
  coverage: '覆盖',
  incidents: '相关案卷',
  noIncidents: '没有相关的在办案卷',
  sensors: '所依据的监测设备（最差在前）',
  noSensors: '这项指标不由监测设备计算',
  sensor: '监测设备',
  age: '时间',
  showAll: '显示全部 {n} 台',
}
