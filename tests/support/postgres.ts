// A PostgreSQL server of its own, for tests and benches that must not be about the embedded one alone. Absent where none is installed.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

export interface TestPostgres {
  readonly url: string
  /** Ends the server at once, as when its machine dies; what was written stays. */
  halt(): Promise<void>
  /** Starts it again on the same folder. */
  again(): Promise<void>
  stop(): Promise<void>
}

const INSTALLED = '/usr/lib/postgresql'
const READY_WITHIN_MS = 30_000
const PATIENCE_MS = 5_000

/** Folder of the newest server's programs; undefined when there is none. */
export function postgresBin(): string | undefined {
  if (!existsSync(INSTALLED)) return undefined
  return readdirSync(INSTALLED)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(INSTALLED, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')))
}

/** The server refuses to run as root: then the package's own account runs it. */
function whoRuns(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** Durable as installed, on a socket in a folder that goes with it. Undefined when no server is installed. */
export async function startPostgres(): Promise<TestPostgres | undefined> {
  const bin = postgresBin()
  if (bin === undefined) return undefined
  const runs = whoRuns()
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-pg-'))
  if (runs) chownSync(folder, runs.uid, runs.gid)
  const data = join(folder, 'data')
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8']
  execFileSync(join(bin, 'initdb'), initdb, { ...runs, cwd: folder, stdio: 'ignore' })
  const settings = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`]
  const url = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`
  const start = (): Run => {
    const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings], { ...runs, cwd: folder, stdio: 'ignore' })
    return { server, ended: new Promise<void>((done) => server.once('exit', () => done())) }
  }
  let run = start()
  const stop = async (): Promise<void> => {
    // Waits for clients that are still saying goodbye; those that stay are cut off.
    run.server.kill('SIGTERM')
    const impatient = setTimeout(() => run.server.kill('SIGINT'), PATIENCE_MS)
    await run.ended
    clearTimeout(impatient)
    rmSync(folder, { recursive: true, force: true })
  }
  const halt = async (): Promise<void> => {
    run.server.kill('SIGQUIT')
    await run.ended
  }
  const ready = async (): Promise<void> => {
    for (const until = Date.now() + READY_WITHIN_MS; ;) {
      const client = new pg.Client({ connectionString: url })
      try {
        await client.connect()
        return await client.end()
      } catch (error) {
        await client.end().catch(() => undefined)
        if (Date.now() > until || run.server.exitCode !== null) throw error
        await new Promise((wake) => setTimeout(wake, 50))
      }
    }
  }
  const again = async (): Promise<void> => {
    run = start()
    await ready()
  }
  try {
    await ready()
  } catch (error) {
    await stop()
    throw error
  }
  return { url, halt, again, stop }
}

interface Run {
  readonly server: ChildProcess
  readonly ended: Promise<void>
}
