// Composition root of the web application: the only place where live, stores and router meet.
import '@fontsource/barlow-semi-condensed/latin-400.css'
import '@fontsource/barlow-semi-condensed/latin-600.css'
import './ui/tokens.css'
import './ui/base.css'
import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import App from './App.vue'
import { onSignedOut, speakFor } from './api/client.ts'
import { i18n, loadPhrases, setLocale, storedLocale } from './i18n/i18n.ts'
import { joinLive } from './join.ts'
import { forgetSession, lastSession } from './outbox/lastSession.ts'
import { startApp } from './pwa/app.ts'
import { pause } from './pause.ts'
import { createRoutes } from './router.ts'
import { keepSheets } from './sheets.ts'
import { useCity } from './stores/city.ts'
import { useSession } from './stores/session.ts'
import { useSettings } from './stores/settings.ts'

/** While the hub is away, ask again this often. */
const RETRY_MS = 2_000
/** A department that was here before waits no longer than this for a weak signal: it sees what the device has kept. */
const PATIENCE_MS = 4_000

/** What was kept for an account goes when it signs out by hand; acts that wait for signal stay, for it alone. */
async function forgetAccount(account: string): Promise<void> {
  forgetSession()
  const [{ forget }, { clearDrafts }, { clearDraftPhotos }] = await Promise.all([
    import('./outbox/kept.ts'),
    import('./drafts/shelf.ts'),
    import('./drafts/photos.ts'),
  ])
  clearDrafts(account)
  await Promise.all([forget(account), clearDraftPhotos(account)])
}

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
    const last = lastSession(Date.now())
    for (;;) {
      await (last === undefined ? session.load() : Promise.race([session.load(), pause(PATIENCE_MS)]))
      if (!session.known && last !== undefined) session.resume(last)
      if (session.known) return
      await pause(RETRY_MS)
    }
  }
  const router = createRoutes({ ready, home: () => (session.user === undefined ? undefined : session.home) })

  speakFor(() => session.user?.id)
  onSignedOut(() => session.lapse())
  session.onLeave((account) => void forgetAccount(account).catch(() => undefined))
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
  keepSheets()
  // Who is signed in and what the page is made of are asked for while the words come.
  void ready()
  const words = setLocale(storedLocale(), true)
  app.use(router)
  await words
  joinLive(app)
  app.mount('#app')
  startApp()
  await router.isReady()
  // The first screens do without; whoever goes on finds it here.
  void loadPhrases().catch(() => undefined)
  void import('./outbox/here.ts').then(({ outboxHere }) => outboxHere())
}

void main()
