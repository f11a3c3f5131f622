// Addresses of the screens. Each screen is its own chunk; who may see which is decided by the hub, the guard only leads home.
import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type Router,
  type RouteRecordRaw,
  type RouterScrollBehavior,
} from 'vue-router'
import { loadBriefPhrases, loadPhrases } from './i18n/i18n.ts'

/**
 * Screens that the first phrases are enough for, and that name no other: a phone at the edge of the network sees its orders sooner.
 * A leader's brief has phrases of its own. The addresses of all others come with routes.ts: what each of them fetches is a long list.
 */
const FEW_WORDS: ReadonlySet<unknown> = new Set(['home', 'signin', 'department', 'brief'])

const first: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./features/signin/SigninView.vue') },
  {
    path: '/signin',
    name: 'signin',
    component: () => import('./features/signin/SigninView.vue'),
    meta: { open: true },
  },
  { path: '/department/:id?', name: 'department', component: () => import('./features/department/DepartmentView.vue') },
  { path: '/brief/:key?', name: 'brief', component: () => import('./features/brief/BriefView.vue') },
  { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./ui/NowhereView.vue'), meta: { open: true } },
]

const briefAhead = () => import('./features/brief/ahead.ts')

/** What a page is made of is on its way while the hub says who is signed in: one wait instead of three. */
function fetchAhead({ name, matched }: RouteLocationNormalized): void {
  if (name === 'home') return
  const parts = matched.map(({ components }) => components?.['default']).filter((part) => typeof part === 'function')
  for (const load of [...parts, ...(name === 'brief' ? [() => loadBriefPhrases(), briefAhead] : [])])
    void (load as () => Promise<unknown>)().catch(() => undefined)
}

/** Another page is seen from its top, or a phone opens the map below its end; going back leads to where one was. */
const scrollBehavior: RouterScrollBehavior = (to, from, kept) => (to.name === from.name ? false : (kept ?? { top: 0 }))

export interface Gate {
  /** Resolves once it is known whether somebody is signed in. */
  readonly ready: () => Promise<void>
  readonly home: () => string | undefined
}

export function createRoutes(gate: Gate): Router {
  const router = createRouter({ history: createWebHistory(), routes: first, scrollBehavior })
  let others: Promise<void> | undefined
  /** Fetched once; after a failure the next page asks again. */
  const addOthers = (): Promise<void> =>
    (others ??= import('./routes.ts').then(
      ({ routes }) => routes.forEach((route) => router.addRoute(route)),
      (error: unknown) => {
        others = undefined
        throw error
      },
    ))
  router.beforeEach(async (to) => {
    if (to.name === 'nowhere' && others === undefined) {
      await addOthers()
      // Whole: a path with its query in it would lose the query.
      return { path: to.path, query: to.query, hash: to.hash, replace: true }
    }
    fetchAhead(to)
    await gate.ready()
    const home = gate.home()
    if (home === undefined) {
      if (to.meta['open'] === true) return true
      // A wall that was let in once asks to be let in again; nobody stands there to type a password.
      if (to.name === 'wall' && localStorage.getItem('yiwang.wall.paired') !== null) return { name: 'pair' }
      return { name: 'signin', query: to.path === '/' ? {} : { to: to.fullPath } }
    }
    if (to.name === 'home' || to.name === 'signin') return home
    if (to.name === 'brief') {
      void briefAhead().then(
        ({ askAhead }) => askAhead(to.path),
        () => undefined,
      )
      await loadBriefPhrases()
    }
    // An order that stands open names other screens.
    if (!FEW_WORDS.has(to.name) || to.params['id'] !== undefined) await Promise.all([addOthers(), loadPhrases()])
    return true
  })
  router.afterEach(() => void addOthers().catch(() => undefined))
  return router
}
