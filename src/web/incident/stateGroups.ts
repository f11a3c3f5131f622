// States by where a case is on its way, as filters group them. Words are `incident.stateGroup.<name>`.
import type { IncidentState } from '../../core/incident/types.ts'

export const STATE_GROUPS = {
  filing: ['pendingVerify', 'pendingFiling'],
  dispatch: ['pendingDispatch'],
  handle: ['pendingHandle', 'handling', 'pendingConfirm', 'suspended'],
  check: ['pendingCheck', 'pendingClose'],
  merged: ['merged'],
  ended: ['closed', 'forceClosed', 'refused', 'cancelled'],
} as const satisfies Record<string, readonly IncidentState[]>
export type StateGroup = keyof typeof STATE_GROUPS

export const STATES: readonly IncidentState[] = Object.values(STATE_GROUPS).flat()
