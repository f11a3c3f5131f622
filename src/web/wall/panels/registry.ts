// Panels of boards by kind, each fetched when a board first has one. The map is not among them: one map lives through all boards.
import { defineAsyncComponent, type Component } from 'vue'
import type { PanelKind } from '../../../core/wall/types.ts'
import PanelWaiting from './PanelWaiting.vue'

type Kind = Exclude<PanelKind, 'map'>
type Loads = () => Promise<{ default: Component }>

const LOADS: Readonly<Record<Kind, Loads>> = {
  vitals: () => import('./VitalsPanel.vue'),
  signs: () => import('./SignsPanel.vue'),
  course: () => import('./CoursePanel.vue'),
  ranking: () => import('./RankingPanel.vue'),
  incidents: () => import('./IncidentsPanel.vue'),
  departments: () => import('./DepartmentsPanel.vue'),
  day: () => import('./DayPanel.vue'),
  warnings: () => import('./WarningsPanel.vue'),
  worst: () => import('./WorstPanel.vue'),
  hotline: () => import('./HotlinePanel.vue'),
  evaluation: () => import('./EvaluationPanel.vue'),
  cameras: () => import('./CamerasPanel.vue'),
}

/** Between attempts, ms; longer each time, as long as this at the most. */
const [AGAIN_MS, LONGEST_MS] = [1_000, 15_000]

// A panel whose code does not come (the hub restarts, the network is cut) is asked for until it does.
const lazy = (loader: Loads): Component =>
  defineAsyncComponent({
    loader,
    loadingComponent: PanelWaiting,
    delay: 150,
    onError: (_error, retry, _fail, attempts) =>
      void setTimeout(retry, Math.min(LONGEST_MS, AGAIN_MS * 2 ** Math.min(attempts, 4))),
  })

export const PANELS = Object.fromEntries(Object.entries(LOADS).map(([kind, loads]) => [kind, lazy(loads)])) as Readonly<
  Record<Kind, Component>
>

/** Fetches what no board has asked for yet: the next board must stand when the network does not. */
export async function fetchPanels(): Promise<void> {
  for (const loads of Object.values(LOADS)) await loads().catch(() => undefined)
}
