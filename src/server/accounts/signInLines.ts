// Sign-ins as lines of the audit log: who, from where, and why not. A password never gets here.
import type { Actor } from '../../core/incident/types.ts'
import type { Text } from '../../core/text.ts'
import type { Audit } from '../ports.ts'

/** Why a sign-in failed; the screen is told less, so that nobody learns which names exist. */
type Failure = 'unknown' | 'password' | 'locked' | 'closed'

const WHY: Readonly<Record<Failure, Text>> = {
  unknown: { zh: '登录失败：没有这个账号', en: 'Sign-in failed: no such account' },
  password: { zh: '登录失败：密码不正确', en: 'Sign-in failed: wrong password' },
  locked: { zh: '登录失败：连续失败后锁定中', en: 'Sign-in failed: locked after failures' },
  closed: { zh: '登录失败：账号已停用', en: 'Sign-in failed: the account is disabled' },
}
const HUB = { id: 'system', name: '系统', role: 'system' }
/** Names in one line of the log; the count is of all. */
const MOST_NAMED = 10

export function signInLines(audit: Pick<Audit, 'write'>) {
  const personOf = ({ id, name, role }: Actor) => ({ id, name, role })
  const from = (address: string | undefined) => (address === undefined ? {} : { address })
  return {
    failed: (
      username: string,
      row: { readonly name: string; readonly role: string } | undefined,
      address: string,
      why: Failure,
    ): Promise<void> =>
      audit.write({
        kind: 'signInFailed',
        actor: { id: username, name: row?.name ?? '', role: row?.role ?? '' },
        address,
        subject: username,
        ok: false,
        text: WHY[why],
      }),
    signedIn: (actor: Actor, address: string): Promise<void> =>
      audit.write({
        kind: 'signIn',
        actor: personOf(actor),
        address,
        subject: actor.id,
        ok: true,
        text: { zh: '登录', en: 'Signed in' },
      }),
    signedOut: (actor: Actor, address: string | undefined): Promise<void> =>
      audit.write({
        kind: 'signOut',
        actor: personOf(actor),
        ...from(address),
        subject: actor.id,
        ok: true,
        text: { zh: '退出登录', en: 'Signed out' },
      }),
    demoMade: (usernames: readonly string[]): Promise<void> => {
      const some = usernames.slice(0, MOST_NAMED).join(', ')
      return audit.write({
        kind: 'account',
        actor: HUB,
        subject: 'demo',
        ok: true,
        text: {
          zh: `建立演示账号 ${usernames.length} 个：${some}${usernames.length > MOST_NAMED ? ' 等' : ''}`,
          en: `${usernames.length} demo accounts made: ${some}${usernames.length > MOST_NAMED ? ' and others' : ''}`,
        },
      })
    },
    firstAdministrator: (username: string): Promise<void> =>
      audit.write({
        kind: 'account',
        actor: HUB,
        subject: username,
        ok: true,
        text: { zh: '首次启动，建立系统管理员账号', en: 'First start: administrator account made' },
      }),
  }
}
