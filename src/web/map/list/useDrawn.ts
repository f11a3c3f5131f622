// A layer's looks and its data as one thing to draw: layers and pictures are made anew only when the looks change.
import { computed, type ComputedRef } from 'vue'
import type { FeatureCollection } from 'geojson'
import type { DrawnOverlay, Look, OverlayLook } from '../overlays/overlay.ts'

export function useDrawn(
  of: OverlayLook,
  look: ComputedRef<Look>,
  sources: () => Readonly<Record<string, FeatureCollection>> | undefined,
): ComputedRef<DrawnOverlay | undefined> {
  const layers = computed(() => of.layers(look.value))
  const images = computed(() => of.images?.(look.value) ?? {})
  const data = computed(sources)
  return computed(() => {
    if (data.value === undefined) return undefined
    const { id, place, hits = [] } = of
    return { id, place, hits, sources: data.value, layers: layers.value, images: images.value }
  })
}
