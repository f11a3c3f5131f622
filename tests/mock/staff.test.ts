// The simulated staff: what it would do on a case, when, and that it keeps its hands off what is not its own.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { inflateSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { Compile } from 'typebox/compile'
import { photograph } from '../../mock/staff/photo.ts'
import { caseKey, delayMs, nextStep, postFor, WAIT_FOR_SENSOR_MS } from '../../mock/staff/step.ts'
import { Staff } from '../../mock/staff/work.ts'
import { ActCommandSchema, type ActCommand } from '../../src/wire/acts.ts'
import type { IncidentDetail } from '../../src/wire/api.ts'
import type { Crew, CrewInput } from '../../src/wire/desk.ts'
import type { AlarmRow, EventView, IncidentRow } from '../../src/wire/views.ts'

const NOW = Date.UTC(2026, 10, 23, 2, 0, 0)
const text = { zh: '道路积水', en: 'Road ponding' }

const rowOf = (more: Partial<IncidentRow> = {}): IncidentRow => ({
  id: 'YZ-20261123-000001',
  code: 'YZ-20261123-000001',
  version: 3,
  state: 'pendingFiling',
  source: 'sensor',
  title: text,
  level: 3,
  lng: 119.4,
  lat: 32.4,
  area: '321002001',
  areaName: text,
  assist: [],
  openedAt: NOW - 600_000,
  updatedAt: NOW - 600_000,
  alarms: 1,
  reports: 0,
  reworks: 0,
  returns: 0,
  supervised: false,
  escalated: false,
  reopenings: 0,
  ordersOpen: 0,
  replyOwed: false,
  absorbed: 0,
  simulated: true,
  lead: 'paishui',
  ...more,
})
const event = (type: string, actor: string, role: string, at: number, body: unknown = { type }): EventView => ({
  n: 1,
  type,
  actor: { id: actor, name: actor, role },
  occurredAt: at,
  recordedAt: at,
  because: [],
  body,
  hash: '',
})
const alarm = (clearedAt?: number): AlarmRow => ({
  id: 'a',
  rule: 'r',
  name: text,
  sensor: 's',
  sensorName: 's',
  metric: 'depthM',
  unit: 'm',
  level: 3,
  value: 0.2,
  lng: 119.4,
  lat: 32.4,
  area: '321002001',
  areaName: text,
  raisedAt: NOW,
  recordedAt: NOW,
  simulated: true,
  ...(clearedAt === undefined ? {} : { clearedAt }),
})
const detailOf = (row: Partial<IncidentRow>, more: Partial<IncidentDetail> = {}): IncidentDetail => ({
  row: rowOf(row),
  text: '积水',
  clocks: [],
  events: [],
  alarms: [],
  reports: [],
  photos: [],
  orders: [],
  supervisions: [],
  callable: false,
  callBacks: [],
  alike: [],
  absorbed: [],
  acts: [],
  recommendations: [
    {
      lead: 'paishui',
      assist: ['jiaojing'],
      via: 'matrix',
      reason: text,
      basis: [],
      load: 0,
      overdue: 0,
      firstResponsible: false,
      past: { handled: 0, onTime: 0, returned: 0 },
    },
  ],
  suggestions: [{ matter: 'M001', condition: 'depth', name: text, why: text }],
  ...more,
})
const isCommand = Compile(ActCommandSchema)
/** A key for which the case takes the ordinary way: no return, no failed check. */
const PLAIN = caseKey({ id: 'plain-7' }, 'test')
const act = (detail: IncidentDetail, key = PLAIN, now = NOW): string | undefined =>
  nextStep(detail, key, now, 1)?.input.act

