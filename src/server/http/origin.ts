// Cross-site requests. The cookie is SameSite=Strict; besides, a browser's unsafe request must come from our own pages.
// Browsers always send Origin with those; programs (no cookie of somebody else's browser at stake) may leave it out.
import type { FastifyRequest } from 'fastify'
import { ProblemError } from '../problems.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** `allowed`: further origins, e.g. of a proxy that hides the host the browser knows. */
export function checkOrigin(request: FastifyRequest, allowed: readonly string[]): void {
  if (SAFE.has(request.method)) return
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  if (origin === undefined ? site === undefined || site === 'same-origin' || site === 'none' : isOwn(origin)) return
  throw new ProblemError('foreignOrigin', {
    zh: '请求来自其他网站，已拒绝',
    en: 'The request comes from another site and was refused',
  })

  function isOwn(from: string): boolean {
    if (allowed.includes(from)) return true
    return URL.canParse(from) && new URL(from).host === request.host
  }
}
