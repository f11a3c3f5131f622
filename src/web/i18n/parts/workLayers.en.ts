// Phrases of the map's work layers; part of map.en.ts. Each layer: name, and words of its legend and table.
import type { Phrases } from '../i18n.ts'

export const workLayers: Phrases = {
  incidents: {
    name: 'Cases',
    nearDue: 'Nearly due',
    overdue: 'Overdue',
    column: {
      code: 'Code',
      title: 'Matter',
      level: 'Level',
      state: 'State',
      clock: 'Deadline',
      lead: 'Lead department',
      area: 'Area',
      openedAt: 'Opened',
    },
  },
  alarms: {
    name: 'Alarms',
    standing: { active: 'Unacknowledged', acknowledged: 'Acknowledged', shelved: 'Shelved' },
    column: {
      name: 'Alarm',
      level: 'Level',
      sensor: 'Sensor',
      value: 'Value',
      standing: 'Standing',
      area: 'Area',
      raisedAt: 'Raised',
    },
  },
}
