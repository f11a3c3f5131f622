// Fetches from a camera's server: within time and size, of the expected type, never where a redirect points. No retries.
import { ProblemError } from '../problems.ts'

/** A camera that needs longer is not live. */
const TIMEOUT_MS = 8_000
/** Questions under way to all cameras together: a wall of pictures must not fill the hub's memory. */
const AT_ONCE = 24

export interface Fetched {
  readonly bytes: Buffer
  readonly type: string
  readonly status: 200 | 206
  readonly contentRange: string | undefined
}

export interface Wanted {
  readonly url: URL
  readonly maxBytes: number
  /** The type to answer with, or undefined to refuse what the server says it is. */
  readonly typeOf: (said: string, url: URL) => string | undefined
  readonly range?: string | undefined
}

let underWay = 0

const failed = (zh: string, en: string): ProblemError => new ProblemError('cameraFailed', { zh, en })

/** Credentials of an address as a header: they are never part of a request line, a log or an answer. */
function basic(url: URL): Record<string, string> {
  if (url.username === '' && url.password === '') return {}
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}

/** Throws a ProblemError (`cameraFailed`, `cameraSlow`) that says what went wrong without naming the address. */
export async function fetchFromCamera({ url, maxBytes, typeOf, range }: Wanted): Promise<Fetched> {
  if (underWay >= AT_ONCE)
    throw new ProblemError('notReady', { zh: '同时取流过多，请稍后再试', en: 'Too many pictures at once; try again' })
  underWay++
  const end = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const bare = new URL(url)
    bare.username = ''
    bare.password = ''
    const response = await fetch(bare, {
      redirect: 'manual',
      signal: end,
      headers: { ...basic(url), ...(range === undefined ? {} : { range }) },
    })
    return await read(response, { maxBytes, url, typeOf })
  } catch (error) {
    if (error instanceof ProblemError) throw error
    if (end.aborted)
      throw new ProblemError('cameraSlow', { zh: '摄像头 8 秒内没有答复', en: 'The camera did not answer within 8 s' })
    throw failed('连不上摄像头', 'The camera cannot be reached')
  } finally {
    underWay--
  }
}

async function read(
  response: Response,
  { maxBytes, url, typeOf }: Pick<Wanted, 'maxBytes' | 'url' | 'typeOf'>,
): Promise<Fetched> {
  const { status, headers, body } = response
  const give = async (error: ProblemError): Promise<never> => {
    await body?.cancel().catch(() => undefined)
    throw error
  }
  if (status !== 200 && status !== 206) return give(failed(`摄像头答复 ${status}`, `The camera answered ${status}`))
  const type = typeOf((headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '', url)
  if (type === undefined) return give(failed('摄像头给出的不是画面', 'What the camera sent is no picture'))
  const tooLarge = (): ProblemError => failed('摄像头给出的内容过大', 'What the camera sent is too large')
  if (Number(headers.get('content-length') ?? 0) > maxBytes) return give(tooLarge())
  const parts: Uint8Array[] = []
  let size = 0
  // The announced length may be a lie, or absent.
  for await (const part of body ?? []) {
    size += part.byteLength
    if (size > maxBytes) return give(tooLarge())
    parts.push(part)
  }
  return { bytes: Buffer.concat(parts), type, status, contentRange: headers.get('content-range') ?? undefined }
}
