// The form of a webhook: what is typed, what is wrong with it, and what the hub takes. Pure.
import type { WebhookForm, WebhookInput, WebhookRow, WebhookTopic } from '../../../wire/notify.ts'
import { WEBHOOK_FORMS } from '../../../wire/notify.ts'

export interface Typed {
  readonly name: string
  readonly url: string
  readonly form: WebhookForm
  readonly topics: readonly WebhookTopic[]
  /** Empty: the desk of the whole city. */
  readonly department: string
  /** Empty: every level. */
  readonly level: string
  readonly enabled: boolean
  /** Empty: made by the hub, or kept as it is. */
  readonly secret: string
}

/** What each form needs besides an address. Robots of 企业微信 and 政务微信 carry their key in the address. */
export const SECRET: Readonly<Record<WebhookForm, 'made' | 'given' | 'none'>> = {
  yiwang: 'made',
  dingtalk: 'given',
  wecom: 'none',
  zhengwu: 'none',
}
const SHORTEST_SECRET = 16

export const fresh: Typed = {
  name: '',
  url: '',
  form: 'yiwang',
  topics: ['notices'],
  department: '',
  level: '',
  enabled: true,
  secret: '',
}
export const typedOf = (row: WebhookRow): Typed => ({
  name: row.name,
  url: row.url,
  form: row.form,
  topics: row.topics,
  department: row.department ?? '',
  level: row.level === undefined ? '' : String(row.level),
  enabled: row.enabled,
  secret: '',
})

export type FieldProblem = 'name' | 'url' | 'topics' | 'secret'
export function problemsOf(typed: Typed, isNew: boolean): FieldProblem[] {
  const secret = SECRET[typed.form]
  const given = typed.secret.trim()
  return [
    ...(typed.name.trim() === '' ? (['name'] as const) : []),
    ...(/^https?:\/\/\S+$/.test(typed.url.trim()) && URL.canParse(typed.url.trim()) ? [] : (['url'] as const)),
    ...(typed.topics.length === 0 ? (['topics'] as const) : []),
    ...((given !== '' && given.length < SHORTEST_SECRET) || (isNew && secret === 'given' && given === '')
      ? (['secret'] as const)
      : []),
  ]
}

export function toInput(typed: Typed): WebhookInput {
  const given = typed.secret.trim()
  return {
    name: typed.name.trim(),
    url: typed.url.trim(),
    form: typed.form,
    topics: [...typed.topics],
    enabled: typed.enabled,
    ...(typed.department === '' ? {} : { department: typed.department }),
    ...(typed.level === '' ? {} : { level: Number(typed.level) }),
    ...(given === '' || SECRET[typed.form] === 'none' ? {} : { secret: given }),
  }
}

/** As the hub has it, switched on or off. */
export const switched = (row: WebhookRow): WebhookInput => toInput({ ...typedOf(row), enabled: !row.enabled })
export const isForm = (s: string): s is WebhookForm => WEBHOOK_FORMS.includes(s as WebhookForm)
