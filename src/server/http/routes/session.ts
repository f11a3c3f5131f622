// Signing in and out, and who one is.
import { ProblemSchema, SessionSchema, SignInSchema, paths, type Session } from '../../../wire/api.ts'
import { tokenOf } from '../../accounts/sessions.ts'
import type { SignedIn } from '../../ports.ts'
import { requireRole } from '../access.ts'
import { giveCookie, takeCookie } from '../cookie.ts'
import type { HttpDeps } from '../deps.ts'
import { type App, NoBody } from '../provider.ts'

const SIGN_INS_PER_MINUTE = 30

export function sessionRoutes(app: App, { accounts, now, options, presence }: HttpDeps): void {
  const toSession = async ({ actor, demo, expiresAt }: SignedIn): Promise<Session> => ({
    user: {
      id: actor.id,
      name: actor.name,
      role: actor.role === 'system' ? 'administrator' : actor.role,
      demo,
      ...(actor.department !== undefined && { department: actor.department }),
    },
    at: now(),
    expiresAt,
    noticesSeenAt: await accounts.noticesSeenAt(actor.id),
  })

  app.post(
    paths.session,
    {
      config: {
        access: 'anyone',
        rateLimit: { max: options?.signInsPerMinute ?? SIGN_INS_PER_MINUTE, timeWindow: 60_000 },
      },
      schema: { tags: ['session'], body: SignInSchema, response: { 200: SessionSchema, default: ProblemSchema } },
    },
    async (request, reply) => {
      const { username, password } = request.body
      const { token, signedIn } = await accounts.signIn(username, password, request.ip)
      giveCookie(reply, request, token)
      return toSession(signedIn)
    },
  )
  app.get(
    paths.session,
    { ...requireRole('signedIn'), schema: { tags: ['session'], response: { 200: SessionSchema } } },
    async (request, reply) => {
      if (!request.signedIn) throw new Error('guarded route without a session')
      // Nobody signs a wall in again: its cookie rolls with its session, or a browser would throw it away after 400 days.
      const token = request.signedIn.actor.role === 'wall' ? tokenOf(request.headers.cookie) : undefined
      if (token !== undefined) giveCookie(reply, request, token)
      return toSession(request.signedIn)
    },
  )
  app.delete(
    paths.session,
    { ...requireRole('anyone'), schema: { tags: ['session'], response: { 204: NoBody } } },
    async (request, reply) => {
      const leaving = await accounts.bySession(request.headers.cookie)
      await accounts.signOut(request.headers.cookie, request.ip)
      if (leaving) presence.leave(leaving.actor.id)
      takeCookie(reply, request)
      return reply.code(204).send()
    },
  )
}
