// Accounts against the real database: passwords, sign-in, slowdown, sessions, gateways.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openAudit } from '../../../src/server/audit/audit.ts'
import { openAccounts } from '../../../src/server/accounts/accounts.ts'
import type { AccountDesk } from '../../../src/server/ports.ts'
import { ProblemError } from '../../../src/server/problems.ts'
import type { Db } from '../../../src/server/store/db.ts'
import { openTestDb } from '../../support/db.ts'

const START = Date.UTC(2026, 10, 21, 2)
const CHEAP = { N: 1024, r: 8, p: 1 }
const MIN = 60_000
let db: Db
let at = START
let accounts: AccountDesk

const open = () => openAccounts({ db, now: () => at, audit: openAudit({ db, now: () => at }), passwordCost: CHEAP })
const problemOf = (work: Promise<unknown>): Promise<ProblemError> =>
  work.then(
    () => expect.fail('expected a problem'),
    (error: unknown) => (error instanceof ProblemError ? error : Promise.reject(error)),
  )
const cookie = (token: string) => `other=1; yiwang_session=${token}`

beforeAll(async () => {
  db = await openTestDb()
}, 60_000)
afterAll(() => db.stop())
beforeEach(async () => {
  await db.query.deleteFrom('account').execute()
  await db.query.deleteFrom('gateway').execute()
  at = START
  accounts = open()
  await accounts.createAccount({ username: 'lin', name: '林', role: 'dispatcher', password: 'correct-horse-9' })
})

describe('passwords', () => {
  it('are kept as scrypt with their parameters, never as text', async () => {
    const row = await db.query.selectFrom('account').select('password').executeTakeFirstOrThrow()
    expect(row.password).toMatch(/^scrypt\$1024\$8\$1\$/)
    expect(row.password).not.toContain('horse')
  })
  it.each([
    ['short', 'abc1'],
    ['holding the user name', 'xx-Wang-2026'],
    ['of few characters', 'aaaaaaaaaaab'],
  ])('%s are refused with field and both languages', async (_, password) => {
    const problem = await problemOf(accounts.createAccount({ username: 'wang', name: '王', role: 'leader', password }))
    expect(problem.code).toBe('invalid')
    expect(problem.extras.field).toBe('/password')
    expect(problem.detail.zh).toMatch(/密码/)
    expect(problem.detail.en).toMatch(/password/)
  })
})

describe('sign-in', () => {
  it('opens a session that only the token opens, and sign-out ends', async () => {
    const { token, signedIn } = await accounts.signIn('lin', 'correct-horse-9', '10.0.0.1')
    expect(signedIn.actor).toEqual({ id: 'lin', name: '林', role: 'dispatcher' })
    expect((await accounts.bySession(cookie(token)))?.actor.id).toBe('lin')
    const stored = await db.query.selectFrom('sign_in').select('token').executeTakeFirstOrThrow()
    expect(stored.token.toString('utf8')).not.toContain(token)
    expect(await accounts.bySession(cookie('x'.repeat(43)))).toBeUndefined()
    expect(await accounts.bySession(undefined)).toBeUndefined()
    await accounts.signOut(cookie(token))
    expect(await accounts.bySession(cookie(token))).toBeUndefined()
  })

  it('slows down after five failures, doubles the wait, and outlives a restart', async () => {
    for (let i = 0; i < 4; i++)
      expect((await problemOf(accounts.signIn('lin', 'wrong', `10.0.1.${i}`))).code).toBe('wrongPassword')
    const fifth = await problemOf(accounts.signIn('lin', 'wrong', '10.0.1.5'))
    expect(fifth.code).toBe('tooManyAttempts')
    expect(fifth.extras.retryAfterMs).toBe(30_000)

    accounts = open()
    const right = await problemOf(accounts.signIn('lin', 'correct-horse-9', '10.0.1.6'))
    expect(right.extras.retryAfterMs).toBe(30_000)

    at += 30_000
    expect((await problemOf(accounts.signIn('lin', 'wrong', '10.0.1.7'))).code).toBe('wrongPassword')
    expect((await problemOf(accounts.signIn('lin', 'wrong', '10.0.1.7'))).extras.retryAfterMs).toBe(60_000)
    at += 60_000
    await accounts.signIn('lin', 'correct-horse-9', '10.0.1.8')
    expect((await problemOf(accounts.signIn('lin', 'wrong', '10.0.1.8'))).code).toBe('wrongPassword')
  })

  it('gives unknown names the same answers as known ones', async () => {
    for (let i = 0; i < 4; i++)
      expect((await problemOf(accounts.signIn('nobody', 'wrong', `10.0.2.${i}`))).code).toBe('wrongPassword')
    expect((await problemOf(accounts.signIn('nobody', 'wrong', '10.0.2.9'))).extras.retryAfterMs).toBe(30_000)
  })

  it('slows down an address that tries many names', async () => {
    for (let i = 0; i < 5; i++) await problemOf(accounts.signIn(`name${i}`, 'wrong', '10.0.3.1'))
    expect((await problemOf(accounts.signIn('lin', 'correct-horse-9', '10.0.3.1'))).code).toBe('tooManyAttempts')
    await accounts.signIn('lin', 'correct-horse-9', '10.0.3.2')
  })

  it('does not let a burst of guesses outrun the count', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => problemOf(accounts.signIn('lin', `guess-${i}`, `10.0.4.${i}`))),
    )
    expect(answers.filter((problem) => problem.code === 'wrongPassword')).toHaveLength(4)
  })

  it('rolls a session while it is used and lets it end when it is not', async () => {
    const { token } = await accounts.signIn('lin', 'correct-horse-9', '10.0.5.1')
    at += 11 * 60 * MIN
    expect((await accounts.bySession(cookie(token)))?.expiresAt).toBe(at + 12 * 60 * MIN)
    at += 11 * 60 * MIN
    expect(await accounts.bySession(cookie(token))).toBeDefined()
    at += 12 * 60 * MIN + 1
    expect(await accounts.bySession(cookie(token))).toBeUndefined()
  })

  it('ends sessions when the password changes or the account is disabled', async () => {
    const first = await accounts.signIn('lin', 'correct-horse-9', '10.0.6.1')
    await accounts.setPassword('lin', 'another-horse-7')
    expect(await accounts.bySession(cookie(first.token))).toBeUndefined()
    const second = await accounts.signIn('lin', 'another-horse-7', '10.0.6.1')
    await accounts.setDisabled('lin', true)
    expect(await accounts.bySession(cookie(second.token))).toBeUndefined()
    expect((await problemOf(accounts.signIn('lin', 'another-horse-7', '10.0.6.1'))).code).toBe('wrongPassword')
  })
})

