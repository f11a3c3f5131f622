// Screens without a map while it rains on the simulated city. Those with one are in screens.spec.
import { expect, test } from './support/people.ts'
import { paths } from '../../src/wire/api.ts'
import type { Give } from '../../src/wire/supervisions.ts'
import type { Subscription } from '../../src/wire/subscriptions.ts'
import { look, lookAt, PLACE, rainyCity, type Screen } from './support/screens.ts'

const city = rainyCity()
const HOUR_MS = 3_600_000
const SUBSCRIPTION: Subscription = {
  ...{
    id: 'own',
    version: 0,
    account: 'leader',
    kinds: ['daily', 'weekly'],
    way: 'webhook',
    form: 'text',
    language: 'zh',
  },
  ...{ to: 'https://hook.example/brief', atMinute: 480, sections: ['verdict', 'incidents'], on: true },
}
/** A matter under supervision, and a subscription. */
let matter = ''
test.beforeAll(async ({ browser }) => {
  const { hub, demo, order } = city()
  const context = await browser.newContext({ extraHTTPHeaders: { 'x-yiwang': '1' } })
  const ask = async (method: 'post' | 'put', path: string, data: object): Promise<Record<string, unknown>> => {
    const answer = await context.request[method](hub.url + path, { data })
    expect(answer.ok(), await answer.text()).toBe(true)
    return (await answer.json()) as Record<string, unknown>
  }
  await ask('post', paths.session, { username: 'leader', password: hub.password('leader') })
  const give: Give = {
    ...{ key: 'pages-instruction', origin: 'instruction', grade: 'important', title: '积水点整治' },
    text: '查明积水原因，三日内提出整治办法。',
    anchor: { kind: 'incident', id: demo.id, seen: demo.title, asOf: Date.now(), incident: demo.id },
    ...{ lead: order.lead ?? '', assist: [], dueAt: Date.now() + 72 * HOUR_MS },
  }
  matter = ((await ask('post', paths.supervisions, give))['row'] as { readonly id: string }).id
  await ask('put', paths.subscription(SUBSCRIPTION.id), SUBSCRIPTION)
  await context.close()
})

const SCREENS: readonly Screen[] = [
  {
    name: 'department',
    who: () => city().order.lead ?? '',
    path: () => '/department',
    sizes: ['desk', 'phone'],
    alive: (page) => page.locator('a[href^="/department/"]').first(),
  },
  {
    name: 'order',
    who: () => city().order.lead ?? '',
    path: () => `/department/${encodeURIComponent(city().order.id)}`,
    sizes: ['phone'],
    alive: (page) => page.getByRole('heading', { level: 2 }).first(),
  },
  {
    name: 'brief',
    who: () => 'leader',
    path: () => '/brief',
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('article').getByRole('link').first(),
  },
  {
    name: 'supervision',
    who: () => 'leader',
    path: () => `/supervision/${matter}`,
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('table').first(),
  },
  {
    name: 'supervision-by-month',
    who: () => 'leader',
    path: () => '/supervision?view=month',
    sizes: ['desk'],
    alive: (page) => page.getByRole('row').nth(1),
  },
  {
    name: 'supervision-of-a-department',
    who: () => city().order.lead ?? '',
    path: () => `/supervision/${matter}`,
    sizes: ['phone'],
    alive: (page) => page.getByRole('table').first(),
  },
  {
    name: 'subscriptions',
    who: () => 'leader',
    path: () => '/subscriptions',
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('main').getByRole('button').first(),
  },
  {
    name: 'incident',
    who: () => 'leader',
    path: () => `/incident/${encodeURIComponent(city().demo.id)}`,
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('heading', { level: 2, name: PLACE }),
  },
  {
    name: 'signs',
    who: () => 'chief',
    path: () => '/signs',
    sizes: ['desk', 'phone'],
    alive: (page) => page.locator('[data-sign] .value .figure').first(),
  },
  {
    name: 'compare',
    who: () => 'chief',
    path: () => '/compare?s=ponding-max@321000&s=traffic-index@321000',
    sizes: ['desk', 'phone'],
    alive: (page) => page.locator('main figure').first(),
  },
  {
    name: 'quality',
    who: () => 'chief',
    path: () => '/quality',
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('row').nth(3),
  },
  {
    name: 'feeds',
    who: () => 'admin',
    path: () => '/feeds',
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('row').nth(3),
  },
  {
    name: 'register',
    who: () => 'chief',
    path: () => '/register',
    sizes: ['desk'],
    alive: (page) => page.getByRole('row').nth(3),
  },
  {
    name: 'lifecycle',
    who: () => 'chief',
    path: () => '/lifecycle',
    sizes: ['desk'],
    alive: (page) => page.getByRole('row').nth(20),
  },
  {
    name: 'catalogue',
    who: () => 'admin',
    path: () => '/catalogue?id=01003@2026-07-01',
    sizes: ['desk'],
    alive: (page) => page.getByRole('heading', { level: 2 }).filter({ hasText: '01003' }),
  },
  {
    name: 'notify',
    who: () => 'admin',
    path: () => '/notify',
    sizes: ['desk'],
    alive: (page) => page.getByRole('heading', { level: 2 }).first(),
  },
  {
    name: 'evaluation',
    who: () => 'chief',
    path: () => '/evaluation?period=day',
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('row').nth(2),
  },
  {
    name: 'handover',
    who: () => 'dispatcher',
    path: () => '/handover',
    sizes: ['desk'],
    alive: (page) => page.getByRole('heading', { level: 2 }).first(),
  },
  {
    name: 'shifts',
    who: () => 'chief',
    path: () => '/shifts',
    sizes: ['desk'],
    alive: (page) => page.getByRole('row').nth(2),
  },
  {
    name: 'settings',
    who: () => 'acceptor',
    path: () => '/settings',
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('group').first(),
  },
  {
    name: 'walls',
    who: () => 'chief',
    path: () => '/walls',
    sizes: ['desk'],
    alive: (page) => page.getByRole('textbox').first(),
  },
  {
    name: 'emergency',
    who: () => 'chief',
    path: () => '/emergency',
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('heading', { level: 2 }).first(),
  },
  {
    name: 'plans',
    who: () => 'chief',
    path: () => '/plans/waterlogging',
    sizes: ['desk', 'phone'],
    alive: (page) => page.getByRole('heading', { level: 2 }).first(),
  },
  {
    name: 'audit',
    who: () => 'admin',
    path: () => '/audit',
    sizes: ['desk'],
    alive: (page) => page.getByRole('row').nth(3),
  },
]
for (const screen of SCREENS)
  for (const size of screen.sizes)
    test(`${screen.name} at ${size}`, ({ people }) => lookAt(people, city(), screen, size))

for (const size of ['desk', 'phone'] as const)
  test(`sign-in and an unknown address at ${size}`, async ({ people }) => {
    const page = await people.open(size)
    const found: string[] = []
    for (const [name, path, alive] of [
      ['signin', '/signin', page.getByRole('main').getByRole('button')],
      ['nowhere', '/no/such/page', page.getByRole('main').getByRole('link')],
    ] as const) {
      await page.goto(city().hub.url + path)
      await expect(alive).toBeVisible()
      found.push(...(await look(page, `${name}-${size}`)))
    }
    expect(found).toEqual([])
  })
