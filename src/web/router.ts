// Addresses of the screens. Each screen is its own chunk; who may see which is decided by the hub, the guard only leads home.
import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router'
import { loadPhrases } from './i18n/i18n.ts'

/** Screens that the first phrases are enough for: a phone at the edge of the network sees its orders sooner. */
const BRIEF_SPOKEN: ReadonlySet<unknown> = new Set(['home', 'signin', 'department'])

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./features/signin/SigninView.vue') },
  {
    path: '/signin',
    name: 'signin',
    component: () => import('./features/signin/SigninView.vue'),
    meta: { open: true },
  },
  { path: '/wall', name: 'wall', component: () => import('./features/wall/WallView.vue') },
  { path: '/duty/:id?', name: 'duty', component: () => import('./features/duty/DutyView.vue') },
  { path: '/map', name: 'map', component: () => import('./features/citymap/CityMapView.vue') },
  { path: '/intake', name: 'intake', component: () => import('./features/intake/IntakeView.vue') },
  { path: '/department/:id?', name: 'department', component: () => import('./features/department/DepartmentView.vue') },
  { path: '/brief/:date?', name: 'brief', component: () => import('./features/brief/BriefView.vue') },
  { path: '/incident/:id?', name: 'incident', component: () => import('./features/incident/IncidentView.vue') },
  { path: '/register', name: 'register', component: () => import('./features/register/RegisterView.vue') },
  { path: '/evaluation', name: 'evaluation', component: () => import('./features/evaluation/EvaluationView.vue') },
  { path: '/lifecycle', name: 'lifecycle', component: () => import('./features/lifecycle/LifecycleView.vue') },
  { path: '/signs', name: 'signs', component: () => import('./features/signs/SignsView.vue') },
  { path: '/indicator/:id', name: 'indicator', component: () => import('./features/indicator/IndicatorView.vue') },
  { path: '/compare', name: 'compare', component: () => import('./features/compare/CompareView.vue') },
  { path: '/sensor/:id', name: 'sensor', component: () => import('./features/sensor/SensorView.vue') },
  { path: '/quality', name: 'quality', component: () => import('./features/quality/QualityView.vue') },
  { path: '/feeds', name: 'feeds', component: () => import('./features/feeds/FeedsView.vue') },
  { path: '/catalogue', name: 'catalogue', component: () => import('./features/catalogue/CatalogueView.vue') },
  { path: '/notify', name: 'notify', component: () => import('./features/notify/NotifyView.vue') },
  { path: '/settings', name: 'settings', component: () => import('./features/settings/SettingsView.vue') },
  { path: '/shifts', name: 'shifts', component: () => import('./features/shifts/ShiftsView.vue') },
  { path: '/handover/:id?', name: 'handover', component: () => import('./features/handover/HandoverView.vue') },
  { path: '/audit', name: 'audit', component: () => import('./features/audit/AuditView.vue') },
  { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./ui/NowhereView.vue'), meta: { open: true } },
]

export interface Gate {
  /** Resolves once it is known whether somebody is signed in. */
  readonly ready: () => Promise<void>
  readonly home: () => string | undefined
}

export function createRoutes(gate: Gate): Router {
  const router = createRouter({ history: createWebHistory(), routes })
  router.beforeEach(async (to) => {
    await gate.ready()
    const home = gate.home()
    if (home === undefined) {
      if (to.meta['open'] === true) return true
      return { name: 'signin', query: to.path === '/' ? {} : { to: to.fullPath } }
    }
    if (to.name === 'home' || to.name === 'signin') return home
    if (!BRIEF_SPOKEN.has(to.name)) await loadPhrases()
    return true
  })
  return router
}
