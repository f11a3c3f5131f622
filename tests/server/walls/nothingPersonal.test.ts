// Nothing personal is ever sent to a wall: people are planted wherever the hub takes a name, a number or an address, and no byte that
// a wall can get, over HTTP or MQTT, holds one of them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MqttClient } from 'mqtt'
import type { IncidentRow, AlarmRow, Snapshot } from '../../../src/wire/views.ts'
import { SIDE_VIEWS, VIEWS, WALL_VIEWS, topics } from '../../../src/wire/topics.ts'
import type { Pairing, WallRow } from '../../../src/wire/walls.ts'
import { jpeg } from '../../support/pictures.ts'
import { startTestHub, until, type TestHub } from '../../support/hub.ts'
import { PASSWORD, STAFF, PHONES, NAMES, DOORS, PERSONAL } from './planted.ts'

let hub: TestHub
let wall = ''
let link: MqttClient
const cookies = new Map<string, string>()
const heard = new Map<string, string[]>()
const refused: string[] = []

const as = (who: string): string => cookies.get(who) ?? expect.fail(`nobody: ${who}`)
async function ask(
  method: string,
  path: string,
  cookie: string,
  body?: unknown,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${hub.port}${path}`, {
    method,
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // Bytes as they are, so that frames and files are looked through as well.
  return { status: response.status, text: Buffer.from(await response.arrayBuffer()).toString('utf8') }
}
async function must(method: string, path: string, who: string, body?: unknown): Promise<string> {
  const { status, text } = await ask(method, path, as(who), body)
  if (status >= 300) expect.fail(`${who} ${method} ${path}: ${status} ${text}`)
  return text
}
const rows = async <R>(view: string, who = 'zz-chief'): Promise<readonly R[]> =>
  (JSON.parse(await must('GET', `/api/snapshot/${view}`, who)) as Snapshot<R>).rows
let keys = 0
async function act(who: string, incident: string, input: object): Promise<void> {
  const version = (await rows<IncidentRow>('incidents')).find((row) => row.id === incident)?.version ?? 0
  await must('POST', `/api/incidents/${incident}/acts`, who, {
    key: `planted-${String((keys += 1)).padStart(6, '0')}`,
    version,
    input,
  })
}
const report = async (who: string, more: object): Promise<string> =>
  (
    JSON.parse(
      await must('POST', '/api/incidents', who, {
        key: `planted-${String((keys += 1)).padStart(6, '0')}`,
        ...{ lng: 119.435, lat: 32.398, address: `文昌中路188号${DOORS[0]}` },
        ...more,
      }),
    ) as { id: string }
  ).id

const planted: Record<string, string> = {}

beforeAll(async () => {
  hub = await startTestHub()
  for (const [username, name, role] of STAFF) {
    await hub.accounts.createAccount({
      ...{ username, name, role, password: PASSWORD },
      ...(role === 'department' && { department: 'paishui' }),
    })
    cookies.set(username, await hub.signIn(username, PASSWORD))
  }

  // A wall, let in as walls are; it listens before anything happens.
  const pairing = JSON.parse((await ask('POST', '/api/walls/pairing', '')).text) as Pairing
  const row = JSON.parse(await must('POST', '/api/walls', 'zz-chief', { code: pairing.code, name: '大厅' })) as WallRow
  const claimed = await fetch(`http://127.0.0.1:${hub.port}/api/walls/pairing/claim`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret: pairing.secret }),
  })
  wall = claimed.headers.get('set-cookie')?.split(';')[0] ?? ''
  planted['wall'] = row.id
  link = await hub.screen(wall)
  link.on('message', (topic, payload) => heard.set(topic, [...(heard.get(topic) ?? []), payload.toString('utf8')]))
  for (const filter of [
    ...['#', '+/#', 'yiwang/#', 'yiwang/v1/#', 'yiwang/v1/view/#', 'yiwang/v1/view/+', 'yiwang/v1/view/post/+/notices'],
    ...['yiwang/v1/view/post/wall/#', 'yiwang/v1/units/+', '$SYS/#', 'demo/ponding/p-1', '12345/report'],
    ...[...VIEWS, ...SIDE_VIEWS].map((view) => topics.view(view)),
    ...WALL_VIEWS.map((view) => topics.wallView(view)),
    ...[...STAFF.map(([, , role]) => role), 'wall'].map((post) => topics.notices({ post })),
    ...['paishui', '+'].flatMap((department) => [
      topics.departmentIncidents(department),
      topics.notices({ department }),
    ]),
    ...['desk', 'wall', 'department:paishui'].map((audience) => topics.units(audience)),
    ...[topics.frames('+', '+'), topics.states('+', '+')],
  ])
    await link.subscribeAsync(filter).catch(() => refused.push(filter))

  // An alarm and its case, acknowledged and shelved by people with words of their own.
  const gateway = await hub.gateway('gw-demo')
  await gateway.publishAsync('demo/ponding/p-1', JSON.stringify({ values: { depthM: 0.32 } }), { qos: 1 })
  const [alarm] = await until(async () => {
    const standing = await rows<AlarmRow>('alarms')
    return standing.length > 0 && standing
  })
  await must('POST', `/api/alarms/${alarm?.id}/acts`, 'zz-acceptor', { act: 'acknowledge' })
  await must('POST', `/api/alarms/${alarm?.id}/acts`, 'zz-acceptor', {
    ...{ act: 'shelve', reason: `${NAMES[5]}正在现场 ${PHONES[4]}`, untilAt: hub.now() + 3_600_000 },
  })
  const [flood] = await until(async () => {
    const cases = await rows<IncidentRow>('incidents')
    return cases.length > 0 && cases
  })
  planted['incident'] = flood?.id ?? ''

  // Callers: on the telephone, from another platform, from a patrol; in every state of their case.
  const hotline = await hub.gateway('gw-hotline')
  await hotline.publishAsync(
    '12345/report',
    JSON.stringify({
      ...{ report: 'zz-1', channel: 'hotline', text: `${NAMES[0]}反映门前积水，电话${PHONES[0]}`, at: hub.now() },
      ...{ lng: 119.43, lat: 32.39, address: `${DOORS[1]}${DOORS[0]}` },
      reporter: { name: NAMES[0], phone: PHONES[0] },
    }),
    { qos: 1 },
  )
  const patrol = await hub.gateway('gw-patrol')
  await patrol.publishAsync(
    'patrol/report',
    JSON.stringify({
      ...{ report: 'zz-2', channel: 'patrol', text: `${NAMES[4]}发现井盖缺失，联系${PHONES[3]}`, at: hub.now() },
      ...{ lng: 119.431, lat: 32.391, address: `${DOORS[1]}` },
      reporter: { name: NAMES[4], phone: PHONES[3] },
    }),
    { qos: 1 },
  )
  await until(async () => (await rows<IncidentRow>('incidents')).length >= 3)
  planted['desk'] = await report('zz-acceptor', {
    ...{ text: `${NAMES[1]}说楼下积水`, source: 'hotline', matter: 'M001' },
    reporter: { name: NAMES[1], phone: PHONES[1] },
  })
  planted['unfiled'] = await report('zz-acceptor', {
    text: `${NAMES[1]}家里没水`,
    reporter: { name: NAMES[1], phone: PHONES[1] },
  })

  // A department with its crew, its handler, a photo with its words.
  planted['crew'] = 'zz-crew'
  await must('PUT', '/api/crews/zz-crew', 'zz-paishui', {
    ...{ department: 'paishui', name: `${NAMES[2]}班`, leader: NAMES[2], phone: PHONES[2], members: 4, active: true },
  })
  const incident = planted['incident']
  await act('zz-dispatcher', incident, {
    act: 'dispatch',
    lead: 'paishui',
    assist: [],
    note: `请联系${NAMES[6]}${PHONES[3]}`,
  })
  await act('zz-paishui', incident, { act: 'accept', handler: NAMES[3], crew: 'zz-crew' })
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(jpeg())], { type: 'image/jpeg' }), 'a.jpg')
  const photo = await fetch(`http://127.0.0.1:${hub.port}/api/photos`, {
    method: 'POST',
    headers: { cookie: as('zz-paishui') },
    body: form,
  })
  planted['photo'] = ((await photo.json()) as { id: string }).id
  await act('zz-paishui', incident, {
    act: 'progress',
    note: `${NAMES[3]}已到场 ${PHONES[4]}`,
    photos: [planted['photo']],
  })
  await act('zz-leader', incident, { act: 'supervise', text: `请${NAMES[6]}盯办` })
  await must('PUT', '/api/presence', 'zz-dispatcher', { screen: 'screen-0001', incident, act: 'note' })

  // A drill with words of the desk, and a push.
  const plans = JSON.parse(await must('GET', '/api/plans', 'zz-chief')) as {
    plan: { id: string; steps: { id: string }[] }
  }[]
  const plan = plans[0]?.plan ?? expect.fail('the city has no plan')
  const declared = JSON.parse(
    await must('POST', '/api/emergencies', 'zz-chief', { plan: plan.id, drill: true, key: 'planted-drill', incident }),
  ) as { id: string }
  planted['emergency'] = declared.id
  await must('POST', `/api/emergencies/${declared.id}/acts`, 'zz-chief', {
    ...{ key: 'planted-drill-note', act: { type: 'note', text: `${NAMES[6]}到位` } },
  })
  await must('POST', `/api/emergencies/${declared.id}/acts`, 'zz-chief', {
    ...{
      key: 'planted-drill-step',
      act: { type: 'doStep', step: plan.steps[0]?.id, note: `${NAMES[6]} ${PHONES[4]}` },
    },
  })
  // Of cases that people told of, and nobody has filed yet.
  for (const one of await rows<IncidentRow>('incidents'))
    if (one.source !== 'sensor')
      await must('POST', '/api/emergencies', 'zz-chief', {
        plan: plan.id,
        drill: true,
        key: `drill-${one.id}`,
        incident: one.id,
      })
  await must('POST', '/api/walls/push', 'zz-dispatcher', {
    walls: 'all',
    show: { type: 'map', query: { q: NAMES[0], on: 'incidents' } },
  })
  const boards = JSON.parse(await must('GET', '/api/boards', 'zz-chief')) as {
    id: string
    board: object
    version: number
  }[]
  await must('PUT', `/api/boards/${boards[0]?.id}`, 'zz-chief', {
    board: boards[0]?.board,
    version: boards[0]?.version,
  })
  planted['board'] = boards[0]?.id ?? ''
  planted['plan'] = plan.id
}, 120_000)
afterAll(() => hub.stop())

