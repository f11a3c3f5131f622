// One HTTP request to a receiver: no redirects, a time limit, a bounded answer. Decides nothing.
import type { HttpRequest } from './forms.ts'
import { type Answer, retryAfterMs } from './retry.ts'

export const TIMEOUT_MS = 10_000
/** Robots answer with a line of JSON; more is not read. */
const MOST_ANSWER_BYTES = 16 * 1024

export type Post = (request: HttpRequest, signal: AbortSignal) => Promise<Answer>

export const post: Post = async ({ url, headers, body }, signal) => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    const wait = retryAfterMs(response.headers.get('retry-after'), Date.now())
    return {
      type: 'answer',
      status: response.status,
      body: await beginningOf(response),
      ...(wait !== undefined && { retryAfterMs: wait }),
    }
  } catch (error) {
    return { type: 'none', error: reasonOf(error) }
  }
}

async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const chunks: Uint8Array[] = []
  for (let length = 0; length < MOST_ANSWER_BYTES; length += chunks.at(-1)?.length ?? 0) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks).toString('utf8')
    chunks.push(value as Uint8Array)
  }
  await reader.cancel()
  return Buffer.concat(chunks).toString('utf8', 0, MOST_ANSWER_BYTES)
}

/** Short, and without the address: a robot's key is in it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer'
  if (error.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} s`
  const cause: unknown = error.cause
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return error.name === 'AbortError' ? 'cut short' : 'no connection'
}
