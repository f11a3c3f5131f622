// Pipes of the city by medium and diameter, with the pumping stations as they run.
import { computed } from 'vue'
import { clauses, clockTime, figure, unitText } from '../../i18n/format.ts'
import { t } from '../../i18n/i18n.ts'
import { hubClock } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { EMPTY } from '../overlays/features.ts'
import { lineImage } from '../overlays/lineImage.ts'
import type { LegendLine } from '../overlays/overlay.ts'
import {
  DASHES,
  MEDIA,
  PIPES,
  PUMPS,
  isMedium,
  pipeCollection,
  pipeLegend,
  pipes as drawing,
  pumpCollection,
  pumpState,
  type PumpMark,
} from '../overlays/pipes.ts'
import { hasMapFile, useMapFile } from '../useMapFile.ts'
import type { LayerEntry } from './entry.ts'
import { useHotSensors } from './hot.ts'
import { columnsOf, placeOf, propertyOf } from './pieces.ts'
import { useDrawn } from './useDrawn.ts'

const PUMP = 'pump'
/** The legend with each medium's own dash: «dashed» alone would not tell a drain from a gas main. */
const dashed = (...of: Parameters<typeof pipeLegend>): LegendLine[] => {
  const { label: colour, land } = of[0].colours
  return pipeLegend(...of).map((line, i): LegendLine => {
    const medium = MEDIA[i]
    if (medium === undefined) return line
    return { ...line, swatch: { type: 'image', image: lineImage({ colour, width: 3, dash: DASHES[medium], land }) } }
  })
}
const mediumWord = (medium: string): string =>
  isMedium(medium) ? t(`map.layer.pipes.medium.${medium}`) : medium || '—'

export const pipes: LayerEntry = {
  id: PIPES,
  group: 'ground',
  offered: () => hasMapFile('pipes'),
  open({ look }) {
    const city = useCity()
    const { data, problem, simulated } = useMapFile('pipes')
    const { table, beat, slots } = useHotSensors(
      () => [PUMP],
      () => 'values',
    )
    const lines = computed(() =>
      data.value === undefined
        ? EMPTY
        : pipeCollection(data.value, {
            title: (medium, dn) => [mediumWord(medium), dn === undefined ? '' : `DN ${dn}`].join(' ').trim(),
            detail: (material, road) => [material, road].filter((w) => w !== '').join(' · '),
          }),
    )
    const metrics = computed(() => {
      const all = city.kinds.get(PUMP)?.metrics ?? []
      const flow = all.findIndex((m) => m.id === 'flowM3h')
      return { running: all.findIndex((m) => m.id === 'running'), flow, flowUnit: unitText(all[flow]?.unit ?? '') }
    })
    const pumps = computed((): PumpMark[] => {
      void beat.value
      const now = hubClock.now()
      const { running, flow, flowUnit } = metrics.value
      return slots.value.flatMap((slot) => {
        const entry = table.entry(slot)
        if (entry === undefined) return []
        const state = pumpState(table.value(slot, running), table.stale(slot, now) || table.suspect(slot))
        const flowing = table.value(slot, flow)
        const at = table.newestAt(slot)
        const parts = [
          t(`map.layer.pipes.pump.${state}`),
          state === 'unknown' || Number.isNaN(flowing) ? '' : `${figure(flowing, 0)} ${flowUnit}`,
          at === 0 ? '' : clockTime(at),
        ]
        const detail = parts.filter((p) => p !== '').join(' · ')
        return [{ id: entry.id, lng: entry.lng, lat: entry.lat, state, title: entry.name, detail }]
      })
    })
    const key = computed(() => pumps.value.map((p) => `${p.id},${p.state},${p.detail}`).join(';'))
    const marks = computed(() => (void key.value, pumpCollection(pumps.value)))
    return {
      drawn: useDrawn(drawing, look, () =>
        data.value === undefined ? undefined : { [PIPES]: lines.value, [PUMPS]: marks.value },
      ),
      problem,
      count: computed(() => data.value?.features.length),
      note: computed(() =>
        clauses([t('map.layer.pipes.width'), ...(simulated.value ? [t('map.layer.simulatedAside')] : [])]),
      ),
      legend: computed(() =>
        dashed(
          look.value,
          { water: mediumWord('water'), drain: mediumWord('drain'), gas: mediumWord('gas') },
          {
            running: t('map.layer.pipes.pump.running'),
            standing: t('map.layer.pipes.pump.standing'),
            unknown: t('map.layer.pipes.pump.unknown'),
          },
        ),
      ),
      table: () => ({
        columns: columnsOf(PIPES, ['what', 'dn', 'material', 'road']),
        rows: [
          // What moves comes first.
          ...pumps.value.map(({ id, lng, lat, title, detail }) => ({
            id,
            lng,
            lat,
            cells: [title, '—', detail, '—'],
          })),
          ...(data.value?.features ?? []).map((f) => ({
            id: propertyOf(f, 'id'),
            ...placeOf(f),
            cells: [
              mediumWord(propertyOf(f, 'medium')),
              propertyOf(f, 'dn') || '—',
              propertyOf(f, 'material') || '—',
              propertyOf(f, 'road') || '—',
            ],
          })),
        ],
      }),
    }
  },
}
