// The cookie of a sign-in, for people and for walls alike.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { SESSION_COOKIE } from '../accounts/sessions.ts'

const optionsFor = ({ protocol }: FastifyRequest) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: protocol === 'https' }) as const

export function giveCookie(reply: FastifyReply, request: FastifyRequest, token: string): void {
  // The session itself rolls; the cookie only must not end before it can.
  void reply.setCookie(SESSION_COOKIE, token, { ...optionsFor(request), maxAge: 400 * 24 * 3600 })
}
export function takeCookie(reply: FastifyReply, request: FastifyRequest): void {
  void reply.clearCookie(SESSION_COOKIE, optionsFor(request))
}
