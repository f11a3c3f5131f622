// What can be added: indicators of this city by their names at once, sensors as the hub finds them a moment later.
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { Found } from '../../../wire/desk.ts'
import { findAnything } from '../../api/desk.ts'
import { bracketed } from '../../i18n/format.ts'
import { say } from '../../i18n/i18n.ts'
import { useCity } from '../../stores/city.ts'
import { keyOf, type Chosen } from '../../charts/comparePlace.ts'

const PAUSE_MS = 200
const INDICATORS_MOST = 12

export interface Line {
  readonly key: string
  readonly name: string
  readonly aside: string
  readonly chosen: Chosen
}
export interface Search {
  readonly typed: Ref<string>
  readonly lines: ComputedRef<readonly Line[]>
  readonly searching: Readonly<ShallowRef<boolean>>
}

export function useSearch(area: () => string | undefined): Search {
  const city = useCity()
  const typed = shallowRef('')
  const sensors = shallowRef<Found['sensors']>([])
  const searching = shallowRef(false)
  const words = computed(() => typed.value.trim())

  let pause: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined
  watch(words, (q) => {
    clearTimeout(pause)
    asking?.abort()
    searching.value = q !== ''
    if (q === '') sensors.value = []
    else pause = setTimeout(() => void ask(q.slice(0, 100)), PAUSE_MS)
  })
  async function ask(q: string): Promise<void> {
    const mine = (asking = new AbortController())
    let found: Found['sensors'] = []
    try {
      found = (await findAnything(q, undefined, mine.signal)).sensors
    } catch {
      // Indicators are found without the hub; the sensors come with the next letter.
    }
    if (mine.signal.aborted) return
    sensors.value = found
    searching.value = false
  }
  onScopeDispose(() => {
    clearTimeout(pause)
    asking?.abort()
  })

  const lines = computed((): Line[] => {
    const q = words.value.toLowerCase()
    const of = area()
    if (q === '' || of === undefined) return []
    const line = (chosen: Chosen, name: string, aside: string): Line => ({ key: keyOf(chosen), name, aside, chosen })
    const indicators = [...city.indicators.values()]
      .filter((i) => [i.name.zh, i.name.en, i.id].some((text) => text.toLowerCase().includes(q)))
      .slice(0, INDICATORS_MOST)
      .map((i) => line({ type: 'indicator', id: i.id, area: of }, say(i.name), say(city.areaName(of))))
    return [
      ...indicators,
      ...sensors.value.flatMap((one) =>
        (city.kinds.get(one.kind)?.metrics ?? []).map((m) =>
          line({ type: 'sensor', id: one.id, metric: m.id }, bracketed(one.name, say(m.name)), say(one.areaName)),
        ),
      ),
    ]
  })
  return { typed, lines, searching }
}
