// What is told of a picked thing, by its type: one line per type that knows more than its layer's table. Each is fetched when first picked.
import { defineAsyncComponent, type Component } from 'vue'

export const DETAILS: Readonly<Record<string, Component>> = {
  incident: defineAsyncComponent(() => import('./cards/CaseCard.vue')),
  sensor: defineAsyncComponent(() => import('./cards/SensorCard.vue')),
  orders: defineAsyncComponent(() => import('./cards/CaseCard.vue')),
  cameras: defineAsyncComponent(() => import('./cards/CameraCard.vue')),
  warnings: defineAsyncComponent(() => import('./cards/WarningCard.vue')),
  units: defineAsyncComponent(() => import('./cards/UnitCard.vue')),
}
