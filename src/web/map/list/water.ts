// Lakes and rivers, which the ground draws; here their legend and table.
import { computed } from 'vue'
import { t } from '../../i18n/i18n.ts'
import { useMapFile } from '../useMapFile.ts'
import type { LayerEntry } from './entry.ts'
import { NOT_DRAWN, columnsOf, nameOf, placeOf, propertyOf } from './pieces.ts'

export const water: LayerEntry = {
  id: 'water',
  group: 'ground',
  ground: 'water',
  usual: true,
  open({ look }) {
    const lakes = useMapFile('lakes')
    const rivers = useMapFile('rivers')
    const all = computed(() => [
      ...(lakes.data.value?.features ?? []).map((feature) => ({ feature, kind: 'lake' as const })),
      ...(rivers.data.value?.features ?? []).map((feature) => ({ feature, kind: 'river' as const })),
    ])
    return {
      drawn: NOT_DRAWN,
      problem: computed(() => lakes.problem.value ?? rivers.problem.value),
      count: computed(() => all.value.length),
      legend: computed(() => {
        const colour = look.value.colours.water
        return [
          { swatch: { type: 'fill', colour }, text: t('map.layer.water.lake') },
          { swatch: { type: 'line', colour, width: 4 }, text: t('map.layer.water.river') },
        ]
      }),
      table: () => ({
        columns: columnsOf('water', ['name', 'kind']),
        rows: all.value.map(({ feature, kind }) => ({
          id: propertyOf(feature, 'code'),
          ...placeOf(feature),
          cells: [nameOf(feature), t(`map.layer.water.${kind}`)],
        })),
      }),
    }
  },
}
