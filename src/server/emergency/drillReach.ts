// The reach of a drill: notices on the hub's own screens, each marked. It is given no other way out, so it has none.
import { DRILL_MARK, type EmergencyNames } from '../../core/emergency/words.ts'
import type { Tell } from '../notify/tell.ts'
import { noticeRows, type Reaching } from './reaching.ts'

export const drillReach = (onScreens: Tell, names: EmergencyNames): Reaching => ({
  tell: (query, after, lines) => onScreens(query, noticeRows(after, lines, names, DRILL_MARK)),
  workOnCase: async () => undefined,
  tighten: () => [],
})
