// Codes by which a new wall is let in: shown on the wall, approved once at the desk, claimed once by the wall. Knows no orders.
import { randomInt } from 'node:crypto'
import type { Pairing } from '../../wire/walls.ts'
import { randomToken, sha256 } from '../accounts/password.ts'
import type { Now } from '../ports.ts'
import { ProblemError, invalid, notFound } from '../problems.ts'
import type { Db, Queries } from '../store/db.ts'

/** Nothing that looks like something else on a screen ten metres away: no 0 O Q D, 1 I L, 2 Z, 5 S, 8 B, U V. */
export const CODE_LETTERS = 'ACEFGHJKMNPRTWXY34679'
const CODE_LENGTH = 6
/** From the showing to the approval, and from the approval to the claim. */
export const PAIRING_MS = 10 * 60_000
/** More that wait at once are no walls. */
const MOST_WAITING = 100

const letters = (n: number): string =>
  Array.from({ length: n }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('')
/** As somebody types it: small letters, a gap in the middle. */
const codeOf = (typed: string): string => typed.toUpperCase().replace(/[\s-]/g, '')

export interface Pairings {
  begin(): Promise<Pairing>
  /** Within the caller's transaction: names the account under which the wall with this code will be signed in. */
  approve(query: Queries, code: string, username: () => Promise<string>): Promise<string>
  /** The account, once; `waiting` until it is approved. A ProblemError once the code is over. */
  claim(secret: string): Promise<{ readonly username: string } | { readonly waitingUntil: number }>
}

/** An account name of a new wall. */
export const newWallName = (): string => `wall-${letters(6).toLowerCase()}`

export function openPairings({ db, now }: { readonly db: Db; readonly now: Now }): Pairings {
  return {
    async begin() {
      await db.query.deleteFrom('wall_pairing').where('expires_at', '<=', new Date(now())).execute()
      const { waiting } = await db.query
        .selectFrom('wall_pairing')
        .select((e) => e.fn.countAll<string>().as('waiting'))
        .executeTakeFirstOrThrow()
      if (Number(waiting) >= MOST_WAITING)
        throw new ProblemError('tooManyRequests', {
          zh: '等待配对的大屏过多，请稍后再试',
          en: 'Too many walls wait to be paired; try again later',
        })
      const code = letters(CODE_LENGTH)
      const secret = randomToken()
      const expiresAt = now() + PAIRING_MS
      await db.query
        .insertInto('wall_pairing')
        .values({ code: sha256(code), secret: sha256(secret), expires_at: new Date(expiresAt), username: null })
        .execute()
      return { code, secret, expiresAt }
    },
    async approve(query, code, username) {
      const waiting = await query
        .selectFrom('wall_pairing')
        .select('code')
        .where('code', '=', sha256(codeOf(code)))
        .where('expires_at', '>', new Date(now()))
        .where('username', 'is', null)
        .forUpdate()
        .executeTakeFirst()
      if (waiting === undefined)
        throw invalid('/code', {
          zh: '没有大屏在等这个配对码，或已过期；请核对屏幕上的码',
          en: 'No wall waits with this code, or it is over; compare it with the wall',
        })
      const name = await username()
      await query
        .updateTable('wall_pairing')
        .set({ username: name, expires_at: new Date(now() + PAIRING_MS) })
        .where('code', '=', waiting.code)
        .execute()
      return name
    },
    async claim(secret) {
      const mine = sha256(secret)
      const taken = await db.query
        .deleteFrom('wall_pairing')
        .where('secret', '=', mine)
        .where('expires_at', '>', new Date(now()))
        .where('username', 'is not', null)
        .returning('username')
        .executeTakeFirst()
      if (taken?.username != null) return { username: taken.username }
      const waiting = await db.query
        .selectFrom('wall_pairing')
        .select('expires_at')
        .where('secret', '=', mine)
        .where('expires_at', '>', new Date(now()))
        .executeTakeFirst()
      if (waiting === undefined) throw notFound({ zh: '配对', en: 'pairing' })
      return { waitingUntil: waiting.expires_at.getTime() }
    },
  }
}