describe('nextStep', () => {
  const accepted = event('accepted', 'sim-paishui', 'department', NOW)
  const progressed = event('progressed', 'sim-paishui', 'department', NOW)
  it.each([
    ['files what the case suggests', detailOf({}), 'file'],
    ['leaves to people what nothing suggests', detailOf({}, { suggestions: [] }), undefined],
    ['dispatches by the first recommendation', detailOf({ state: 'pendingDispatch' }), 'dispatch'],
    [
      'leaves to people what has no recommendation',
      detailOf({ state: 'pendingDispatch' }, { recommendations: [] }),
      undefined,
    ],
    ['accepts', detailOf({ state: 'pendingHandle' }), 'accept'],
    ['reports progress once', detailOf({ state: 'handling' }, { events: [accepted] }), 'progress'],
    [
      'submits when the sensor is quiet',
      detailOf({ state: 'handling' }, { events: [accepted, progressed], alarms: [alarm(NOW)] }),
      'submit',
    ],
    [
      'waits while the sensor still alarms',
      detailOf({ state: 'handling' }, { events: [accepted, progressed], alarms: [alarm()] }),
      undefined,
    ],
    [
      'works a returned order anew',
      detailOf({ state: 'handling' }, { events: [accepted, progressed, accepted] }),
      'progress',
    ],
    ['confirms', detailOf({ state: 'pendingConfirm' }), 'confirm'],
    ['checks', detailOf({ state: 'pendingCheck' }), 'check'],
    ['closes', detailOf({ state: 'pendingClose' }), 'close'],
    ['leaves suspended cases', detailOf({ state: 'suspended' }), undefined],
    [
      'refuses what was not found',
      detailOf(
        { source: 'hotline' },
        { events: [event('verified', 'sim-acceptor', 'acceptor', NOW, { found: false })] },
      ),
      'refuse',
    ],
  ])('%s', (_name, detail, expected) => {
    expect(act(detail)).toBe(expected)
  })

  const order = { department: 'jiaojing', photos: [] }
  it('has assisting departments do their part before the lead hands in', () => {
    const pending = detailOf(
      { state: 'handling', ordersOpen: 1 },
      { events: [accepted, progressed], orders: [{ ...order, state: 'pending' }] },
    )
    const working = { ...pending, orders: [{ ...order, state: 'handling' as const }] }
    const finished = { ...pending, orders: [{ ...order, state: 'finished' as const }] }
    expect(nextStep(pending, PLAIN, NOW, 1)).toMatchObject({ department: 'jiaojing', input: { act: 'acceptOrder' } })
    expect(nextStep(working, PLAIN, NOW, 1)).toMatchObject({ photo: 'after', input: { act: 'finishOrder' } })
    expect(act(finished)).toBe('submit')
  })

  it('sends assisting departments along only where it is serious', () => {
    const assistAt = (level: IncidentRow['level']): unknown =>
      nextStep(detailOf({ state: 'pendingDispatch', level }), PLAIN, NOW, 1)?.input
    expect(assistAt(2)).toMatchObject({ lead: 'paishui', assist: ['jiaojing'] })
    expect(assistAt(4)).toMatchObject({ lead: 'paishui', assist: [] })
  })

  it('answers a supervision before anything else', () => {
    expect(act(detailOf({ state: 'handling', replyOwed: true }, { events: [accepted] }))).toBe('reply')
  })

  it('merges a report into an earlier one that is the same, never the other way and never a sensor’s', () => {
    const earlier = rowOf({ id: 'YZ-20261123-000000', alarms: 0 })
    const alike = [{ row: earlier, score: 0.9, distanceM: 8, apartMs: 60_000, sameMatter: true, words: 0.7 }]
    expect(act(detailOf({ source: 'hotline', alarms: 0 }, { alike }))).toBe('merge')
    expect(act(detailOf({ source: 'sensor', alarms: 1 }, { alike }))).toBe('file')
    const later = [{ ...alike[0]!, row: rowOf({ id: 'YZ-20261123-000009' }) }]
    expect(act(detailOf({ source: 'hotline', alarms: 0 }, { alike: later }))).not.toBe('merge')
  })

  it('tells the caller once who has the case, before it reports', () => {
    const due = { state: 'handling', source: 'hotline', contact: 'due' } as const
    const contacted = event('contacted', 'sim-paishui', 'department', NOW)
    expect(nextStep(detailOf(due, { events: [accepted] }), PLAIN, NOW, 1)).toMatchObject({
      post: 'department',
      input: { act: 'contact' },
    })
    expect(act(detailOf(due, { events: [accepted, contacted] }))).toBe('progress')
    const keys = Array.from({ length: 400 }, (_, i) => caseKey({ id: `case-${i}` }, 'test'))
    const missed = keys.filter((k) => {
      const input = nextStep(detailOf(due, { events: [accepted] }), k, NOW, 1)?.input
      expect(isCommand.Check({ key: 'key-000001', version: 1, input })).toBe(true)
      return input?.act === 'contact' && !input.reached
    })
    expect(missed.length).toBeGreaterThan(20)
    expect(missed.length).toBeLessThan(80)
  })

  describe('call-backs', () => {
    const keys = Array.from({ length: 600 }, (_, i) => caseKey({ id: `case-${i}` }, 'test'))
    const closed = { state: 'closed', source: 'hotline', callBackDueAt: NOW + 86_400_000 } as const
    const unreached = { reached: false, note: '关机', by: 'sim-acceptor', at: NOW }
    const calls = (more: Partial<IncidentRow> = {}, callBacks: IncidentDetail['callBacks'] = []) =>
      keys.map((k) => {
        const input = nextStep(detailOf({ ...closed, ...more }, { callBacks }), k, NOW, 1)?.input
        if (input?.act !== 'callBack') return expect.fail(`${input?.act ?? 'nothing'} instead of a call`)
        expect(isCommand.Check({ key: 'key-000001', version: 1, input })).toBe(true)
        return input
      })
    const bad = ({ solved, rating }: { solved?: boolean; rating?: string }): boolean =>
      solved === false || rating === 'dissatisfied' || rating === 'veryDissatisfied'

    it('are made where one is owed, by the acceptor, and nowhere else', () => {
      expect(postFor(rowOf(closed), PLAIN)).toBe('acceptor')
      expect(postFor(rowOf({ state: 'closed', source: 'hotline' }), PLAIN)).toBeUndefined()
      expect(act(detailOf({ state: 'closed', source: 'hotline' }))).toBeUndefined()
    })

    it('reach most at once and everybody the second time, who mostly are content', () => {
      const first = calls()
      const missed = first.filter(({ reached }) => !reached).length / keys.length
      expect(missed).toBeGreaterThan(0.06)
      expect(missed).toBeLessThan(0.2)
      expect(calls({}, [unreached]).every(({ reached }) => reached)).toBe(true)
      const unhappy = first.filter(bad)
      expect(unhappy.length).toBeGreaterThan(15)
      expect(unhappy.length).toBeLessThan(100)
      // A discontent caller says with what.
      for (const input of unhappy) expect(input.note).toBeTruthy()
      expect(new Set(first.map(({ rating }) => rating)).size).toBe(6)
    })

    it('find nobody discontent a second time', () => {
      expect(calls({ reopenings: 1 }, [unreached]).some(bad)).toBe(false)
    })
  })

  it('waits for a sensor, but not for ever', () => {
    const stuck = detailOf({ state: 'handling' }, { events: [accepted, progressed], alarms: [alarm()] })
    expect(act(stuck, PLAIN, rowOf().openedAt + WAIT_FOR_SENSOR_MS + 1)).toBe('submit')
  })

  it('returns some orders and fails some checks, once', () => {
    const keys = Array.from({ length: 400 }, (_, i) => caseKey({ id: `case-${i}` }, 'test'))
    const returns = keys.filter((k) => act(detailOf({ state: 'pendingHandle' }), k) === 'return').length / keys.length
    expect(returns).toBeGreaterThan(0.04)
    expect(returns).toBeLessThan(0.13)
    expect(keys.some((k) => act(detailOf({ state: 'pendingHandle', returns: 1 }), k) === 'return')).toBe(false)
    const failed = keys.filter(
      (k) => (nextStep(detailOf({ state: 'pendingCheck' }), k, NOW, 1)?.input as { passed?: boolean }).passed === false,
    )
    expect(failed.length).toBeGreaterThan(5)
    expect(failed.length).toBeLessThan(60)
  })

  it('takes its time, less for the urgent and at speed', () => {
    const at = (row: Partial<IncidentRow>, speed = 1): number => delayMs(rowOf(row), PLAIN, speed)
    expect(at({})).toBeGreaterThan(5_000)
    expect(at({ level: 1 })).toBeLessThan(at({ level: 4 }))
    expect(at({}, 10)).toBeCloseTo(at({}) / 10, 6)
    expect(at({ state: 'refused' })).toBe(Infinity)
  })

  it('has nobody for real cases, and nobody while something waits for a decision', () => {
    expect(postFor(rowOf({ simulated: false }), PLAIN)).toBeUndefined()
    expect(postFor(rowOf({ request: 'extension' }), PLAIN)).toBeUndefined()
    expect(postFor(rowOf({ state: 'closed', source: 'hotline' }), PLAIN)).toBeUndefined()
  })
})

