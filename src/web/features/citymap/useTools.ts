// Measuring and drawing on the page: the sketch in hand, what the pointer and the keys do to it, its figures in words.
import { computed, shallowRef, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { distance, figure } from '../../i18n/format.ts'
import { locale } from '../../i18n/i18n.ts'
import { useDrawn } from '../../map/list/useDrawn.ts'
import type { Look } from '../../map/overlays/overlay.ts'
import { SKETCH, sketchCollection, sketchLook } from '../../map/tools/drawn.ts'
import { placeFrom } from '../../map/tools/geodesy.ts'
import type { Shape } from '../../map/tools/shape.ts'
import { LEAST_RADIUS, MOST_CORNERS, MOST_RADIUS } from '../../map/tools/shape.ts'
import {
  add,
  back,
  figuresOf,
  finish,
  move,
  newSketch,
  shapeOf,
  type Sketch,
  type SketchMode,
} from '../../map/tools/sketch.ts'
import type { MapTool, Pointed } from '../../map/tools/tool.ts'
import { useListener } from '../../ui/useListener.ts'

/** The second press of a double press comes within this. */
const DOUBLE_MS = 500
/** px per press of an arrow key, and with Shift. */
const STEP_PX = 40
const FINE_PX = 4
const HECTARE = 1e4
const KM2 = 1e6

/** `820 m²`, `3.42 ha`, `12.6 km²`. */
export function areaText(m2: number): string {
  if (m2 < HECTARE) return `${figure(m2, 0)} m²`
  return m2 < KM2 ? `${figure(m2 / HECTARE, 2)} ha` : `${figure(m2 / KM2, 2)} km²`
}

export interface ToolsAsked {
  readonly look: ComputedRef<Look>
  /** Where the cross is. */
  readonly middle: () => Pointed | undefined
  readonly pan: (x: number, y: number) => void
  /** An area is drawn. */
  readonly drawn: (shape: Shape) => void
}

export function useTools({ look, middle, pan, drawn }: ToolsAsked) {
  const { t } = useI18n()
  const sketch = shallowRef<Sketch>()
  /** Worked by keys: the cross in the middle of the map is shown, and points are set there. */
  const byKeys = shallowRef(false)

  function set(next: Sketch): void {
    sketch.value = next
    const shape = shapeOf(next)
    if (shape === undefined) return
    start(undefined)
    drawn(shape)
  }
  const change = (act: (sketch: Sketch) => Sketch): void => {
    if (sketch.value !== undefined) set(act(sketch.value))
  }
  function start(mode: SketchMode | undefined): void {
    sketch.value = mode === undefined || sketch.value?.mode === mode ? undefined : newSketch(mode)
    byKeys.value = false
  }

  let presses: number[] = []
  const hand: MapTool = {
    move: (at) => change((s) => move(s, at)),
    press(at) {
      byKeys.value = false
      presses = [...presses.slice(-1), performance.now()]
      change((s) => add(s, at))
    },
    finish() {
      // Its second press set a point beside the first, when the hand trembled.
      const [first, second] = presses
      const trembled = first !== undefined && second !== undefined && second - first < DOUBLE_MS
      change((s) => {
        const [a, b] = s.points.slice(-2)
        const least = s.mode === 'distance' ? 2 : 3
        const near =
          a !== undefined &&
          b !== undefined &&
          figuresOf({ ...s, points: [a, b], at: undefined, mode: 'distance' }).lengthM
        const total = figuresOf({ ...s, at: undefined }).lengthM
        const doubled = trembled && near !== false && near < total * 0.02 && s.points.length > least
        return finish(doubled ? back(s) : s)
      })
    },
  }
  const tool = computed(() => (sketch.value === undefined ? undefined : hand))

  const figures = computed(() => sketch.value && figuresOf(sketch.value))
  /** What stands beside the pointer. */
  const label = computed(() => {
    void locale.value
    const [s, f] = [sketch.value, figures.value]
    if (s === undefined || f === undefined || f.legM === undefined) return ''
    if (f.crossing) return t('map.tool.crossing')
    if (s.mode === 'circle') return `${t('map.tool.radius')} ${distance(f.lengthM)}\n${areaText(f.areaM2 ?? 0)}`
    const lines = [f.areaM2 === undefined ? distance(f.lengthM) : areaText(f.areaM2)]
    if (s.mode === 'distance' && s.points.length > 1 && f.open) lines.push(`+ ${distance(f.legM)}`)
    if (f.areaM2 !== undefined) lines.push(`${t('map.tool.outline')} ${distance(f.lengthM)}`)
    return lines.join('\n')
  })
  const overlay = useDrawn(sketchLook, look, () =>
    sketch.value === undefined ? undefined : { [SKETCH]: sketchCollection(sketch.value, label.value) },
  )
  const hint = computed(() => {
    const s = sketch.value
    if (s === undefined) return ''
    if (s.done) return t('map.tool.done')
    if (s.mode === 'circle') return t(s.points.length === 0 ? 'map.tool.middle' : 'map.tool.edge')
    if (s.mode === 'polygon' && s.points.length >= MOST_CORNERS) return t('map.tool.full', { n: MOST_CORNERS })
    return t(s.points.length === 0 ? 'map.tool.first' : 'map.tool.next')
  })

  const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  }
  useListener(document, 'keydown', (event) => {
    const s = sketch.value
    if (s === undefined || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    // Fields and lists have these keys for themselves; buttons have Enter.
    const on = event.target instanceof Element ? event.target : null
    if (on?.closest('input, textarea, select, [role="listbox"], [role="grid"], [role="slider"]')) return
    const arrow = ARROWS[event.key]
    if (arrow !== undefined) {
      byKeys.value = true
      const px = event.shiftKey ? FINE_PX : STEP_PX
      pan(arrow[0] * px, arrow[1] * px)
    } else if (event.key === 'Enter') {
      if (on?.closest('button, a') && !byKeys.value) return
      const at = middle()
      byKeys.value = true
      if (event.shiftKey) change(finish)
      else if (at !== undefined) change((now) => add(now, at))
    } else if (event.key === 'Backspace') change(back)
    else if (event.key === 'Escape') start(undefined)
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  })

  return {
    sketch,
    start,
    tool,
    overlay,
    label,
    hint,
    byKeys,
    back: () => change(back),
    finish: () => change(finish),
    canFinish: computed(
      () =>
        sketch.value !== undefined &&
        !sketch.value.done &&
        finish(sketch.value).done &&
        figures.value?.crossing !== true,
    ),
    /** A circle of so many metres around the point that is set. */
    round(radiusM: number) {
      const at = sketch.value?.points[0]
      if (sketch.value?.mode !== 'circle' || at === undefined) return
      const radius = Math.min(MOST_RADIUS, Math.max(LEAST_RADIUS, radiusM))
      change((s) => add({ ...s, points: [at] }, placeFrom(at, 90, radius)))
    },
  }
}
