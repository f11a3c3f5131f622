// People at their screens: a browser context each, signed in by hand, watched for errors. The test fixture of all specs.
import { test as base, expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test'
import { paths } from '../../../src/wire/api.ts'
import { phrases as signin } from '../../../src/web/i18n/signin.zh.ts'
import { startHub, type HubOptions, type HubProcess } from './hub.ts'

export { expect }

export const SIZES = {
  wall: { width: 1920, height: 1080 },
  wall4k: { width: 3840, height: 2160 },
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const
export type Size = keyof typeof SIZES
/** A hub that builds the page and its first store on a busy machine. */
const START_MS = 150_000

/**
 * What a browser itself says when a request fails; what a page does about it is the page's business. Of a worker whose script did
 * not come it says nothing at all.
 */
const OUTAGE =
  /^$|net::ERR_|WebSocket connection to .* failed|Worker failed to load|error occurred when fetching the script/

export class People {
  private readonly contexts: BrowserContext[] = []
  /** Console and page errors that nobody expected. */
  readonly errors: string[] = []
  private readonly expected: RegExp[] = [
    // The first question of every page is who is signed in; the answer «nobody» is an HTTP 401.
    /status of 401 .*\/api\/session$/,
  ]

  constructor(private readonly browser: Browser) {}

  /** From here on the hub may be gone: failed requests are no errors of the page. */
  expectOutage(): void {
    this.expected.push(OUTAGE)
  }
  expectError(pattern: RegExp): void {
    this.expected.push(pattern)
  }

  /** A browser of one's own, nobody signed in. */
  async open(size: Size): Promise<Page> {
    const isPhone = size === 'phone'
    const context = await this.browser.newContext({
      viewport: SIZES[size],
      // Maps jump instead of flying: in software rendering a flight costs seconds and shows nothing that is tested here.
      reducedMotion: 'reduce',
      ...(isPhone ? { isMobile: true, hasTouch: true, deviceScaleFactor: 2 } : {}),
    })
    this.contexts.push(context)
    context.on('weberror', (error) => {
      const text = error.error().stack ?? error.error().message
      if (!this.expected.some((pattern) => pattern.test(text))) this.errors.push(`page error: ${text}`)
    })
    context.on('console', (message) => {
      if (message.type() !== 'error') return
      const text = `${message.text()} ${message.location().url}`
      if (!this.expected.some((pattern) => pattern.test(text))) this.errors.push(`console: ${text}`)
    })
    return context.newPage()
  }

  /** Signs in as people do and stands at the role's home. */
  async enter(hub: HubProcess, username: string, size: Size): Promise<Page> {
    const page = await this.open(size)
    await page.goto(`${hub.url}/signin`)
    await signInBy(page, username, hub.password(username))
    await expect(page).not.toHaveURL(/\/signin/)
    return page
  }

  /** Signed in before the first page is opened, for tests that are not about how people come in. */
  async enterAt(hub: HubProcess, username: string, size: Size, settings?: object): Promise<Page> {
    const page = await this.open(size)
    const headers = { 'x-yiwang': '1' }
    const data = { username, password: hub.password(username) }
    const signedIn = await page.request.post(hub.url + paths.session, { headers, data })
    expect(signedIn.status(), `signing in as ${username}`).toBe(200)
    if (settings !== undefined) await page.request.patch(hub.url + paths.settings, { headers, data: settings })
    return page
  }

  async leave(): Promise<void> {
    for (const context of this.contexts) await context.close()
    expect(this.errors, 'errors on the console of a page').toEqual([])
  }
}

const phrase = (name: string): string => String(signin[name])
export const submitOf = (page: Page): Locator => page.getByRole('button', { name: phrase('submit'), exact: true })

export async function signInBy(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel(phrase('username')).fill(username)
  await page.getByLabel(phrase('password')).fill(password)
  await submitOf(page).click()
}

/** Lines of the hub's own log at «error» and above. */
export const failuresIn = (said: string): string[] => said.split('\n').filter((line) => /^\{"level":[56]0,/.test(line))

/** One hub for all tests of a file: started before the first, ended after the last, its log held clean. Answers it once it runs. */
export function hubOfFile(options: HubOptions): () => HubProcess {
  let hub: HubProcess | undefined
  test.beforeAll(async () => {
    test.setTimeout(START_MS)
    hub = await startHub(options)
  })
  test.afterAll(async () => {
    await hub?.clear()
    expect(failuresIn(`${hub?.out() ?? ''}${hub?.err() ?? ''}`), 'failures in the log of the hub').toEqual([])
  })
  return () => {
    if (hub === undefined) throw new Error('the hub of this file does not run yet')
    return hub
  }
}

/** `people` sign in and are watched; `hubs` starts hubs that end with the test, whatever happens. */
export const test = base.extend<{ people: People; hubs: (options?: HubOptions) => Promise<HubProcess> }>({
  people: async ({ browser }, use) => {
    const people = new People(browser)
    await use(people)
    await people.leave()
  },
  hubs: async ({ browserName: _ }, use, info) => {
    const started: HubProcess[] = []
    await use(async (options) => {
      const hub = await startHub(options)
      started.push(hub)
      return hub
    })
    for (const hub of started) await hub.clear()
    const said = started.map((hub) => hub.out() + hub.err()).join('\n')
    if (info.status !== info.expectedStatus) await info.attach('hub', { body: said, contentType: 'text/plain' })
    expect(failuresIn(said), 'failures in the log of the hub').toEqual([])
  },
})
