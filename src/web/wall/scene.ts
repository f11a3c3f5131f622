// What everything on one wall knows: sizes, the clock, whether it is heard, who may look, and the cases that may be seen.
import { computed, inject, provide, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import type { VisitRules } from '../../core/wall/visit.ts'
import { mayBeSeen } from '../../core/wall/visit.ts'
import type { IncidentRow } from '../../wire/views.ts'
import { useIncidents } from '../stores/incidents.ts'
import { useStatus } from '../stores/status.ts'
import type { WallText } from './textSize.ts'

export interface WallScene {
  readonly text: ComputedRef<WallText>
  /** Hub time, ticking. */
  readonly now: Readonly<Ref<number>>
  /** What is on it is current. */
  readonly current: Readonly<Ref<boolean>>
  /** Rules while people stand in front of it who may not see everything. */
  readonly visit: ComputedRef<VisitRules | undefined>
  /** Open cases that may be seen here, most urgent first. */
  readonly cases: ComputedRef<readonly IncidentRow[]>
  /** Cases are as fresh as the last word of the hub: no news of them is news that nothing changed. */
  readonly casesAt: ComputedRef<number | undefined>
}
const SCENE: InjectionKey<WallScene> = Symbol('wall scene')

export type SceneParts = Pick<WallScene, 'text' | 'now' | 'current' | 'visit'>

/** Joins the parts to the stores and gives them to everything below. */
export function provideScene(parts: SceneParts): WallScene {
  const incidents = useIncidents()
  const status = useStatus()
  const scene: WallScene = {
    ...parts,
    cases: computed(() => {
      const rules = parts.visit.value
      return rules === undefined ? incidents.open : incidents.open.filter((row) => mayBeSeen(row, rules))
    }),
    casesAt: computed(() => Math.max(incidents.at ?? 0, status.at ?? 0) || undefined),
  }
  provide(SCENE, scene)
  return scene
}

export function useScene(): WallScene {
  const scene = inject(SCENE)
  if (scene === undefined) throw new Error('no wall around it')
  return scene
}
