// Coverage holes of a kind of sensor: where nothing that speaks is near enough to tell.
import { computed } from 'vue'
import { bracketed, clauses, distance, exactPercent, figure } from '../../i18n/format.ts'
import { say, t } from '../../i18n/i18n.ts'
import { hubClock } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { sureText } from '../../vitals/words.ts'
import {
  COVERAGE,
  HOLE_IMAGES,
  coverage as drawing,
  coverageByArea,
  coverageOf,
  gridCells,
  holeCollection,
  latticeCells,
  type Covered,
} from '../overlays/coverage.ts'
import { useMapFile } from '../useMapFile.ts'
import type { LayerEntry } from './entry.ts'
import { useHotSensors } from './hot.ts'
import { columnsOf } from './pieces.ts'
import { useDrawn } from './useDrawn.ts'

export const coverage: LayerEntry = {
  id: COVERAGE,
  group: 'analysis',
  offered: () => useCity().city?.coverage !== undefined,
  open({ look, choice }) {
    const city = useCity()
    const districts = useMapFile('districts')
    const grid = useMapFile('grid')
    const radii = computed(() => city.city?.coverage?.radiusM ?? {})
    const kinds = computed(() => [...city.kinds.values()].filter((k) => radii.value[k.id] !== undefined))
    const kind = computed(() => kinds.value.find((k) => k.id === choice.value) ?? kinds.value[0])
    const radiusM = computed(() => radii.value[kind.value?.id ?? ''])
    const { table, beat, slots } = useHotSensors(
      () => (kind.value === undefined ? [] : [kind.value.id]),
      () => 'states',
    )
    const hasGrid = computed(() => city.city?.map.some((m) => m.id === 'grid') === true)
    const cells = computed(() => {
      // A grid that cannot be had is no reason to wait for it.
      const isReady = !hasGrid.value || grid.data.value !== undefined || grid.problem.value !== undefined
      if (districts.data.value === undefined || !isReady) return []
      const own = grid.data.value === undefined ? [] : gridCells(grid.data.value)
      const streets = [...city.areas.values()].flatMap(({ code, kind: of, lng, lat }) =>
        of !== 'street' || lng === undefined || lat === undefined ? [] : [{ code, lng, lat }],
      )
      return [...own, ...latticeCells(districts.data.value.features, streets, own)]
    })
    // Most beats change nothing: the cells are looked at again only when a sensor came, spoke again or fell silent.
    const living = computed(() => {
      void beat.value
      const now = hubClock.now()
      return slots.value.map((slot) => (table.stale(slot, now) ? '0' : '1')).join('')
    })
    const isKnown = computed(() => (void beat.value, table.count() > 0 && table.state() === 'live'))
    const found = computed((): Covered[] => {
      const marks = living.value
      if (radiusM.value === undefined || !isKnown.value) return []
      const lngs = table.lngs()
      const lats = table.lats()
      const sensors = slots.value.map((slot, i) => ({
        lng: lngs[slot] ?? Number.NaN,
        lat: lats[slot] ?? Number.NaN,
        living: marks[i] === '1',
      }))
      return coverageOf(cells.value, sensors, radiusM.value)
    })
    const word = (state: Covered): string =>
      t(`map.layer.coverage.${state}`, { distance: distance(radiusM.value ?? 0) })
    const data = computed(() => ({
      [COVERAGE]: holeCollection(cells.value, found.value, {
        title: ({ code, area }) => bracketed(say(city.areaName(area)), code ?? ''),
        detail: word,
      }),
    }))
    const drawn = useDrawn(drawing, look, () => (found.value.length === 0 ? undefined : data.value))
    const share = (numerator: number, denominator: number): string => `${exactPercent({ numerator, denominator })} %`
    return {
      drawn,
      problem: computed(() => districts.problem.value ?? grid.problem.value),
      count: computed(() =>
        found.value.length === 0 ? undefined : found.value.filter((state) => state !== 'covered').length,
      ),
      note: computed(() => {
        const said = city.city?.coverage
        if (said === undefined || kind.value === undefined) return undefined
        const covered = found.value.filter((state) => state === 'covered').length
        return clauses([
          ...(found.value.length === 0
            ? []
            : [t('map.layer.coverage.share', { share: share(covered, found.value.length) })]),
          t(hasGrid.value ? 'map.layer.coverage.cellsAndLattice' : 'map.layer.coverage.lattice'),
          `${say(said.source)} · ${sureText(said.sure)}`,
        ])
      }),
      choices: computed(() => ({
        label: t('map.layer.coverage.which'),
        usual: kinds.value[0]?.id ?? '',
        options: kinds.value.map((k) => ({
          value: k.id,
          label: bracketed(say(k.name), distance(radii.value[k.id] ?? 0)),
        })),
      })),
      legend: computed(() =>
        (['none', 'silent'] as const).map((state) => ({
          swatch: { type: 'image' as const, image: drawn.value?.images?.[HOLE_IMAGES[state]] },
          text: word(state),
        })),
      ),
      table: () => ({
        columns: columnsOf(COVERAGE, ['area', 'cells', 'covered', 'silent', 'none']),
        rows: coverageByArea(cells.value, found.value).map((row) => {
          const area = city.areas.get(row.area)
          return {
            id: row.area,
            lng: area?.lng,
            lat: area?.lat,
            cells: [
              say(city.areaName(row.area)),
              figure(row.cells, 0),
              share(row.covered, row.cells),
              share(row.silent, row.cells),
              share(row.cells - row.covered - row.silent, row.cells),
            ],
          }
        }),
      }),
    }
  },
}
