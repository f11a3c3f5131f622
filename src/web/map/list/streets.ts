// Streets and towns: a mark and a name each, and the table of all with their districts.
import { computed } from 'vue'
import { say, t } from '../../i18n/i18n.ts'
import { useCity } from '../../stores/city.ts'
import { STREETS, streetCollection, streets as drawing } from '../overlays/streets.ts'
import type { LayerEntry } from './entry.ts'
import { columnsOf } from './pieces.ts'
import { useDrawn } from './useDrawn.ts'

export const streets: LayerEntry = {
  id: STREETS,
  group: 'ground',
  open({ look }) {
    const city = useCity()
    const all = computed(() => [...city.areas.values()].filter((a) => a.kind === 'street'))
    const rows = computed(() =>
      all.value.flatMap(({ code, name, parent, lng, lat, simulated }) =>
        lng === undefined || lat === undefined
          ? []
          : [{ code, name: say(name), district: say(city.areaName(parent ?? code)), lng, lat, simulated }],
      ),
    )
    const data = computed(() => ({ [STREETS]: streetCollection(rows.value) }))
    const isApproximate = computed(() => rows.value.some((r) => r.simulated === true))
    return {
      drawn: useDrawn(drawing, look, () => data.value),
      count: computed(() => rows.value.length),
      note: computed(() => (isApproximate.value ? t('map.layer.streets.approximate') : undefined)),
      legend: computed(() => [
        { swatch: { type: 'dot', colour: look.value.colours.label, hollow: true }, text: t('map.layer.streets.mark') },
      ]),
      table: () => ({
        columns: columnsOf(STREETS, ['name', 'code', 'district']),
        rows: rows.value.map(({ code, name, district, lng, lat }) => ({
          id: code,
          lng,
          lat,
          cells: [name, code, district],
        })),
      }),
    }
  },
}
