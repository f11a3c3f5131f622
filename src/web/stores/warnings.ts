// Warnings that hold now, are to come, or were just lifted. Drills are kept apart: they never look like the real thing.
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { phaseAt } from '../../core/warning/span.ts'
import { worstAt } from '../../core/warning/areas.ts'
import type { Level } from '../../core/level.ts'
import { rowKey } from '../../wire/views.ts'
import type { WarningRow } from '../../wire/warnings.ts'
import { liveRows } from './rows.ts'

/** Worst first, those without a level last; newest first within a level. */
const byLevel = (a: WarningRow, b: WarningRow): number => (a.level ?? 5) - (b.level ?? 5) || b.sentAt - a.sentAt

export const useWarnings = defineStore('warnings', () => {
  const live = liveRows<WarningRow>(rowKey.warnings)
  const all = computed(() => [...live.rows.value.values()].sort(byLevel))
  const real = computed(() => all.value.filter((w) => w.status === 'Actual'))
  const standing = computed(() => real.value.filter((w) => w.state !== 'lifted'))
  /** 演练 and 测试: shown as such, never among the real ones. */
  const drills = computed(() => all.value.filter((w) => w.status !== 'Actual' && w.state !== 'lifted'))
  const lifted = computed(() => real.value.filter((w) => w.state === 'lifted'))
  /** Those in force at an instant of the hub's clock. The hub takes away what is over; this does not wait for it. */
  const inForce = (now: number): readonly WarningRow[] => standing.value.filter((w) => phaseAt(w, now) === 'inForce')
  /** The worst in force at a place. */
  const worst = (place: { area?: string; lng?: number; lat?: number }, now: number): Level | undefined =>
    worstAt(inForce(now), place)
  return { ...live, all, standing, drills, lifted, inForce, worst }
})
