// A page as its reader meets it: mounted with stores, phrases and a router, asked by role and label.
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import axe from 'axe-core'
import { createPinia, setActivePinia } from 'pinia'
import { expect, vi } from 'vitest'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import desk from '../../../city/yangzhou/desk.json' with { type: 'json' }
import type { Session } from '../../../src/wire/api.ts'
import type { IncidentRow } from '../../../src/wire/views.ts'
import { i18n, setLocale } from '../../../src/web/i18n/i18n.ts'
import { useCity } from '../../../src/web/stores/city.ts'
import { useConnection } from '../../../src/web/stores/connection.ts'
import { useIncidents } from '../../../src/web/stores/incidents.ts'
import { useSession } from '../../../src/web/stores/session.ts'
import type { CityReference } from '../../../src/web/api/city.ts'
import { hubClock } from '../../../src/web/live/clock.ts'
import { LIVE } from '../../../src/web/live/live.ts'
import { T0 } from '../../support/cases.ts'
import { answer } from './fakeHub.ts'
import { fakeLive, type FakeLive, type SideGiven } from './fakeLive.ts'

const name = (zh: string, en = zh) => ({ zh, en })

/** As much of a city as the case screens look at. */
const CITY = {
  city: { name: name('扬州市', 'Yangzhou'), utcOffsetMinutes: 480, zone: 'Asia/Shanghai', map: [] },
  areas: [{ code: '321002', name: name('广陵区'), kind: 'district' }],
  departments: [
    { id: 'water-bureau', name: name('市排水管理处'), short: name('排水处'), kind: 'bureau', duties: [] },
    { id: 'traffic-police', name: name('市公安局交警支队'), short: name('交警'), kind: 'bureau', duties: [] },
  ],
  matters: [
    {
      code: 'M006',
      kind: 'monitored',
      major: name('突发事件'),
      name: name('道路积水'),
      standard: '示例',
      validFrom: '2026-01-01',
      keywords: [],
      conditions: [
        {
          id: 'M006-1',
          text: name('积水深于 15 厘米'),
          limit: { amount: 2, unit: 'urgentHour' },
          closing: name('积水排除'),
          level: 3,
          source: '示例',
        },
      ],
    },
  ],
  sensorKinds: [],
  indicators: [],
  alarmRules: [],
  desk,
}

let errors: string[] = []
const mounted: VueWrapper[] = []

/** Before each test: {@link file://./each.ts}. */
export async function beginPages(): Promise<void> {
  errors = []
  vi.spyOn(console, 'error').mockImplementation((...args) => void errors.push(args.map(String).join(' ')))
  vi.spyOn(console, 'warn').mockImplementation((...args) => void errors.push(args.map(String).join(' ')))
  vi.spyOn(hubClock, 'now').mockReturnValue(T0)
  setActivePinia(createPinia())
  await setLocale('zh')
  // Beside most things nobody has written anything.
  answer('GET /api/supervisions', () => ({ body: [] }))
  answer('GET /api/briefs/inputs', () => ({ body: [] }))
}
/** After each test. */
export function endPages(): void {
  for (const wrapper of mounted.splice(0)) wrapper.unmount()
  vi.restoreAllMocks()
  expect(errors, 'console errors').toEqual([])
}

export interface Page {
  readonly wrapper: VueWrapper
  readonly router: Router
  readonly live: FakeLive
  readonly text: () => string
  readonly button: (label: string | RegExp) => HTMLButtonElement
  readonly buttons: () => string[]
  readonly link: (label: string | RegExp) => HTMLAnchorElement
  readonly field: (label: string | RegExp) => HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
  readonly type: (label: string | RegExp, value: string) => Promise<void>
  readonly press: (label: string | RegExp) => Promise<void>
  readonly settle: () => Promise<void>
}

const fits = (words: string, label: string | RegExp): boolean =>
  typeof label === 'string' ? words === label : label.test(words)
const nameOf = (el: Element): string => (el.getAttribute('aria-label') ?? el.textContent).replace(/\s+/g, ' ').trim()

function only<E extends Element>(found: E[], what: string, label: string | RegExp): E {
  const first = found[0]
  if (first === undefined || found.length > 1) throw new Error(`${found.length} × ${what} «${label}»`)
  return first
}

export interface PageOptions {
  readonly path?: string
  readonly route?: string
  /** Name of that route. */
  readonly name?: string
  readonly props?: Record<string, unknown>
  readonly user?: Partial<Session['user']>
  readonly rows?: readonly IncidentRow[]
  /** What the views say that only some pages follow. */
  readonly side?: SideGiven
}

export async function openPage(component: Component, options: PageOptions = {}): Promise<Page> {
  const { path = '/', route = '/', name: routeName, props = {}, user, rows = [], side } = options
  const stub = { template: '<div />' }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      ...(route === '/'
        ? []
        : [{ path: route, component: stub, ...(routeName === undefined ? {} : { name: routeName }) }]),
      // Cases are linked from everywhere by the name of their page.
      ...(routeName === 'incident' ? [] : [{ path: '/incident/:id', component: stub, name: 'incident' }]),
      { path: '/:rest(.*)*', component: stub },
    ],
  })
  await router.push(path)
  useCity().reference = CITY as unknown as CityReference
  useConnection().link = 'up'
  useIncidents().replace(rows, T0)
  if (user !== undefined)
    useSession().session = {
      noticesSeenAt: 0,
      user: { id: 'u1', name: '陈立', role: 'dispatcher', demo: true, ...user },
      at: T0,
      expiresAt: T0 + 1e8,
    }
  const live = fakeLive(side)
  const wrapper = mount(component, {
    props,
    attachTo: document.body,
    global: { plugins: [router, i18n], provide: { [LIVE as symbol]: live } },
  })
  mounted.push(wrapper)
  await flushPromises()

  const all = <E extends Element>(selector: string): E[] => [...document.body.querySelectorAll<E>(selector)]
  const button: Page['button'] = (label) =>
    only(
      all<HTMLButtonElement>('button').filter((b) => fits(nameOf(b), label)),
      'button',
      label,
    )
  const field: Page['field'] = (label) => {
    const labels = all<HTMLLabelElement>('label').filter((l) => fits(nameOf(l), label))
    const control = only(labels, 'label', label).control
    if (control === null) throw new Error(`label «${label}» has no field`)
    return control as HTMLInputElement
  }
  const settle = async (): Promise<void> => {
    await flushPromises()
    await flushPromises()
  }
  return {
    wrapper,
    router,
    live,
    text: () => document.body.textContent.replace(/\s+/g, ' '),
    button,
    buttons: () => all('button').map(nameOf),
    link: (label) =>
      only(
        all<HTMLAnchorElement>('a').filter((a) => fits(nameOf(a), label)),
        'link',
        label,
      ),
    field,
    async type(label, value) {
      const control = field(label)
      control.value = value
      control.dispatchEvent(new Event(control instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }))
      await settle()
    },
    async press(label) {
      button(label).click()
      await settle()
    },
    settle,
  }
}

/** What axe finds on the page as it stands. Layout and colour need a real browser and are not asked here. */
export async function axeFindings(within = 'body'): Promise<string[]> {
  const result = await axe.run(document.querySelector(within) ?? document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  })
  return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`)
}
