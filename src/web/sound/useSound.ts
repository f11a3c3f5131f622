// Joins what is new, what this officer wants to hear and the browser's leave to sound. One page, one sound.
import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { hubClock, useNow } from '../live/clock.ts'
import { useAlarms } from '../stores/alarms.ts'
import { useCity } from '../stores/city.ts'
import { useIncidents } from '../stores/incidents.ts'
import { useSession } from '../stores/session.ts'
import { useSettings } from '../stores/settings.ts'
import { useShifts } from '../stores/shifts.ts'
import { onNoticeTone } from '../ui/noticeTone.ts'
import { REPEAT_MS, createHeard, isWaiting, wantsTone } from './heard.ts'
import { muteLeft, unmute } from './mute.ts'
import { createTones, type ToneLevel, type Tones } from './tones.ts'

/** An alarm, its case and its notice come within moments of each other. */
const SAME_NEWS_MS = 5_000

export interface Sound {
  /** The browser keeps the page silent until it is pressed once. */
  readonly locked: Readonly<ShallowRef<boolean>>
  /** The reader's own rules say no. */
  readonly unwanted: ComputedRef<boolean>
  readonly left: ComputedRef<number>
  readonly unlock: () => Promise<void>
  readonly test: () => Promise<void>
}

export function useSound(tones: Tones = createTones()): Sound {
  const alarms = useAlarms()
  const incidents = useIncidents()
  const session = useSession()
  const settings = useSettings()
  const shifts = useShifts()
  const city = useCity()
  const now = useNow()
  const locked = shallowRef(!tones.ready())
  const heard = createHeard()
  let soundedAt = 0

  const wants = (level: ToneLevel): boolean => {
    const at = hubClock.now()
    const onShift = shifts.onShiftAt(at)
    return wantsTone(settings.value.notices, level, {
      at,
      onShift,
      utcOffsetMinutes: city.city?.utcOffsetMinutes ?? 480,
    })
  }
  function sound(level: ToneLevel): void {
    if (muteLeft(hubClock.now()) > 0 || !wants(level)) return
    soundedAt = hubClock.now()
    tones.play(level)
  }

  watch(
    () => [alarms.all, incidents.all, alarms.state, incidents.state] as const,
    ([all, rows, a, i]) => {
      if (a !== 'live' || i !== 'live') return
      const level = heard.take(all, rows, hubClock.now())
      if (level !== undefined) sound(level)
    },
    { immediate: true },
  )
  // Once a second it is looked whether a Ⅰ has been waiting for too long; what was there at load asks as well.
  watch(now, (at) => {
    if (soundedAt === 0) soundedAt = at
    if (at - soundedAt >= REPEAT_MS && isWaiting(alarms.all, at)) sound(1)
  })
  // A notice whose rule asks for a tone; what has just sounded for its alarm or case is the same news.
  onScopeDispose(
    onNoticeTone((level) => {
      const at = hubClock.now()
      if (level > 2 || at - soundedAt < SAME_NEWS_MS || muteLeft(at) > 0) return
      soundedAt = at
      tones.play(level === 1 ? 1 : 2)
    }),
  )
  // Silence belongs to whoever asked for it.
  watch(() => session.user?.id, unmute)

  async function unlock(): Promise<void> {
    locked.value = !(await tones.unlock())
  }
  // Any press or key gives the browser's leave; the button says so to whoever wonders.
  for (const gesture of ['pointerdown', 'keydown'] as const)
    useEventListener(window, gesture, () => {
      if (locked.value) void unlock()
    })
  onScopeDispose(tones.close)

  return {
    locked,
    unwanted: computed(() => now.value > 0 && !wants(1) && !wants(2)),
    left: computed(() => muteLeft(now.value)),
    unlock,
    test: async () => {
      await unlock()
      tones.play(2)
    },
  }
}