/** What a page of the desk would find: the planted people are really there. */
it('is proved by people who are really in the hub', async () => {
  const all = [
    await must('GET', '/api/snapshot/incidents', 'zz-chief'),
    await must('GET', '/api/snapshot/alarms', 'zz-chief'),
    await must('GET', '/api/snapshot/presence', 'zz-chief'),
    await must('GET', '/api/snapshot/emergencies', 'zz-chief'),
    await must('GET', `/api/incidents/${planted['incident']}`, 'zz-chief'),
    await must('GET', `/api/incidents/${planted['desk']}`, 'zz-chief'),
    await must('GET', '/api/crews', 'zz-chief'),
  ].join('\n')
  for (const word of [
    '欧阳受理',
    '欧阳派遣',
    '上官班长',
    '上官处置',
    '上官缘由',
    '上官备注',
    '上官市民',
    '13922223333',
    'zz-crew',
  ])
    expect(all, word).toContain(word)
})

const found = (text: string): string[] => PERSONAL.filter((word) => text.includes(word))

describe('over HTTP', () => {
  interface Route {
    readonly path: string
    readonly required: readonly string[]
  }
  async function routes(): Promise<readonly Route[]> {
    const api = JSON.parse((await ask('GET', '/api/openapi.json', wall)).text) as {
      paths: Record<string, { get?: { parameters?: { name: string; in: string; required?: boolean }[] } }>
    }
    const listed = Object.entries(api.paths).flatMap(([path, { get }]) =>
      // Pictures of a ground map from elsewhere hold nothing of the hub's.
      get === undefined || path.startsWith('/city/base/') || path.startsWith('/city/tiles/')
        ? []
        : [{ path, required: (get.parameters ?? []).filter((p) => p.in === 'query' && p.required).map((p) => p.name) }],
    )
    return [
      ...listed,
      ...['/api/openapi.json', '/api/asyncapi.json', '/metrics'].map((path) => ({ path, required: [] })),
    ]
  }
  const ASKED = (): Record<string, string> => ({
    ...{ from: String(hub.now() - 86_400_000), to: String(hub.now()), stepMs: '3600000', date: '2026-11-22' },
    ...{
      object: 'post',
      period: 'day',
      q: '上官',
      kind: 'incidents',
      format: 'json',
      indicator: 'handledRate',
      subject: '',
    },
    ...{ lng: '119.43', lat: '32.39', text: '积水', n: '1', depth: 'values', side: 'in', part: 'sensors' },
  })
  const fill = (path: string): readonly string[] => {
    const names = [...path.matchAll(/\{([^}]+)\}/g)].map((m) => m[1] ?? '')
    if (names.length === 0) return [path]
    const values = [
      ...[
        ...VIEWS,
        ...SIDE_VIEWS,
        'demo/p-1',
        'aqi',
        'open-incidents',
        'demo',
        'gw-demo',
        'matters',
        'xlsx',
        '2026-11-22',
      ],
      ...Object.values(planted),
      ...STAFF.map(([account]) => account),
    ]
    return values.map((value) => path.replace(/\{[^}]+\}/g, encodeURIComponent(value)))
  }

  it('no answer holds a name, an account, a number or a door', async () => {
    const answered = new Set<string>()
    const leaks: string[] = []
    const misasked: string[] = []
    for (const { path, required } of await routes()) {
      const query =
        required.length === 0
          ? ''
          : `?${new URLSearchParams(required.map((name) => [name, ASKED()[name] ?? '1'])).toString()}`
      const statuses = new Set<number>()
      for (const filled of fill(path)) {
        const { status, text } = await ask('GET', filled + query, wall)
        statuses.add(status)
        if (status === 200) answered.add(path)
        for (const word of found(text)) leaks.push(`${status} ${filled}: ${word}`)
      }
      // Refused for who asks, never for how: else the walk has seen nothing of it.
      if (statuses.has(400) && !statuses.has(200)) misasked.push(path + query)
    }
    expect(misasked).toEqual([])
    expect(leaks).toEqual([])
    // The walk really got in where a wall may.
    for (const path of [
      '/api/snapshot/{view}',
      '/api/city',
      '/api/sensors',
      '/api/sensors/{id}',
      '/api/activity',
      '/api/units',
      '/api/boards',
    ])
      expect([...answered], path).toContain(path)
  })

  it('what a wall may not ask for, it does not get', async () => {
    const closed = [
      ...[
        `/api/incidents/${planted['incident']}`,
        `/api/trace/${planted['incident']}`,
        `/api/photos/${planted['photo']}`,
      ],
      ...[
        '/api/crews',
        '/api/incidents',
        '/api/find?q=x',
        '/api/audit',
        '/api/accounts',
        '/api/snapshot/presence',
        '/api/walls',
      ],
      ...['/api/handovers/in-hand', `/api/emergencies/${planted['emergency']}`],
    ]
    for (const path of closed) expect([path, (await ask('GET', path, wall)).status >= 400]).toEqual([path, true])
    expect(JSON.parse((await ask('GET', '/api/snapshot/notices', wall)).text)).toMatchObject({ rows: [] })
  })
})

