// People and gateways: who they are and how they prove it. Rights on topics and routes are decided elsewhere.
import type { AccountDesk, Audit, NewAccount, Now } from '../ports.ts'
import { ProblemError, invalid, notFound } from '../problems.ts'
import type { Db } from '../store/db.ts'
import { PASSWORD_COST, hashPassword, passwordFits, randomToken, readablePassword } from './password.ts'
import type { PasswordCost } from './password.ts'
import { writeDemoPasswords } from './demo.ts'
import { openGateways } from './gateways.ts'
import { openSessions, tokenOf } from './sessions.ts'
import { openSettings } from './settings.ts'
import { signInLines } from './signInLines.ts'
import { lockMs, openQueue, openSlowdown } from './slowdown.ts'

export interface AccountsOptions {
  readonly db: Db
  readonly now: Now
  readonly audit: Pick<Audit, 'write'>
  /** Lower only in tests. */
  readonly passwordCost?: PasswordCost
  /** Every session of an account was ended by somebody else: its live links have to end too. */
  readonly ended?: (account: string) => void
}

const SHORTEST_PASSWORD = 10
/** Demo passwords are random (79 bits), so stretching them would only slow the start. */
const DEMO_COST: PasswordCost = { N: 2 ** 12, r: 8, p: 1 }

const wait = (ms: number): ProblemError => {
  const s = Math.ceil(ms / 1000)
  return new ProblemError(
    'tooManyAttempts',
    { zh: `连续失败次数过多，请 ${s} 秒后再试`, en: `Too many failures in a row; try again in ${s} s` },
    { retryAfterMs: ms },
  )
}

const wrong = (): ProblemError =>
  new ProblemError('wrongPassword', { zh: '用户名或密码不正确', en: 'The user name or the password is wrong' })

function checkPassword(username: string, password: string): void {
  if (password.length < SHORTEST_PASSWORD)
    throw invalid('/password', {
      zh: `密码至少 ${SHORTEST_PASSWORD} 个字符`,
      en: `A password has at least ${SHORTEST_PASSWORD} characters`,
    })
  if (password.toLowerCase().includes(username.toLowerCase()))
    throw invalid('/password', { zh: '密码不得包含用户名', en: 'A password must not contain the user name' })
  if (new Set(password).size < 5)
    throw invalid('/password', { zh: '密码中不同字符太少', en: 'A password needs more different characters' })
}

