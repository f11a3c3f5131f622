// Words for what vital signs are told apart and judged by: on pages, in the catalogue's forms and in its sheets alike.
import type { Group, Indicator, Reduction, Sureness } from '../core/indicate/types.ts'
import { say, type Words } from './words.ts'

export const GROUP_WORDS: Words<Group> = {
  air: say('空气与环境', 'Air and environment'),
  water: say('防汛排涝', 'Water'),
  traffic: say('交通运行', 'Traffic'),
  lifeline: say('城市生命线', 'Lifelines'),
  order: say('公共秩序', 'Public order'),
  service: say('办件服务', 'Service'),
  platform: say('数据与平台', 'Data and platform'),
}

export const REDUCTION_WORDS: Words<Reduction> = {
  last: say('最新', 'last'),
  mean: say('平均', 'mean'),
  max: say('最大', 'greatest'),
  min: say('最小', 'least'),
  sum: say('合计', 'sum'),
  change: say('变化', 'change'),
  total: say('累计', 'total'),
}

/** How sure a figure of a standard is. */
export const SURE_WORDS: Words<Sureness> = {
  src: say('标准原文', 'from the standard'),
  mem: say('凭记忆待核对', 'from memory to be checked'),
  local: say('本市设定', 'set by this city'),
  unsure: say('存疑待核对', 'unsure to be checked'),
}

export const POLARITY_WORDS: Words<Indicator['polarity']> = {
  higherBetter: say('越高越好', 'higher is better'),
  lowerBetter: say('越低越好', 'lower is better'),
  neutral: say('不分好坏', 'neither is better'),
}
