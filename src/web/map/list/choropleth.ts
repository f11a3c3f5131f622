// An indicator by district, and by street where it is evaluated for streets.
import { computed, onScopeDispose } from 'vue'
import type { IndicatorView } from '../../../wire/views.ts'
import { GROUP_WORDS } from '../../../wire/signWords.ts'
import { getIndicator } from '../../api/figures.ts'
import { useFetch } from '../../api/useFetch.ts'
import { dayTime, figure, percent, unitText } from '../../i18n/format.ts'
import { say, t } from '../../i18n/i18n.ts'
import { levelWord } from '../../incident/words.ts'
import { hubClock } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { useIndicators } from '../../stores/indicators.ts'
import { judgementOf } from '../../vitals/reading.ts'
import { CHOROPLETH, choropleth as drawing, choroplethLegend, choroplethSources } from '../overlays/choropleth.ts'
import type { AreaShade } from '../layers/areas.ts'
import { rangeOf, shadesOf } from '../shades.ts'
import { useMapFile } from '../useMapFile.ts'
import type { LayerEntry } from './entry.ts'
import { columnsOf } from './pieces.ts'
import { useDrawn } from './useDrawn.ts'

/** Areas that the live view does not carry are asked for anew this often. ms */
const RENEW_MS = 60_000

export const choropleth: LayerEntry = {
  id: CHOROPLETH,
  group: 'analysis',
  open({ look, choice, chosen }) {
    const city = useCity()
    const live = useIndicators()
    const { data: outlines, problem: outlineProblem } = useMapFile('districts')
    const offered = computed(() => [...city.indicators.values()].filter((i) => i.areas !== 'city'))
    const usual = computed(() => offered.value[0]?.id ?? '')
    const definition = computed(
      () => offered.value.find((i) => i.id === choice.value) ?? offered.value.find((i) => i.id === usual.value),
    )
    const detail = useFetch(
      () => (definition.value === undefined || city.city === undefined ? undefined : { id: definition.value.id }),
      ({ id }) => getIndicator(id, city.city?.code),
    )
    const timer = setInterval(() => {
      if (!document.hidden) void detail.refresh()
    }, RENEW_MS)
    onScopeDispose(() => clearInterval(timer))

    const values = computed((): IndicatorView[] => {
      const id = definition.value?.id
      if (id === undefined) return []
      const known = new Map((detail.value.value?.values ?? []).map((v) => [v.area, v]))
      for (const v of live.areas(id)) if ((known.get(v.area)?.at ?? 0) <= v.at) known.set(v.area, v)
      return [...known.values()].filter((v) => v.indicator === id).sort((a, b) => (a.area < b.area ? -1 : 1))
    })
    const withUnit = (v: number): string => {
      const unit = unitText(definition.value?.unit ?? '')
      const number = figure(v, definition.value?.decimals ?? 0)
      return unit === '' ? number : `${number} ${unit}`
    }
    const gradeOf = (v: IndicatorView) =>
      definition.value && judgementOf(definition.value, v, city.tables, hubClock.now()).grade
    const valueOf = (v: IndicatorView): string => (v.value === undefined ? t('signs.unknown') : withUnit(v.value))
    // A value that was renewed without changing draws nothing anew.
    const shades = computed<readonly AreaShade[]>((before) => {
      const next = shadesOf(
        values.value,
        city.city?.code ?? '',
        chosen.value,
        { name: (code) => say(city.areaName(code)), value: valueOf },
        { point: (code) => city.areas.get(code), colour: (v) => gradeOf(v)?.colour },
      )
      return before !== undefined && JSON.stringify(before) === JSON.stringify(next) ? before : next
    })
    const sources = computed(() =>
      outlines.value === undefined
        ? undefined
        : choroplethSources(shades.value, outlines.value.features, look.value.colours),
    )
    const districts = computed(() => values.value.filter((v) => v.area.length === 6 && v.area !== city.city?.code))
    return {
      drawn: useDrawn(drawing, look, () => sources.value),
      problem: computed(() => outlineProblem.value ?? detail.problem.value),
      count: computed(() => (shades.value.length === 0 ? undefined : shades.value.length)),
      note: computed(() =>
        definition.value === undefined || detail.loading.value || shades.value.length > 0
          ? undefined
          : t('map.layer.choropleth.nothing'),
      ),
      choices: computed(() => ({
        label: t('map.layer.choropleth.which'),
        usual: usual.value,
        options: offered.value.map((i) => ({ value: i.id, label: `${say(GROUP_WORDS[i.group])} · ${say(i.name)}` })),
      })),
      legend: computed(() => {
        const def = definition.value
        if (def === undefined) return []
        const { scale } = judgementOf(def, districts.value[0], city.tables, hubClock.now())
        const grades = (scale?.grades ?? []).flatMap(({ colour, name }) =>
          colour === undefined ? [] : [{ colour, name: say(name) }],
        )
        const range = rangeOf(districts.value)
        return choroplethLegend(
          look.value,
          shades.value,
          grades,
          range && [withUnit(range.low), withUnit(range.high)],
          {
            level: levelWord,
            unknown: t('map.layer.choropleth.unknown'),
          },
        )
      }),
      table: () => ({
        columns: columnsOf(CHOROPLETH, ['area', 'value', 'grade', 'coverage', 'at']),
        rows: values.value.map((v) => {
          const area = city.areas.get(v.area)
          const grade = gradeOf(v)
          const judged = [v.level === undefined ? '' : levelWord(v.level), grade === undefined ? '' : say(grade.name)]
          return {
            id: v.area,
            lng: area?.lng,
            lat: area?.lat,
            cells: [
              say(city.areaName(v.area)),
              valueOf(v),
              judged.filter((w) => w !== '').join(' · ') || '—',
              v.sensors === 0 ? '—' : percent(v.coverage),
              dayTime(v.at, hubClock.now()),
            ],
          }
        }),
      }),
    }
  },
}
