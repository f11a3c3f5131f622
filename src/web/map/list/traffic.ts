// Traffic on the roads: each section's speed against free flow, shown on the stretch of road it stands at.
import { computed } from 'vue'
import { scaleAt } from '../../../core/indicate/tables.ts'
import { clauses, clockTime, figure, span, unitText } from '../../i18n/format.ts'
import { say, t } from '../../i18n/i18n.ts'
import { hubClock } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { sureText } from '../../vitals/words.ts'
import { stretchesOf } from '../overlays/stretches.ts'
import {
  TRAFFIC,
  gradeOfSpeed,
  sharesOf,
  traffic as drawing,
  trafficCollection,
  trafficLegend,
} from '../overlays/traffic.ts'
import { hasMapFile, useMapFile } from '../useMapFile.ts'
import type { LayerEntry } from './entry.ts'
import { useHotSensors } from './hot.ts'
import { columnsOf, propertyOf } from './pieces.ts'
import { useDrawn } from './useDrawn.ts'

const KIND = 'traffic'
const SPEED = 'speedKmh'

export const traffic: LayerEntry = {
  id: TRAFFIC,
  group: 'sensing',
  offered: () => hasMapFile('roads') && useCity().kinds.has(KIND),
  open({ look }) {
    const city = useCity()
    const file = useMapFile('roads')
    const { table, beat, slots } = useHotSensors(
      () => [KIND],
      () => 'values',
    )
    const metric = computed(() => city.kinds.get(KIND)?.metrics.findIndex((m) => m.id === SPEED) ?? -1)
    // The scale of the city's traffic index: which share of free flow is which class, and whose figures they are.
    const scale = computed(() => {
      void beat.value
      const index = [...city.indicators.values()].find((i) => i.formula.type === 'trafficIndex')
      return index && scaleAt(index, hubClock.now(), city.tables.utcOffsetMinutes)
    })
    const grades = computed(() => scale.value?.grades ?? [])
    const roads = computed(() =>
      (file.data.value?.features ?? []).flatMap((f) =>
        f.geometry.type === 'LineString' ? [{ f, line: f.geometry.coordinates }] : [],
      ),
    )
    // Once for these sections and these roads, not for every value.
    const places = computed(() => {
      const lngs = table.lngs()
      const lats = table.lats()
      return stretchesOf(
        slots.value.map((slot) => [lngs[slot] ?? Number.NaN, lats[slot] ?? Number.NaN]),
        roads.value.map((r) => r.line),
      )
    })
    const roadOf = computed(() => {
      const of = new Map<number, number>()
      for (const { sections, road } of places.value.stretches)
        for (const n of sections) of.set(slots.value[n] ?? -1, road)
      return of
    })
    const unit = computed(() => unitText('km/h'))

    function readingOf(slot: number) {
      const feature = roads.value[roadOf.value.get(slot) ?? -1]?.f
      const freeKmh = Number(feature?.properties?.['freeKmh'] ?? Number.NaN)
      const speedKmh = table.value(slot, metric.value)
      const stale = table.stale(slot, hubClock.now())
      const suspect = table.suspect(slot)
      const grade = gradeOfSpeed({ speedKmh, unsure: stale || suspect }, freeKmh, grades.value)
      const state =
        grade === undefined
          ? t(stale ? 'map.layer.traffic.stale' : suspect ? 'map.layer.traffic.suspect' : 'map.layer.traffic.unknown')
          : say(grades.value[grade]?.name ?? { zh: '', en: '' })
      const at = table.at(slot, metric.value)
      return { road: feature === undefined ? '' : propertyOf(feature, 'name'), speedKmh, grade, state, at }
    }

    const told = computed(() => {
      void beat.value
      return places.value.stretches.map((stretch) => {
        const readings = stretch.sections.map((n) => {
          const slot = slots.value[n] ?? -1
          return { slot, ...readingOf(slot) }
        })
        const worst = readings.reduce((a, b) => ((b.grade ?? -1) > (a.grade ?? -1) ? b : a))
        const speed = Number.isNaN(worst.speedKmh) ? '' : `${figure(worst.speedKmh, 0)} ${unit.value}`
        const parts = [worst.state, speed, worst.at === 0 ? '' : clockTime(worst.at)]
        return {
          stretch,
          grade: worst.grade,
          hit: table.id(worst.slot),
          title: worst.road === '' ? (table.entry(worst.slot)?.name ?? '') : worst.road,
          detail: parts.filter((p) => p !== '').join(' · '),
        }
      })
    })
    const key = computed(() => told.value.map((s) => `${s.hit},${s.grade ?? ''},${s.title},${s.detail}`).join(';'))
    const data = computed(() => (void key.value, { [TRAFFIC]: trafficCollection(told.value, grades.value.length) }))

    return {
      drawn: useDrawn(drawing, look, () => (file.data.value === undefined ? undefined : data.value)),
      problem: file.problem,
      count: computed(() => (slots.value.length > 0 || table.state() === 'live' ? slots.value.length : undefined)),
      note: computed(() => {
        if (scale.value === undefined) return t('map.layer.traffic.noScale')
        const { standard, sure } = scale.value
        const source = t('map.layer.traffic.source', { standard: standard ?? '—', sure: sureText(sure) })
        const lone = places.value.lone.length
        return clauses(lone === 0 ? [source] : [source, t('map.layer.traffic.lone', { n: lone })])
      }),
      legend: computed(() =>
        trafficLegend(
          look.value,
          grades.value.map((g, i) => {
            const { over, upTo } = sharesOf(i, grades.value)
            const shares = over <= 0 ? `≤ ${upTo} %` : upTo >= 100 ? `> ${over} %` : `${over}–${upTo} %`
            return t('map.layer.traffic.ofFree', { grade: say(g.name), shares })
          }),
          t('map.layer.traffic.unknownLine'),
        ),
      ),
      table: () => ({
        columns: columnsOf(TRAFFIC, ['road', 'section', 'speed', 'class', 'age']),
        rows: slots.value
          .map((slot) => ({ entry: table.entry(slot), id: table.id(slot), ...readingOf(slot) }))
          .sort((a, b) => (b.grade ?? -1) - (a.grade ?? -1) || a.speedKmh - b.speedKmh)
          .map(({ entry, id, road, speedKmh, state, at }) => ({
            id,
            lng: entry?.lng,
            lat: entry?.lat,
            cells: [
              road || '—',
              entry?.name ?? id,
              Number.isNaN(speedKmh) ? '—' : `${figure(speedKmh, 0)} ${unit.value}`,
              state,
              at === 0 ? '—' : span(hubClock.now() - at),
            ],
          })),
      }),
    }
  },
}
