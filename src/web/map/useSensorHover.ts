// What is said of the sensor under the pointer: its values and their age. From afar the table has no values: those of this one sensor
// are fetched then.
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { SensorDetail } from '../../wire/api.ts'
import { getSensor } from '../api/figures.ts'
import { figure, span, unitText } from '../i18n/format.ts'
import { say } from '../i18n/i18n.ts'
import { hubClock } from '../live/clock.ts'
import type { SensorTable } from '../live/sensors.ts'
import { useCity } from '../stores/city.ts'

/** A pointer on its way passes over many. */
const REST_MS = 150
/** Values fetched stand so long: coming back to the same one asks nothing. */
const KEEP_MS = 1_000

/** `id`: of the sensor under the pointer. */
export function useSensorHover(
  table: SensorTable | undefined,
  id: () => string | undefined,
): ComputedRef<{ readonly title: string; readonly detail: string } | undefined> {
  const { t } = useI18n()
  const city = useCity()
  const fetched = shallowRef<{ readonly id: string; readonly at: number; readonly current: SensorDetail['current'] }>()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(wanted: string): Promise<void> {
    try {
      const { current } = await getSensor(wanted)
      if (id() === wanted) fetched.value = { id: wanted, at: Date.now(), current }
    } catch {
      // The card says what the table knows; resting on the sensor again asks again.
    }
  }
  watch(id, (wanted) => {
    clearTimeout(timer)
    const slot = wanted === undefined ? undefined : table?.slotOf(wanted)
    if (wanted === undefined || slot === undefined || table?.hasValues(slot) === true) return
    const last = fetched.value
    if (last?.id === wanted && Date.now() - last.at < KEEP_MS) return
    timer = setTimeout(() => void ask(wanted), REST_MS)
  })
  onScopeDispose(() => clearTimeout(timer))

  return computed(() => {
    const wanted = id()
    if (wanted === undefined || table === undefined || table.version.value < 0) return undefined
    const slot = table.slotOf(wanted)
    const entry = slot === undefined ? undefined : table.entry(slot)
    if (slot === undefined || entry === undefined) return undefined
    const now = hubClock.now()
    const current = fetched.value?.id === wanted ? fetched.value.current : undefined
    const isHere = table.hasValues(slot)
    const words: string[] = []
    // What the hollow dot and the broken ring say.
    if (table.stale(slot, now)) words.push(t('ui.stale'))
    if (table.suspect(slot)) words.push(t('ui.doubted'))
    let newestAt = isHere ? table.newestAt(slot) : 0
    if (isHere || current !== undefined) {
      for (const [i, m] of (city.kinds.get(entry.kind)?.metrics ?? []).entries()) {
        const value = isHere ? table.value(slot, i) : (current?.[i]?.value ?? Number.NaN)
        newestAt = Math.max(newestAt, current?.[i]?.at ?? 0)
        words.push(`${say(m.name)} ${figure(value, m.decimals)} ${unitText(m.unit)}`)
      }
      words.push(newestAt === 0 ? t('hot.never') : t('ui.ago', { span: span(Math.max(0, now - newestAt)) }))
    }
    return { title: entry.name, detail: words.join(' · ') }
  })
}
