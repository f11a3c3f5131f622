// The embedded MQTT broker (3.1.1 and 5): TCP for gateways, WebSocket for screens. It knows who may do what, and nothing of payloads.
import { createServer, type Server } from 'node:net'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { Aedes, type AuthenticateError, type Client } from 'aedes'
import { WebSocketServer, createWebSocketStream, type WebSocket } from 'ws'
import { isFoldable } from '../../wire/topics.ts'
import type { Accounts } from '../ports.ts'
import type { BrokerStatus, PublishToScreens, TakeInbound } from './bus.ts'
import { createBacklog } from './backlog.ts'
import { mayPublish, maySubscribe, type Principal } from './rights.ts'

export interface EmbeddedBrokerOptions {
  readonly accounts: Pick<Accounts, 'bySession' | 'checkGateway'>
  /** Gateways whose feeds cover a topic. */
  readonly gatewaysOf: (topic: string) => readonly string[]
  readonly take: TakeInbound
  readonly now: () => number
  readonly onError: (error: Error) => void
}

export interface EmbeddedBroker {
  /** Opens the TCP door for gateways; resolves with its port. */
  listen(host: string, port: number): Promise<number>
  /** Takes an HTTP upgrade of the web port. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  readonly publish: PublishToScreens
  status(): BrokerStatus
  /** Sensor frames not sent because the link of a screen was backed up, so far. */
  readonly withheld: () => number
  /** Closes what an account has open, at once: it has been signed out. */
  readonly drop: (account: string) => void
  stop(): Promise<void>
}

/** Largest MQTT packet: a device announcement of 2,000 devices fits; a photo does not belong here. */
const MAX_PACKET_BYTES = 2 * 1024 * 1024
/** Messages of one broker in flight: far above what one write to the store takes, so that batches form. */
const CONCURRENCY = 10_000

/** One message to a screen: small enough to be handed on while a slow line brings the next. */
const MESSAGE_BYTES = 16 * 1024

/** The pieces of MQTT packets that wait, in few messages: a packet is written in half a dozen pieces. */
function sendTogether(
  ws: WebSocket,
  pieces: readonly { readonly chunk: Uint8Array }[],
  done: (error?: Error | null) => void,
): void {
  const bytes = Buffer.concat(pieces.map((p) => p.chunk))
  let end = 0
  do {
    const from = end
    end = Math.min(bytes.length, from + MESSAGE_BYTES)
    ws.send(bytes.subarray(from, end), end === bytes.length ? done : undefined)
  } while (end < bytes.length)
}

const REFUSED = Object.assign(new Error('wrong user name or password'), { returnCode: 4 }) as AuthenticateError

export async function startEmbeddedBroker(options: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
  const principals = new WeakMap<Client, Principal>()
  const screens = new Map<string, Set<Client>>()
  const requests = new WeakMap<object, IncomingMessage>()
  const backlog = createBacklog(options.now)

  const whoIs = async (
    client: Client,
    username: string | undefined,
    password: Buffer | undefined,
  ): Promise<Principal | undefined> => {
    const request = requests.get(client.conn)
    if (request !== undefined && username === undefined) {
      const session = await options.accounts.bySession(request.headers.cookie)
      return session === undefined ? undefined : { type: 'screen', actor: session.actor }
    }
    if (username === undefined || password === undefined) return undefined
    return (await options.accounts.checkGateway(username, password.toString('utf8')))
      ? { type: 'gateway', name: username }
      : undefined
  }

  const broker = await Aedes.createBroker({
    concurrency: CONCURRENCY,
    heartbeatInterval: 60_000,
    maximumPacketSize: MAX_PACKET_BYTES,
    // Nothing is kept for absent screens: they take a snapshot when they come back.
    sessionExpiryIntervalLimit: 60,
    maxClientsIdLength: 128,
    authenticate: (client, username, password, done) => {
      whoIs(client, username, password as Buffer | undefined).then(
        (principal) => {
          if (principal === undefined) return done(REFUSED, false)
          principals.set(client, principal)
          if (principal.type === 'screen') {
            const { id } = principal.actor
            screens.set(id, (screens.get(id) ?? new Set()).add(client))
          }
          done(null, true)
        },
        (error: Error) => {
          options.onError(error)
          done(Object.assign(new Error('unavailable'), { returnCode: 3 }) as AuthenticateError, false)
        },
      )
    },
    authorizeSubscribe: (client, subscription, done) => {
      const principal = principals.get(client)
      done(null, principal !== undefined && maySubscribe(principal, subscription.topic) ? subscription : null)
    },
    authorizeForward: (client, packet) =>
      isFoldable(packet.topic) && !backlog.hasRoom(client.conn, packet.payload.length) ? undefined : packet,
    authorizePublish: (client, packet, done) => {
      if (client === null) return done()
      const principal = principals.get(client)
      if (principal === undefined || !mayPublish(principal, packet.topic, options.gatewaysOf))
        return done(new Error(`not allowed to publish to ${packet.topic}`))
      // Nobody reads device topics here, so nothing may be retained for later.
      packet.retain = false
      const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload
      // The acknowledgement follows this callback: it waits until the message is durable. What could not be taken is not
      // answered at all: the link is closed, and a sender of either protocol version sends it again.
      options.take({ topic: packet.topic, payload, receivedAt: options.now() }).then(
        () => done(),
        (error: Error) => {
          options.onError(error)
          client.close()
        },
      )
    },
  })
  broker.on('clientDisconnect', (client) => {
    const principal = principals.get(client)
    if (principal?.type !== 'screen') return
    const open = screens.get(principal.actor.id)
    open?.delete(client)
    if (open?.size === 0) screens.delete(principal.actor.id)
  })
  broker.on('clientError', (_client, error) => options.onError(error))
  broker.on('connectionError', (_client, error) => options.onError(error))

  let server: Server | undefined
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PACKET_BYTES, handleProtocols: () => 'mqtt' })

  return {
    listen: (host, port) =>
      new Promise((resolve, reject) => {
        server = createServer((socket) => broker.handle(socket))
        server.once('error', reject)
        server.listen(port, host, () => {
          const address = server?.address()
          resolve(typeof address === 'object' && address !== null ? address.port : port)
        })
      }),
    upgrade: (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (ws) => {
        const stream = createWebSocketStream(ws, { writev: (chunks, done) => sendTogether(ws, chunks, done) })
        ws.on(
          'pong',
          backlog.listen(stream, () => {
            if (ws.readyState === ws.OPEN) ws.ping()
          }),
        )
        stream.on('error', () => stream.destroy())
        requests.set(stream, request)
        broker.handle(stream, request)
      })
    },
    publish: (topic, payload) => {
      broker.publish(
        { cmd: 'publish', topic, payload: Buffer.from(payload as Uint8Array), qos: 0, retain: false, dup: false },
        (error) => {
          if (error) options.onError(error)
        },
      )
    },
    withheld: backlog.withheld,
    drop: (account) => {
      for (const client of screens.get(account) ?? []) client.close()
    },
    status: () => ({ ok: !broker.closed, detail: 'embedded', clients: broker.connectedClients }),
    stop: async () => {
      await new Promise<void>((done) => broker.close(() => done()))
      sockets.close()
      const open = server
      if (open !== undefined) await new Promise<void>((done) => open.close(() => done()))
    },
  }
}
