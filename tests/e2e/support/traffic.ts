// What goes over a page's live link and which questions it asks, seen by the browser's own tools: topics that brought something, filters
// that stand, bytes.
import type { Page } from '@playwright/test'

export interface Traffic {
  /** Topics that brought something since the last reset, each once. */
  topics(): string[]
  /** Filters subscribed and not given up again, on the connection that stands. */
  followed(): string[]
  /** Bytes the live link brought since the last reset; of topics that fit, or of everything. */
  bytes(of?: RegExp): number
  /** Questions to this path since the last reset. */
  requests(path: string): number
  reset(): void
}

const PUBLISH = 3
const SUBSCRIBE = 8
const UNSUBSCRIBE = 10

/** Hands on whole MQTT packets of a stream that comes in any pieces. */
function packets(each: (type: number, body: Buffer) => void): (piece: Buffer) => void {
  let rest = Buffer.alloc(0)
  return (piece) => {
    rest = Buffer.concat([rest, piece])
    for (;;) {
      const head = varint(rest, 1)
      if (head === undefined || rest.length < head.end + head.value) return
      each((rest[0] ?? 0) >> 4, rest.subarray(head.end, head.end + head.value))
      rest = rest.subarray(head.end + head.value)
    }
  }
}
function varint(bytes: Buffer, from: number): { value: number; end: number } | undefined {
  let value = 0
  for (let i = 0; i < 4; i++) {
    const byte = bytes[from + i]
    if (byte === undefined) return undefined
    value += (byte & 127) * 128 ** i
    if (byte < 128) return { value, end: from + i + 1 }
  }
  return undefined
}
const textAt = (bytes: Buffer, at: number): { text: string; end: number } => {
  const end = at + 2 + bytes.readUInt16BE(at)
  return { text: bytes.toString('utf8', at + 2, end), end }
}
/** Filters of a SUBSCRIBE (one byte of options after each) or an UNSUBSCRIBE (none), MQTT 5. */
function filtersOf(body: Buffer, options: number): string[] {
  const properties = varint(body, 2)
  const found: string[] = []
  for (let at = (properties?.end ?? 2) + (properties?.value ?? 0); at + 2 < body.length;) {
    const { text, end } = textAt(body, at)
    found.push(text)
    at = end + options
  }
  return found
}

/** From now on; before the page is opened. */
export async function watchTraffic(page: Page): Promise<Traffic> {
  /** With the bytes of each. */
  const topics = new Map<string, number>()
  const followed = new Set<string>()
  const asked = new Map<string, number>()
  let bytes = 0
  const taker = (): ((piece: Buffer) => void) =>
    packets((type, body) => {
      if (type !== PUBLISH) return
      const { text } = textAt(body, 0)
      topics.set(text, (topics.get(text) ?? 0) + body.length)
    })
  const giver = (): ((piece: Buffer) => void) =>
    packets((type, body) => {
      if (type === SUBSCRIBE) for (const filter of filtersOf(body, 1)) followed.add(filter)
      if (type === UNSUBSCRIBE) for (const filter of filtersOf(body, 0)) followed.delete(filter)
    })
  let take = taker()
  let give = giver()
  const browser = await page.context().newCDPSession(page)
  browser.on('Network.webSocketCreated', () => {
    followed.clear()
    take = taker()
    give = giver()
  })
  browser.on('Network.webSocketFrameReceived', ({ response }) => {
    const piece = Buffer.from(response.payloadData, 'base64')
    bytes += piece.length
    take(piece)
  })
  browser.on('Network.webSocketFrameSent', ({ response }) => give(Buffer.from(response.payloadData, 'base64')))
  browser.on('Network.requestWillBeSent', ({ request }) => {
    const { pathname } = new URL(request.url)
    asked.set(pathname, (asked.get(pathname) ?? 0) + 1)
  })
  await browser.send('Network.enable')
  return {
    topics: () => [...topics.keys()],
    followed: () => [...followed],
    bytes: (of) =>
      of === undefined ? bytes : [...topics].reduce((sum, [name, n]) => sum + (of.test(name) ? n : 0), 0),
    requests: (path) => asked.get(path) ?? 0,
    reset() {
      topics.clear()
      asked.clear()
      bytes = 0
    },
  }
}
