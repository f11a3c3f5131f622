// How a message looks to each kind of receiver, and how its answer is read. A registry: one entry per form. Sends nothing.
import { createHmac } from 'node:crypto'
import type { Text } from '../../core/text.ts'
import type { WebhookForm } from '../../wire/notify.ts'
import { type Answer, type Outcome, outcomeOf } from './retry.ts'

export interface Receiver {
  readonly url: string
  readonly secret: string
}
/** What is waiting to be sent. `body` is a whole WebhookMessage. */
export interface Message {
  readonly key: string
  readonly text: Text
  readonly body: unknown
}
export interface HttpRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Form {
  /** How many waiting messages one request may carry. */
  readonly most: number
  /** Shortest span between two requests to one receiver. */
  readonly spacingMs: number
  /** `taken`: how many of the messages went in, from the first on; at least one. */
  readonly request: (
    receiver: Receiver,
    messages: readonly Message[],
    now: number,
  ) => { readonly request: HttpRequest; readonly taken: number }
  readonly outcome: (answer: Answer) => Outcome
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

/** Our own: one message a request, signed, with its key. */
const yiwang: Form = {
  most: 1,
  spacingMs: 0,
  request({ url, secret }, messages, now) {
    const [message] = messages
    const body = JSON.stringify(message?.body)
    const timestamp = String(now)
    const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
    const headers = {
      ...JSON_TYPE,
      'idempotency-key': message?.key ?? '',
      'x-yiwang-timestamp': timestamp,
      'x-yiwang-signature': signature,
    }
    return { request: { url, headers, body }, taken: 1 }
  },
  outcome: outcomeOf,
}

/** Group robots of 企业微信 and 钉钉 take 20 messages a minute: https://developer.work.weixin.qq.com/document/path/91770 */
const ROBOT_SPACING_MS = 3_000
/** Lines of one message: more is not read in a chat. */
const ROBOT_MOST = 20
/** 企业微信 refuses longer markdown; 钉钉 takes more, but nobody reads it. Bytes of UTF-8. */
const ROBOT_BYTES = 4_096
/** Asks for more patience than an ordinary failure: the limit is per minute. */
const RATE_WAIT_MS = 60_000
/** 企业微信 45009; 钉钉 130101 and 410100: too many messages. */
const RATE_CODES: readonly number[] = [45_009, 130_101, 410_100]
/** Both answer -1 when busy. */
const BUSY_CODES: readonly number[] = [-1]

/** Robots say what is wrong in the body of a 200. */
function robotOutcome(answer: Answer): Outcome {
  const outcome = outcomeOf(answer)
  if (outcome.type !== 'done' || answer.type !== 'answer') return outcome
  const { errcode, errmsg } = codeIn(answer.body)
  if (errcode === 0) return outcome
  if (errcode === undefined)
    return { type: 'wrong', status: outcome.status, error: 'the answer is not that of a group robot' }
  const error = `errcode ${errcode}${errmsg === undefined ? '' : `: ${errmsg.slice(0, 200)}`}`
  if (RATE_CODES.includes(errcode)) return { type: 'later', status: outcome.status, error, waitMs: RATE_WAIT_MS }
  return { type: BUSY_CODES.includes(errcode) ? 'later' : 'wrong', status: outcome.status, error }
}

function codeIn(body: string | undefined): { errcode?: number; errmsg?: string } {
  try {
    const { errcode, errmsg } = JSON.parse(body ?? '') as { errcode?: unknown; errmsg?: unknown }
    return {
      ...(typeof errcode === 'number' && { errcode }),
      ...(typeof errmsg === 'string' && { errmsg }),
    }
  } catch {
    return {}
  }
}

const PLAIN: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '*': '＊',
  _: '＿',
  '`': '＇',
  '#': '＃',
  '~': '～',
  '@': '＠',
}
/** Words of a case must not become links, mentions or formatting in somebody's chat. */
const plain = (words: string): string =>
  words.replace(/[<>[\]*_`#~@]/g, (sign) => PLAIN[sign] ?? sign).replace(/\s+/g, ' ')

const HEADING = '**一网统管**'
const bytes = (text: string): number => Buffer.byteLength(text)

/** As many of the messages as fit, one a line; the first is cut when it alone is too long. */
export function foldLines(messages: readonly Message[], limit = ROBOT_BYTES): { text: string; taken: number } {
  let text = HEADING
  let taken = 0
  for (const message of messages.slice(0, ROBOT_MOST)) {
    const line = `\n\n${plain(message.text.zh)}`
    if (bytes(text) + bytes(line) > limit) break
    text += line
    taken += 1
  }
  if (taken > 0) return { text, taken }
  const line = `\n\n${plain(messages[0]?.text.zh ?? '')}`
  const room = limit - bytes(text) - bytes('…')
  // A character cut in two at the end would read as a replacement sign.
  const cut = Buffer.from(line)
    .subarray(0, room)
    .toString('utf8')
    .replace(/\u{fffd}+$/u, '')
  return { text: `${text}${cut}…`, taken: 1 }
}

/** 企业微信 group robot: markdown, the key is in the address. 政务微信 takes the same on a host of its own. */
const wecom: Form = {
  most: ROBOT_MOST,
  spacingMs: ROBOT_SPACING_MS,
  request({ url }, messages) {
    const { text, taken } = foldLines(messages)
    const body = JSON.stringify({ msgtype: 'markdown', markdown: { content: text } })
    return { request: { url, headers: JSON_TYPE, body }, taken }
  },
  outcome: robotOutcome,
}

/** 钉钉 group robot with 加签: https://open.dingtalk.com/document/robots/customize-robot-security-settings */
const dingtalk: Form = {
  most: ROBOT_MOST,
  spacingMs: ROBOT_SPACING_MS,
  request({ url, secret }, messages, now) {
    const { text, taken } = foldLines(messages)
    const signed = new URL(url)
    signed.searchParams.set('timestamp', String(now))
    signed.searchParams.set('sign', createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64'))
    const body = JSON.stringify({ msgtype: 'markdown', markdown: { title: '一网统管', text } })
    return { request: { url: signed.href, headers: JSON_TYPE, body }, taken }
  },
  outcome: robotOutcome,
}

export const FORMS: Readonly<Record<WebhookForm, Form>> = { yiwang, wecom, dingtalk, zhengwu: wecom }
