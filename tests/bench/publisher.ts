// A child process that publishes, so that its work is not on the hub's event loop. Told what to do over IPC; answers when done.
import { connectAsync, type MqttClient } from 'mqtt'
import { messagesOf, type Load, type Message } from './load.ts'
import type { Answer, Order, PublisherOptions } from './publishing.ts'
import { WireConnection } from './wire.ts'

interface Sender {
  /** Makes ready; the answer sends. */
  prepare(messages: Iterable<Message>): () => Promise<void>
  close(): Promise<void>
}

async function wireSender(options: PublisherOptions, n: number): Promise<Sender> {
  const connection = await WireConnection.open(options.port, `bench-${n}`, options.username, options.password)
  return {
    prepare: (messages) => {
      const packets = connection.prepare(messages)
      return () => connection.send(packets, options.window)
    },
    close: async () => connection.close(),
  }
}

async function mqttSender(options: PublisherOptions, n: number): Promise<Sender> {
  const { username, password, window } = options
  const client: MqttClient = await connectAsync(`mqtt://127.0.0.1:${options.port}`, {
    clientId: `bench-${n}`,
    username,
    password,
    reconnectPeriod: 0,
  })
  return {
    prepare: (messages) => {
      const list = [...messages]
      return () =>
        new Promise((done, failed) => {
          let next = 0
          let acked = 0
          const more = (): void => {
            while (next < list.length && next - acked < window) {
              const message = list[next++]
              if (message === undefined) return
              client.publish(message.topic, message.payload, { qos: 1 }, (error) => {
                if (error) return failed(error)
                if (++acked === list.length) done()
                else more()
              })
            }
          }
          if (list.length === 0) done()
          else more()
        })
    },
    close: () => client.endAsync(true),
  }
}

/** Sends rounds one after another at a steady pace until told to stop. */
async function keepSending(senders: readonly Sender[], load: Load, perSecond: number): Promise<void> {
  const slice = Math.max(1, Math.round(perSecond / 50))
  const endless = (function* () {
    for (let round = load.from; ; round++) yield* messagesOf({ ...load, from: round, to: round + 1 }, 0, 1)
  })()
  const startedAt = performance.now()
  for (let sent = 0; !stopping; sent += slice) {
    const some = Array.from({ length: slice }, () => endless.next().value as Message)
    await senders[0]?.prepare(some)()
    const waitMs = startedAt + ((sent + slice) / perSecond) * 1000 - performance.now()
    if (waitMs > 0) await new Promise((wake) => setTimeout(wake, waitMs))
  }
}

let stopping = false
const answer = (message: Answer): void => void process.send?.(message)

async function main(options: PublisherOptions): Promise<void> {
  const open = options.client === 'wire' ? wireSender : mqttSender
  const senders = await Promise.all(Array.from({ length: options.connections }, (_, n) => open(options, n)))
  let ready: (() => Promise<void>)[] = []
  let pace: Promise<void> | undefined
  const obey = async (order: Order): Promise<void> => {
    switch (order.type) {
      case 'prepare':
        ready = senders.map((s, n) => s.prepare(messagesOf(order.load, n, senders.length)))
        return answer({ type: 'ready' })
      case 'go': {
        const startedAt = performance.now()
        await Promise.all(ready.map((send) => send()))
        return answer({ type: 'done', elapsedMs: performance.now() - startedAt })
      }
      case 'pace':
        pace = keepSending(senders, order.load, order.perSecond)
        pace.catch(fail)
        return answer({ type: 'ready' })
      case 'end':
        stopping = true
        await pace
        await Promise.all(senders.map((s) => s.close()))
        process.disconnect()
    }
  }
  process.on('message', (order: Order) => void obey(order).catch(fail))
  answer({ type: 'ready' })
}

const fail = (error: unknown): void =>
  answer({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })

process.once('message', (options: PublisherOptions) => void main(options).catch(fail))
