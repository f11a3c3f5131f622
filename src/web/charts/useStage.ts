// Pointer and keys of a chart over time: where the cursor stands, what is drawn over, how much is in sight.
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { atOf, plotHeight, plotWidth, xOf, yOf, type Frame } from './axes.ts'
import { indexFrom, indexNear } from './columns.ts'
import { follow, within, zoomed, type ChartLink, type Span } from './link.ts'
import type { Tip } from './signWords.ts'

export interface StageProps {
  readonly picture: { readonly frame: Frame }
  readonly whole: Span
  readonly link: ChartLink
  readonly stops: readonly number[]
  readonly tip: (at: number) => Tip
  readonly brushed: (span: Span) => string
}
export interface Stage {
  readonly over: ComputedRef<{ readonly height: number }>
  readonly cursor: ComputedRef<
    | {
        readonly x: number
        readonly tip: Tip
        /** px from the top. */
        readonly dots: readonly number[]
        /** The tip stands to the left: there is no room to the right. */
        readonly leftwards: boolean
        /** Looked at here, and not in another chart of the page. */
        readonly own: boolean
      }
    | undefined
  >
  readonly brush: ComputedRef<{ readonly x: number; readonly width: number; readonly text: string } | undefined>
  readonly value: ComputedRef<{ readonly now: number; readonly text: string }>
  /** What changed besides the value: the span in sight, what is drawn over. */
  readonly said: ShallowRef<string>
  readonly on: Readonly<Record<string, (event: never) => void>>
}

/** A hand trembles: less than this is a press, not a brush. px */
const TREMBLE = 5
/** One step of keys and wheel. */
const NEARER = 0.5
const WHEEL_NEARER = 0.8

