// A city without moving units, for tests that are about something else.
import type { UnitDesk } from '../../src/server/units/desk.ts'
import type { UnitDoor } from '../../src/server/units/units.ts'

export const noUnits: UnitDoor & UnitDesk = {
  announce: () => Promise.resolve([]),
  take: () => Promise.resolve([]),
  snapshot: () => ({ epoch: 'none', audience: 'desk', seq: 0, at: 1_790_000_000_000, kinds: [], rows: [] }),
  detail: () => Promise.resolve(undefined),
  track: () => Promise.resolve(undefined),
}
