// Panels of boards by kind, each fetched when a board first has one. The map is not among them: one map lives through all boards.
import type { Component } from 'vue'
import type { PanelKind } from '../../../core/wall/types.ts'
import { lazy, type Loads } from '../lazy.ts'
import PanelWaiting from './PanelWaiting.vue'

type Kind = Exclude<PanelKind, 'map'>

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

export const PANELS = Object.fromEntries(
  Object.entries(LOADS).map(([kind, loads]) => [kind, lazy(loads, PanelWaiting)]),
) as Readonly<Record<Kind, Component>>

/** Fetches what no board has asked for yet: the next board must stand when the network does not. */
export async function fetchPanels(): Promise<void> {
  for (const loads of Object.values(LOADS)) await loads().catch(() => undefined)
}
