// Who may call which route. Every route of the API says so; one that does not is refused at start.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor, Role } from '../../core/incident/types.ts'
import { ACCOUNT_HEADER, paths } from '../../wire/api.ts'
import type { AccountDesk, SignedIn } from '../ports.ts'
import { ProblemError } from '../problems.ts'

export type Access = 'anyone' | 'signedIn' | readonly Role[]

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
  interface FastifyRequest {
    signedIn: SignedIn | undefined
  }
}

/** Desk posts: they see every case, with the reporter. */
export const DESK = ['acceptor', 'dispatcher', 'dutyChief'] as const satisfies readonly Role[]
/** Those who see cases one by one; the wall has its views only. */
export const CASE_READERS = [
  'collector',
  ...DESK,
  'department',
  'leader',
  'administrator',
] as const satisfies readonly Role[]
/** Everybody but the wall, which is a place and has no choices of its own. */
export const PEOPLE = CASE_READERS
/** Those who may try an act; the lifecycle table decides which. */
export const CASE_ACTORS = ['collector', ...DESK, 'department', 'leader'] as const satisfies readonly Role[]
export const BRIEF_READERS = [...DESK, 'leader', 'administrator'] as const satisfies readonly Role[]
/** Those who put the desk on the duty roster. */
export const ROSTER_KEEPERS = ['dutyChief', 'administrator'] as const satisfies readonly Role[]
/** Those who write the plans for emergencies. */
export const PLAN_KEEPERS = ['dutyChief', 'administrator'] as const satisfies readonly Role[]
/** Those who look after the others: what was seen, exported and changed. */
export const AUDITORS = ['administrator', 'leader'] as const satisfies readonly Role[]
/** Those who let walls in and out and shape their boards; those who may put something on them. */
export const WALL_KEEPERS = ['dutyChief', 'administrator'] as const satisfies readonly Role[]
export const WALL_PUSHERS = ['dispatcher', ...WALL_KEEPERS] as const satisfies readonly Role[]
export const ADMINISTRATOR = ['administrator'] as const satisfies readonly Role[]

export const requireRole = <A extends Access>(access: A): { config: { access: A } } => ({ config: { access } })

/** The signed-in actor; routes open to anyone have none. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.signedIn) throw notSignedIn()
  return request.signedIn.actor
}

const notSignedIn = (): ProblemError => new ProblemError('notSignedIn', { zh: '请先登录', en: 'Sign in first' })

/** Another tab of the browser has signed somebody else in. Who is signed in may always be asked. */
function refuseOther(request: FastifyRequest, { actor }: SignedIn): void {
  const meant = request.headers[ACCOUNT_HEADER]
  if (meant === undefined || meant === encodeURIComponent(actor.id) || request.routeOptions.url === paths.session)
    return
  throw new ProblemError('notSignedIn', {
    zh: '此浏览器已由他人登录，请重新登录',
    en: 'Somebody else has signed in with this browser; sign in again',
  })
}

export function guardRoutes(app: FastifyInstance, accounts: Pick<AccountDesk, 'bySession'>): void {
  app.decorateRequest('signedIn', undefined)
  app.addHook('onRoute', (route) => {
    if (route.config?.access === undefined) throw new Error(`route ${route.url} does not say who may call it`)
  })
  // After the rate limit (onRequest of the route), so that a flood costs no look-ups; before any body is read.
  app.addHook('preParsing', async (request) => {
    const access = request.routeOptions.config.access
    if (access === 'anyone') return
    request.signedIn = await accounts.bySession(request.headers.cookie)
    if (!request.signedIn) throw notSignedIn()
    refuseOther(request, request.signedIn)
    if (access !== 'signedIn' && !access?.includes(request.signedIn.actor.role))
      throw new ProblemError('forbidden', {
        zh: '当前岗位没有此项权限',
        en: `The post "${request.signedIn.actor.role}" may not do this`,
      })
  })
}
