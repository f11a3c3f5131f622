// Words of the brief that stand the same on screens and in every file: names of kinds, sections and lights.
import type { BriefKind } from '../core/brief/key.ts'
import type { BriefSection } from '../core/brief/types.ts'
import type { BriefView } from './briefs.ts'
import { say, type Words } from './words.ts'

/** What stands in the masthead, after the city's name. */
export const BRIEF_KIND_WORDS: Words<BriefKind> = {
  daily: say('城市运行日报', 'Daily Brief'),
  weekly: say('城市运行周报', 'Weekly Brief'),
  monthly: say('城市运行月报', 'Monthly Brief'),
  flash: say('值班快报', 'Flash Report'),
  topic: say('城市运行专报', 'Special Report'),
}

export const BRIEF_SECTION_WORDS: Words<BriefSection> = {
  verdict: say('总体态势', 'Overall'),
  changes: say('主要变化', 'What changed'),
  incidents: say('重要事件', 'Major incidents'),
  weather: say('气象与预警', 'Weather and warnings'),
  vitals: say('城市体征', 'Vital signs'),
  cases: say('案卷办理', 'Cases'),
  hotline: say('12345 热点', '12345 hot topics'),
  departments: say('部门情况', 'Departments'),
  instructions: say('批示与督办', 'Instructions and supervision'),
  watch: say('今日关注', 'To watch'),
  quality: say('数据质量', 'Data quality'),
  duty: say('值班值守', 'On duty'),
}

export const BRIEF_LIGHT_WORDS: Words<BriefView['light']> = {
  green: say('平稳', 'steady'),
  yellow: say('关注', 'to watch'),
  orange: say('紧张', 'strained'),
  red: say('严峻', 'serious'),
}
