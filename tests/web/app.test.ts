// @vitest-environment happy-dom
// The frame of the page before there is one: it says what it waits for, and says so when the page does not come.
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { createPinia } from 'pinia'
import { createMemoryHistory, createRouter } from 'vue-router'
import App from '../../src/web/App.vue'
import { i18n, setLocale } from '../../src/web/i18n/i18n.ts'
import { useSession } from '../../src/web/stores/session.ts'
import { newer } from '../../src/web/pwa/app.ts'
import { useSettings } from '../../src/web/stores/settings.ts'
import { chooseTheme, themeChoice } from '../../src/web/ui/theme.ts'
import { toasts } from '../../src/web/ui/toast.ts'
import { phrases } from '../../src/web/i18n/ui.zh.ts'

async function open(page: () => Promise<unknown>, pinia = createPinia()) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: page as () => Promise<typeof App> },
      { path: '/here', component: { template: '<main>there</main>' } },
      { path: '/wall', name: 'wall', component: { template: '<main>wall</main>' } },
      { path: '/lost', component: () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')) },
    ],
  })
  await setLocale('zh', true)
  useSession(pinia).known = true
  const app = mount(App, { global: { plugins: [pinia, i18n, router] } })
  await flushPromises()
  return { app, router }
}
const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined)

it('nobody looks at nothing while the first page is fetched', async () => {
  let come: (page: unknown) => void = () => undefined
  const { app } = await open(() => new Promise((done) => (come = done)))
  expect(app.text()).toContain(phrases['connecting'])
  come({ template: '<main>here</main>' })
  await flushPromises()
  expect(app.text()).toContain('here')
  expect(app.text()).not.toContain(phrases['connecting'])
})

it('a wall is dark from the first, before any address is known', async () => {
  localStorage.setItem('yiwang.theme', 'light')
  history.replaceState({}, '', '/wall')
  const { app } = await open(() => new Promise(() => undefined))
  expect(app.find('.boot.wall').exists()).toBe(true)
  expect(document.documentElement.dataset['theme']).toBe('dark')
  history.replaceState({}, '', '/')
  localStorage.clear()
  app.unmount()
})

it('what the account has chosen holds, also where the hub said so before the frame stood', async () => {
  const pinia = createPinia()
  useSettings(pinia).value = { theme: 'dark' }
  await open(() => Promise.resolve({ template: '<main>here</main>' }), pinia)
  expect(document.documentElement.dataset['theme']).toBe('dark')
})

it('whoever has chosen nothing sees what the device was set to, however early the hub says so', async () => {
  const pinia = createPinia()
  useSettings(pinia).loaded = true
  chooseTheme('dark')
  const { app } = await open(() => Promise.resolve({ template: '<main>here</main>' }), pinia)
  expect(themeChoice.value).toBe('dark')
  app.unmount()
})

it('a first page that does not come is said and asked for anew', async () => {
  vi.useFakeTimers()
  const { app } = await open(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')))
  expect(app.text()).toContain(phrases['pageLost'])
  expect(reload).not.toHaveBeenCalled()
  vi.advanceTimersByTime(15_000)
  expect(reload).toHaveBeenCalledOnce()
  vi.useRealTimers()
})

it('is not asked for anew under whoever has gone on meanwhile', async () => {
  vi.useFakeTimers()
  reload.mockClear()
  const { app, router } = await open(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')))
  await router.push('/here')
  await flushPromises()
  expect(app.text()).toContain('there')
  vi.advanceTimersByTime(15_000)
  expect(reload).not.toHaveBeenCalled()
  vi.useRealTimers()
})

it('a later one leaves the page that is there, and says so', async () => {
  const { app, router } = await open(() => Promise.resolve({ template: '<main>here</main>' }))
  await router.push('/lost').catch(() => undefined)
  expect(app.text()).toContain('here')
  expect(toasts.value.map((toast) => toast.text)).toContain(phrases['pageLost'])
})

it('a newer version is offered to whoever can take it: nobody stands before a wall', async () => {
  newer.value = { apply: () => undefined }
  const { app, router } = await open(() => Promise.resolve({ template: '<main>here</main>' }))
  await vi.waitFor(() => expect(app.find('.note[role=status]').exists()).toBe(true))
  await router.push('/wall')
  await flushPromises()
  expect(app.text()).toContain('wall')
  expect(app.find('.note[role=status]').exists()).toBe(false)
  newer.value = undefined
  app.unmount()
})
