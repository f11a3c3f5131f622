// What the whole wall knows: its geometry and text sizes, the sentence, whether it is heard, and the small shift that saves the panels.
import { useWindowSize } from '@vueuse/core'
import { computed, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { useRoute } from 'vue-router'
import { useNow } from '../../live/clock.ts'
import { useConnection } from '../../stores/connection.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { useStatus } from '../../stores/status.ts'
import { assumedGeometry, readGeometry, wallText, type WallGeometry, type WallText } from './textSize.ts'
import { verdict, type Verdict } from './verdict.ts'

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
  readonly now: Readonly<ShallowRef<number>>
  readonly width: Readonly<Ref<number>>
  readonly height: Readonly<Ref<number>>
  readonly geometry: ComputedRef<WallGeometry>
  readonly setGeometry: (g: WallGeometry) => void
  readonly text: ComputedRef<WallText>
  /** CSS variables of the sizes. */
  readonly style: ComputedRef<Record<string, string>>
  readonly sentence: ComputedRef<Verdict>
  /** What is on the wall is current. */
  readonly current: ComputedRef<boolean>
}

export function useWall(): Wall {
  const route = useRoute()
  const now = useNow()
  const incidents = useIncidents()
  const status = useStatus()
  const connection = useConnection()
  const { width, height } = useWindowSize()

  const fromAddress = readGeometry(route.query['mm'], route.query['m'])
  if (fromAddress !== undefined) store(fromAddress)
  const chosen = shallowRef(fromAddress ?? stored())
  const geometry = computed(() => chosen.value ?? assumedGeometry(width.value))
  const text = computed(() => wallText(geometry.value, width.value))

  const style = computed(() => {
    const t = text.value
    const [x, y] = SHIFTS[Math.floor(now.value / SHIFT_EVERY_MS) % SHIFTS.length] ?? [0, 0]
    return {
      '--text-s': `${t.textS}px`,
      '--text-m': `${t.textM}px`,
      '--text-l': `${t.textL}px`,
      '--text-xl': `${t.textXl}px`,
      '--figure-s': `${t.figureS}px`,
      '--figure-m': `${t.figureM}px`,
      '--figure-l': `${t.figureL}px`,
      '--figure-xl': `${t.figureXl}px`,
      // Nothing on a wall is smaller than its smallest text.
      '--label-size': '1em',
      '--map-note-size': `${t.textS}px`,
      '--gap': `${Math.round(t.textS * 0.5)}px`,
      transform: `translate(${x}px, ${y}px)`,
    }
  })

  const silentFeeds = computed(() => status.feeds.filter((f) => f.state === 'silent').length)
  const sentence = computed(() => verdict({ open: incidents.open, now: now.value, silentFeeds: silentFeeds.value }))

  return {
    now,
    width,
    height,
    geometry,
    setGeometry(g) {
      chosen.value = g
      store(g)
    },
    text,
    style,
    sentence,
    current: computed(() => connection.current),
  }
}
