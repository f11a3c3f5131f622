// HTTP to the hub: one axios instance, every failure an ApiProblem. Knows no feature's paths.
import axios, { AxiosError, type AxiosRequestConfig } from 'axios'
import type { TSchema, Static } from 'typebox'
import { ACCOUNT_HEADER, ProblemSchema, type Problem } from '../../wire/api.ts'
import type { Text } from '../../core/text.ts'
import { fits } from './check.ts'

/** A failure with words for people: what happened, what to do, and an id to quote. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly titleText: Text
  readonly detailText: Text
  readonly field: string | undefined
  readonly instance: string
  readonly conflict: Problem['conflict']
  readonly retryAfterMs: number | undefined

  constructor(p: Omit<Problem, 'type' | 'title' | 'detail'>) {
    super(p.detailText.en)
    this.name = 'ApiProblem'
    this.status = p.status
    this.code = p.code
    this.titleText = p.titleText
    this.detailText = p.detailText
    this.field = p.field
    this.instance = p.instance
    this.conflict = p.conflict
    this.retryAfterMs = p.retryAfterMs
  }
}

const local = (code: string, status: number, title: Text, detail: Text): ApiProblem =>
  new ApiProblem({ status, code, titleText: title, detailText: detail, instance: code })

export const unreachable = (): ApiProblem =>
  local(
    'unreachable',
    0,
    { zh: '连不上服务器', en: 'The hub cannot be reached' },
    {
      zh: '已显示的内容仍可查看，恢复连接后自动更新。',
      en: 'What is shown stays; it updates by itself once the hub is back.',
    },
  )

const malformed = (path: string): ApiProblem =>
  local(
    'malformed',
    0,
    { zh: '服务器的答复读不懂', en: 'The hub answered in an unknown form' },
    {
      zh: `答复与约定不符（${path}），可能页面版本过旧，请刷新。`,
      en: `The answer does not fit its schema (${path}); reload the page.`,
    },
  )

/** Not the question's fault: the line, the hub's restart, its load, or an answer that is not the hub's (a hotel's sign-in page). */
export const isPassing = ({ status, code }: ApiProblem): boolean =>
  code === 'unreachable' || code === 'malformed' || status === 408 || status === 429 || status >= 500

export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  if (error instanceof AxiosError) {
    const body: unknown = error.response?.data
    if (fits(ProblemSchema, body)) return new ApiProblem(body)
    if (error.response === undefined) return unreachable()
    const status = error.response.status
    return local(
      `http${status}`,
      status,
      { zh: `服务器答复 ${status}`, en: `The hub answered ${status}` },
      { zh: '请稍后再试。', en: 'Try again in a moment.' },
    )
  }
  return local(
    'unexpected',
    0,
    { zh: '页面出错', en: 'Something went wrong on this page' },
    { zh: String(error), en: String(error) },
  )
}

const http = axios.create({
  timeout: 20_000,
  withCredentials: true,
  headers: { Accept: 'application/json' },
  // The hub asks for a header of its own, not for a token in a cookie: reading one would hold up every question.
  withXSRFToken: false,
})

let speaksFor: () => string | undefined = () => undefined
/** For whom this page asks: the hub refuses where another tab has signed somebody else in. */
export const speakFor = (account: () => string | undefined): void => void (speaksFor = account)
http.interceptors.request.use(
  (config) => {
    const account = speaksFor()
    if (account !== undefined) config.headers.set(ACCOUNT_HEADER, encodeURIComponent(account))
    return config
  },
  null,
  // The question leaves in the very call: the hub reads while the page draws.
  { synchronous: true },
)

const listeners = new Set<() => void>()
/** Called when the hub says that nobody is signed in. */
export function onSignedOut(f: () => void): () => void {
  listeners.add(f)
  return () => listeners.delete(f)
}

async function call(config: AxiosRequestConfig): Promise<unknown> {
  try {
    return (await http.request<unknown>(config)).data
  } catch (error) {
    if (axios.isCancel(error)) throw error
    const problem = toProblem(error)
    if (problem.status === 401) for (const f of listeners) f()
    throw problem
  }
}

export type Query = Record<string, string | number | boolean | undefined>

/** GET whose answer is checked against its schema. */
export async function get<S extends TSchema>(
  path: string,
  schema: S,
  query?: Query,
  signal?: AbortSignal,
): Promise<Static<S>> {
  const body = await call({ method: 'GET', url: path, params: query, ...(signal === undefined ? {} : { signal }) })
  if (!fits(schema, body)) throw malformed(path)
  return body
}

/** POST/PUT/DELETE whose answer is checked against its schema. */
export async function send<S extends TSchema>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown,
  schema: S,
  headers?: Record<string, string>,
  signal?: AbortSignal,
): Promise<Static<S>> {
  const answer = await call({
    method,
    url: path,
    data: body,
    ...(headers === undefined ? {} : { headers }),
    ...(signal === undefined ? {} : { signal }),
  })
  if (!fits(schema, answer)) throw malformed(path)
  return answer
}

/** Bytes of the hub. The caller reads them. */
export async function bytes(method: 'GET' | 'POST', url: string, data?: unknown): Promise<ArrayBuffer> {
  const answer = await call({ method, url, data, responseType: 'arraybuffer', headers: { Accept: '*/*' } })
  if (!(answer instanceof ArrayBuffer)) throw malformed(url)
  return answer
}

/** A plain file of the hub, e.g. GeoJSON. The caller says what it is. */
export const getFile = (path: string, signal?: AbortSignal): Promise<unknown> =>
  call({ method: 'GET', url: path, ...(signal === undefined ? {} : { signal }) })
