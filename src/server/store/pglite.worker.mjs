// Embedded PostgreSQL in a worker thread: keeps WASM work off the hub's event loop. Plain JavaScript: it is loaded as it is.
// @ts-check
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

/** @type {{ folder: string | undefined, socket: string, from: string | undefined }} */
const { folder, socket, from } = workerData
if (parentPort === null) throw new Error('pglite.worker.mjs runs as a worker thread only')
const port = parentPort

const isNew = folder === undefined || !existsSync(join(folder, 'PG_VERSION'))
const db = await PGlite.create({
  ...(folder === undefined ? {} : { dataDir: folder }),
  ...(from === undefined || !isNew ? {} : { loadDataDir: new Blob([readFileSync(from)]) }),
})
const server = new PGLiteSocketServer({ db, path: socket, maxConnections: 2 })
await server.start()
port.on('message', async (message) => {
  if (message !== 'stop') return
  await server.stop()
  await db.close()
  port.postMessage('stopped')
})
port.postMessage('ready')
