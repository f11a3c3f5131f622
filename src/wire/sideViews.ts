// Views that only some pages follow, while they are open: walls, boards, emergencies. Same envelope and sequence as the others.
import type { Role } from '../core/incident/types.ts'
import { BoardRowSchema, type BoardRow } from './boards.ts'
import { EmergencyRowSchema, type EmergencyRow } from './emergencies.ts'
import { WallRowSchema, type WallRow } from './walls.ts'
import { envelope, type AlarmRow, type IncidentRow } from './views.ts'

export const SIDE_ROWS = { walls: WallRowSchema, boards: BoardRowSchema, emergencies: EmergencyRowSchema } as const
export const SIDE_MESSAGES = {
  walls: envelope(WallRowSchema),
  boards: envelope(BoardRowSchema),
  emergencies: envelope(EmergencyRowSchema),
} as const
/** Row type of each. */
export interface SideRows {
  readonly walls: WallRow
  readonly boards: BoardRow
  readonly emergencies: EmergencyRow
}
/** Views of which walls are sent rows of their own, by topics of their own: in the others people are named. */
export interface WallViewRows {
  readonly incidents: IncidentRow
  readonly alarms: AlarmRow
  readonly emergencies: EmergencyRow
}
/** Emergencies are everybody's; walls and their boards are for walls and those who look after them. */
export const mayFollowSide = (view: keyof SideRows, role: Role): boolean =>
  view === 'emergencies' || (role !== 'department' && role !== 'collector')
export const sideKey: { readonly [V in keyof SideRows]: (row: SideRows[V]) => string } = {
  walls: (row) => row.id,
  boards: (row) => row.id,
  emergencies: (row) => row.id,
}
