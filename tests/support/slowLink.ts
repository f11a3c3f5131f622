// A line between a screen and the hub that can be made slow or stopped while it stands: what the hub sends is let through at so many
// bytes a second, and what is not read waits at the hub, as it does with a real line.
import { connect, createServer, type Socket } from 'node:net'

export interface SlowLink {
  readonly port: number
  /** Bytes a second of each connection towards the screen; 0 stops it, undefined lets everything through. */
  slow(bytesPerSecond: number | undefined): void
  /** Bytes that reached the screens so far. */
  passed(): number
  /** Ends every connection, as a line that breaks. */
  cut(): void
  /** Ends every connection and whatever tries to connect, as a line that stays broken; false mends it. */
  breakOff(isBroken: boolean): void
  stop(): Promise<void>
}

const TURN_MS = 100

/** `isSlowed` tells by its first bytes whether a connection is one that is made slow; without it, all are. */
export async function slowLink(to: number, isSlowed?: (first: string) => boolean): Promise<SlowLink> {
  let rate: number | undefined
  let passed = 0
  let broken = false
  const ends = new Map<Socket, Socket>()
  const slowed = new Set<Socket>()
  /** What a connection may still pass within this turn. */
  const left = new Map<Socket, number>()

  function flow(hub: Socket): void {
    const screen = ends.get(hub)
    if (screen === undefined) return
    const free = rate === undefined || !slowed.has(hub)
    for (;;) {
      const most = free ? undefined : Math.floor(left.get(hub) ?? 0)
      if (most === 0 || screen.writableNeedDrain) return
      // More than is there answers nothing: no more than is there is asked for.
      const bytes = most === undefined ? readAll(hub) : readSome(hub, most)
      if (bytes === null) return
      passed += bytes.length
      if (most !== undefined) left.set(hub, most - bytes.length)
      screen.write(bytes)
    }
  }
  const readAll = (socket: Socket): Buffer | null => socket.read() as Buffer | null
  const readSome = (socket: Socket, most: number): Buffer | null =>
    socket.readableLength === 0 ? null : (socket.read(Math.min(most, socket.readableLength)) as Buffer | null)

  const turn = setInterval(() => {
    for (const hub of ends.keys()) {
      left.set(hub, ((rate ?? 0) * TURN_MS) / 1000)
      flow(hub)
    }
  }, TURN_MS)

  const server = createServer((screen) => {
    if (broken) return void screen.destroy()
    const hub = connect(to, '127.0.0.1')
    ends.set(hub, screen)
    if (isSlowed === undefined) slowed.add(hub)
    screen.once('data', (first: Buffer) => {
      if (isSlowed?.(first.toString('latin1')) === true) slowed.add(hub)
    })
    screen.pipe(hub)
    hub.on('readable', () => flow(hub))
    screen.on('drain', () => flow(hub))
    const end = (): void => {
      ends.delete(hub)
      slowed.delete(hub)
      left.delete(hub)
      screen.destroy()
      hub.destroy()
    }
    for (const socket of [screen, hub]) {
      socket.on('error', end)
      socket.on('close', end)
    }
    // All that was read is passed on before the end is.
    hub.on('end', () => screen.end())
  })
  const port = await new Promise<number>((listening, failed) => {
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      listening(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const cut = (): void => {
    for (const hub of [...ends.keys()]) hub.destroy()
  }
  return {
    port,
    slow(bytesPerSecond) {
      rate = bytesPerSecond
      for (const hub of ends.keys()) flow(hub)
    },
    passed: () => passed,
    cut,
    breakOff(isBroken) {
      broken = isBroken
      cut()
    },
    stop: () =>
      new Promise((stopped) => {
        clearInterval(turn)
        cut()
        server.close(() => stopped())
      }),
  }
}
