// Walls in words: why one shows what it shows, and what may be put on it.
import type { Why } from '../core/wall/director.ts'
import type { WallShow } from '../core/wall/types.ts'
import type { Text } from '../core/text.ts'
import { say, type Words } from './words.ts'

/** The director's reasons, short enough for the strip of a wall. */
export const WHY_WORDS: Words<Why> = {
  emergency: say('应急响应', 'Emergency'),
  drill: say('应急演练', 'Drill'),
  pushed: say('值班推送', 'Put here by the desk'),
  pinned: say('已固定', 'Pinned'),
  follow: say('跟随其他大屏', 'Follows another wall'),
  unacknowledged: say('重大案卷未签收', 'A severe case nobody has taken on'),
  severe: say('重大案卷在办', 'A severe case is being worked'),
  warning: say('预警生效', 'A warning is in force'),
  sign: say('体征异常', 'A sign is abnormal'),
  turn: say('轮播', 'Its turn'),
}

/** What is shown, by its ids: for the audit log. */
export function showText(show: WallShow): Text {
  switch (show.type) {
    case 'board':
      return say(`看板 ${show.board}`, `board ${show.board}`)
    case 'incident':
      return say(`案卷 ${show.incident}`, `case ${show.incident}`)
    case 'sign':
      return say(`体征 ${show.indicator}（${show.area}）`, `sign ${show.indicator} (${show.area})`)
    case 'map':
      return say('城市地图', 'the city map')
  }
}
