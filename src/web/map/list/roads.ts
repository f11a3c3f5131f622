// Roads, which the ground draws; here their legend and table.
import { computed } from 'vue'
import { say, t } from '../../i18n/i18n.ts'
import { useCity } from '../../stores/city.ts'
import { lineImage } from '../overlays/lineImage.ts'
import { useMapFile } from '../useMapFile.ts'
import type { LayerEntry } from './entry.ts'
import { NOT_DRAWN, columnsOf, placeOf, propertyOf } from './pieces.ts'

/** As the map file names them, and how wide the ground draws them near by, px. */
const WIDTHS = { arterial: 4, secondary: 2, branch: 2 } as const
const isClass = (name: string): name is keyof typeof WIDTHS => name in WIDTHS

export const roadClassWord = (name: string): string => (isClass(name) ? t(`map.layer.roads.class.${name}`) : name)

export const roads: LayerEntry = {
  id: 'roads',
  group: 'ground',
  ground: 'roads',
  usual: true,
  open({ look }) {
    const city = useCity()
    const { data, problem, simulated } = useMapFile('roads')
    return {
      drawn: NOT_DRAWN,
      problem,
      count: computed(() => data.value?.features.length),
      note: computed(() => (simulated.value ? t('map.layer.simulated') : undefined)),
      legend: computed(() => {
        const { road: colour, land } = look.value.colours
        const swatch = (width: number) => ({ type: 'image' as const, image: lineImage({ colour, width, land }) })
        return [
          { swatch: swatch(WIDTHS.arterial), text: roadClassWord('arterial') },
          { swatch: swatch(WIDTHS.branch), text: t('map.layer.roads.others') },
        ]
      }),
      table: () => ({
        columns: columnsOf('roads', ['name', 'class', 'freeKmh', 'area']),
        rows: (data.value?.features ?? []).map((f) => ({
          id: propertyOf(f, 'id'),
          ...placeOf(f),
          cells: [
            propertyOf(f, 'name') || '—',
            roadClassWord(propertyOf(f, 'class')) || '—',
            propertyOf(f, 'freeKmh') || '—',
            say(city.areaName(propertyOf(f, 'area'))),
          ],
        })),
      }),
    }
  },
}
