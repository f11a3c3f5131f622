// Addresses of every screen but the first ones, which stand in router.ts. Fetched behind the first page, or before any other.
import type { RouteRecordRaw } from 'vue-router'

type Loads = () => Promise<unknown>
/** What a page asks for as soon as it stands is fetched beside it. */
const beside =
  <T>(page: () => Promise<T>, later: Loads): (() => Promise<T>) =>
  () => {
    void later().catch(() => undefined)
    return page()
  }

export const routes: readonly RouteRecordRaw[] = [
  {
    path: '/wall/pair',
    name: 'pair',
    component: () => import('./features/walls/PairView.vue'),
    meta: { open: true },
  },
  { path: '/walls', name: 'walls', component: () => import('./features/walls/WallsView.vue') },
  { path: '/boards', name: 'boards', component: () => import('./features/boards/BoardsView.vue') },
  { path: '/wall', name: 'wall', component: () => import('./features/wall/WallView.vue') },
  { path: '/duty/:id?', name: 'duty', component: () => import('./features/duty/DutyView.vue') },
  {
    path: '/map',
    name: 'map',
    component: beside(
      () => import('./features/citymap/CityMapView.vue'),
      () => import('./map/cityMap.ts'),
    ),
  },
  { path: '/intake', name: 'intake', component: () => import('./features/intake/IntakeView.vue') },
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
  { path: '/emergency/:id?', name: 'emergency', component: () => import('./features/emergency/EmergencyView.vue') },
  {
    path: '/supervision/:id?',
    name: 'supervision',
    component: () => import('./features/supervision/SupervisionView.vue'),
  },
  {
    path: '/subscriptions',
    name: 'subscriptions',
    component: () => import('./features/subscriptions/SubscriptionsView.vue'),
  },
  { path: '/plans/:id?', name: 'plans', component: () => import('./features/plans/PlansView.vue') },
  { path: '/handover/:id?', name: 'handover', component: () => import('./features/handover/HandoverView.vue') },
  { path: '/audit', name: 'audit', component: () => import('./features/audit/AuditView.vue') },
]
