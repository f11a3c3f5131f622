// One signed-in member of the staff, over the hub's public HTTP interface and nothing else.
import { paths, type IncidentDetail, type Problem } from '../../src/wire/api.ts'
import type { ActCommand } from '../../src/wire/acts.ts'
import type { Crew, CrewInput } from '../../src/wire/desk.ts'
import type { IncidentRow, Snapshot } from '../../src/wire/views.ts'

export interface StaffAccount {
  readonly username: string
  readonly password: string
  readonly role: string
  readonly name?: string
  readonly department?: string
}

/** The hub's refusal, with its code. */
export class HubProblem extends Error {
  readonly status: number
  readonly code: string
  readonly retryAfterMs: number
  constructor(status: number, problem: Partial<Problem>) {
    super(`${status} ${problem.code ?? ''} ${problem.detail ?? ''}`.trim())
    this.status = status
    this.code = problem.code ?? ''
    this.retryAfterMs = problem.retryAfterMs ?? 0
  }
}

const ANSWER_WITHIN_MS = 10_000

export class StaffSession {
  readonly account: StaffAccount
  readonly #hub: string
  #cookie: string | undefined

  constructor(hub: string, account: StaffAccount) {
    this.#hub = hub
    this.account = account
  }

  get isSignedIn(): boolean {
    return this.#cookie !== undefined
  }

  async signIn(): Promise<void> {
    const { username, password } = this.account
    const response = await this.#fetch(paths.session, { method: 'POST', ...asJson({ username, password }) })
    await response.arrayBuffer()
    this.#cookie = response.headers
      .getSetCookie()
      .map((c) => c.split(';')[0] ?? '')
      .join('; ')
  }

  async signOut(): Promise<void> {
    if (this.#cookie === undefined) return
    await this.#fetch(paths.session, { method: 'DELETE' })
    this.#cookie = undefined
  }

  async queue(): Promise<readonly IncidentRow[]> {
    const response = await this.#fetch(paths.snapshot('incidents'))
    return ((await response.json()) as Snapshot<IncidentRow>).rows
  }

  async detail(id: string): Promise<IncidentDetail> {
    return (await (await this.#fetch(paths.incident(id))).json()) as IncidentDetail
  }

  async upload(photo: Buffer): Promise<string> {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(photo)], { type: 'image/png' }), 'photo.png')
    const response = await this.#fetch(paths.photos, { method: 'POST', body: form })
    return ((await response.json()) as { id: string }).id
  }

  async act(id: string, command: ActCommand): Promise<IncidentRow> {
    const response = await this.#fetch(paths.incidentActs(id), { method: 'POST', ...asJson(command) })
    return (await response.json()) as IncidentRow
  }

  /** Crews of its own department that can be given a case. */
  async crews(): Promise<readonly Crew[]> {
    return ((await (await this.#fetch(paths.crews)).json()) as readonly Crew[]).filter((crew) => crew.active)
  }

  async enterCrew(id: string, crew: CrewInput): Promise<Crew> {
    return (await (await this.#fetch(paths.crew(id), { method: 'PUT', ...asJson(crew) })).json()) as Crew
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (this.#cookie !== undefined) headers.set('cookie', this.#cookie)
    const response = await fetch(new URL(path, this.#hub), {
      ...init,
      headers,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    if (response.ok) return response
    const problem = (await response.json().catch(() => ({}))) as Partial<Problem>
    // The session ran out or the hub started anew: sign in again at the next step.
    if (response.status === 401) this.#cookie = undefined
    throw new HubProblem(response.status, problem)
  }
}

const asJson = (body: unknown): RequestInit => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})
