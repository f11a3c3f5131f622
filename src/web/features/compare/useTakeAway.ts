// What the compare page gives to take away: one picture, one table, and the hub's own files. Always of what is in sight.
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { indicatorExportUrl } from '../../api/figures.ts'
import { keyLook, sheetCharts, type ComparedGroup } from '../../charts/comparePaper.ts'
import type { Span } from '../../charts/link.ts'
import { savePicture } from '../../charts/picture.ts'
import { cityDate, clockTime, listed } from '../../i18n/format.ts'
import { say } from '../../i18n/i18n.ts'
import { hubClock } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { useStatus } from '../../stores/status.ts'
import { toCsv } from '../../ui/csv.ts'
import { saveCsv } from '../../ui/saveFile.ts'
import { sourceOf } from '../../vitals/sources.ts'
import { comparedRows } from './comparedRows.ts'
import type { ChosenRow, ComparePage } from './useCompare.ts'

export interface TakeAway {
  readonly saving: ShallowRef<boolean>
  readonly savePng: () => Promise<void>
  readonly saveAll: () => void
  readonly files: ComputedRef<readonly { readonly key: string; readonly name: string; readonly href: string }[]>
}

export function useTakeAway(
  { address, rows, lines }: ComparePage,
  groups: ComputedRef<readonly ComparedGroup[]>,
  inSight: ComputedRef<Span>,
): TakeAway {
  const { t } = useI18n()
  const city = useCity()
  const status = useStatus()
  const saving = shallowRef(false)

  const simulated = (): boolean => lines.value.some((one) => one.series.simulated === true)
  const origin = (): string | undefined => {
    if (lines.value.some((one) => one.series.mixed === true)) return t('charts.mixedHint')
    const real = lines.value.some((one) => one.series.simulated !== true)
    return simulated() ? t(real ? 'charts.mixedHint' : 'ui.simulatedHint') : undefined
  }
  /** What was done to the values before they were drawn. */
  const changes = (): string[] => [
    ...(address.value.index ? [t('compare.indexNote')] : []),
    ...(address.value.shift === 'none' ? [] : [t('compare.shiftAbout')]),
  ]
  function sourceWords({ chosen, feed, name }: ChosenRow): string {
    if (chosen.type === 'sensor') {
      const known = status.feeds.find((f) => f.id === feed)?.name
      return [name, known === undefined ? feed : say(known)].filter((s) => s !== undefined).join(' · ')
    }
    const definition = city.indicators.get(chosen.id)
    return definition === undefined ? chosen.id : sourceOf(definition, city.kinds)
  }

  async function savePng(): Promise<void> {
    saving.value = true
    const drawn = new Set(lines.value.map((one) => one.id))
    const shown = rows.value.filter((row) => drawn.has(row.key))
    await savePicture({
      title: t('compare.titleOf', { names: listed(shown.map((row) => row.name)) }),
      file: t('compare.title'),
      span: inSight.value,
      legend: lines.value.map((one) => ({ name: one.name, look: keyLook(one) })),
      origin: [...changes(), origin()].filter((s) => s !== undefined).join(' ') || undefined,
      sources: [listed([...new Set(shown.map(sourceWords))])],
      now: hubClock.now(),
      charts: sheetCharts(groups.value, inSight.value),
      say: (key, values = {}) => t(key, values),
    })
    saving.value = false
  }

  function saveAll(): void {
    const now = hubClock.now()
    const moment = (at: number): string => `${cityDate(at)} ${clockTime(at)}`
    const { from, to } = inSight.value
    const head = [
      `${t('compare.title')} ${t('compare.spanOf', { from: moment(from), to: moment(to) })}`,
      t('compare.madeAt', { time: moment(now) }),
      ...changes(),
      ...[origin()].filter((s) => s !== undefined),
    ]
    saveCsv(
      `${t('compare.title')} ${cityDate(now)}.csv`,
      toCsv(comparedRows(lines.value, { time: t('ui.time'), head, moment })),
    )
  }
  /** The hub's own files, with sources and standards beside the figures. */
  const files = computed(() =>
    rows.value.flatMap(({ key, chosen, name }) =>
      chosen.type !== 'indicator'
        ? []
        : [
            {
              key,
              name: t('compare.one', { name, format: 'Excel' }),
              href: indicatorExportUrl(chosen.id, 'xlsx', { area: chosen.area, ...inSight.value }),
            },
          ],
    ),
  )
  return { saving, savePng, saveAll, files }
}
