// A gateway's connection at the level of bytes (MQTT 3.1.1, QoS 1): packets are made before the clock starts, so that on two
// cores the publisher costs little beside what is measured. The mqtt package's own client is measured beside it.
import { connect, type Socket } from 'node:net'
import type { Message } from './load.ts'

const CONNACK = 0x20
const PUBACK = 0x40
const SHORT_PACKET = 4
const MAX_ID = 65_535

const text = (s: string): Buffer => {
  const bytes = Buffer.from(s)
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes])
}

function packet(type: number, body: Buffer): Buffer {
  const length: number[] = []
  let rest = body.length
  do {
    const more = rest >= 128
    length.push((rest & 127) | (more ? 128 : 0))
    rest >>= 7
  } while (rest > 0)
  return Buffer.concat([Buffer.from([type, ...length]), body])
}

const connectPacket = (clientId: string, username: string, password: string): Buffer =>
  packet(
    0x10,
    Buffer.concat([text('MQTT'), Buffer.from([4, 0xc2, 0, 0]), text(clientId), text(username), text(password)]),
  )

const publishPacket = (message: Message, id: number): Buffer =>
  packet(0x32, Buffer.concat([text(message.topic), Buffer.from([id >> 8, id & 0xff]), Buffer.from(message.payload)]))

export class WireConnection {
  #acked = 0
  #rest: Buffer = Buffer.alloc(0)
  #onAnswer: () => void = () => undefined
  #failed: Error | undefined
  #connected = false

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true)
    socket.on('data', (data: Buffer) => this.#read(data))
    const fail = (error: Error): void => {
      this.#failed ??= error
      this.#onAnswer()
    }
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('the broker closed the connection')))
  }

  static async open(port: number, clientId: string, username: string, password: string): Promise<WireConnection> {
    const connection = new WireConnection(connect(port, '127.0.0.1'))
    connection.socket.write(connectPacket(clientId, username, password))
    await connection.#until(() => connection.#connected)
    return connection
  }

  /** Packets ready to be sent by `send`. */
  prepare(messages: Iterable<Message>): Buffer[] {
    const out: Buffer[] = []
    for (const message of messages) out.push(publishPacket(message, (out.length % MAX_ID) + 1))
    return out
  }

  /** Sends all with at most `window` unacknowledged; resolves with the last acknowledgement. */
  async send(packets: readonly Buffer[], window: number): Promise<void> {
    const before = this.#acked
    let sent = 0
    while (this.#acked - before < packets.length) {
      const end = Math.min(packets.length, this.#acked - before + window)
      if (end > sent) {
        this.socket.write(Buffer.concat(packets.slice(sent, end)))
        sent = end
      }
      const seen = this.#acked
      await this.#until(() => this.#acked > seen)
    }
  }

  close(): void {
    this.socket.removeAllListeners('close')
    this.socket.end(packet(0xe0, Buffer.alloc(0)))
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (this.#failed !== undefined) throw this.#failed
      await new Promise<void>((wake) => (this.#onAnswer = wake))
    }
  }

  /** Only CONNACK and PUBACK come here, and both are four bytes. */
  #read(data: Buffer): void {
    const all = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data])
    let at = 0
    for (; at + SHORT_PACKET <= all.length; at += SHORT_PACKET)
      if (all[at] === PUBACK) this.#acked++
      else if (all[at] === CONNACK && all[at + 3] === 0) this.#connected = true
      else this.#failed = new Error(`the broker answered ${all.subarray(at, at + SHORT_PACKET).toString('hex')}`)
    this.#rest = all.subarray(at)
    this.#onAnswer()
  }
}
