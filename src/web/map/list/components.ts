// Components of the city (部件), where its map has a file of them.
import { computed } from 'vue'
import { clauses, figure } from '../../i18n/format.ts'
import { t } from '../../i18n/i18n.ts'
import { COMPONENTS, componentCollection, components as drawing } from '../overlays/components.ts'
import { hasMapFile, useMapFile } from '../useMapFile.ts'
import type { LayerEntry } from './entry.ts'
import { columnsOf, nameOf, placeOf, propertyOf } from './pieces.ts'
import { useDrawn } from './useDrawn.ts'

/** More lines than these nobody reads; the search finds the rest. */
const TOLD = 500

export const components: LayerEntry = {
  id: COMPONENTS,
  group: 'ground',
  offered: () => hasMapFile('components'),
  open({ look }) {
    const { data, problem, simulated } = useMapFile('components')
    const all = computed(() =>
      (data.value?.features ?? []).flatMap((f) => {
        const { lng, lat } = f.geometry.type === 'Point' ? placeOf(f) : {}
        if (lng === undefined || lat === undefined) return []
        const code = propertyOf(f, 'code')
        const name = nameOf(f)
        return [{ id: propertyOf(f, 'id') || code, code, name: name === '' ? code : name, lng, lat }]
      }),
    )
    const drawnData = computed(() => ({ [COMPONENTS]: componentCollection(all.value) }))
    return {
      drawn: useDrawn(drawing, look, () => (data.value === undefined ? undefined : drawnData.value)),
      problem,
      count: computed(() => (data.value === undefined ? undefined : all.value.length)),
      note: computed(() =>
        clauses([
          t('map.layer.components.near'),
          ...(all.value.length > TOLD
            ? [t('map.layer.components.firstOf', { n: TOLD, all: figure(all.value.length, 0) })]
            : []),
          ...(simulated.value ? [t('map.layer.simulatedAside')] : []),
        ]),
      ),
      legend: computed(() => [
        {
          swatch: { type: 'dot', colour: look.value.colours.calm, hollow: true },
          text: t('map.layer.components.mark'),
        },
      ]),
      table: () => ({
        columns: columnsOf(COMPONENTS, ['name', 'code']),
        rows: all.value.slice(0, TOLD).map(({ id, code, name, lng, lat }) => ({ id, lng, lat, cells: [name, code] })),
      }),
    }
  },
}
