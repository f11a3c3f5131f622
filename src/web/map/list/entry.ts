// A layer of the map as the layer list offers it: what it needs while it is shown, what it draws, what its marks mean, and the same
// as a table. One file per layer beside this one joins its data (stores, questions to the hub) to its plain module in overlays/.
import type { ComputedRef, Ref } from 'vue'
import type { Role } from '../../../core/incident/types.ts'
import type { ApiProblem } from '../../api/client.ts'
import type { IncidentRow } from '../../../wire/views.ts'
import type { GroundPart } from '../layers/ground.ts'
import type { Sight } from '../tools/tool.ts'
import type { DrawnOverlay, LayerTable, LegendLine, Look } from '../overlays/overlay.ts'

export const LAYER_GROUPS = ['ground', 'sensing', 'work', 'analysis'] as const
export type LayerGroup = (typeof LAYER_GROUPS)[number]

/** Instants between which things count; open at either end. */
export interface TimeWindow {
  readonly from?: number | undefined
  readonly to?: number | undefined
}

export interface LayerContext {
  readonly look: ComputedRef<Look>
  /** What the time brush lets through; without a brush the layer's own usual span. */
  readonly window: ComputedRef<TimeWindow | undefined>
  /** The layer's own choice (an indicator, a kind of sensor, a matter…), as the address keeps it. */
  readonly choice: ComputedRef<string | undefined>
  /** What is chosen in the list or on the map, by the overlay's own ids. */
  readonly chosen: ComputedRef<string | undefined>
  /** Where the map looks, where its page tells: what moves needs no drawing where nobody sees it move. */
  readonly sight?: ComputedRef<Sight | undefined>
  /** Cases that may be seen, where not every open one may. */
  readonly cases?: ComputedRef<readonly IncidentRow[] | undefined>
}

export interface LayerChoice {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** What stands when nothing was chosen. */
  readonly usual: string
}

export interface OpenLayer {
  /** Undefined while there is nothing to draw yet. */
  readonly drawn: Readonly<Ref<DrawnOverlay | undefined>>
  readonly legend: Readonly<Ref<readonly LegendLine[]>>
  /** Asked only while the table is open. */
  readonly table: () => LayerTable
  /** How many things it shows; undefined while not known. */
  readonly count: Readonly<Ref<number | undefined>>
  /** Why it shows nothing, or not all: in words. */
  readonly note?: Readonly<Ref<string | undefined>>
  readonly problem?: Readonly<Ref<ApiProblem | undefined>>
  readonly choices?: Readonly<Ref<LayerChoice | undefined>>
}

export interface LayerEntry {
  /** Also its word in `map.layer.<id>`, and its name in the address. */
  readonly id: string
  readonly group: LayerGroup
  /** Who is offered it; absent: everybody. */
  readonly roles?: readonly Role[]
  /** False where the city has nothing of the kind; absent: always offered. Reactive. */
  readonly offered?: () => boolean
  /** Part of the ground that is seen only while this layer is shown. */
  readonly ground?: GroundPart
  /** Shown until a person says otherwise. */
  readonly usual?: boolean
  /** Called inside an effect scope that ends when the layer is hidden: timers and watches end with it. */
  readonly open: (context: LayerContext) => OpenLayer
}
