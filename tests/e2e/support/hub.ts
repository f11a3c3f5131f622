// A hub as people start it: a process of its own with its own data folder, ended by its pid. Knows it by what it prints.
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

export const ROOT = resolve(import.meta.dirname, '../../..')
const AHEAD = new URL('shiftedClock.mjs', import.meta.url).href
const READY_WITHIN_MS = 120_000
/** Names the folder of a store with all tables and no rows: where it is set, hubs begin with a copy. To make one takes seconds. */
export const PREPARED = 'YIWANG_PREPARED_FOLDER'

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}
export interface HubOptions {
  /** Settings over those for tests: free ports, the folder, no log noise. */
  readonly env?: Readonly<Record<string, string>>
  /** An earlier hub's folder, to go on with it. */
  readonly folder?: string
  /** User and group to run as; needs root. */
  readonly user?: { readonly uid: number; readonly gid: number }
  /** A process group of its own, as a shell gives to what it runs. */
  readonly ownGroup?: boolean
  /** No simulated city by the configuration file: the greeting ends with the address. */
  readonly isQuiet?: boolean
  /** Its very first start, with everything that takes. */
  readonly isFirst?: boolean
}

/** The process before anybody knows whether it will get ready. */
export interface HubRun {
  readonly child: ChildProcess
  readonly folder: string
  readonly startedAt: number
  readonly exit: Promise<Exit>
  /** Everything printed so far. */
  out(): string
  err(): string
}

/** Every process still to be ended if a test forgets or dies. */
const alive = new Set<ChildProcess>()
const folders: string[] = []
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Taken away when the tests end. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-e2e-'))
  folders.push(folder)
  return folder
}

export function runHub(options: HubOptions = {}): HubRun {
  const folder = options.folder ?? newFolder()
  const prepared = process.env[PREPARED]
  if (options.folder === undefined && options.isFirst !== true && prepared !== undefined)
    cpSync(join(prepared, 'pg'), join(folder, 'pg'), { recursive: true })
  const { NODE_OPTIONS: _, ...inherited } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts'], {
    cwd: ROOT,
    env: { ...inherited, PORT: '0', MQTT_PORT: '0', DATA_DIR: folder, STAFF: 'off', PAST: 'off', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.ownGroup === true,
    ...options.user,
  })
  alive.add(child)
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  const exit = new Promise<Exit>((ended) => {
    // `close` comes after the last word was read.
    child.once('close', (code, signal) => {
      alive.delete(child)
      ended({ code, signal })
    })
  })
  return { child, folder, startedAt: Date.now(), exit, out: () => out, err: () => err }
}

export interface HubProcess extends HubRun {
  readonly url: string
  readonly mqttPort: number
  /** When the line «Ready.» was read. */
  readonly readyAt: number
  /** Arguments of the printed `mosquitto_pub`, without the message. */
  readonly door: readonly string[]
  password(username: string): string
  /** Publishes a depth at the demonstration's ponding gauge, as any foreign client would. */
  publishDepth(depthM: number): Promise<void>
  /** Ends it and waits for the end; SIGINT unless told otherwise. */
  end(signal?: NodeJS.Signals): Promise<Exit>
  /** A new hub on the same folder and ports, `ahead` of this machine's clock by so many ms. */
  again(ahead?: number): Promise<HubProcess>
  /** Ends it and takes its folder away. */
  clear(): Promise<void>
}

/** Resolves once the hub says that it is ready; rejects with its words when it ends instead. */
export async function startHub(options: HubOptions = {}): Promise<HubProcess> {
  const run = runHub(options)
  let ended: Exit | undefined
  void run.exit.then((exit) => (ended = exit))
  const simulates = options.env?.['SIMULATE'] !== 'off' && options.isQuiet !== true
  // The line with the first reading is the last of the greeting.
  const isReady = (): boolean => (simulates ? /mosquitto_pub .*\n/ : /Ready\. .*\n.*\n/).test(run.out())
  for (const until = Date.now() + READY_WITHIN_MS; !isReady(); await pause(50)) {
    if (ended !== undefined) throw new Error(`The hub ended with ${JSON.stringify(ended)}:\n${run.out()}${run.err()}`)
    if (Date.now() > until) {
      run.child.kill('SIGKILL')
      throw new Error(`The hub was not ready within ${READY_WITHIN_MS} ms:\n${run.out()}${run.err()}`)
    }
  }
  const url = /Ready\. Look at (\S+)/.exec(run.out())?.[1] ?? ''
  const mqttPort = Number(/Devices: mqtt:\/\/[^:]+:(\d+)/.exec(run.out())?.[1])
  const door = /mosquitto_pub (.*) -m /.exec(run.out())?.[1]?.split(' ') ?? []
  const end = async (signal: NodeJS.Signals = 'SIGINT'): Promise<Exit> => {
    run.child.kill(signal)
    return run.exit
  }
  return {
    ...run,
    url,
    mqttPort,
    readyAt: Date.now(),
    door,
    end,
    password: (username) => {
      const all = JSON.parse(readFileSync(join(run.folder, 'demo-accounts.json'), 'utf8')) as Record<string, string>
      const password = all[username]
      if (password === undefined) throw new Error(`There is no demo account ${username}.`)
      return password
    },
    publishDepth: (depthM) =>
      mosquitto('mosquitto_pub', [...door, '-m', JSON.stringify({ values: { depthM } })]).then(),
    again: (ahead) =>
      startHub({
        ...options,
        folder: run.folder,
        env: {
          ...options.env,
          ...{ PORT: new URL(url).port, MQTT_PORT: String(mqttPort) },
          ...(ahead !== undefined && { NODE_OPTIONS: `--import ${AHEAD}`, CLOCK_AHEAD_MS: String(ahead) }),
        },
      }),
    clear: async () => {
      // A hub that does not stop must not hold up the tests that come after; process.spec asserts that it does stop.
      const killer = setTimeout(() => run.child.kill('SIGKILL'), 15_000)
      await end()
      clearTimeout(killer)
      rmSync(run.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}

const run = promisify(execFile)
/** Runs a client of the mosquitto package and answers what it printed. */
export async function mosquitto(
  program: 'mosquitto_pub' | 'mosquitto_sub',
  args: readonly string[],
): Promise<{ stdout: string; stderr: string; code: number }> {
  try {
    return { ...(await run(program, [...args], { timeout: 30_000 })), code: 0 }
  } catch (error) {
    const e = error as NodeJS.ErrnoException & { stdout?: string; stderr?: string; code?: unknown }
    if (e.code === 'ENOENT')
      throw new Error(`${program} is missing: these journeys need a foreign MQTT client (Debian: mosquitto-clients).`)
    if (program === 'mosquitto_sub')
      return { stdout: e.stdout ?? '', stderr: e.stderr ?? '', code: typeof e.code === 'number' ? e.code : -1 }
    throw error
  }
}

/** Processes that `pid` started, that still run and whose command names `program` (Linux). */
export function childrenOf(pid: number, program: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        // pid (name) state ppid …; the name may hold spaces and brackets.
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
        return parent === pid && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(program)
      } catch {
        return false
      }
    })
    .map(Number)
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A zombie has ended; only its entry waits to be read.
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms))
