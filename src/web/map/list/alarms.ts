// Standing alarms: who has seen them, around the marks of their sensors.
import { computed } from 'vue'
import type { AlarmRow } from '../../../wire/views.ts'
import { dayTime, figure, unitText } from '../../i18n/format.ts'
import { say, t } from '../../i18n/i18n.ts'
import { levelWord } from '../../incident/words.ts'
import { hubClock, useNow } from '../../live/clock.ts'
import { useAlarms } from '../../stores/alarms.ts'
import { ALARM_IMAGES, ALARMS, alarmCollection, alarms as drawing, type AlarmStanding } from '../overlays/alarms.ts'
import type { LayerEntry } from './entry.ts'
import { useDrawn } from './useDrawn.ts'

const LOOK_MS = 10_000

export function standingOf(alarm: Pick<AlarmRow, 'shelvedUntil' | 'acknowledgedAt'>, now: number): AlarmStanding {
  if (alarm.shelvedUntil !== undefined && alarm.shelvedUntil > now) return 'shelved'
  return alarm.acknowledgedAt === undefined ? 'active' : 'acknowledged'
}

export const alarms: LayerEntry = {
  id: 'alarms',
  group: 'sensing',
  open({ look, window }) {
    const store = useAlarms()
    const clock = useNow()
    const now = computed(() => Math.floor(clock.value / LOOK_MS) * LOOK_MS)
    const rows = computed(() =>
      store.standing.filter(
        (a) => a.raisedAt >= (window.value?.from ?? -Infinity) && a.raisedAt <= (window.value?.to ?? Infinity),
      ),
    )
    const value = (a: AlarmRow): string => `${figure(a.value, 2)} ${unitText(a.unit)}`
    const word = (standing: AlarmStanding): string => t(`map.layer.alarms.standing.${standing}`)
    const marks = computed(() =>
      rows.value.map((a) => {
        const standing = standingOf(a, now.value)
        const detail = [levelWord(a.level), a.sensorName, value(a), word(standing)].join(' · ')
        return { id: a.id, lng: a.lng, lat: a.lat, level: a.level, standing, title: say(a.name), detail }
      }),
    )
    const key = computed(() => marks.value.map((m) => `${m.id},${m.standing},${m.title},${m.detail}`).join(';'))
    const data = computed(() => (key.value, { [ALARMS]: alarmCollection(marks.value) }))
    const drawn = useDrawn(drawing, look, () => data.value)
    return {
      drawn,
      count: computed(() => rows.value.length),
      legend: computed(() => [
        ...(['active', 'acknowledged'] as const).map((standing) => ({
          swatch: { type: 'image' as const, image: drawn.value?.images?.[ALARM_IMAGES[standing]] },
          text: word(standing),
        })),
        {
          swatch: { type: 'dot' as const, colour: look.value.colours.selected, hollow: true },
          text: word('shelved'),
        },
      ]),
      table: () => ({
        columns: ['name', 'level', 'sensor', 'value', 'standing', 'area', 'raisedAt'].map((c) =>
          t(`map.layer.alarms.column.${c}`),
        ),
        rows: rows.value.map((a) => ({
          id: a.id,
          lng: a.lng,
          lat: a.lat,
          cells: [
            say(a.name),
            levelWord(a.level),
            a.sensorName,
            value(a),
            word(standingOf(a, now.value)),
            say(a.areaName),
            dayTime(a.raisedAt, hubClock.now()),
          ],
        })),
      }),
    }
  },
}
