// Who may subscribe to briefs, to what, and when a brief is due by a subscription. Pure: reads and sends nothing.
import { MINUTE_MS, cityDate, daySpan } from '../../core/clock/calendar.ts'
import type { Role } from '../../core/incident/types.ts'
import type { Subscription } from '../../wire/subscriptions.ts'
import { invalid, ProblemError } from '../problems.ts'

/** As in http/access.ts: departments, walls and collectors do not read the brief, so none is sent to them. */
const READERS: readonly Role[] = ['acceptor', 'dispatcher', 'dutyChief', 'leader', 'administrator']
/** See and change those of others. */
const KEEPERS: readonly Role[] = ['dutyChief', 'administrator']
/** Posts that get notices. */
const NOTICED: readonly string[] = ['acceptor', 'dispatcher', 'dutyChief', 'leader']

export const mayRead = (role: string): boolean => (READERS as readonly string[]).includes(role)
export const isKeeper = (role: string): boolean => (KEEPERS as readonly string[]).includes(role)

export function mustBeReader({ role }: { readonly role: string }): void {
  if (!mayRead(role))
    throw new ProblemError('forbidden', {
      zh: '当前岗位不阅读简报，不能订阅',
      en: 'This post does not read briefs and cannot subscribe',
    })
}

const MAILBOX = /^[^@\s<>",;]+@[^@\s<>",;]+\.[^@\s<>",;]+$/
const FORMS_OF: Readonly<Record<Subscription['way'], readonly Subscription['form'][]>> = {
  notice: ['notice'],
  webhook: ['text', 'docx', 'xlsx'],
  mail: ['text', 'docx', 'xlsx'],
}

export interface Grounds {
  readonly role: string
  readonly mail: boolean
  readonly isArea: (area: string) => boolean
  /** Tests only: receivers on this machine. */
  readonly loopback: boolean
}

/** Refuses what could never arrive, and addresses that would carry the brief in the clear. */
export function mustBeSendable(one: Subscription, { role, mail, isArea, loopback }: Grounds): void {
  if (!FORMS_OF[one.way].includes(one.form))
    throw invalid('/form', { zh: '此方式不支持该形式', en: 'This way does not carry that form' })
  if (one.area !== undefined && !isArea(one.area))
    throw invalid('/area', { zh: '没有这个区域', en: 'There is no such area' })
  if (one.way === 'notice') {
    if (one.to !== undefined) throw invalid('/to', { zh: '平台通知不需要地址', en: 'Notices have no address' })
    if (!NOTICED.includes(role))
      throw invalid('/way', {
        zh: '该岗位没有平台通知，请选邮件或推送',
        en: 'This post gets no notices; choose mail or a webhook',
      })
    return
  }
  const to = one.to ?? ''
  if (one.way === 'mail') {
    if (!mail) throw invalid('/way', { zh: '未配置邮件服务器', en: 'No mail server is configured' })
    if (!MAILBOX.test(to)) throw invalid('/to', { zh: '邮箱地址不正确', en: 'This is no mail address' })
    return
  }
  if (!URL.canParse(to)) throw invalid('/to', { zh: '地址无法识别', en: 'The address cannot be read' })
  const url = new URL(to)
  const here = loopback && url.hostname === '127.0.0.1'
  if (url.protocol !== 'https:' && !here)
    throw invalid('/to', { zh: '只支持 https 地址', en: 'Only https addresses are taken' })
  if (url.username !== '' || url.password !== '')
    throw invalid('/to', { zh: '地址中不得包含用户名或密码', en: 'An address must not hold a user name or password' })
}

/** At its minute of the day of issue; a minute that is over means at once: late is better than a day later. */
export function dueAt(
  { atMinute }: Pick<Subscription, 'atMinute'>,
  issuedAt: number,
  city: { readonly utcOffsetMinutes: number },
): number {
  if (atMinute === undefined) return issuedAt
  return Math.max(issuedAt, daySpan(cityDate(issuedAt, city), city).from + atMinute * MINUTE_MS)
}

/** For lists and the audit log: enough to know it again, not enough to write to. */
export function hint({ way, to = '' }: Pick<Subscription, 'way' | 'to'>): string {
  if (way === 'notice') return ''
  if (way === 'mail') return to.replace(/^(.).*@/, '$1…@')
  return URL.canParse(to) ? new URL(to).host : ''
}
