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
  warnings: {
    name: 'Weather warnings',
    none: 'No warning is in force.',
    drill: 'drill',
    until: 'until {at}',
    column: { name: 'Warning', level: 'Level', area: 'Area', from: 'From', until: 'Until', sender: 'Issued by' },
  },
  cameras: {
    name: 'Cameras',
    stream: 'live video',
    picture: 'picture',
    with: 'With a picture',
    nothing: 'No picture connected',
    sees: 'What it sees (near by)',
    column: { name: 'Camera', area: 'Area', owner: 'Department', picture: 'Picture' },
  },
  reports: {
    name: 'Reports',
    source: 'Source',
    all: 'All sources',
    within: 'Within {span}',
    thinned: 'a sample of {n} on the map',
    rounded: 'places to about 100 m',
    simulated: '{n} of them simulated',
    and: '; ',
    ramp: 'few → many',
    column: { street: 'Street (nearest)', district: 'District', count: 'Reports' },
  },
}
