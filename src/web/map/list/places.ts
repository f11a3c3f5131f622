// Names of places, which the ground draws; here their table.
import { computed } from 'vue'
import { t } from '../../i18n/i18n.ts'
import { useMapFile } from '../useMapFile.ts'
import type { LayerEntry } from './entry.ts'
import { NOT_DRAWN, columnsOf, nameOf, placeOf, propertyOf } from './pieces.ts'

export const places: LayerEntry = {
  id: 'places',
  group: 'ground',
  ground: 'places',
  usual: true,
  open() {
    const { data, problem } = useMapFile('places')
    return {
      drawn: NOT_DRAWN,
      problem,
      count: computed(() => data.value?.features.length),
      note: computed(() => t('map.layer.places.near')),
      legend: computed(() => []),
      table: () => ({
        columns: columnsOf('places', ['name']),
        rows: (data.value?.features ?? []).map((f) => ({
          id: propertyOf(f, 'code'),
          ...placeOf(f),
          cells: [nameOf(f)],
        })),
      }),
    }
  },
}
