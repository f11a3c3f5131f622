// Phrases of the duty roster.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: '排班',
  earlier: '上一周',
  later: '下一周',
  thisWeek: '本周',
  gaps: '今日起有 {n} 个班次无人值守',
  copy: '复制上周排班',
  copyWhat: '本周今日及以后各天将改为与上周同一天相同，已排的人员会被替换；已过去的日期不变。',
  copyDo: '复制',
  grid: '一周排班',
  shift: '班次',
  today: '今日',
  now: '当班',
  nobody: '无人',
  cell: '{date} {shift}：',
  edit: '值守人员',
  hintKeep:
    '方向键在格间移动，回车修改。排班决定谁当班：当班人员必收Ⅰ级、Ⅱ级通知，并在本班结束前 30 分钟收到交班提醒。未排班也可以交接班。',
  hintRead: '方向键在格间移动。排班由值班长或系统管理员维护；未排班也可以交接班。',
}