describe('gateways', () => {
  it('know their secret, once shown, and slow down guessers', async () => {
    const secret = await accounts.createGateway('gw-air')
    expect(await accounts.checkGateway('gw-air', secret)).toBe(true)
    expect((await problemOf(accounts.createGateway('gw-air'))).code).toBe('exists')
    for (let i = 0; i < 5; i++) expect(await accounts.checkGateway('gw-air', 'guess')).toBe(false)
    expect(await accounts.checkGateway('gw-air', secret)).toBe(false)
    at += 30_000
    expect(await accounts.checkGateway('gw-air', secret)).toBe(true)
    expect(await accounts.checkGateway('gw-none', '')).toBe(false)
  })
})

describe('demo accounts', () => {
  it('keep their passwords over a restart, in a file of the owner alone, and are shut with the demo', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'accounts-'))
    try {
      const file = join(folder, 'demo.json')
      const list = [{ username: 'demo-wall', name: '大屏', role: 'wall' as const }]
      const first = await accounts.ensureDemoAccounts(list, file)
      accounts = open()
      const second = await accounts.ensureDemoAccounts(list, file)
      expect(second).toEqual(first)
      expect((await stat(file)).mode & 0o777).toBe(0o600)
      const password = first[0]?.password ?? ''
      expect(password).toMatch(/^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/)
      expect((await problemOf(accounts.signIn('demo-wall', password, '10.0.7.1'))).code).toBe('wrongPassword')
      accounts.setDemoAllowed(true)
      const { token, signedIn } = await accounts.signIn('demo-wall', password, '10.0.7.1')
      expect(signedIn.demo).toBe(true)
      expect(signedIn.expiresAt - at).toBe(30 * 24 * 60 * MIN)
      accounts.setDemoAllowed(false)
      expect(await accounts.bySession(cookie(token))).toBeUndefined()

      await writeFile(file, 'broken')
      const third = await accounts.ensureDemoAccounts(list, file)
      expect(third[0]?.password).not.toBe(password)
      expect(await readFile(file, 'utf8')).toContain(third[0]?.password)
      accounts.setDemoAllowed(true)
      await accounts.signIn('demo-wall', third[0]?.password ?? '', '10.0.7.2')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('the first administrator', () => {
  it('is made once, and not while the demo provides one', async () => {
    accounts.setDemoAllowed(true)
    expect(await accounts.ensureAdministrator()).toBeUndefined()
    accounts.setDemoAllowed(false)
    const made = await accounts.ensureAdministrator()
    expect(made?.username).toBe('admin')
    const { signedIn } = await accounts.signIn('admin', made?.password ?? '', '10.0.8.1')
    expect(signedIn.actor.role).toBe('administrator')
    expect(await accounts.ensureAdministrator()).toBeUndefined()
  })
})
