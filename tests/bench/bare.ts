// The baselines: the same broker passing messages through, and the same database taking rows, with nothing of ours between.
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { Aedes } from 'aedes'
import { WebSocketServer, createWebSocketStream } from 'ws'
import { openDb, type Db } from '../../src/server/store/db.ts'
import { startEmbedded } from '../../src/server/store/embedded.ts'
import { migrate } from '../../src/server/store/migrate.ts'
import { ensurePartitions } from '../../src/server/store/partitions.ts'

export interface BareBroker {
  readonly port: number
  readonly wsPort: number
  /** Messages the subscriber in the same process has taken. */
  taken(): number
  stop(): Promise<void>
}

const raise = (error: Error): void => {
  throw error
}

/** aedes as the hub sets it, without rights; one subscriber in process. */
export async function startBareBroker(): Promise<BareBroker> {
  const broker = await Aedes.createBroker({
    concurrency: 10_000,
    heartbeatInterval: 60_000,
    maximumPacketSize: 2 * 1024 * 1024,
    maxClientsIdLength: 128,
  })
  let taken = 0
  await new Promise<void>((done) =>
    broker.subscribe(
      'drainage/#',
      (_packet, next) => {
        taken++
        next()
      },
      done,
    ),
  )
  const tcp = createServer((socket) => broker.handle(socket))
  await new Promise<void>((done) => tcp.listen(0, '127.0.0.1', done))
  const http = createHttpServer()
  const sockets = new WebSocketServer({ server: http, handleProtocols: () => 'mqtt' })
  sockets.on('connection', (ws, request) => {
    const stream = createWebSocketStream(ws)
    stream.on('error', () => stream.destroy())
    broker.handle(stream, request)
  })
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  return {
    port: (tcp.address() as AddressInfo).port,
    wsPort: (http.address() as AddressInfo).port,
    taken: () => taken,
    stop: async () => {
      await new Promise<void>((done) => broker.close(() => done()))
      sockets.close()
      await new Promise((done) => http.close(done))
      await new Promise((done) => tcp.close(done))
    },
  }
}

export interface BareStore {
  /** Inserts `rows` values of `devices` series in statements of 1,000 rows; every call takes the next instants. */
  insert(rows: number, devices: number): Promise<void>
  count(): Promise<number>
  stop(): Promise<void>
}

const BATCH = 1000

/** A fresh database of the same kind, on disk as the hub's, with the observation table and nothing in it. */
export async function startBareStore(): Promise<BareStore> {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-bench-'))
  const embedded = await startEmbedded({ folder }, raise)
  const db: Db = openDb({ socketFolder: embedded.socketFolder }, raise)
  await migrate(db)
  const baseAt = Date.now() - 3_600_000
  await ensurePartitions(db, [baseAt, baseAt + 3_600_000])
  let n = 0
  return {
    insert: async (rows, devices) => {
      for (let end = n + rows; n < end;) {
        const series: number[] = []
        const at: number[] = []
        const values: number[] = []
        const quality: number[] = []
        for (; series.length < BATCH && n < end; n++) {
          series.push((n % devices) + 1)
          at.push((baseAt + Math.floor(n / devices) * 500) / 1000)
          values.push((10 + (n % 7)) / 1000)
          quality.push(0)
        }
        await db.pool.query({
          text: `insert into observation (series, occurred_at, recorded_at, value, quality)
                 select s, to_timestamp(o), to_timestamp(o), v, q
                 from unnest($1::int[], $2::float8[], $3::float8[], $4::smallint[]) as t (s, o, v, q)`,
          values: [series, at, values, quality],
        })
      }
    },
    count: async () =>
      (await db.pool.query<{ n: number }>('select count(*)::int as n from observation')).rows[0]?.n ?? 0,
    stop: async () => {
      await db.pool.end()
      await embedded.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
