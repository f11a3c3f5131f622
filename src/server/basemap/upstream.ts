// Asks a foreign map server, within a time and a size. An address may hold a key, so no message and no log ever holds an address.
import { setTimeout as pause } from 'node:timers/promises'

const WITHIN_MS = 4_000
const LARGEST = 16 * 1024 * 1024

/** Why nothing came, in words that hold no address. */
export class UpstreamError extends Error {
  /** HTTP status of the foreign server; 0 when it did not answer. */
  readonly status: number
  constructor(message: string, status = 0) {
    super(message)
    this.name = new.target.name
    this.status = status
  }
}

/** The same for people who read Chinese; reasons from elsewhere stay as they are. */
export function reasonIn(message: string): string {
  const status = /^it answered (\d+)$/.exec(message)?.[1]
  const keyless = /^no key for (\S+) in MAP_KEYS$/.exec(message)?.[1]
  if (status !== undefined) return `答复 ${status}`
  return keyless === undefined ? (CHINESE[message] ?? message) : `MAP_KEYS 中没有 ${keyless} 的密钥`
}
const CHINESE: Readonly<Record<string, string>> = {
  'connection refused': '拒绝连接',
  'host not found': '找不到主机',
  'connection reset': '连接中断',
  'no answer in time': '超时未答复',
  'not reachable': '连不上',
  'the answer is too large': '答复过大',
  'its answer is no image': '答复不是图片',
  'its answer is not JSON': '答复不是 JSON',
  'the style is not JSON': '样式不是 JSON',
  'the style file is missing': '缺少样式文件',
  'it does not answer ranges': '不支持范围读取',
}

export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: Buffer
  readonly headers: Headers
}

const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'host not found',
  EAI_AGAIN: 'host not found',
  ECONNRESET: 'connection reset',
  ETIMEDOUT: 'no answer in time',
}

function wordsFor(error: unknown): string {
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))
    return 'no answer in time'
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return CAUSES[code] ?? 'not reachable'
}

async function bodyOf(answer: Response): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  if (answer.body !== null)
    for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
      size += part.length
      if (size > LARGEST) throw new UpstreamError('the answer is too large')
      parts.push(part)
    }
  return Buffer.concat(parts)
}

/** One request, asked once more after a dropped connection. Throws {@link UpstreamError}; every HTTP status but 200, 204, 206 is one. */
export async function ask(
  address: string,
  headers: Readonly<Record<string, string>> = {},
  again = true,
): Promise<Answer> {
  const signal = AbortSignal.timeout(WITHIN_MS)
  try {
    // 天地图 turns away what names no browser.
    const answer = await fetch(address, { headers: { 'user-agent': 'Mozilla/5.0 (Yiwang)', ...headers }, signal })
    const body = await bodyOf(answer)
    if (![200, 204, 206].includes(answer.status)) throw new UpstreamError(`it answered ${answer.status}`, answer.status)
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', body, headers: answer.headers }
  } catch (error) {
    if (error instanceof UpstreamError) throw error
    const said = wordsFor(error)
    if (again && said === 'connection reset') {
      await pause(100)
      return ask(address, headers, false)
    }
    throw new UpstreamError(said)
  }
}
