// Password and secret hashing. Parameters travel inside the hash, so they can be raised without a reset. Knows no accounts.
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

export interface PasswordCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** OWASP's scrypt setting with 32 MiB: about a quarter of a second on one core. */
export const PASSWORD_COST: PasswordCost = { N: 2 ** 15, r: 8, p: 3 }
const KEY_BYTES = 32
const SALT_BYTES = 16

const derive = (password: string, salt: Buffer, { N, r, p }: PasswordCost, length: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // NFKC: the same characters typed on another keyboard or phone are the same password.
    scrypt(password.normalize('NFKC'), salt, length, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })

/** `scrypt$N$r$p$salt$key`, base64. */
export async function hashPassword(password: string, cost: PasswordCost): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const key = await derive(password, salt, cost, KEY_BYTES)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$')
}

export async function passwordFits(password: string, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = stored.split('$')
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) return false
  const expected = Buffer.from(key, 'base64')
  const cost = { N: Number(N), r: Number(r), p: Number(p) }
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), cost, expected.length), expected)
}

/** For random secrets of 32 bytes a plain hash is enough: there is nothing to guess. */
export const sha256 = (secret: string): Buffer => createHash('sha256').update(secret).digest()

export const randomToken = (): string => randomBytes(32).toString('base64url')

/** No 0/O, 1/l/I: people read these aloud and type them on phones. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Four groups of four, about 79 bits. */
export function readablePassword(): string {
  const letters: string[] = []
  while (letters.length < 16) {
    for (const byte of randomBytes(32)) {
      // Reject the uneven tail so that every letter is equally likely.
      if (byte < READABLE.length * 8 && letters.length < 16) letters.push(READABLE[byte % READABLE.length] ?? 'x')
    }
  }
  return [0, 4, 8, 12].map((i) => letters.slice(i, i + 4).join('')).join('-')
}