describe('over MQTT', () => {
  it('a wall is let into views of its own, those without people, and frames; no filter catches more', () => {
    const allowed = [
      ...WALL_VIEWS.map((view) => topics.wallView(view)),
      ...['indicators', 'status', 'warnings', 'walls', 'boards'].map((view) => `yiwang/v1/view/${view}`),
      ...[topics.units('wall'), topics.frames('+', '+'), topics.states('+', '+')],
    ]
    for (const filter of allowed) expect(refused).not.toContain(filter)
    for (const filter of ['#', 'yiwang/v1/#', topics.view('incidents'), topics.view('alarms'), topics.view('presence')])
      expect(refused).toContain(filter)
    expect(refused).toEqual(
      expect.arrayContaining([topics.view('emergencies'), 'demo/ponding/p-1', topics.units('desk')]),
    )
  })

  it('nothing it was sent holds a name, an account, a number or a door', async () => {
    await until(() => heard.has(topics.wallView('emergencies')) && heard.has(topics.view('status')))
    for (const view of WALL_VIEWS) expect([...heard.keys()]).toContain(topics.wallView(view))
    const leaks = [...heard].flatMap(([topic, texts]) =>
      texts.flatMap((text) => found(text).map((word) => `${topic}: ${word}`)),
    )
    expect([...new Set(leaks)]).toEqual([])
    expect(heard.get(topics.view('walls'))?.join('')).toContain('"by":"dispatcher"')
  })

  it('is closed at once when the wall is sent away', async () => {
    const closed = new Promise<void>((done) => link.once('close', () => done()))
    await must('POST', `/api/walls/${planted['wall']}/revoke`, 'zz-chief')
    await closed
    await expect(hub.screen(wall)).rejects.toThrow()
    expect((await ask('GET', '/api/city', wall)).status).toBe(401)
  })
})
