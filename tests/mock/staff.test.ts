// The simulated staff at work on a hub: that it acts as it should, and keeps its hands off what is not its own.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { inflateSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { Compile } from 'typebox/compile'
import { photograph } from '../../mock/staff/photo.ts'
import { Staff } from '../../mock/staff/work.ts'
import { ActCommandSchema, type ActCommand } from '../../src/wire/acts.ts'
import type { Crew, CrewInput } from '../../src/wire/desk.ts'
import type { EventView, IncidentRow } from '../../src/wire/views.ts'
import { detailOf, event, rowOf } from './staffCases.ts'

const isCommand = Compile(ActCommandSchema)

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
