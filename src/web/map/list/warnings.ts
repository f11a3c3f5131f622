// Weather warnings in force, over the areas they name or draw themselves.
import { computed } from 'vue'
import type { Feature, Geometry } from 'geojson'
import { LEVELS } from '../../../core/level.ts'
import { phaseAt } from '../../../core/warning/span.ts'
import type { WarningRow } from '../../../wire/warnings.ts'
import { bracketed, dayTime } from '../../i18n/format.ts'
import { say, t } from '../../i18n/i18n.ts'
import { levelWord } from '../../incident/words.ts'
import { useNow } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { useWarnings } from '../../stores/warnings.ts'
import { labelPoint } from '../centroid.ts'
import { WARNINGS, warnings as drawing, warningSources, type WarningMark } from '../overlays/warnings.ts'
import { warningName, warningUntil } from '../../warning/words.ts'
import { useMapFile } from '../useMapFile.ts'
import type { LayerEntry } from './entry.ts'
import { useDrawn } from './useDrawn.ts'

const LOOK_MS = 30_000

/** Shapes a warning holds over: its own, those of the areas it names, or the whole city's. Areas without an outline are left out. */
export function warnedAreas(
  warning: Pick<WarningRow, 'areas' | 'geometry'>,
  { city, districts, outline }: { city: string; districts: readonly Feature[]; outline: readonly Feature[] },
): Geometry[] {
  const own = warning.geometry === undefined ? [] : [warning.geometry as unknown as Geometry]
  const everywhere = warning.areas.includes(city) || (own.length === 0 && warning.areas.length === 0)
  // One line around the city; where there is none, around each of its districts.
  if (everywhere) return [...own, ...(outline.length > 0 ? outline : districts).map((f) => f.geometry)]
  const named = districts.filter((f) => warning.areas.includes(String(f.properties?.['code'])))
  return [...own, ...named.map((f) => f.geometry)]
}

export const warnings: LayerEntry = {
  id: WARNINGS,
  group: 'analysis',
  open({ look }) {
    const store = useWarnings()
    const clock = useNow()
    const now = computed(() => Math.floor(clock.value / LOOK_MS) * LOOK_MS)
    const city = useCity()
    const { data: districts } = useMapFile('districts')
    const { data: outline } = useMapFile('outline')
    const rows = computed(() => [...store.standing, ...store.drills].filter((w) => phaseAt(w, now.value) === 'inForce'))
    const name = (w: WarningRow): string =>
      w.status === 'Actual' ? warningName(w) : bracketed(warningName(w), t(`warning.status.${w.status}`))
    const marks = computed((): WarningMark[] =>
      rows.value.map((w) => ({
        id: w.id,
        level: w.level,
        title: name(w),
        detail: [w.level && levelWord(w.level), say(w.areaName), warningUntil(w, now.value)]
          .filter(Boolean)
          .join(' · '),
        real: w.status === 'Actual',
        areas: warnedAreas(w, {
          city: city.city?.code ?? '',
          districts: districts.value?.features ?? [],
          outline: outline.value?.features ?? [],
        }),
      })),
    )
    const key = computed(() => marks.value.map((m) => `${m.id},${m.title},${m.detail},${m.areas.length}`).join(';'))
    const sources = computed(() => (key.value, warningSources(marks.value)))
    return {
      drawn: useDrawn(drawing, look, () => sources.value),
      count: computed(() => rows.value.length),
      note: computed(() => (rows.value.length === 0 ? t('map.layer.warnings.none') : undefined)),
      legend: computed(() =>
        LEVELS.filter((level) => rows.value.some((w) => w.level === level)).map((level) => ({
          swatch: { type: 'level' as const, level },
          text: levelWord(level),
        })),
      ),
      table: () => ({
        columns: ['name', 'level', 'area', 'from', 'until', 'sender'].map((c) => t(`map.layer.warnings.column.${c}`)),
        rows: rows.value.map((w, i) => {
          const area = marks.value[i]?.areas[0]
          const at = area && labelPoint({ type: 'Feature', properties: {}, geometry: area })
          const level = w.level === undefined ? '—' : levelWord(w.level)
          const times = [dayTime(w.fromAt, now.value), dayTime(w.untilAt, now.value)]
          return {
            ...{ id: w.id, lng: at?.lng, lat: at?.lat },
            cells: [name(w), level, say(w.areaName), ...times, say(w.senderName)],
          }
        }),
      }),
    }
  },
}