describe('photographs', () => {
  it('are PNG files, each its own, before unlike after', () => {
    const [a, b, c] = [
      photograph(1, 'before', false, 1),
      photograph(1, 'after', false, 1),
      photograph(1, 'before', false, 2),
    ]
    for (const png of [a, b, c]) {
      expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
      expect(png.length).toBeLessThan(100_000)
    }
    expect(new Set([a, b, c].map((p) => p.toString('base64'))).size).toBe(3)
    const data = a.subarray(a.indexOf('IDAT') + 4, a.lastIndexOf('IEND') - 8)
    expect(inflateSync(data).length).toBe(120 * (1 + 160 * 3))
    expect(photograph(1, 'before', false, 1).equals(a)).toBe(true)
  })
})

interface Hub {
  readonly server: Server
  readonly url: string
  rows: IncidentRow[]
  events: EventView[]
  readonly acts: { by: string; id: string; command: ActCommand }[]
  uploads: number
  readonly crews: Crew[]
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** A hub that only remembers what was asked of it. */
async function openHub(): Promise<Hub> {
  const hub = { rows: [], events: [], acts: [], uploads: 0, crews: [] } as unknown as Hub & {
    server: Server
    url: string
  }
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const json = (value: unknown, status = 200, headers: Record<string, string> = {}): void => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers })
        response.end(JSON.stringify(value))
      }
      const who = /who=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
      const path = request.url ?? ''
      if (path === '/api/session' && request.method === 'POST') {
        const { username } = JSON.parse(body.toString()) as { username: string }
        return json({}, 200, { 'set-cookie': `who=${username}; Path=/; HttpOnly` })
      }
      if (who === '') return json({ code: 'notSignedIn' }, 401)
      if (path === '/api/session') return json({}, 200)
      if (path === '/api/snapshot/incidents')
        return json({ epoch: 'e', seq: 1, at: Date.now(), rows: hub.rows, gone: [] })
      if (path === '/api/photos') {
        hub.uploads++
        expect(request.headers['content-type']).toMatch(/^multipart\/form-data/)
        return json({ id: 'f'.repeat(64), mime: 'image/png' }, 201)
      }
      if (path.startsWith('/api/crews')) {
        if (request.method === 'GET') return json(hub.crews)
        const crew = { id: path.split('/')[3] ?? '', open: 0, ...(JSON.parse(body.toString()) as CrewInput) }
        hub.crews.push(crew)
        return json(crew)
      }
      const id = path.split('/')[3] ?? ''
      if (!path.endsWith('/acts'))
        return json(detailOf(hub.rows.find((r) => r.id === id) ?? {}, { events: hub.events }))
      const command: unknown = JSON.parse(body.toString())
      if (!isCommand.Check(command))
        return json({ code: 'invalid', detail: JSON.stringify([...isCommand.Errors(command)][0]) }, 400)
      hub.acts.push({ by: who, id, command })
      return json(hub.rows[0])
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  hub.server = server
  hub.url = `http://127.0.0.1:${address.port}`
  return hub
}

