// The simulated staff at work: looks at the queue, takes what is due, acts through the public interface. Never on a real case, never over a human.
import type { ActInput } from '../../src/core/incident/inputs.ts'
import type { ActCommand } from '../../src/wire/acts.ts'
import type { IncidentRow } from '../../src/wire/views.ts'
import { keyOf, pick, sub, type Key } from '../random.ts'
import { photograph } from './photo.ts'
import { CREWS } from './phrases.ts'
import { HubProblem, StaffSession, type StaffAccount } from './session.ts'
import { caseKey, delayMs, nextStep, postFor, type Post, type Step } from './step.ts'

export interface StaffOptions {
  readonly hub: string
  readonly accounts: readonly StaffAccount[]
  readonly seed: string
  readonly speed: number
  readonly isNight: () => boolean
  readonly say: (line: string) => void
  /** Told of the queue at every look. */
  readonly looked?: (rows: readonly IncidentRow[]) => void
}

const LOOK_EVERY_MS = 3_000
/** A human's act keeps the staff away from the case for this long. */
const HANDS_OFF_MS = 120_000
/** Acts in one look: the staff is many, but the hub is shared with people. */
const ACTS_PER_LOOK = 6
/** Sign-ins are limited for everybody on this address; people come first. */
const SIGN_IN_EVERY_MS = 6_000
/** After a refusal the case rests. */
const REST_MS = 30_000
/** Nothing answers: the hub is starting or gone. */
const AWAY_MS = 5_000

export class Staff {
  readonly #options: StaffOptions
  readonly #sessions: readonly StaffSession[]
  readonly #usernames: ReadonlySet<string>
  /** When the staff first saw a case in its present state. */
  readonly #seen = new Map<string, number>()
  readonly #restUntil = new Map<string, number>()
  /** Crews by department, as they were when its staff first accepted a case. */
  readonly #crews = new Map<string, readonly string[]>()
  #lastSignInAt = 0
  #timer: NodeJS.Timeout | undefined
  #isStopped = false
  #wasAway = false

  constructor(options: StaffOptions) {
    this.#options = options
    this.#sessions = options.accounts.map((a) => new StaffSession(options.hub, a))
    this.#usernames = new Set(options.accounts.map((a) => a.username))
  }

