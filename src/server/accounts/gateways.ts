// Gateways: machines that publish, each with a random secret. What they may publish is the broker's matter.
import { timingSafeEqual } from 'node:crypto'
import type { AccountDesk, Now } from '../ports.ts'
import { ProblemError } from '../problems.ts'
import type { Db } from '../store/db.ts'
import { randomToken, sha256 } from './password.ts'
import type { Slowdown } from './slowdown.ts'

interface GatewaysOptions {
  readonly db: Db
  readonly now: Now
  readonly slowdown: Slowdown
  readonly oneByOne: <T>(key: string, work: () => Promise<T>) => Promise<T>
}

type Gateways = Pick<AccountDesk, 'createGateway' | 'setGatewaySecret' | 'listGateways' | 'checkGateway'>

export function openGateways({ db, now, slowdown, oneByOne }: GatewaysOptions): Gateways {
  return {
    async createGateway(name) {
      const secret = randomToken()
      const row = await db.query
        .insertInto('gateway')
        .values({ name, secret: sha256(secret).toString('hex'), created_at: new Date(now()) })
        .onConflict((c) => c.column('name').doNothing())
        .returning('name')
        .executeTakeFirst()
      if (!row)
        throw new ProblemError(
          'exists',
          { zh: `网关 ${name} 已存在`, en: `The gateway ${name} exists` },
          { field: '/gateway' },
        )
      return secret
    },
    async setGatewaySecret(name, secret) {
      const hash = sha256(secret).toString('hex')
      await db.query
        .insertInto('gateway')
        .values({ name, secret: hash, created_at: new Date(now()) })
        .onConflict((c) => c.column('name').doUpdateSet({ secret: hash }))
        .execute()
    },
    async listGateways() {
      const rows = await db.query.selectFrom('gateway').select(['name', 'created_at']).orderBy('name').execute()
      return rows.map((row) => ({ name: row.name, createdAt: row.created_at.getTime() }))
    },
    checkGateway: (name, secret) =>
      oneByOne(`gateway:${name}`, async () => {
        const key = `gateway:${name}`
        if (slowdown.waitMs(key, now()) > 0) return false
        const row = await db.query.selectFrom('gateway').select('secret').where('name', '=', name).executeTakeFirst()
        const expected = Buffer.from(row?.secret ?? '00'.repeat(32), 'hex')
        const fits = timingSafeEqual(sha256(secret), expected) && row !== undefined
        if (fits) slowdown.clear(key)
        else slowdown.fail(key, now())
        return fits
      }),
  }
}
