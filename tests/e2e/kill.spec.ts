// The hub is killed while people act and a receiver listens: no acknowledged act is lost, no effect is missing, none comes twice
// under two keys, and the log proves itself afterwards. No browser.
import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { paths, type IncidentDetail } from '../../src/wire/api.ts'
import type { ActCommand } from '../../src/wire/acts.ts'
import type { DeliveryRow, WebhookInput, WebhookMessage } from '../../src/wire/notify.ts'
import type { IncidentRow } from '../../src/wire/views.ts'
import { ROOT, type HubProcess } from './support/hub.ts'
import { expect, test } from './support/people.ts'

const KILLS = 3
const SECRET = 'receiver-secret-of-the-kill-test'
/** Requests that are answered with 503: the message comes again, later and under its own key. */
const BUSY_AT: readonly number[] = [3, 40, 90]
/** Enough acts between two kills for one of them to be under way. */
const ACTS_PER_ROUND = 25

/** A department's own system: takes each key once, as our documents ask, and says 503 now and then. */
class Receiver {
  readonly taken = new Map<string, WebhookMessage>()
  readonly problems: string[] = []
  again = 0
  private requests = 0
  private server: Server | undefined

  async open(): Promise<string> {
    this.server = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        this.requests += 1
        if (BUSY_AT.includes(this.requests)) return void response.writeHead(503, { 'retry-after': '1' }).end()
        const body = Buffer.concat(parts).toString()
        const stamp = String(request.headers['x-yiwang-timestamp'])
        const signature = createHmac('sha256', SECRET).update(`${stamp}.${body}`).digest('hex')
        if (request.headers['x-yiwang-signature'] !== signature) this.problems.push(`signature of ${body.slice(0, 80)}`)
        const message = JSON.parse(body) as WebhookMessage
        if (request.headers['idempotency-key'] !== message.key) this.problems.push(`key of ${message.key}`)
        const before = this.taken.get(message.key)
        if (before !== undefined) this.again += 1
        if (before !== undefined && JSON.stringify(before) !== JSON.stringify(message))
          this.problems.push(`${message.key} came with another content`)
        this.taken.set(message.key, message)
        response.writeHead(200).end()
      })
    })
    await new Promise<void>((listening) => this.server?.listen(0, '127.0.0.1', listening))
    const address = this.server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/yiwang`
  }

  close(): void {
    this.server?.closeAllConnections()
    this.server?.close()
  }
}

type Input = ActCommand['input']

/** People who press again until the hub answers: each press has one key, however often it is sent. */
class Desk {
  private readonly cookies = new Map<string, string>()
  /** What each case was acknowledged to have come to: events in the order of the acts, and the last version. */
  readonly acknowledged = new Map<string, { events: string[]; version: number }>()
  acts = 0
  retries = 0
  hub: HubProcess

  constructor(hub: HubProcess) {
    this.hub = hub
  }

  async signIn(...names: string[]): Promise<void> {
    for (const username of names) {
      const answer = await fetch(this.hub.url + paths.session, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-yiwang': '1' },
        body: JSON.stringify({ username, password: this.hub.password(username) }),
      })
      expect(answer.status).toBe(200)
      this.cookies.set(username, answer.headers.get('set-cookie')?.split(';')[0] ?? '')
    }
  }

  async ask<T>(by: string, path: string, body?: object): Promise<T> {
    for (const until = Date.now() + 120_000; ; this.retries += 1) {
      const answer = await fetch(this.hub.url + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json', 'x-yiwang': '1', cookie: this.cookies.get(by) ?? '' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(20_000),
      }).catch(() => undefined)
      const text = await answer?.text().catch(() => undefined)
      if (answer !== undefined && text !== undefined && answer.status < 500) {
        expect(answer.ok, `${by} ${path}: ${text}`).toBe(true)
        return (text === '' ? undefined : JSON.parse(text)) as T
      }
      if (Date.now() > until) throw new Error(`${path} was not answered`)
      await new Promise((done) => setTimeout(done, 200))
    }
  }

  /** One act; the case moves from version to version as acknowledged. */
  async act(by: string, id: string, input: Input, event: string): Promise<void> {
    const known = this.acknowledged.get(id)
    if (!known) throw new Error(`no case ${id}`)
    const command: ActCommand = { key: crypto.randomUUID(), version: known.version, input }
    const row = await this.ask<IncidentRow>(by, paths.incidentActs(id), command)
    this.acts += 1
    known.version = row.version
    known.events.push(event)
  }

  /** A case from the desk, filed, dispatched, accepted, with two reports of progress. */
  async workOne(n: number): Promise<void> {
    const report = {
      key: crypto.randomUUID(),
      text: `第 ${n} 处：路面井盖松动，有响声`,
      lng: 119.43 + n * 0.002,
      lat: 32.39,
      matter: '01003',
      condition: 'rattle',
    }
    const row = await this.ask<IncidentRow>('chief', paths.incidents, report)
    this.acts += 1
    this.acknowledged.set(row.id, { events: ['opened', 'reportLinked'], version: row.version })
    await this.act('chief', row.id, { act: 'file', matter: '01003', condition: 'rattle' }, 'filed')
    await this.act('chief', row.id, { act: 'dispatch', lead: 'paishui', assist: ['chengguan'] }, 'dispatched')
    await this.act('paishui', row.id, { act: 'accept', handler: '张师傅' }, 'accepted')
    for (const note of ['已到现场', '正在更换'])
      await this.act('paishui', row.id, { act: 'progress', note, photos: [] }, 'progressed')
  }
}

test('killed at any moment it loses no act, misses no effect and doubles none', async ({ hubs }) => {
  const receiver = new Receiver()
  const url = await receiver.open()
  let hub = await hubs({ env: { STAFF: 'off' } })
  const desk = new Desk(hub)
  await desk.signIn('admin', 'chief', 'paishui')
  const hook: WebhookInput = {
    name: '部门系统',
    url,
    form: 'yiwang',
    topics: ['events'],
    enabled: true,
    secret: SECRET,
  }
  await desk.ask('admin', paths.webhooks, hook)

  let n = 0
  for (let round = 0; round < KILLS; round++) {
    const wanted = desk.acts + ACTS_PER_ROUND
    const working = (async () => {
      while (desk.acts < wanted) await desk.workOne(n++)
    })()
    // At another moment each time: early, midway, late in the round.
    await expect
      .poll(() => desk.acts, { intervals: [5] })
      .toBeGreaterThanOrEqual(wanted - ACTS_PER_ROUND + 3 + round * 7)
    expect(await hub.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
    hub = await hub.again()
    desk.hub = hub
    await working
  }
  expect(desk.retries, 'the kill met somebody acting').toBeGreaterThan(0)

  const expected = new Set<string>()
  for (const [id, known] of desk.acknowledged) {
    const { row, events } = await desk.ask<IncidentDetail>('chief', paths.incident(id))
    expect(row.version).toBe(known.version)
    expect(events.map((event) => event.n)).toEqual(events.map((_, at) => at + 1))
    expect(events.map((event) => event.type).filter((type) => type !== 'clocked')).toEqual(known.events)
    for (const event of events) expected.add(`${id}#${event.n}`)
  }
  const waiting = () => desk.ask<DeliveryRow[]>('admin', `${paths.deliveries}?state=waiting`)
  await expect.poll(async () => (await waiting()).length, { timeout: 90_000 }).toBe(0)
  const told = [...receiver.taken.values()].filter(({ body }) =>
    desk.acknowledged.has((body as { incident: string }).incident),
  )
  expect(new Set(told.map(({ key }) => key))).toEqual(expected)
  expect(
    told.map(({ body }) => `${(body as { incident: string }).incident}#${(body as { n: number }).n}`).sort(),
  ).toEqual([...expected].sort())
  expect(receiver.problems).toEqual([])
  process.stdout.write(
    `      ${KILLS} kills, ${desk.acts} acts on ${desk.acknowledged.size} cases, ${desk.retries} asked again, ` +
      `${receiver.taken.size} messages, ${receiver.again} of them sent again under the same key\n`,
  )
  receiver.close()

  const head = (await desk.ask<{ chain: string; seq: string; hash: string }[]>('admin', paths.auditHeads))[0]
  expect(head, 'a head was published').toBeDefined()
  expect((await hub.end()).code).toBe(0)
  const check = spawn(
    'npm',
    ['run', '--silent', 'audit:verify', '--', '--head', `${head?.chain}:${head?.seq}:${head?.hash}`],
    {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: hub.folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let said = ''
  for (const stream of [check.stdout, check.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  expect(await new Promise((ended) => check.once('close', ended)), said).toBe(0)
  expect(said).toMatch(/cases: \d+ lines hold/)
})