  start(): void {
    const look = async (): Promise<void> => {
      let pause = LOOK_EVERY_MS
      try {
        await this.look()
        if (this.#wasAway) this.#options.say('staff: the hub answers again')
        this.#wasAway = false
      } catch (error) {
        pause = error instanceof HubProblem ? Math.max(LOOK_EVERY_MS, error.retryAfterMs) : AWAY_MS
        if (!this.#wasAway && !this.#isStopped)
          this.#options.say(`staff: waiting for the hub (${error instanceof Error ? error.message : String(error)})`)
        this.#wasAway = true
      }
      if (!this.#isStopped) this.#timer = setTimeout(() => void look(), pause)
    }
    void look()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await Promise.allSettled(this.#sessions.filter((s) => s.isSignedIn).map((s) => s.signOut()))
  }

  /** One look at the queue; returns how many acts were done. */
  async look(): Promise<number> {
    const desk = await this.#session('dispatcher')
    if (!desk) return 0
    const rows = await desk.queue()
    this.#options.looked?.(rows)
    const now = Date.now()
    const due = this.#due(rows, now)
    let done = 0
    for (const row of due) {
      if (this.#isStopped || done >= ACTS_PER_LOOK) break
      if (await this.#tryOne(row)) done++
    }
    return done
  }

  /** Cases whose time has come, the longest waiting first. */
  #due(rows: readonly IncidentRow[], now: number): IncidentRow[] {
    const { seed, speed } = this.#options
    const present = new Set<string>()
    const due: { row: IncidentRow; overdueMs: number }[] = []
    for (const row of rows) {
      if (postFor(row) === undefined) continue
      const seenKey = `${row.id} ${row.state}`
      present.add(seenKey)
      const since = Math.min(this.#seen.get(seenKey) ?? now, Math.max(row.updatedAt, row.openedAt))
      this.#seen.set(seenKey, since)
      const overdueMs = now - since - delayMs(row, caseKey(row, seed), speed)
      if (overdueMs >= 0 && now >= (this.#restUntil.get(row.id) ?? 0)) due.push({ row, overdueMs })
    }
    for (const key of this.#seen.keys()) if (!present.has(key)) this.#seen.delete(key)
    for (const [id, until] of this.#restUntil) if (until < now) this.#restUntil.delete(id)
    return due.sort((a, b) => b.overdueMs - a.overdueMs).map((d) => d.row)
  }

  async #tryOne(row: IncidentRow): Promise<boolean> {
    const post = postFor(row)
    const reader = post && (await this.#session(post, row.lead))
    if (!reader) return false
    try {
      return await this.#work(row, reader)
    } catch (error) {
      this.#restUntil.set(row.id, Date.now() + REST_MS)
      // A crew may have gone out of use meanwhile.
      if (row.lead !== undefined) this.#crews.delete(row.lead)
      // Somebody was quicker, or may do what we may not: that is their right.
      if (error instanceof HubProblem && error.status < 500) return false
      throw error
    }
  }

  async #work(row: IncidentRow, reader: StaffSession): Promise<boolean> {
    const { seed, speed, isNight } = this.#options
    const detail = await reader.detail(row.id)
    const now = Date.now()
    const touched = detail.events.findLast((e) => e.actor.role !== 'system' && !this.#usernames.has(e.actor.id))
    if (touched && now - touched.recordedAt < HANDS_OFF_MS) {
      this.#restUntil.set(row.id, touched.recordedAt + HANDS_OFF_MS)
      return false
    }
    const key = caseKey(row, seed)
    const step = nextStep(detail, key, now, speed)
    if (!step) {
      this.#restUntil.set(row.id, now + REST_MS)
      return false
    }
    const isReader = step.post === reader.account.role && step.department === undefined
    const actor = isReader ? reader : await this.#session(step.post, step.department ?? row.lead)
    if (!actor) return false
    const input = await this.#withCrew(step, key, actor)
    const photos = step.photo ? [await actor.upload(photograph(key, step.photo, isNight(), detail.row.version))] : []
    await actor.act(row.id, {
      key: `sim-${sub(key, `${detail.row.version} ${step.input.act}`).toString(36)}-${keyOf(row.id).toString(36)}`,
      version: detail.row.version,
      input: withPhotos(input, photos),
    })
    return true
  }

  /** Whoever accepts names a crew of the department; one that has none yet enters a few first, as anybody there could. */
  async #withCrew({ input }: Step, key: Key, actor: StaffSession): Promise<ActInput> {
    const { department } = actor.account
    if (input.act !== 'accept' || department === undefined) return input
    let crews = this.#crews.get(department)
    if (!crews) {
      const known = await actor.crews()
      const entered =
        known.length > 0
          ? known
          : await Promise.all(
              CREWS.map((crew, at) =>
                actor.enterCrew(`sim-${department}-${at + 1}`, { department, ...crew, active: true }),
              ),
            )
      this.#crews.set(department, (crews = entered.map(({ id }) => id)))
    }
    return crews.length === 0 ? input : { ...input, crew: pick(key, 24, crews) }
  }

  /** A signed-in session of the post; undefined where nobody plays it or signing in has to wait. */
  async #session(post: Post, department?: string): Promise<StaffSession | undefined> {
    const session = this.#sessions.find(
      ({ account }) => account.role === post && (post !== 'department' || account.department === department),
    )
    if (!session || session.isSignedIn) return session
    const now = Date.now()
    if (now - this.#lastSignInAt < SIGN_IN_EVERY_MS) return undefined
    this.#lastSignInAt = now
    await session.signIn()
    return session
  }
}

/** The wire's own type of an input: the same shape, with lists that may be written to. */
function withPhotos(input: ActInput, photos: readonly string[]): ActCommand['input'] {
  return ('photos' in input ? { ...input, photos } : input) as ActCommand['input']
}
