// The demonstration: accounts of every role and the simulated city as a process of its own. It exists only with SIMULATE=on
// and every port on loopback.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { dataFile, type Hub } from './hub.ts'
import type { NewAccount } from './ports.ts'
import type { ReferenceIndex } from './reference/load.ts'

export interface DemoAccount {
  readonly username: string
  readonly name: string
  readonly role: string
  readonly password: string
}

const POSTS: readonly Omit<NewAccount, 'password'>[] = [
  { username: 'wall', name: '大屏', role: 'wall' },
  { username: 'collector', name: '监督员 吴兰', role: 'collector' },
  { username: 'acceptor', name: '受理员 周敏', role: 'acceptor' },
  { username: 'dispatcher', name: '派遣员 陈立', role: 'dispatcher' },
  { username: 'chief', name: '值班长 王海', role: 'dutyChief' },
  { username: 'leader', name: '市领导', role: 'leader' },
  { username: 'admin', name: '系统管理员', role: 'administrator' },
]

/** Duty posts that the simulated staff plays; other people than those who sign in by hand. */
const STAFF_POSTS: readonly Omit<NewAccount, 'password'>[] = [
  { username: 'sim-collector', name: '监督员（模拟）', role: 'collector' },
  { username: 'sim-acceptor', name: '受理员（模拟）', role: 'acceptor' },
  { username: 'sim-dispatcher', name: '派遣员（模拟）', role: 'dispatcher' },
  { username: 'sim-chief', name: '值班长（模拟）', role: 'dutyChief' },
]

/** Departments: one account that people use, one that the simulated staff plays. */
function departmentAccounts(reference: ReferenceIndex): Omit<NewAccount, 'password'>[] {
  return [...reference.departments.values()].flatMap((d) => [
    { username: d.id, name: `${d.short.zh} 值班`, role: 'department' as const, department: d.id },
    { username: `sim-${d.id}`, name: `${d.short.zh} 班组（模拟）`, role: 'department' as const, department: d.id },
  ])
}

export async function openDemo(
  hub: Hub,
  config: Config,
): Promise<{ people: DemoAccount[]; staff: (DemoAccount & { department?: string })[] }> {
  hub.accounts.setDemoAllowed(true)
  const list = [...POSTS, ...STAFF_POSTS, ...departmentAccounts(hub.reference)]
  const made = await hub.accounts.ensureDemoAccounts(list, dataFile(config, 'demo-accounts.json'))
  const departmentOf = new Map(list.map((a) => [a.username, a.department]))
  const withDepartment = made.map((a) => {
    const department = departmentOf.get(a.username)
    return { ...a, ...(department === undefined ? {} : { department }) }
  })
  return {
    people: made.filter((a) => !a.username.startsWith('sim-')),
    staff: withDepartment.filter((a) => a.username.startsWith('sim-')),
  }
}

/** Fresh secrets for the gateways of the city, at each start. */
export async function openGateways(hub: Hub): Promise<Record<string, string>> {
  const secrets: Record<string, string> = {}
  for (const name of new Set(
    [...hub.reference.feeds.values()].filter((f) => f.simulated || f.id.startsWith('replay-')).map((f) => f.gateway),
  )) {
    const secret = randomBytes(12).toString('base64url')
    await hub.accounts.setGatewaySecret(name, secret)
    secrets[name] = secret
  }
  return secrets
}

/**
 * Starts the simulated city. Secrets go by standard input: a process list shows arguments and environment. What it knows of the
 * time before this hub comes over the channel between the two processes: no device ever said it.
 */
export function startCity(options: {
  readonly root: string
  readonly config: Config
  readonly hub: Hub
  readonly gateways: Record<string, string>
  readonly staff: readonly DemoAccount[]
  /** Hours it is to tell; none where the hub has a past, or where the city's days do not run at the pace of ours. */
  readonly past: { readonly from: number; readonly to: number } | undefined
  readonly onEnd: (code: number | null) => void
  readonly onPastError: (error: Error) => void
}): { stop(): Promise<void> } {
  const { config, hub } = options
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', join(options.root, 'mock', 'main.ts'), 'run'],
    {
      cwd: options.root,
      stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
      env: {
        ...process.env,
        MQTT_URL: `mqtt://${config.host}:${hub.mqttPort ?? config.mqttPort}`,
        HUB_URL: `http://${config.host}:${hub.port}`,
        CITY: config.city,
        SEED: config.seed,
        SCENARIO: config.scenario,
        SPEED: String(config.speed),
        STAFF: config.staff ? 'on' : 'off',
        PAST_HOURS: options.past === undefined ? '' : `${options.past.from},${options.past.to}`,
      },
    },
  )
  let stopping = false
  // One after the other: a past of nine weeks must not wait in memory twice.
  let taken: Promise<unknown> = Promise.resolve()
  child.on('message', (message) => {
    taken = taken
      .then(() => (stopping ? undefined : hub.past.take(message)))
      .catch((error: unknown) => {
        if (!stopping) options.onPastError(error instanceof Error ? error : new Error(String(error)))
      })
  })
  child.on('exit', (code) => {
    if (!stopping) options.onEnd(code)
  })
  child.stdin?.on('error', () => undefined)
  child.stdin?.write(`${JSON.stringify({ gateways: options.gateways, staff: config.staff ? options.staff : [] })}\n`)
  return {
    stop: async () => {
      stopping = true
      await taken
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const killer = setTimeout(() => child.kill('SIGKILL'), 5000)
      await ended
      clearTimeout(killer)
    },
  }
}