export function openAccounts(options: AccountsOptions): AccountDesk {
  const { db, now, audit, passwordCost = PASSWORD_COST, ended = () => undefined } = options
  const lines = signInLines(audit)
  const sessions = openSessions({ db, now })
  const slowdown = openSlowdown()
  const oneByOne = openQueue()
  /** Checked against for unknown names, so that they take as long as known ones. */
  const decoy = hashPassword(randomToken(), passwordCost)
  let demoAllowed = false

  async function insert(account: NewAccount, demo: boolean): Promise<void> {
    if (account.role === 'department' && account.department === undefined)
      throw invalid('/department', { zh: '部门账号须指定部门', en: 'A department account names its department' })
    const password = await hashPassword(account.password, demo ? DEMO_COST : passwordCost)
    const row = await db.query
      .insertInto('account')
      .values({
        username: account.username,
        name: account.name,
        role: account.role,
        department: account.role === 'department' ? (account.department ?? null) : null,
        password,
        demo,
        disabled: false,
        failed: 0,
        created_at: new Date(now()),
      })
      .onConflict((c) => c.column('username').doNothing())
      .returning('username')
      .executeTakeFirst()
    if (!row)
      throw new ProblemError(
        'exists',
        { zh: `用户名 ${account.username} 已被使用`, en: `The user name ${account.username} is taken` },
        { field: '/username' },
      )
  }

  /** The account whose password this is; failures are counted, written down and slow the next one down. */
  async function known(username: string, password: string, address: string) {
    const at = now()
    const names = [`address:${address}`, `account:${username}`]
    const row = await db.query.selectFrom('account').selectAll().where('username', '=', username).executeTakeFirst()
    // The count of a known account is in the store as well, so that a restart does not give five new guesses.
    const locked = Math.max((row?.locked_until?.getTime() ?? 0) - at, ...names.map((name) => slowdown.waitMs(name, at)))
    if (locked > 0) {
      await lines.failed(username, row, address, 'locked')
      throw wait(locked)
    }
    const fits = await passwordFits(password, row?.password ?? (await decoy))
    if (!row || !fits || row.disabled || (row.demo && !demoAllowed)) {
      for (const name of names) slowdown.fail(name, at)
      if (row) {
        const lock = lockMs(row.failed + 1)
        await db.query
          .updateTable('account')
          .set((e) => ({ failed: e('failed', '+', 1), locked_until: lock > 0 ? new Date(at + lock) : null }))
          .where('username', '=', username)
          .execute()
      }
      await lines.failed(username, row, address, !row ? 'unknown' : !fits ? 'password' : 'closed')
      const mustWait = Math.max(...names.map((name) => slowdown.waitMs(name, at)))
      throw mustWait > 0 ? wait(mustWait) : wrong()
    }
    for (const name of names) slowdown.clear(name)
    if (row.failed > 0)
      await db.query
        .updateTable('account')
        .set({ failed: 0, locked_until: null })
        .where('username', '=', username)
        .execute()
    return row
  }

  async function admit(username: string, role: string, address: string) {
    const started = await sessions.start(username, role)
    const signedIn = await sessions.byToken(started.token)
    if (!signedIn) throw wrong()
    await lines.signedIn(signedIn.actor, address)
    return { token: started.token, signedIn }
  }
  async function signIn(username: string, password: string, address: string) {
    const { role } = await known(username, password, address)
    return admit(username, role, address)
  }

  return {
    async bySession(cookieHeader) {
      const token = tokenOf(cookieHeader)
      const signedIn = token === undefined ? undefined : await sessions.byToken(token)
      return signedIn?.demo === true && !demoAllowed ? undefined : signedIn
    },
    // Guesses at one name queue up behind each other; the first five cost time, the rest meet the lock.
    signIn: (username, password, address) => oneByOne(`account:${username}`, () => signIn(username, password, address)),
    admit: (username, address) => admit(username, 'wall', address),
    prove: (username, password, address) =>
      oneByOne(`account:${username}`, async () => void (await known(username, password, address))),
    async signOut(cookieHeader, address) {
      const token = tokenOf(cookieHeader)
      if (token === undefined) return
      const signedIn = await sessions.byToken(token)
      await sessions.end(token)
      if (signedIn) await lines.signedOut(signedIn.actor, address)
    },
    async noticesSeenAt(username) {
      const row = await db.query
        .selectFrom('account')
        .select('notices_seen_at')
        .where('username', '=', username)
        .executeTakeFirst()
      return row?.notices_seen_at?.getTime() ?? 0
    },
    async seeNotices(username, at) {
      const seen = new Date(Math.min(at, now()))
      await db.query
        .updateTable('account')
        .set({ notices_seen_at: seen })
        .where('username', '=', username)
        .where((e) => e.or([e('notices_seen_at', 'is', null), e('notices_seen_at', '<', seen)]))
        .execute()
    },
    async createAccount(account) {
      checkPassword(account.username, account.password)
      await insert(account, false)
    },
    async setPassword(username, password) {
      checkPassword(username, password)
      const row = await db.query
        .updateTable('account')
        .set({ password: await hashPassword(password, passwordCost), failed: 0, locked_until: null })
        .where('username', '=', username)
        .returning('username')
        .executeTakeFirst()
      if (!row) throw notFound({ zh: '账号', en: 'account' })
      slowdown.clear(`account:${username}`)
      await sessions.endAll(username)
      ended(username)
    },
    async setDisabled(username, disabled) {
      const row = await db.query
        .updateTable('account')
        .set({ disabled })
        .where('username', '=', username)
        .returning('username')
        .executeTakeFirst()
      if (!row) throw notFound({ zh: '账号', en: 'account' })
      if (!disabled) return
      await sessions.endAll(username)
      ended(username)
    },
    async listAccounts() {
      const rows = await db.query
        .selectFrom('account')
        .select(['username', 'name', 'role', 'department', 'demo', 'disabled', 'created_at'])
        .orderBy('username')
        .execute()
      return rows.map(({ department, created_at, ...rest }) => ({
        ...rest,
        ...(department !== null && { department }),
        createdAt: created_at.getTime(),
      }))
    },
    ...openGateways({ db, now, slowdown, oneByOne }),
    ...openSettings({ db }),
    async ensureDemoAccounts(list, file) {
      const passwords = await writeDemoPasswords(
        file,
        list.map((account) => account.username),
      )
      const accounts = list.map((account) => ({ ...account, password: passwords.get(account.username) ?? '' }))
      const fresh: string[] = []
      for (const account of accounts) {
        const row = await db.query
          .selectFrom('account')
          .select(['password', 'demo'])
          .where('username', '=', account.username)
          .executeTakeFirst()
        if (!row) {
          await insert(account, true)
          fresh.push(account.username)
        }
        // A lost or foreign password file must not leave an account that nobody can enter; a real account is left alone.
        else if (row.demo && !(await passwordFits(account.password, row.password)))
          await db.query
            .updateTable('account')
            .set({ password: await hashPassword(account.password, DEMO_COST), failed: 0, locked_until: null })
            .where('username', '=', account.username)
            .execute()
      }
      if (fresh.length > 0) await lines.demoMade(fresh)
      return accounts.map(({ username, name, role, password }) => ({ username, name, role, password }))
    },
    setDemoAllowed(allowed) {
      demoAllowed = allowed
    },
    async ensureAdministrator() {
      const row = await db.query
        .selectFrom('account')
        .select('username')
        .where('role', '=', 'administrator')
        .where('disabled', '=', false)
        .where('demo', '=', false)
        .executeTakeFirst()
      if (row || demoAllowed) return undefined
      const password = readablePassword()
      for (const username of ['admin', ...Array.from({ length: 98 }, (_, i) => `admin${i + 2}`)]) {
        const taken = await db.query
          .selectFrom('account')
          .select('username')
          .where('username', '=', username)
          .executeTakeFirst()
        if (taken) continue
        await insert({ username, name: '系统管理员', role: 'administrator', password }, false)
        await lines.firstAdministrator(username)
        return { username, password }
      }
      throw new Error('no free name for an administrator account')
    },
  }
}
