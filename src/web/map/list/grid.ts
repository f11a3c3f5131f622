// The unit grid of the city, where it has one.
import { computed } from 'vue'
import { clauses } from '../../i18n/format.ts'
import { say, t } from '../../i18n/i18n.ts'
import { useCity } from '../../stores/city.ts'
import { EMPTY } from '../overlays/features.ts'
import { GRID, grid as drawing, gridCollection } from '../overlays/grid.ts'
import { hasMapFile, useMapFile } from '../useMapFile.ts'
import type { LayerEntry } from './entry.ts'
import { columnsOf, placeOf, propertyOf } from './pieces.ts'
import { useDrawn } from './useDrawn.ts'

export const grid: LayerEntry = {
  id: GRID,
  group: 'ground',
  offered: () => hasMapFile('grid'),
  open({ look }) {
    const city = useCity()
    const { data, problem, simulated } = useMapFile('grid')
    const areaName = (code: string): string => say(city.areaName(code))
    const cells = computed(() => ({ [GRID]: data.value === undefined ? EMPTY : gridCollection(data.value, areaName) }))
    return {
      drawn: useDrawn(drawing, look, () => (data.value === undefined ? undefined : cells.value)),
      problem,
      count: computed(() => data.value?.features.length),
      note: computed(() =>
        clauses([t('map.layer.grid.near'), ...(simulated.value ? [t('map.layer.simulatedAside')] : [])]),
      ),
      legend: computed(() => [
        { swatch: { type: 'line', colour: look.value.colours.calm, width: 1 }, text: t('map.layer.grid.cell') },
      ]),
      table: () => ({
        columns: columnsOf(GRID, ['code', 'area']),
        rows: (data.value?.features ?? []).map((f) => ({
          id: propertyOf(f, 'code'),
          ...placeOf(f),
          cells: [propertyOf(f, 'code'), areaName(propertyOf(f, 'area'))],
        })),
      }),
    }
  },
}
