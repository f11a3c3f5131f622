// What the HTTP room is given of everything live: views, sensors, and acts on alarms. Joins parts and decides nothing.
import type { Live } from '../ports.ts'
import type { AlarmBook } from '../signs/alarms.ts'
import type { Frames } from './frames.ts'
import type { Screens } from './screens.ts'

export const liveOf = (screens: Screens, frames: Frames, alarms: Pick<AlarmBook, 'act'>): Live => ({
  incidents: (department) => screens.incidents(department),
  alarms: () => screens.alarms(),
  indicators: () => screens.indicators(),
  status: () => screens.status(),
  notices: (audience) => screens.notices(audience),
  presence: () => screens.presence(),
  warnings: () => screens.warnings(),
  side: (name) => screens.sideView(name),
  forWall: (name) => screens.wallView(name),
  sensors: (filter) => screens.sensors(filter),
  hot: frames,
  actOnAlarm: (id, act, actor) => alarms.act(id, act, actor),
})