export function useStage(props: StageProps, box: Readonly<ShallowRef<HTMLElement | null>>): Stage {
  const active = shallowRef(false)
  const said = shallowRef('')
  const frame = computed(() => props.picture.frame)
  const inSight = computed<Span>(() => props.link.span.value ?? props.whole)

  const cursor = computed<NonNullable<Stage['cursor']['value']> | undefined>(() => {
    const at = props.link.cursor.value
    const f = frame.value
    if (at === undefined || at < f.from || at > f.to) return undefined
    const tip = props.tip(at)
    const x = xOf(f, at)
    return {
      x,
      tip,
      dots: tip.dots.map((v) => yOf(f, v)).filter((y) => y >= f.top && y <= f.top + plotHeight(f)),
      leftwards: x > f.left + plotWidth(f) / 2,
      own: active.value,
    }
  })
  const brush = computed(() => {
    const span = props.link.brush.value
    if (span === undefined) return undefined
    const held = within(span, props.whole)
    const [a, b] = [held.from, held.to].map((t) =>
      xOf(frame.value, Math.min(frame.value.to, Math.max(frame.value.from, t))),
    ) as [number, number]
    return { x: a, width: Math.max(1, b - a), text: props.brushed(held) }
  })
  const value = computed(() => {
    const at = props.link.cursor.value
    const n = props.stops.length
    if (at === undefined) return { now: Math.max(1, n), text: n === 0 ? '' : props.tip(props.stops[n - 1] ?? 0).spoken }
    return { now: Math.max(1, indexNear(props.stops, at) + 1), text: props.tip(at).spoken }
  })

  function show(span: Span | undefined): void {
    props.link.span.value = span
    props.link.brush.value = undefined
  }
  /** Drawn over, and let go: that is what is looked at now. */
  function apply(): void {
    const span = props.link.brush.value
    if (span !== undefined) show(within(span, props.whole))
    anchor = undefined
  }
  const look = (at: number): void => {
    props.link.cursor.value = at
    const span = props.link.span.value
    if (span !== undefined) {
      const next = follow(span, props.whole, at)
      if (next !== span) props.link.span.value = next
    }
  }
  const snapped = (at: number): number => props.stops[indexNear(props.stops, at)] ?? at

  // Keys.
  let anchor: number | undefined
  const present = (): number => props.link.cursor.value ?? props.stops.at(-1) ?? inSight.value.to
  function stepped(by: number): number {
    const { stops } = props
    const at = props.link.cursor.value
    if (stops.length === 0) return present()
    // The first press shows the newest; from then on by one.
    if (at === undefined) return (by < 0 ? stops.at(-1) : stops[0]) ?? present()
    const i = by < 0 ? indexFrom(stops, at) + by : indexFrom(stops, at + 1) - 1 + by
    const span = inSight.value
    // Beyond what is in sight: a tenth of it further, where there is more.
    if (i < 0)
      return Math.max(
        props.whole.from,
        span.from > props.whole.from ? span.from - (span.to - span.from) / 10 : (stops[0] ?? 0),
      )
    if (i >= stops.length)
      return Math.min(
        props.whole.to,
        span.to < props.whole.to ? span.to + (span.to - span.from) / 10 : (stops.at(-1) ?? 0),
      )
    return stops[i] ?? present()
  }
  const page = (): number => Math.max(1, Math.round(props.stops.length / 10))
  const MOVES: Readonly<Record<string, () => number>> = {
    ArrowLeft: () => stepped(-1),
    ArrowRight: () => stepped(1),
    PageUp: () => stepped(-page()),
    PageDown: () => stepped(page()),
    Home: () => (props.link.span.value === undefined ? (props.stops[0] ?? props.whole.from) : props.whole.from),
    End: () => (props.link.span.value === undefined ? (props.stops.at(-1) ?? props.whole.to) : props.whole.to),
  }
  function key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const move = MOVES[event.key]
    if (move !== undefined) {
      const from = present()
      const to = move()
      if (event.shiftKey) {
        anchor ??= from
        props.link.brush.value = { from: anchor, to }
        said.value = props.brushed(within({ from: anchor, to }, props.whole))
      } else {
        anchor = undefined
        props.link.brush.value = undefined
      }
      look(to)
    } else if (event.key === '+' || event.key === '=') show(zoomed(inSight.value, props.whole, NEARER, present()))
    else if (event.key === '-' || event.key === '_') show(zoomed(inSight.value, props.whole, 1 / NEARER, present()))
    else if (event.key === '0') show(undefined)
    else if (event.key === 'Enter' && props.link.brush.value !== undefined) apply()
    else if (event.key === 'Escape' && (props.link.brush.value ?? props.link.cursor.value) !== undefined) {
      if (props.link.brush.value === undefined) props.link.cursor.value = undefined
      props.link.brush.value = undefined
      anchor = undefined
    } else return
    active.value = true
    event.preventDefault()
    event.stopPropagation()
  }

  // Pointer.
  let pressedX: number | undefined
  const xIn = (event: MouseEvent): number => event.clientX - (box.value?.getBoundingClientRect().left ?? 0)
  function move(event: PointerEvent): void {
    const x = xIn(event)
    active.value = true
    if (pressedX !== undefined && event.pointerType !== 'touch' && Math.abs(x - pressedX) >= TREMBLE)
      props.link.brush.value = { from: atOf(frame.value, pressedX), to: atOf(frame.value, x) }
    props.link.cursor.value = snapped(atOf(frame.value, x))
  }
  function down(event: PointerEvent): void {
    if (event.button !== 0) return
    pressedX = xIn(event)
    props.link.brush.value = undefined
    anchor = undefined
    // A brush goes on beyond the edge of the picture.
    if (event.pointerType !== 'touch') box.value?.setPointerCapture(event.pointerId)
    move(event)
  }
  function up(): void {
    pressedX = undefined
    apply()
  }
  function leave(): void {
    if (pressedX !== undefined) return
    active.value = false
    props.link.cursor.value = undefined
  }
  function cancel(): void {
    pressedX = undefined
    props.link.brush.value = undefined
  }
  function wheel(event: WheelEvent): void {
    // Without Ctrl the page scrolls, as it does everywhere.
    if (!event.ctrlKey) return
    event.preventDefault()
    const about = atOf(frame.value, xIn(event))
    show(zoomed(inSight.value, props.whole, event.deltaY < 0 ? WHEEL_NEARER : 1 / WHEEL_NEARER, about))
  }
  function focus(): void {
    active.value = true
  }
  function blur(): void {
    active.value = false
    props.link.cursor.value = undefined
    props.link.brush.value = undefined
    anchor = undefined
  }

  return {
    over: computed(() => ({ height: plotHeight(frame.value) })),
    cursor,
    brush,
    value,
    said,
    on: {
      keydown: key,
      pointermove: move,
      pointerdown: down,
      pointerup: up,
      pointercancel: cancel,
      pointerleave: leave,
      wheel,
      dblclick: () => show(undefined),
      focus,
      blur,
    },
  }
}
