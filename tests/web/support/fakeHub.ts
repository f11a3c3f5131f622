// A hub made of a table: answers HTTP in place of the network and remembers what was asked. Import it before anything of src/web.
import axios, { AxiosError, type InternalAxiosRequestConfig } from 'axios'
import { expect } from 'vitest'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly body: unknown
  /** What was asked with the path, as it would stand after the `?`. */
  readonly query: Readonly<Record<string, unknown>>
}
type Answer = { readonly status?: number; readonly body: unknown }
type Handler = (asked: Asked) => Answer | Promise<Answer>

const handlers = new Map<string, Handler>()
export const asked: Asked[] = []
const unhandled: string[] = []

/** `method path`, the path as the page asks for it. */
export function answer(route: string, handler: Handler): void {
  handlers.set(route, handler)
}
/** Requests that reached a route. */
export const askedOf = (route: string): Asked[] => asked.filter((a) => `${a.method} ${a.path}` === route)

export function problem(status: number, change: object = {}): Answer {
  const text = { zh: '办不了', en: 'Not possible' }
  return {
    status,
    body: {
      type: 'urn:test',
      title: text.zh,
      status,
      detail: text.zh,
      code: 'test',
      titleText: text,
      detailText: text,
      instance: 'urn:uuid:quote-me',
      ...change,
    },
  }
}

const parsed = (data: unknown): unknown => {
  if (typeof data !== 'string') return data
  try {
    return JSON.parse(data)
  } catch {
    return data
  }
}

axios.defaults.adapter = async (config: InternalAxiosRequestConfig) => {
  const one: Asked = {
    method: (config.method ?? 'get').toUpperCase(),
    path: config.url ?? '',
    body: parsed(config.data),
    query: (config.params ?? {}) as Readonly<Record<string, unknown>>,
  }
  asked.push(one)
  const handler = handlers.get(`${one.method} ${one.path}`)
  if (handler === undefined) {
    unhandled.push(`${one.method} ${one.path}`)
    throw new AxiosError('no such route in the fake hub')
  }
  const { status = 200, body } = await handler(one)
  const response = { status, statusText: '', data: body, headers: {}, config }
  if (status >= 400) throw new AxiosError(`status ${status}`, 'ERR_BAD_REQUEST', config, undefined, response)
  return response
}

/** Before each test: {@link file://./each.ts}. */
export function beginHub(): void {
  handlers.clear()
  asked.length = 0
  unhandled.length = 0
}
/** After each test. */
export function endHub(): void {
  expect(unhandled, 'requests nobody answered').toEqual([])
}
