// Which receivers hear of what, and in which words. Reads and sends nothing.
import type { IncidentEvent } from '../../core/incident/events.ts'
import { audienceName, type Notice } from '../../core/incident/notices.ts'
import type { Incident } from '../../core/incident/types.ts'
import { maskTexts } from '../../core/mask.ts'
import type { Text } from '../../core/text.ts'
import type { ChainHead } from '../../wire/audit.ts'
import type { WebhookForm, WebhookMessage, WebhookTopic } from '../../wire/notify.ts'
import { EVENT_WORDS } from '../../wire/words.ts'
import type { IncidentRow, NoticeRow } from '../../wire/views.ts'
import type { NewDelivery } from './line.ts'

/** A receiver as matching and sending need it. */
export interface Hook {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly form: WebhookForm
  readonly topics: readonly WebhookTopic[]
  /** Absent: the desk of the whole city. */
  readonly department?: string
  readonly level?: number
  readonly secret: string
}

/** One decision on a case, as it is told. `row`: the case as lists show it. */
export interface Told {
  readonly city: string
  readonly at: number
  readonly before: Incident | undefined
  readonly after: Incident
  readonly row: IncidentRow
  readonly events: readonly IncidentEvent[]
  readonly notices: readonly NoticeRow[]
}

export const noticeId = ({ incident, n, kind, to }: Notice): string => `${incident}#${n}/${kind}/${audienceName(to)}`

/** Deliveries of one decision; in the order of the log. */
export function deliveriesOf(hooks: readonly Hook[], told: Told): NewDelivery[] {
  return hooks.flatMap((hook) => {
    if (hook.level !== undefined && told.after.level > hook.level) return []
    return [
      ...(hook.topics.includes('events') && isConcerned(hook, told) ? eventsFor(hook, told) : []),
      ...(hook.topics.includes('notices') ? noticesFor(hook, told) : []),
    ]
  })
}

const isConcerned = ({ department }: Hook, { before, after }: Told): boolean =>
  department === undefined ||
  [after.lead, ...after.assist, before?.lead, ...(before?.assist ?? [])].includes(department)

function eventsFor(hook: Hook, told: Told): NewDelivery[] {
  // A clock's bookkeeping is data for another system, not a line for people.
  const events = hook.form === 'yiwang' ? told.events : told.events.filter((event) => event.body.type !== 'clocked')
  return events.map((event) => {
    const words = EVENT_WORDS[event.body.type]
    const text: Text = {
      zh: `${told.row.code} ${told.row.title.zh}：${words.zh}`,
      en: `${told.row.code} ${told.row.title.en}: ${words.en}`,
    }
    // What people wrote may hold telephone numbers: outside the hub they are masked, as for everybody who is not at the desk.
    return delivery(hook, told, { topic: 'events', key: `${event.incident}#${event.n}`, text, body: maskTexts(event) })
  })
}

const isFor = ({ department }: Hook, { audience }: NoticeRow): boolean =>
  department === undefined ? !audience.startsWith('department:') : audience === `department:${department}`

/** The same words to several posts of one desk: for a system each is its own, in a group chat it is one line. */
const isSame = (a: NoticeRow, b: NoticeRow): boolean => a.at === b.at && a.text.zh === b.text.zh

/** Deliveries of notices that are of no case. */
export function noticeDeliveries(hooks: readonly Hook[], city: string, notices: readonly NoticeRow[]): NewDelivery[] {
  return hooks
    .filter((hook) => hook.topics.includes('notices'))
    .flatMap((hook) =>
      notices
        .filter((notice) => isFor(hook, notice) && (hook.level === undefined || notice.level <= hook.level))
        .filter((notice, i, all) => hook.form === 'yiwang' || all.findIndex((one) => isSame(one, notice)) === i)
        .map((notice) =>
          delivery(
            hook,
            { city, at: notice.at },
            { topic: 'notices', key: notice.id, text: notice.text, body: notice },
          ),
        ),
    )
}

function noticesFor(hook: Hook, told: Told): NewDelivery[] {
  const mine = told.notices.filter((notice) => isFor(hook, notice))
  return mine.map((notice) =>
    delivery(hook, told, { topic: 'notices', key: notice.id, text: notice.text, body: notice }),
  )
}

function delivery(
  hook: Pick<Hook, 'id'>,
  { city, at, row }: Pick<Told, 'city' | 'at'> & { readonly row?: IncidentRow },
  { topic, key, text, body }: { topic: WebhookTopic; key: string; text: Text; body: unknown },
): NewDelivery {
  const message: WebhookMessage = { key, topic, at, city, ...(row && { incident: row }), body }
  return {
    webhook: hook.id,
    key,
    topic,
    text,
    body: message,
    ...(row && { incident: row.id }),
  }
}

/** The published heads, once a day. */
export function headDeliveries(
  hooks: readonly Hook[],
  city: string,
  heads: readonly ChainHead[],
  at: number,
): NewDelivery[] {
  const [first] = heads
  if (!first) return []
  const names: Readonly<Record<ChainHead['chain'], Text>> = {
    cases: { zh: '案卷日志', en: 'case log' },
    audit: { zh: '审计日志', en: 'audit log' },
  }
  const list = (language: 'zh' | 'en'): string =>
    heads
      .map(({ chain, seq, hash }) => `${names[chain][language]} ${chain}:${seq}:${hash}`)
      .join(language === 'zh' ? '；' : '; ')
  const text: Text = {
    zh: `${first.date} 留痕链头：${list('zh')}`,
    en: `Log heads of ${first.date}: ${list('en')}`,
  }
  return hooks
    .filter((hook) => hook.topics.includes('auditHead'))
    .map((hook) => delivery(hook, { city, at }, { topic: 'auditHead', key: headsKey(heads), text, body: { heads } }))
}

/** Heads are published once a day; a chain that joins later that day is a message of its own. */
const headsKey = (heads: readonly ChainHead[]): string =>
  `heads/${heads[0]?.date ?? ''}/${heads.map(({ chain }) => chain).join('+')}`

/** A message that only shows that the way is open. */
export function testDelivery(
  hook: Pick<Hook, 'id' | 'name' | 'topics'>,
  city: string,
  key: string,
  at: number,
): NewDelivery {
  const text: Text = { zh: `测试消息：「${hook.name}」已接通`, en: `Test message: "${hook.name}" is connected` }
  const body = { test: true, text }
  return delivery(hook, { city, at }, { topic: hook.topics[0] ?? 'notices', key, text, body })
}
