// Embedded PostgreSQL (PGlite) behind a Unix socket, reached like any other server, and the lock on its folder.
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

export interface EmbeddedDatabase {
  /** Folder holding the socket, for `openDb`. */
  readonly socketFolder: string
  stop(): Promise<void>
}

/** Unix socket paths end at 107 bytes on Linux (sun_path). */
const MAX_SOCKET_PATH = 100
const SOCKET_NAME = '.s.PGSQL.5432'

/**
 * Starts the database in `folder`, or in memory when none is given. `onExit` hears of an end that nobody asked for. A new database
 * begins as the dump in the file `from` when one is named: to make one from nothing takes seconds.
 */
export async function startEmbedded(
  { folder, from }: { readonly folder?: string | undefined; readonly from?: string | undefined },
  onExit: (error: Error) => void,
): Promise<EmbeddedDatabase> {
  const wanted = folder === undefined ? undefined : join(folder, 'run')
  const fits = wanted !== undefined && join(wanted, SOCKET_NAME).length <= MAX_SOCKET_PATH
  if (fits) mkdirSync(wanted, { recursive: true, mode: 0o700 })
  const socketFolder = fits ? wanted : mkdtempSync(join(tmpdir(), 'yiwang-'))
  rmSync(join(socketFolder, SOCKET_NAME), { force: true })
  const worker = new Worker(new URL('./pglite.worker.mjs', import.meta.url), {
    workerData: {
      folder: folder === undefined ? undefined : join(folder, 'pg'),
      socket: join(socketFolder, SOCKET_NAME),
      from,
    },
    // The worker is plain JavaScript: it needs none of the loaders this process was started with.
    execArgv: [],
  })
  let stopping = false
  worker.on('error', (error) => {
    if (!stopping) onExit(error)
  })
  await new Promise<void>((ready, failed) => {
    worker.once('message', () => ready())
    worker.once('error', failed)
    worker.once('exit', (code) => failed(new Error(`the embedded database ended at start with code ${code}`)))
  })
  worker.on('exit', (code) => {
    if (!stopping) onExit(new Error(`the embedded database ended with code ${code}`))
  })
  return {
    socketFolder,
    stop: async () => {
      stopping = true
      worker.postMessage('stop')
      await Promise.race([once(worker, 'message'), once(worker, 'exit')])
      await worker.terminate()
      if (!fits) rmSync(socketFolder, { recursive: true, force: true })
    },
  }
}

/** The data folder belongs to another living process. */
export class FolderInUseError extends Error {}

/**
 * Holds `folder` for this process by listening on a socket in it. The kernel ends the hold with the process, however it
 * ends, so nothing stale is left to judge by age or pid.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const inside = join(folder, 'lock')
  // A deep folder: the lock goes to the temp folder under a name made from the path.
  const path =
    inside.length <= MAX_SOCKET_PATH
      ? inside
      : join(tmpdir(), `yiwang-lock-${Buffer.from(folder).toString('base64url').slice(-60)}`)
  const server = createServer((socket) => socket.end())
  const listen = (s: Server) =>
    new Promise<boolean>((done, failed) => {
      s.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? done(false) : failed(error)))
      s.listen(path, () => done(true))
    })
  if (!(await listen(server))) {
    const alive = await new Promise<boolean>((done) => {
      const probe = createConnection(path)
      probe.once('connect', () => (probe.destroy(), done(true)))
      probe.once('error', () => done(false))
    })
    if (alive) throw new FolderInUseError(`The data folder ${folder} is in use by another process.`)
    rmSync(path, { force: true })
    if (!(await listen(server))) throw new FolderInUseError(`The data folder ${folder} is in use by another process.`)
  }
  server.unref()
  return () => new Promise((done) => server.close(() => done()))
}
