// Phrases of the city map. Layers have theirs in parts: ground, work.
import type { Phrases } from './i18n.ts'
import { groundLayers } from './parts/groundLayers.zh.ts'
import { workLayers } from './parts/workLayers.zh.ts'

export const phrases: Phrases = {
  title: '城市地图',
  group: { ground: '底图与区划', sensing: '感知', work: '事件与力量', analysis: '分析' },
  layer: { ...groundLayers, ...workLayers },
}
