// Who was signed in on this device last, so that a department's workbench opens without signal. No secret: the session is a cookie.
import type { Session } from '../../wire/api.ts'

const WHO = 'yiwang.last'

/** The session of whoever was here last, if it would still hold; only departments work without signal. */
export function lastSession(now: number): Session | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(WHO) ?? 'null') as Session | null
    return kept !== null && kept.user.role === 'department' && kept.expiresAt > now ? kept : undefined
  } catch {
    return undefined
  }
}
export function keepSession(session: Session): void {
  try {
    if (session.user.role === 'department') localStorage.setItem(WHO, JSON.stringify(session))
    else localStorage.removeItem(WHO)
  } catch {
    // Storage may be forbidden: this device then shows nothing without signal.
  }
}
/** Signed out by hand. */
export function forgetSession(): void {
  try {
    localStorage.removeItem(WHO)
  } catch {
    // Then nothing was kept either.
  }
}
