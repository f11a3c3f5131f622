// The director on this wall: told each second what stands, its answers kept over a reload.
import { shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { direct, type Directed, type DirectorFacts } from '../../../core/wall/director.ts'
import { caseFacts, followedShown, signFacts, warningFacts } from '../../../core/wall/facts.ts'
import type { BoardRow } from '../../../wire/boards.ts'
import type { EmergencyRow } from '../../../wire/emergencies.ts'
import type { WallRow } from '../../../wire/walls.ts'
import type { WallOrders } from '../../../core/wall/types.ts'
import { useAlarms } from '../../stores/alarms.ts'
import { useCity } from '../../stores/city.ts'
import { useIndicators } from '../../stores/indicators.ts'
import { useWarnings } from '../../stores/warnings.ts'
import type { WallScene } from '../../wall/scene.ts'

const KEY = 'yiwang.wall.directed'

function stored(): Directed | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Directed | null) ?? undefined
  } catch {
    return undefined
  }
}

export interface DirectedParts {
  readonly now: Readonly<Ref<number>>
  readonly scene: Pick<WallScene, 'cases' | 'visit'>
  readonly boards: () => readonly BoardRow[]
  readonly emergencies: () => readonly EmergencyRow[]
  readonly orders: () => WallOrders
  readonly followed: () => WallRow | undefined
}

export function useDirected(parts: DirectedParts): Readonly<ShallowRef<Directed | undefined>> {
  const alarms = useAlarms()
  const indicators = useIndicators()
  const warnings = useWarnings()
  const city = useCity()
  const directed = shallowRef<Directed | undefined>(stored())
  let signs: DirectorFacts['signs'] = []

  function choose(now: number): void {
    const boards = parts.boards()
    // Nothing is known yet: what stood before the reload stands.
    if (boards.length === 0) return
    signs = signFacts(
      [...indicators.rows.values()].filter((v) => v.area === city.city?.code),
      (id) => city.indicators.get(id)?.group,
      signs,
    )
    const followed = followedShown(parts.followed(), now)
    const next = direct(
      {
        boards: boards.map(({ board }) => ({
          id: board.id,
          topic: board.topic,
          ...(board.onDemand === undefined ? {} : { onDemand: board.onDemand }),
        })),
        orders: parts.orders(),
        emergencies: parts.emergencies().filter((e) => e.endedAt === undefined),
        cases: caseFacts(parts.scene.cases.value, alarms.all),
        warnings: warningFacts(warnings.all, now),
        signs,
        ...(followed === undefined ? {} : { followed }),
      },
      directed.value,
      now,
    )
    directed.value = next
    try {
      if (next !== undefined) sessionStorage.setItem(KEY, JSON.stringify(next))
    } catch {
      // Begins anew after a reload then.
    }
  }
  watch([parts.now, parts.boards, parts.emergencies, parts.orders], () => choose(parts.now.value), { immediate: true })
  return directed
}
