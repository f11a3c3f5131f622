// Geometry of this wall: its picture on the screen, text sizes from the viewing distance, its part of a larger canvas, the small shift.
import { useWindowSize } from '@vueuse/core'
import { computed, shallowRef, type ComputedRef, type Ref } from 'vue'
import { useRoute } from 'vue-router'
import { shapeOf } from '../../../core/wall/shape.ts'
import type { WallOrders, WallShape } from '../../../core/wall/types.ts'
import { assumedGeometry, readGeometry, wallText, type WallGeometry, type WallText } from '../../wall/textSize.ts'
import { wallStyle } from '../../wall/wallStyle.ts'

const KEY = 'yiwang.wall'
/** Static elements move by a pixel or two every few minutes, against burn-in. */
const SHIFT_EVERY_MS = 4 * 60_000
const SHIFTS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [2, 1],
  [1, 2],
  [0, 1],
] as const

function stored(): WallGeometry | undefined {
  try {
    const [mm, m] = (localStorage.getItem(KEY) ?? '').split('/')
    return readGeometry(mm, m)
  } catch {
    return undefined
  }
}
function store(g: WallGeometry): void {
  try {
    localStorage.setItem(KEY, `${g.widthMm}/${g.distanceM}`)
  } catch {
    // Kept in the address then.
  }
}

export interface Wall {
  readonly width: Readonly<Ref<number>>
  readonly height: Readonly<Ref<number>>
  readonly geometry: ComputedRef<WallGeometry>
  readonly setGeometry: (g: WallGeometry) => void
  readonly text: ComputedRef<WallText>
  readonly shape: ComputedRef<WallShape>
  /** CSS variables of the sizes, and where the canvas lies behind this screen. */
  readonly style: ComputedRef<Record<string, string>>
}

export function useWall(orders: () => WallOrders, now: Readonly<Ref<number>>): Wall {
  const route = useRoute()
  const { width, height } = useWindowSize()

  const fromAddress = readGeometry(route.query['mm'], route.query['m'])
  if (fromAddress !== undefined) store(fromAddress)
  const chosen = shallowRef(fromAddress ?? stored())
  /** As the desk has it, else as it was set here, else as such screens usually hang. */
  const geometry = computed(
    () => readGeometry(orders().widthMm, orders().distanceM) ?? chosen.value ?? assumedGeometry(width.value),
  )
  const text = computed(() => wallText(geometry.value, width.value))
  /** The whole picture of which this screen shows a part; the screen itself where it is one of its own. */
  const canvas = computed(() => {
    const { region } = orders()
    if (region === undefined || region.width <= 0 || region.height <= 0)
      return { width: width.value, height: height.value, x: 0, y: 0 }
    const whole = { width: width.value / region.width, height: height.value / region.height }
    return { ...whole, x: -region.x * whole.width, y: -region.y * whole.height }
  })
  const shape = computed(() => shapeOf(canvas.value.width, canvas.value.height))
  const style = computed(() => {
    const [x, y] = SHIFTS[Math.floor(now.value / SHIFT_EVERY_MS) % SHIFTS.length] ?? [0, 0]
    const { value: c } = canvas
    return {
      ...wallStyle(text.value),
      width: `${Math.round(c.width)}px`,
      height: `${Math.round(c.height)}px`,
      left: `${Math.round(c.x)}px`,
      top: `${Math.round(c.y)}px`,
      transform: `translate(${x}px, ${y}px)`,
    }
  })
  return {
    ...{ width, height, geometry, text, shape, style },
    setGeometry(g) {
      chosen.value = g
      store(g)
    },
  }
}