describe('Staff', () => {
  let hub: Hub | undefined
  afterEach(() => {
    hub?.server.closeAllConnections()
    hub?.server.close()
  })
  const accounts = [
    { username: 'sim-dispatcher', password: 'x', role: 'dispatcher' },
    { username: 'sim-acceptor', password: 'x', role: 'acceptor' },
    { username: 'sim-collector', password: 'x', role: 'collector' },
    { username: 'sim-paishui', password: 'x', role: 'department', department: 'paishui' },
  ]
  const staffOf = (url: string): Staff =>
    new Staff({ hub: url, accounts, seed: 'test', speed: 1, isNight: () => false, say: () => undefined })
  /** Signing in is paced; a staff whose first look signs in the desk needs a second for the acting post. */
  const lookOften = async (staff: Staff): Promise<void> => {
    await staff.look()
    const real = Date.now
    Date.now = () => real() + 7_000
    try {
      await staff.look()
    } finally {
      Date.now = real
    }
  }

  it('acts through the public interface, with the version it saw, a key and a photo where one is due', async () => {
    hub = await openHub()
    hub.rows = [
      rowOf({
        state: 'pendingCheck',
        updatedAt: Date.now() - 600_000,
        openedAt: Date.now() - 900_000,
        id: 'YZ-1',
        version: 9,
      }),
    ]
    const staff = staffOf(hub.url)
    await lookOften(staff)
    await staff.stop()
    expect(hub.acts.map((a) => [a.by, a.id, a.command.version, a.command.input.act])).toEqual([
      ['sim-collector', 'YZ-1', 9, 'check'],
    ])
    expect(hub.uploads).toBe(1)
    expect(hub.acts[0]?.command.key).toMatch(/^sim-[\w-]{4,}$/)
  })

  it.each([
    ['a real case', { simulated: false }, []],
    ['a case that has not lain long enough', { updatedAt: Date.now(), openedAt: Date.now() }, []],
    ['a case that a person touched a minute ago', {}, [event('noted', 'acceptor', 'acceptor', Date.now() - 60_000)]],
    ['a case of a department nobody plays', { state: 'pendingHandle' as const, lead: 'gas' }, []],
  ])('keeps its hands off %s', async (_name, row, events) => {
    hub = await openHub()
    hub.rows = [rowOf({ updatedAt: Date.now() - 600_000, openedAt: Date.now() - 900_000, ...row })]
    hub.events = events
    const staff = staffOf(hub.url)
    await lookOften(staff)
    await staff.stop()
    expect(hub.acts).toEqual([])
  })

  it('enters crews for a department that has none, and gives the case to one of them', async () => {
    hub = await openHub()
    hub.rows = [
      rowOf({ state: 'pendingHandle', returns: 1, updatedAt: Date.now() - 600_000, openedAt: Date.now() - 900_000 }),
    ]
    const staff = staffOf(hub.url)
    await lookOften(staff)
    await staff.stop()
    expect(hub.crews.map(({ department, active }) => [department, active])).toEqual(Array(3).fill(['paishui', true]))
    const input = hub.acts[0]?.command.input
    expect(input?.act === 'accept' && hub.crews.some(({ id }) => id === input.crew)).toBe(true)
  })

  it('goes on after its own act and after an old one of a person', async () => {
    hub = await openHub()
    hub.rows = [rowOf({ updatedAt: Date.now() - 600_000, openedAt: Date.now() - 900_000 })]
    hub.events = [
      event('noted', 'acceptor', 'acceptor', Date.now() - 180_000),
      event('noted', 'sim-acceptor', 'acceptor', Date.now() - 1_000),
    ]
    const staff = staffOf(hub.url)
    await lookOften(staff)
    await staff.stop()
    expect(hub.acts.map((a) => a.command.input.act)).toEqual(['file'])
  })
})
