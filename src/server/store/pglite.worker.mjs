// Embedded PostgreSQL in a worker thread: keeps WASM work off the hub's event loop. Plain JavaScript: it is loaded as it is.
// @ts-check
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

/** @type {{ folder: string | undefined, socket: string }} */
const { folder, socket } = workerData
if (parentPort === null) throw new Error('pglite.worker.mjs runs as a worker thread only')
const port = parentPort

const db = await PGlite.create(folder === undefined ? {} : { dataDir: folder })
const server = new PGLiteSocketServer({ db, path: socket, maxConnections: 2 })
await server.start()
port.on('message', async (message) => {
  if (message !== 'stop') return
  await server.stop()
  await db.close()
  port.postMessage('stopped')
})
port.postMessage('ready')
