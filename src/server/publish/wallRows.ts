// Rows as walls are sent them: people stand before a wall, so nobody is named on the way to it either. Free words of the desk, of
// departments and of callers stay behind whole: nothing can tell a name in them from a street. An emergency has the title that its chief
// wrote for the walls, and the words of its plan.
import { titleFor } from '../../core/incident/title.ts'
import type { WallViewRows } from '../../wire/sideViews.ts'
import type { AlarmRow, IncidentRow } from '../../wire/views.ts'
import type { EmergencyRow } from '../../wire/emergencies.ts'

/** Whose places and titles are made by machines, from reference data. */
const MACHINES: readonly IncidentRow['source'][] = ['sensor', 'platform', 'camera']
const UNCLASSIFIED = { zh: '待分类问题', en: 'Unclassified problem' }

function incidentForWall(row: IncidentRow): IncidentRow {
  const { handler: _handler, crew: _crew, address, ...rest } = row
  if (row.source === 'sensor') return { ...rest, ...(address === undefined ? {} : { address }) }
  return {
    ...rest,
    title: titleFor({ place: row.areaName, matter: row.matterName ?? UNCLASSIFIED }),
    ...(address === undefined || !MACHINES.includes(row.source) ? {} : { address }),
  }
}

export function alarmForWall(row: AlarmRow): AlarmRow {
  const { acknowledgedBy: _by, shelvedReason: _why, ...rest } = row
  return rest
}

function emergencyForWall({ endReason: _why, parties, steps, ...rest }: EmergencyRow): EmergencyRow {
  return {
    ...rest,
    parties: parties.map(({ note: _note, ...party }) => party),
    steps: steps.map(({ note: _note, ...step }) => step),
  }
}

export const forWall: { readonly [V in keyof WallViewRows]: (row: WallViewRows[V]) => WallViewRows[V] } = {
  incidents: incidentForWall,
  alarms: alarmForWall,
  emergencies: emergencyForWall,
}
