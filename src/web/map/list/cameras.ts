// Cameras the reader may see. Pictures and streams are shown by CameraView where one is chosen, never on the map itself.
import { computed } from 'vue'
import { say, t } from '../../i18n/i18n.ts'
import { getCameras } from '../../api/cameras.ts'
import { useFetch } from '../../api/useFetch.ts'
import { useCity } from '../../stores/city.ts'
import { CAMERA_IMAGES, CAMERAS, cameras as drawing, cameraSources } from '../overlays/cameras.ts'
import type { LayerEntry } from './entry.ts'
import { useDrawn } from './useDrawn.ts'

export const cameras: LayerEntry = {
  id: CAMERAS,
  group: 'sensing',
  open({ look }) {
    const city = useCity()
    const { value, problem } = useFetch(() => 'all', getCameras)
    const rows = computed(() => value.value ?? [])
    const picture = (row: (typeof rows.value)[number]): string =>
      t(`map.layer.cameras.${row.stream ? 'stream' : row.pictureEveryMs === undefined ? 'nothing' : 'picture'}`)
    const sources = computed(() =>
      cameraSources(
        rows.value.map((row) => ({
          ...{ id: row.id, lng: row.lng, lat: row.lat, sees: row.sees },
          title: say(row.name),
          detail: [say(city.departmentName(row.owner)), picture(row)].join(' · '),
          hasPicture: row.stream || row.pictureEveryMs !== undefined,
        })),
      ),
    )
    const drawn = useDrawn(drawing, look, () => (value.value === undefined ? undefined : sources.value))
    return {
      drawn,
      problem,
      count: computed(() => value.value?.length),
      legend: computed(() => [
        {
          swatch: { type: 'image' as const, image: drawn.value?.images?.[CAMERA_IMAGES.with] },
          text: t('map.layer.cameras.with'),
        },
        {
          swatch: { type: 'image' as const, image: drawn.value?.images?.[CAMERA_IMAGES.without] },
          text: t('map.layer.cameras.nothing'),
        },
        {
          swatch: { type: 'fill' as const, colour: look.value.colours.selected, opacity: 0.2 },
          text: t('map.layer.cameras.sees'),
        },
      ]),
      table: () => ({
        columns: ['name', 'area', 'owner', 'picture'].map((c) => t(`map.layer.cameras.column.${c}`)),
        rows: rows.value.map((row) => ({
          ...{ id: row.id, lng: row.lng, lat: row.lat },
          cells: [say(row.name), say(row.areaName), say(city.departmentName(row.owner)), picture(row)],
        })),
      }),
    }
  },
}
