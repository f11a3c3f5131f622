// The service worker: the shell of the application from a cache, so that a page opens without signal. It stands alone, is built as
// /sw.js, and never keeps an answer of the hub: what a department may see without signal the page keeps by itself, per account.

/** What of a worker is used here: the page's own library of types does not know workers. */
interface Waitable extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Fetching extends Waitable {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
interface Worker {
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
  addEventListener(type: 'install' | 'activate', f: (event: Waitable) => void): void
  addEventListener(type: 'fetch', f: (event: Fetching) => void): void
  addEventListener(type: 'message', f: (event: MessageEvent<unknown>) => void): void
}
const worker = self as unknown as Worker

/** Written in by the build: hashed files that the shell needs. */
declare const __PRECACHE__: readonly string[]
const HASHED = __PRECACHE__
/** Files with fixed names that the first paint needs. */
const FIXED = ['/theme.js', '/icon.svg', '/manifest.webmanifest']
const PAGE = '/index.html'

/** Changes with any file of the shell. */
const VERSION = HASHED.reduce((sum, name) => [...name].reduce((n, c) => (n * 31 + c.charCodeAt(0)) | 0, sum), 7)
const CACHE = `yiwang-shell-${(VERSION >>> 0).toString(36)}`
/** After this long without an answer the page comes from the cache: a weak signal is worse than none. */
const PAGE_WAIT_MS = 4_000

const of = (url: URL): 'hashed' | 'fixed' | 'never' | 'page' => {
  if (url.origin !== location.origin || /^\/(api|mqtt|metrics|city)(\/|$)/.test(url.pathname)) return 'never'
  if (url.pathname.startsWith('/assets/')) return 'hashed'
  return FIXED.includes(url.pathname) ? 'fixed' : 'page'
}

async function install(): Promise<void> {
  const cache = await caches.open(CACHE)
  // One by one: what has come is there when an installation that failed begins again.
  const fetched = await Promise.allSettled(HASHED.map(async (name) => (await cache.match(name)) ?? cache.add(name)))
  for (const one of fetched) if (one.status === 'rejected') throw one.reason
  await cache.addAll(FIXED)
  // Past the browser's own cache, or an old page could be kept with new files.
  await cache.add(new Request('/', { cache: 'reload' }))
  const page = await cache.match('/')
  if (page !== undefined) await cache.put(PAGE, page)
}

async function activate(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith('yiwang-shell-') && name !== CACHE) await caches.delete(name)
  await worker.clients.claim()
}

/** Hashed files never change: once here, for ever here. */
async function hashed(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true })
  if (kept !== undefined) return kept
  const answer = await fetch(request)
  if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone())
  return answer
}

/** The newest from the hub, the kept one where it does not answer in time. */
async function fresh(request: Request, name: string): Promise<Response> {
  const kept = await (await caches.open(CACHE)).match(name)
  const answer = fetch(request).then((a) => {
    if (a.status >= 500) throw new Error(`status ${a.status}`)
    return a
  })
  if (kept === undefined) return answer
  const late = new Promise<Response>((give) => setTimeout(() => give(kept.clone()), PAGE_WAIT_MS))
  return Promise.race([answer, late]).catch(() => kept)
}

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
worker.addEventListener('message', (event) => {
  // The page asks for it when nobody is writing.
  if (event.data === 'apply') void worker.skipWaiting()
})
worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  const url = new URL(request.url)
  switch (of(url)) {
    case 'hashed':
      return event.respondWith(hashed(request))
    case 'fixed':
      return event.respondWith(fresh(request, url.pathname))
    case 'page':
      if (request.mode === 'navigate') event.respondWith(fresh(request, PAGE))
      return
    case 'never':
      return
  }
})
