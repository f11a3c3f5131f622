// AsyncAPI 3 description of the hub's own topics, made from wire/topics.ts and the view schemas.
import { SIDE_VIEWS, VIEWS, topics } from '../../wire/topics.ts'
import { SIDE_MESSAGES } from '../../wire/sideViews.ts'
import { VIEW_MESSAGES } from '../../wire/views.ts'
import { paths } from '../../wire/api.ts'

export function asyncApi(sensorKinds: readonly string[]): object {
  const message = (name: string, payload: object) => ({
    messages: { [name]: { contentType: 'application/json', payload } },
  })
  // Notices come by post or department only.
  const views = VIEWS.filter((name) => name !== 'notices').map((name): [string, object] => [
    name,
    { address: topics.view(name), ...message(name, VIEW_MESSAGES[name]) },
  ])
  const sideViews = SIDE_VIEWS.map((name): [string, object] => [
    name,
    { address: topics.view(name), ...message(name, SIDE_MESSAGES[name]) },
  ])
  const areaAndKind = {
    area: { description: 'County-level area code (GB/T 2260).' },
    kind: { enum: [...sensorKinds] },
  }
  const bytes = (name: string, description: string) => ({
    parameters: areaAndKind,
    messages: { [name]: { contentType: 'application/octet-stream', description } },
  })
  const channels = {
    ...Object.fromEntries([...views, ...sideViews]),
    departmentIncidents: {
      address: topics.departmentIncidents('{department}'),
      parameters: { department: { description: 'Department id; its own staff may subscribe.' } },
      ...message('incidents', VIEW_MESSAGES.incidents),
    },
    wallIncidents: {
      address: topics.wallView('incidents'),
      ...message('incidents', VIEW_MESSAGES.incidents),
    },
    wallAlarms: { address: topics.wallView('alarms'), ...message('alarms', VIEW_MESSAGES.alarms) },
    wallEmergencies: {
      address: topics.wallView('emergencies'),
      ...message('emergencies', SIDE_MESSAGES.emergencies),
    },
    postNotices: {
      address: topics.notices({ post: '{post}' }),
      parameters: { post: { description: 'Post on the desk; those who hold it may subscribe.' } },
      ...message('notices', VIEW_MESSAGES.notices),
    },
    departmentNotices: {
      address: topics.notices({ department: '{department}' }),
      parameters: { department: { description: 'Department id; its own staff may subscribe.' } },
      ...message('notices', VIEW_MESSAGES.notices),
    },
    frames: {
      address: topics.frame('{area}', '{kind}'),
      ...bytes('frame', 'Binary sensor frame: values that changed; layout and codec in src/wire/frame.ts.'),
    },
    units: {
      address: topics.units('{audience}'),
      parameters: {
        audience: { description: 'desk, wall, or department:<id>: the one that GET /api/units names for the session.' },
      },
      messages: {
        unitFrame: {
          contentType: 'application/octet-stream',
          description: 'Binary frame of moving units; layout and codec in src/wire/unitFrame.ts.',
        },
      },
    },
    states: {
      address: topics.state('{area}', '{kind}'),
      ...bytes('state', 'Binary state frame: level, silence, doubt where changed; codec in src/wire/stateFrame.ts.'),
    },
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Yiwang 一网统管',
      version: '1',
      description: `MQTT over WebSocket at ${paths.mqtt}, with the session cookie. Snapshots with sequence come over HTTP.`,
    },
    channels,
    operations: Object.fromEntries(
      Object.keys(channels).map((name) => [name, { action: 'send', channel: { $ref: `#/channels/${name}` } }]),
    ),
  }
}
