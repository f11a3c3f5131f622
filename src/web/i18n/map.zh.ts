// Phrases of the city map. Layers have theirs in parts: ground, work.
import type { Phrases } from './i18n.ts'
import { groundLayers } from './parts/groundLayers.zh.ts'
import { workLayers } from './parts/workLayers.zh.ts'

export const phrases: Phrases = {
  title: '城市地图',
  group: { ground: '底图与区划', sensing: '感知', work: '事件与力量', analysis: '分析' },
  left: '查找与图层',
  right: '视野内与所选',
  layers: '图层',
  fold: '收起图层',
  unfold: '展开图层',
  table: '表',
  tableOf: '{name}：表格',
  legendOf: '{name}：图例',
  closeTable: '关闭表格',
  rows: '{n} 行',
  noRows: '没有可列的内容',
  cases: '视野内的案卷',
  casesInSight: '{n} 件未结',
  casesWithin: '{n} 件未结 · 所选时段内发生',
  none: '视野内没有未结案卷',
  noneWithin: '视野内没有所选时段发生的未结案卷',
  noneHint: '缩小或移动地图，或清除时段。',
  picked: '所选',
  back: '返回列表',
  goThere: '定位',
  gone: '已不在图上',
  goneHint: '所选对象的图层未显示，或该对象已经离开。',
  case: { code: '编号', clock: '时限', place: '位置', lead: '主办', opened: '发生', open: '打开案卷' },
  sensor: { kind: '类别', open: '打开设备页' },
  layer: { ...groundLayers, ...workLayers },
}
