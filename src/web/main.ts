// Composition root of the web application: the only place where live, stores and router meet.
import '@fontsource/barlow-semi-condensed/latin-400.css'
import '@fontsource/barlow-semi-condensed/latin-600.css'
import './ui/tokens.css'
import './ui/base.css'
import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import App from './App.vue'
import { onSignedOut } from './api/client.ts'
import { i18n, setLocale, storedLocale } from './i18n/i18n.ts'
import { joinLive } from './join.ts'
import { createRoutes } from './router.ts'
import { useCity } from './stores/city.ts'
import { useSession } from './stores/session.ts'
import { useSettings } from './stores/settings.ts'

/** While the hub is away, ask again this often. */
const RETRY_MS = 2_000

async function main(): Promise<void> {
  const app = createApp(App)
  app.use(createPinia()).use(i18n)
  const session = useSession()
  const city = useCity()
  const settings = useSettings()

  // A page opened while the hub restarts waits here and retries, instead of showing a sign-in that cannot work.
  let asked: Promise<void> | undefined
  const ready = (): Promise<void> => (asked ??= known())
  async function known(): Promise<void> {
    for (;;) {
      await session.load()
      if (session.known) return
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
  const router = createRoutes({ ready, home: () => (session.user === undefined ? undefined : session.home) })

  onSignedOut(() => session.lapse())
  watch(
    () => session.user?.id,
    async (id, before) => {
      if (id !== undefined) {
        void city.load()
        void settings.load()
      }
      if (id === undefined && before !== undefined)
        await router.replace({ name: 'signin', query: { to: router.currentRoute.value.fullPath } })
    },
  )
  await setLocale(storedLocale())
  app.use(router)
  joinLive(app)
  app.mount('#app')
}

void main()
