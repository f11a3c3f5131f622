// AsyncAPI 3 description of the hub's own topics, made from wire/topics.ts and the view schemas.
import { VIEWS, topics } from '../../wire/topics.ts'
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
  const channels = {
    ...Object.fromEntries(views),
    departmentIncidents: {
      address: topics.departmentIncidents('{department}'),
      parameters: { department: { description: 'Department id; its own staff may subscribe.' } },
      ...message('incidents', VIEW_MESSAGES.incidents),
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
      parameters: {
        area: { description: 'County-level area code (GB/T 2260).' },
        kind: { enum: [...sensorKinds] },
      },
      messages: {
        frame: {
          contentType: 'application/octet-stream',
          description: 'Binary sensor frame; layout and codec in src/wire/frame.ts.',
        },
      },
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
