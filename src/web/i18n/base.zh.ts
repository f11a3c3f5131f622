// Phrases of base maps: the switcher, what could not be had, sources and terms.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: '底图',
  sources: '地图数据来源与许可',
  sourcesShort: '来源与许可',
  sourcesHint: '对外使用或公开展示前，请核对各数据的许可与审图号。坐标系：CGCS2000（与 WGS84 相差厘米级）。',
  bundledNotice: '由本系统自带的城市数据绘制，来源见下',
  files: '城市数据',
  terrain: '地形',
  buildings: '建筑',
  shown: '使用中',
  close: '关闭',
  failed: '底图“{name}”无法取得，已改用内置底图。',
  reason: '原因：{reason}',
  missing: '内置底图缺少：{parts}',
  and: '、',
  part: {
    districts: '区县界',
    outline: '市界',
    lakes: '湖泊',
    rivers: '河流',
    roads: '道路',
    grid: '单元网格',
    pipes: '管线',
    places: '地名',
  },
}
