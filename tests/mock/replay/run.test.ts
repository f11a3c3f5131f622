// Pace, acknowledgement and refusals: with a fake link and clock, then with a real broker on a port of its own.
import { createServer, type Server } from 'node:net'
import { Aedes, type AuthenticateError } from 'aedes'
import { afterEach, describe, expect, it } from 'vitest'
import { openLink } from '../../../mock/replay/link.ts'
import type { Pace, Plan, Recorded } from '../../../mock/replay/plan.ts'
import { runPlan, type Progress } from '../../../mock/replay/run.ts'

const message = (arrivedAt: number, n: number): Recorded => ({
  topic: `replay/x/${n}`,
  fields: { n },
  occurredAt: arrivedAt,
  arrivedAt,
})
const planOf = (messages: Recorded[]): Plan => ({
  messages,
  series: new Map(),
  rows: 0,
  outside: 0,
  refused: 0,
  samples: [],
})
const pace: Pace = { startAt: 0, speed: 60, shift: 'now', timeAs: 't', zoneOffsetMinutes: 480 }
const never = new Promise<never>(() => undefined)

describe('the pace', () => {
  it('waits for each message and counts acknowledgements', async () => {
    let clock = 0
    const sent: [number, string][] = []
    const progress: Progress = { published: 0, recordedAt: 0 }
    await runPlan(planOf([message(0, 1), message(60_000, 2), message(60_000, 3), message(600_000, 4)]), {
      link: {
        refused: never,
        publish: (topic) => {
          sent.push([clock, topic])
          return Promise.resolve()
        },
      },
      pace,
      now: () => clock,
      wait: (ms) => {
        clock += ms
        return Promise.resolve()
      },
      stop: new AbortController().signal,
      progress,
    })
    expect(sent).toEqual([
      [0, 'replay/x/1'],
      [1000, 'replay/x/2'],
      [1000, 'replay/x/3'],
      [10_000, 'replay/x/4'],
    ])
    expect(progress).toEqual({ published: 4, recordedAt: 600_000 })
  })

  it('keeps a bounded number in flight and stops when told', async () => {
    const stop = new AbortController()
    const progress: Progress = { published: 0, recordedAt: 0 }
    let asked = 0
    const running = runPlan(planOf(Array.from({ length: 2000 }, (_, i) => message(0, i))), {
      link: {
        refused: never,
        publish: () => {
          asked++
          return never
        },
      },
      pace,
      now: () => 0,
      wait: () => Promise.resolve(),
      stop: stop.signal,
      progress,
    })
    await new Promise((r) => setImmediate(r))
    expect(asked).toBe(500)
    stop.abort()
    await running
    expect(progress.published).toBe(0)
  })
})

describe('a real broker', () => {
  let server: Server | undefined
  let broker: Aedes | undefined
  afterEach(async () => {
    await new Promise<void>((done) => (broker === undefined ? done() : broker.close(() => done())))
    await new Promise<void>((done) => (server === undefined ? done() : server.close(() => done())))
    broker = server = undefined
  })

  async function listen(port = 0): Promise<string> {
    const opened = await Aedes.createBroker({
      authenticate: (_client, username, password, done) =>
        username === 'gw-replay' && String(password) === 'secret'
          ? done(null, true)
          : done(Object.assign(new Error('no'), { returnCode: 4 }) as AuthenticateError, false),
      authorizePublish: (_client, packet, done) =>
        done(packet.topic.startsWith('replay/') ? null : new Error('not allowed')),
    })
    broker = opened
    const tcp = createServer((socket) => opened.handle(socket))
    server = tcp
    await new Promise<void>((done) => tcp.listen(port, '127.0.0.1', done))
    const address = tcp.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return `mqtt://127.0.0.1:${address.port}`
  }
  const me = { username: 'gw-replay', password: 'secret' }

  it('delivers with QoS 1, Chinese topics too', async () => {
    const url = await listen()
    const got: [string, string, number][] = []
    broker?.on('publish', (packet, client) => {
      if (client !== null) got.push([packet.topic, String(packet.payload), packet.qos])
    })
    const link = await openLink({ url, ...me })
    await link.publish('replay/rain/南郷山', '{"mm10":1}')
    await link.close()
    expect(got).toEqual([['replay/rain/南郷山', '{"mm10":1}', 1]])
  })

  it('says in a sentence that the password is wrong', async () => {
    const url = await listen()
    await expect(openLink({ url, ...me, password: 'x' })).rejects.toThrow(
      /^The broker .* refuses gw-replay: wrong name or password\.$/,
    )
    await expect(openLink({ url })).rejects.toThrow(/refuses a connection without a user name/)
  })

  it('says in a sentence that the topic is not allowed, rather than trying for ever', async () => {
    const url = await listen()
    const link = await openLink({ url, ...me })
    // Never acknowledged, so never settled.
    void link.publish('forbidden/x', '{}').catch(() => undefined)
    await expect(link.refused).rejects.toThrow(
      /closes the connection at each message to forbidden\/x: gw-replay may not/,
    )
    await link.close()
  }, 15_000)

  it('survives a broker that goes away and comes back', async () => {
    const url = await listen()
    const link = await openLink({ url, ...me })
    await link.publish('replay/a', '1')
    const lost: Aedes | undefined = broker
    await new Promise<void>((done) => (lost === undefined ? done() : lost.close(() => done())))
    await new Promise<void>((done) => (server === undefined ? done() : server.close(() => done())))
    const sent = link.publish('replay/b', '2')
    await listen(Number(new URL(url).port))
    await Promise.race([sent, link.refused])
    await link.close()
  }, 15_000)

  it('says in a sentence that nobody listens', async () => {
    const url = await listen()
    await new Promise<void>((done) => server?.close(() => done()))
    server = undefined
    await expect(openLink({ url, ...me })).rejects.toThrow(/^Nobody listens at .*: is the broker running\?$/)
  })
})
