// Districts: borders and names, which the ground draws; here their legend and table.
import { computed } from 'vue'
import { say, t } from '../../i18n/i18n.ts'
import { useCity } from '../../stores/city.ts'
import { useMapFile } from '../useMapFile.ts'
import type { LayerEntry } from './entry.ts'
import { NOT_DRAWN, columnsOf, placeOf, propertyOf } from './pieces.ts'

export const districts: LayerEntry = {
  id: 'districts',
  group: 'ground',
  ground: 'districts',
  usual: true,
  open({ look }) {
    const city = useCity()
    const { data, problem } = useMapFile('districts')
    const outlineOf = (code: string) => data.value?.features.find((f) => propertyOf(f, 'code') === code)
    const withoutOutline = computed(() =>
      data.value === undefined ? 0 : city.districts.filter((d) => outlineOf(d.code) === undefined).length,
    )
    return {
      drawn: NOT_DRAWN,
      problem,
      count: computed(() => city.districts.length),
      note: computed(() =>
        withoutOutline.value === 0 ? undefined : t('map.layer.districts.withoutOutline', { n: withoutOutline.value }),
      ),
      legend: computed(() => [
        {
          swatch: { type: 'line', colour: look.value.colours.border, width: 1, dash: true },
          text: t('map.layer.districts.border'),
        },
      ]),
      table: () => ({
        columns: columnsOf('districts', ['name', 'code', 'outline']),
        rows: city.districts.map((d) => {
          const outline = outlineOf(d.code)
          return {
            id: d.code,
            ...(outline === undefined ? { lng: d.lng, lat: d.lat } : placeOf(outline)),
            cells: [say(d.name), d.code, t(`map.layer.districts.${outline === undefined ? 'pointOnly' : 'outlined'}`)],
          }
        }),
      }),
    }
  },
}
