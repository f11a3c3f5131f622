// One mail through the configured server, and what its answer means. Keeps nothing; never repeats the account or its password.
import { createHash } from 'node:crypto'
import { createTransport } from 'nodemailer'
import type { Outcome } from '../notify/retry.ts'

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The same key is the same message: it becomes the Message-ID at every attempt. */
  readonly key: string
  readonly file?: { readonly name: string; readonly type: string; readonly bytes: Buffer }
}
export interface MailSettings {
  readonly url: string
  readonly from: string
}
export type Mailer = (mail: Mail) => Promise<Outcome>

const TIMEOUT_MS = 20_000

export const messageId = (key: string, from: string): string =>
  `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${from.slice(from.indexOf('@') + 1)}>`

const isLoopback = (host: string): boolean => host === 'localhost' || host === '127.0.0.1' || host === '[::1]'

export function openMailer({ url, from }: MailSettings): Mailer {
  const parsed = new URL(url)
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A password never crosses a network in the clear.
    ...(parsed.protocol === 'smtp:' && parsed.username !== '' && !isLoopback(parsed.hostname)
      ? { requireTLS: true }
      : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async ({ to, subject, text, key, file }) => {
    try {
      await transport.sendMail({
        from,
        to,
        subject,
        text,
        messageId: messageId(key, from),
        headers: { 'X-Yiwang-Delivery': key, 'Auto-Submitted': 'auto-generated' },
        ...(file === undefined
          ? {}
          : { attachments: [{ filename: file.name, contentType: file.type, content: file.bytes }] }),
      })
      return { type: 'done', status: 250 }
    } catch (error) {
      return outcomeOfMail(error)
    }
  }
}

/** 5xx is for good (no such mailbox, refused), 4xx and a silent server pass; a wrong password is a setting. */
export function outcomeOfMail(error: unknown): Outcome {
  const { code, responseCode, response } = error as { code?: unknown; responseCode?: unknown; response?: unknown }
  if (code === 'EAUTH') return { type: 'wrong', error: 'the mail server refuses the configured account' }
  if (typeof responseCode === 'number') {
    const words = typeof response === 'string' ? response.replace(/\s+/g, ' ').slice(0, 200) : ''
    const said = { status: responseCode, error: `SMTP ${words === '' ? responseCode : words}` }
    return { type: responseCode >= 500 ? 'wrong' : 'later', ...said }
  }
  return {
    type: 'later',
    error: typeof code === 'string' ? `no connection to the mail server (${code})` : 'no connection to the mail server',
  }
}
