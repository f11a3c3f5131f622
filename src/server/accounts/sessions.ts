// Sign-ins: a random token in a cookie, its SHA-256 in the store, a short cache between. Knows no passwords.
import { sql } from 'kysely'
import type { Role } from '../../core/incident/types.ts'
import type { Now, SignedIn } from '../ports.ts'
import type { Db } from '../store/db.ts'
import { randomToken, sha256 } from './password.ts'

export const SESSION_COOKIE = 'yiwang_session'

/** The account is that of a wall which was paired at the desk and has not been sent away since. */
const STANDS_AS_WALL = sql<boolean>`exists (
  select from wall where wall.username = sign_in.username and wall.paired_at is not null and wall.revoked_at is null)`

const HOUR_MS = 3_600_000
/**
 * A shift; rolled on while in use. A wall has nobody to sign it in again: what ran out while it was switched off renews itself
 * the next time it is shown, as long as the desk has not sent the wall away.
 */
export const sessionMs = (role: string): number => (role === 'wall' ? 30 * 24 * HOUR_MS : 12 * HOUR_MS)
/** Rolling writes once in this long, not at every request. */
const ROLL_EVERY_MS = 5 * 60_000
/** How long a sign-out at another hub may go unnoticed here. */
const CACHE_MS = 30_000
const CACHE_SIZE = 2_000

export interface Sessions {
  start(username: string, role: string): Promise<{ token: string; expiresAt: number }>
  byToken(token: string): Promise<SignedIn | undefined>
  end(token: string): Promise<void>
  /** Ends all of one account, e.g. when its password changes. */
  endAll(username: string): Promise<void>
  /** Forgets what is cached: rights have changed. */
  forget(): void
}

/** The token in a `Cookie` header. */
export function tokenOf(cookieHeader: string | undefined): string | undefined {
  for (const part of (cookieHeader ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2)
    if (name === SESSION_COOKIE && value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value)) return value
  }
  return undefined
}

export function openSessions({ db, now }: { db: Db; now: Now }): Sessions {
  const cache = new Map<string, { signedIn: SignedIn; until: number }>()

  async function load(token: string): Promise<SignedIn | undefined> {
    const at = now()
    const row = await db.query
      .selectFrom('sign_in')
      .innerJoin('account', 'account.username', 'sign_in.username')
      .select(['account.username', 'account.name', 'account.role', 'account.department', 'account.demo', 'expires_at'])
      .where('token', '=', sha256(token))
      .where((e) => e.or([e('expires_at', '>', new Date(at)), STANDS_AS_WALL]))
      .where('disabled', '=', false)
      .executeTakeFirst()
    if (!row) return undefined
    let expiresAt = row.expires_at.getTime()
    const rolled = at + sessionMs(row.role)
    if (rolled - expiresAt > ROLL_EVERY_MS) {
      expiresAt = rolled
      await db.query
        .updateTable('sign_in')
        .set({ expires_at: new Date(rolled) })
        .where('token', '=', sha256(token))
        .execute()
    }
    return {
      actor: {
        id: row.username,
        name: row.name,
        role: row.role as Role,
        ...(row.department !== null && { department: row.department }),
      },
      demo: row.demo,
      expiresAt,
    }
  }

  return {
    async start(username, role) {
      const token = randomToken()
      const at = now()
      const expiresAt = at + sessionMs(role)
      // The ended ones of everybody go now and then, with nobody waiting for a job.
      await db.query
        .deleteFrom('sign_in')
        .where('expires_at', '<', new Date(at))
        .where((e) => e.not(STANDS_AS_WALL))
        .execute()
      await db.query
        .insertInto('sign_in')
        .values({ token: sha256(token), username, created_at: new Date(at), expires_at: new Date(expiresAt) })
        .execute()
      return { token, expiresAt }
    },
    async byToken(token) {
      const at = now()
      const key = sha256(token).toString('base64')
      const cached = cache.get(key)
      if (cached && cached.until > at && cached.signedIn.expiresAt > at) return cached.signedIn
      cache.delete(key)
      const signedIn = await load(token)
      if (!signedIn) return undefined
      cache.set(key, { signedIn, until: at + CACHE_MS })
      const oldest = cache.keys().next()
      if (cache.size > CACHE_SIZE && oldest.done !== true) cache.delete(oldest.value)
      return signedIn
    },
    async end(token) {
      cache.delete(sha256(token).toString('base64'))
      await db.query.deleteFrom('sign_in').where('token', '=', sha256(token)).execute()
    },
    async endAll(username) {
      await db.query.deleteFrom('sign_in').where('username', '=', username).execute()
      cache.clear()
    },
    forget: () => cache.clear(),
  }
}
