// Layers that are shown now: each is opened when it comes and closed when it goes. Knows no layer in particular.
import {
  computed,
  effectScope,
  getCurrentInstance,
  onScopeDispose,
  shallowRef,
  watch,
  type ComputedRef,
  type EffectScope,
  type ShallowRef,
} from 'vue'
import type { IncidentRow } from '../../../wire/views.ts'
import { locale } from '../../i18n/i18n.ts'
import { theme } from '../../ui/theme.ts'
import { readMapColours } from '../colours.ts'
import type { DrawnOverlay, Look } from '../overlays/overlay.ts'
import type { Sight } from '../tools/tool.ts'
import type { LayerEntry, OpenLayer, TimeWindow } from './entry.ts'

export interface LayersAsked {
  readonly entries: readonly LayerEntry[]
  /** Ids of those shown. */
  readonly shown: () => readonly string[]
  readonly window?: () => TimeWindow | undefined
  readonly choice?: (id: string) => string | undefined
  /** `open`: the layers that stand by then; one asks while it is being opened, and is not among them yet. */
  readonly chosen?: (id: string, open: ReadonlyMap<string, OpenLayer>) => string | undefined
  readonly textSize?: () => number
  readonly scale?: () => number
  readonly sight?: () => Sight | undefined
  /** Open cases that may be seen; all without it. */
  readonly cases?: () => readonly IncidentRow[] | undefined
}

export interface Layers {
  readonly open: Readonly<ShallowRef<ReadonlyMap<string, OpenLayer>>>
  readonly drawn: ComputedRef<readonly DrawnOverlay[]>
  readonly look: ComputedRef<Look>
}

export function useLayers(asked: LayersAsked): Layers {
  const look = computed((): Look => {
    // Colours are read from the page when its theme changes.
    void theme.value
    return {
      colours: readMapColours(),
      locale: locale.value,
      textSize: asked.textSize?.() ?? 13,
      scale: asked.scale?.() ?? 1,
    }
  })
  // A layer opened by a later click still finds what the application provides.
  const app = getCurrentInstance()?.appContext.app
  const within = <T>(f: () => T): T => (app === undefined ? f() : app.runWithContext(f))
  const scopes = new Map<string, EffectScope>()
  const held = shallowRef<ReadonlyMap<string, OpenLayer>>(new Map())

  function open(entry: LayerEntry): OpenLayer | undefined {
    const scope = effectScope(true)
    scopes.set(entry.id, scope)
    return scope.run(() =>
      within(() =>
        entry.open({
          look,
          window: computed(() => asked.window?.()),
          choice: computed(() => asked.choice?.(entry.id)),
          chosen: computed(() => asked.chosen?.(entry.id, held.value)),
          sight: computed(() => asked.sight?.()),
          cases: computed(() => asked.cases?.()),
        }),
      ),
    )
  }
  function settle(shown: readonly string[]): void {
    const next = new Map(held.value)
    for (const [id, scope] of scopes)
      if (!shown.includes(id)) {
        scope.stop()
        scopes.delete(id)
        next.delete(id)
      }
    for (const entry of asked.entries)
      if (shown.includes(entry.id) && !next.has(entry.id)) {
        const layer = open(entry)
        if (layer !== undefined) next.set(entry.id, layer)
      }
    held.value = next
  }
  watch(
    () => asked.shown().join(),
    () => settle(asked.shown()),
    { immediate: true },
  )
  onScopeDispose(() => {
    for (const scope of scopes.values()) scope.stop()
  })

  const drawn = computed(() => [...held.value.values()].flatMap(({ drawn }) => (drawn.value ? [drawn.value] : [])))
  return { open: held, drawn, look }
}
