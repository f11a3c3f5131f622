// A wall that looks after itself: says how it is, watches itself, begins anew by itself, dims at night. Decides nothing: watchdog.ts does.
import { computed, inject, onScopeDispose, watch as whenever, type Ref } from 'vue'
import type { Directed } from '../../../core/wall/director.ts'
import { DEFAULT_NIGHT, isDim } from '../../../core/wall/night.ts'
import type { WallRow, WallSays } from '../../../wire/walls.ts'
import { sayShown } from '../../api/wallMe.ts'
import { cityHour } from '../../i18n/format.ts'
import { hubClock, useNow } from '../../live/clock.ts'
import { LIVE } from '../../live/live.ts'
import { useCity } from '../../stores/city.ts'
import { useConnection } from '../../stores/connection.ts'
import { useSession } from '../../stores/session.ts'
import { useStatus } from '../../stores/status.ts'
import { hubAnswers } from '../../api/health.ts'
import { newer } from '../../pwa/app.ts'
import { beginAgain, raiseCurtain, reloadsSoFar } from './again.ts'
import { watchFrames } from './frames.ts'
import { FRESH, mayReload, watch, type Glimpse } from './watchdog.ts'

const SAY_EVERY_MS = 5_000
/** From the first sheet until its map and lines are drawn. */
const STANDS_MS = 2_500

export interface CareParts {
  readonly row: Readonly<Ref<WallRow | undefined>>
  readonly directed: Readonly<Ref<Directed | undefined>>
  readonly width: Readonly<Ref<number>>
  readonly height: Readonly<Ref<number>>
  /** Something stands on the wall. */
  readonly isDrawn: () => boolean
}

interface HeapSays {
  readonly usedJSHeapSize: number
  readonly jsHeapSizeLimit: number
}
const heapOf = (): HeapSays | undefined => (performance as Performance & { readonly memory?: HeapSays }).memory

const idOf = ({ show }: Directed): string => {
  switch (show.type) {
    case 'board':
      return show.board
    case 'incident':
      return show.incident
    case 'sign':
      return `${show.indicator}@${show.area}`
    case 'map':
      return 'map'
    case 'emergency':
      return show.id
  }
}

export function useCare(parts: CareParts): { readonly dim: Readonly<Ref<boolean>> } {
  const city = useCity()
  const session = useSession()
  const status = useStatus()
  const connection = useConnection()
  const live = inject(LIVE)
  const now = useNow()
  const frames = watchFrames()
  const loadedAt = hubClock.now()
  let watched = FRESH
  let lostSince: number | undefined
  let answers: boolean | undefined
  let ended = false

  const onLost = (): void => {
    lostSince ??= performance.now()
  }
  const onBack = (): void => {
    lostSince = undefined
  }
  // These do not bubble, but they are seen on the way down.
  document.addEventListener('webglcontextlost', onLost, true)
  document.addEventListener('webglcontextrestored', onBack, true)

  const linkNow = (): WallSays['link'] =>
    connection.state === 'up' ? 'up' : connection.state === 'silent' ? 'silent' : 'down'

  async function say(): Promise<void> {
    const directed = parts.directed.value
    if (session.role !== 'wall' || directed === undefined || ended) return
    const heap = heapOf()?.usedJSHeapSize
    const frameMs = frames.p95()
    const { count, last } = reloadsSoFar()
    await sayShown({
      showing: {
        type: directed.show.type,
        id: idOf(directed).slice(0, 64),
        since: Math.round(directed.since),
        why: directed.why,
      },
      ...{ widthPx: Math.round(parts.width.value), heightPx: Math.round(parts.height.value), link: linkNow() },
      ...(frameMs === undefined ? {} : { frameMs: Math.round(frameMs * 10) / 10 }),
      ...(heap === undefined ? {} : { heapBytes: heap }),
      ...{ loadedAt: Math.round(loadedAt), reloads: count, version: status.newest?.version ?? '' },
      ...(last === undefined ? {} : { lastReload: last }),
    }).catch(() => undefined)
  }

  async function look(): Promise<void> {
    if (ended) return
    const link = linkNow()
    answers = link === 'up' ? undefined : await hubAnswers()
    const heap = heapOf()
    const frameMs = frames.p95()
    const version = status.newest?.version
    const glimpse: Glimpse = {
      ...{
        at: performance.now(),
        link,
        contextLost: lostSince !== undefined,
        newer: newer.value !== undefined,
        clockOffset: Date.now() - performance.now(),
      },
      ...(heap === undefined ? {} : { heapBytes: heap.usedJSHeapSize, heapLimit: heap.jsHeapSizeLimit }),
      ...(frameMs === undefined ? {} : { frameMs }),
      ...(answers === undefined ? {} : { hubAnswers: answers }),
      ...(version === undefined ? {} : { version }),
    }
    const next = watch(watched, glimpse)
    watched = next.watched
    const { verdict } = next
    if (verdict.type === 'refresh') live?.refresh()
    // Of a desk that looks at a wall the page is its own business.
    if (verdict.type !== 'reload' || session.role !== 'wall' || !mayReload(reloadsSoFar(), verdict.why, Date.now()))
      return
    if (!(answers ?? (await hubAnswers()))) return
    // Once: the page goes.
    ended = true
    await beginAgain(verdict.why, Date.now(), newer.value?.apply)
  }

  const timers = [setInterval(() => void say(), SAY_EVERY_MS), setInterval(() => void look(), SAY_EVERY_MS)]
  whenever(
    () =>
      parts.directed.value &&
      `${parts.directed.value.show.type}${idOf(parts.directed.value)}${parts.directed.value.why}`,
    () => void say(),
  )
  // Drawn and painted: the picture of the page before may go.
  let raised: ReturnType<typeof setTimeout> | undefined
  whenever(
    parts.isDrawn,
    (drawn) => {
      if (drawn) raised ??= setTimeout(raiseCurtain, STANDS_MS)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    ended = true
    for (const timer of timers) clearInterval(timer)
    clearTimeout(raised)
    frames.stop()
    document.removeEventListener('webglcontextlost', onLost, true)
    document.removeEventListener('webglcontextrestored', onBack, true)
  })
  const dim = computed(() => isDim(cityHour(now.value), city.city?.night ?? DEFAULT_NIGHT, parts.directed.value))
  return { dim }
}
