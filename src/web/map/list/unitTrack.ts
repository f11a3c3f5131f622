// The way of the chosen unit: how far back the reader wants it, asked of the hub, told to the layer that draws it and to the card.
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue'
import { MOST_TRACK_MS, type UnitTrack } from '../../../wire/units.ts'
import type { ApiProblem } from '../../api/client.ts'
import { getUnitTrack } from '../../api/units.ts'
import { useFetch } from '../../api/useFetch.ts'
import { hubClock, useNow } from '../../live/clock.ts'
import type { TimeWindow } from './entry.ts'

export const TRACK_SPANS = ['none', '1h', '6h', '24h', 'brush'] as const
export type TrackSpan = (typeof TRACK_SPANS)[number]
const HOUR_MS = 3_600_000
const HOURS: Readonly<Record<'1h' | '6h' | '24h', number>> = { '1h': 1, '6h': 6, '24h': 24 }
/** A way up to now grows: it is asked anew this often. */
const RENEW_MS = 15_000

/** What is drawn, as the card tells it. */
export interface TrackTold {
  readonly unit: string
  readonly span: TrackSpan
  /** The time brush is set: its window can be asked for. */
  readonly hasWindow: boolean
  readonly track: UnitTrack | undefined
  readonly problem: ApiProblem | undefined
  readonly loading: boolean
}

const asked = shallowRef<{ readonly unit: string; readonly span: TrackSpan; readonly at: number }>()
const told = shallowRef<TrackTold>()
/** Undefined while the layer of units is not shown. */
export const trackTold: Readonly<typeof told> = told
export const askTrack = (unit: string, span: TrackSpan): void => void (asked.value = { unit, span, at: hubClock.now() })

/** Between which instants; undefined: none. `to` moves on with `now`. */
export function trackReach(
  span: TrackSpan,
  now: number,
  window: TimeWindow | undefined,
): { readonly from: number; readonly to: number } | undefined {
  if (span === 'none') return undefined
  if (span !== 'brush') return { from: now - HOURS[span] * HOUR_MS, to: now }
  if (window?.from === undefined) return undefined
  const to = Math.min(window.to ?? now, now)
  return { from: Math.max(Math.min(window.from, to), to - MOST_TRACK_MS), to }
}

const MINUTE_MS = 60_000
/** A window that goes on with the clock, as it stood at an instant: of the same length, in whole minutes. Others stand as they are. */
export function windowAt(window: TimeWindow | undefined, now: number, at: number): TimeWindow | undefined {
  if (window?.from === undefined || window.to !== undefined) return window
  return { from: at - Math.round((now - window.from) / MINUTE_MS) * MINUTE_MS }
}

/** `person`: looking at somebody's way is put on record, so it is asked only when wanted, once, and not renewed. */
export function useUnitTrack(
  unit: ComputedRef<{ readonly id: string; readonly person: boolean } | undefined>,
  window: ComputedRef<TimeWindow | undefined>,
): ComputedRef<UnitTrack | undefined> {
  const clock = useNow()
  const wanted = computed(() => {
    const one = unit.value
    if (one === undefined) return undefined
    const own = asked.value?.unit === one.id ? asked.value : undefined
    const span: TrackSpan = own?.span ?? (one.person ? 'none' : '1h')
    const now = one.person ? (own?.at ?? 0) : Math.floor(clock.value / RENEW_MS) * RENEW_MS
    return { unit: one.id, span, reach: trackReach(span, now, windowAt(window.value, clock.value, now)) }
  })
  const { value, problem, loading } = useFetch(
    () => {
      const w = wanted.value
      return w?.reach && { unit: w.unit, span: w.span, ...w.reach }
    },
    ({ unit: id, from, to }) => getUnitTrack(id, from, to),
    (now, before) => now.unit === before.unit && now.span === before.span,
  )
  const track = computed(() => (wanted.value?.reach === undefined ? undefined : value.value))
  watch(
    [wanted, track, problem, loading, window],
    () => {
      const w = wanted.value
      told.value = w && {
        ...{ unit: w.unit, span: w.span, hasWindow: window.value?.from !== undefined, track: track.value },
        ...{ problem: w.reach && problem.value, loading: w.reach !== undefined && loading.value },
      }
    },
    { immediate: true },
  )
  onScopeDispose(() => (told.value = undefined))
  return track
}
