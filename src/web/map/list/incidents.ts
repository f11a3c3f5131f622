// Open cases by level, with their deadlines. Their marks are drawn by the map itself from the same rows; here are rings, legend, table.
import { computed } from 'vue'
import { LEVELS } from '../../../core/level.ts'
import type { IncidentRow } from '../../../wire/views.ts'
import { clockTime, span } from '../../i18n/format.ts'
import { say, t } from '../../i18n/i18n.ts'
import { levelWord, stateWord } from '../../incident/words.ts'
import { useNow } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { readClock } from '../../ui/clockReading.ts'
import { CLOCK_IMAGES, CLOCKS, clockCollection, clocks, type CaseClock } from '../overlays/clocks.ts'
import type { LayerEntry, TimeWindow } from './entry.ts'
import { useDrawn } from './useDrawn.ts'

/** Deadlines pass without a word from the hub: they are looked at this often. */
const LOOK_MS = 10_000

/** Opened within the window. */
export const openedWithin =
  (window: TimeWindow | undefined) =>
  (row: Pick<IncidentRow, 'openedAt'>): boolean =>
    row.openedAt >= (window?.from ?? -Infinity) && row.openedAt <= (window?.to ?? Infinity)

export const incidents: LayerEntry = {
  id: 'incidents',
  group: 'work',
  usual: true,
  open({ look, window, cases }) {
    const store = useIncidents()
    const city = useCity()
    const clock = useNow()
    const now = computed(() => Math.floor(clock.value / LOOK_MS) * LOOK_MS)
    const rows = computed(() => (cases?.value ?? store.open).filter(openedWithin(window.value)))
    const due = computed((): CaseClock[] =>
      rows.value.flatMap((row) => {
        const status = row.clock && readClock(row.clock, now.value).status
        return status === 'overdue' || status === 'nearDue' ? [{ lng: row.lng, lat: row.lat, status }] : []
      }),
    )
    // Most looks change nothing: the map is given new data only when a ring comes or goes.
    const key = computed(() =>
      due.value
        .map((c) => `${c.lng},${c.lat},${c.status}`)
        .sort()
        .join(),
    )
    const data = computed(() => (key.value, { [CLOCKS]: clockCollection(due.value) }))
    const drawn = useDrawn(clocks, look, () => data.value)
    const left = (row: IncidentRow): string => {
      if (row.clock === undefined) return '—'
      const { status, leftMs } = readClock(row.clock, now.value)
      return t(`ui.clock.${status}`, { span: span(Math.abs(leftMs)) })
    }
    return {
      drawn,
      count: computed(() => rows.value.length),
      legend: computed(() => [
        ...LEVELS.map((level) => ({ swatch: { type: 'level' as const, level }, text: levelWord(level) })),
        ...(['nearDue', 'overdue'] as const).map((status) => ({
          swatch: { type: 'image' as const, image: drawn.value?.images?.[CLOCK_IMAGES[status]] },
          text: t(`map.layer.incidents.${status}`),
        })),
      ]),
      table: () => ({
        columns: ['code', 'title', 'level', 'state', 'clock', 'lead', 'area', 'openedAt'].map((c) =>
          t(`map.layer.incidents.column.${c}`),
        ),
        rows: rows.value.map((row) => ({
          id: row.id,
          lng: row.lng,
          lat: row.lat,
          cells: [
            row.code,
            say(row.title),
            levelWord(row.level),
            stateWord(row.state),
            left(row),
            row.lead === undefined ? '—' : say(city.departmentName(row.lead)),
            say(row.areaName),
            clockTime(row.openedAt),
          ],
        })),
      }),
    }
  },
}
