// What this account is offered in an emergency. Only a convenience: the hub decides.
import type { PlanStep } from '../../core/emergency/types.ts'
import type { Session } from '../../wire/api.ts'
import type { EmergencyRow } from '../../wire/emergencies.ts'

export type Who = Pick<Session['user'], 'role' | 'department'>
type Role = Session['user']['role']
const DESK: ReadonlySet<Role> = new Set(['acceptor', 'dispatcher', 'dutyChief'])
const ON_BEHALF: ReadonlySet<Role> = new Set(['dispatcher', 'dutyChief'])

export const isParty = (row: EmergencyRow, department: string | undefined): boolean =>
  department !== undefined && row.parties.some((one) => one.department === department)

export const mayDeclare = (who: Who | undefined): boolean => who?.role === 'dutyChief'
export const mayEnd = (who: Who | undefined, row: EmergencyRow): boolean =>
  who?.role === 'dutyChief' && row.endedAt === undefined
export const mayCallRoll = mayEnd
export const mayReport = (who: Who | undefined): boolean => who !== undefined && DESK.has(who.role)
export const mayNote = (who: Who | undefined, row: EmergencyRow): boolean =>
  who !== undefined && (DESK.has(who.role) || who.role === 'leader' || isParty(row, who.department))
export const mayDo = (who: Who | undefined, row: EmergencyRow, { owner }: PlanStep): boolean =>
  who !== undefined &&
  row.endedAt === undefined &&
  (DESK.has(who.role) ||
    ('post' in owner ? owner.post === who.role : who.role === 'department' && owner.department === who.department))
export const mayAnswer = (who: Who | undefined, row: EmergencyRow, department: string): boolean =>
  who !== undefined &&
  row.endedAt === undefined &&
  (ON_BEHALF.has(who.role) || (who.role === 'department' && who.department === department))
