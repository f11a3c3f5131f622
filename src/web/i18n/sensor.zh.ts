// Phrases of the sensor page.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: '监测设备',
  kind: '类型',
  place: '位置',
  feed: '数据接入',
  owner: '权属单位',
  curve: '曲线',
  metric: '监测项',
  windowWord: '时段',
  window: { 1: '1 小时', 6: '6 小时', 24: '24 小时', 168: '7 天' },
  alarms: '告警',
  noAlarms: '近期没有告警',
  standing: '仍在',
  incidents: '相关案卷',
  noIncidents: '没有相关的在办案卷',
}
