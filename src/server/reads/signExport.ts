// What goes into the file of a series: its name, area, window, standard and sources beside every figure. Writes no bytes.
import { MINUTE_MS } from '../../core/clock/calendar.ts'
import { windowWords } from '../../core/indicate/words.ts'
import { scaleAt } from '../../core/indicate/tables.ts'
import type { Indicator } from '../../core/indicate/types.ts'
import { qualityFlags } from '../../core/observe/check.ts'
import type { Text } from '../../core/text.ts'
import type { Series } from '../../wire/api.ts'
import type { SignSeries } from '../../wire/signs.ts'
import type { SensorEntry, SensorTable } from '../live/sensors.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Cell, SignSheet } from './signSheet.ts'

const text = (zh: string, en: string): Text => ({ zh, en })
const both = ({ zh, en }: Text): string => (zh === en || en === '' ? zh : `${zh} / ${en}`)

export interface ExportDeps {
  readonly reference: ReferenceIndex
  readonly sensors: SensorTable
  readonly now: () => number
}

const clockOf =
  ({ reference }: ExportDeps) =>
  (at: number): string =>
    new Date(at + reference.city.utcOffsetMinutes * MINUTE_MS).toISOString().slice(0, 19).replace('T', ' ')

/** Whose figures they are, in words that stay with the file. */
function sourcesOf({ reference, sensors }: ExportDeps, slots: readonly number[]): string {
  const feeds = new Map<string, number>()
  for (const slot of slots) {
    const feed = sensors.entries[slot]?.feed
    if (feed !== undefined) feeds.set(feed, (feeds.get(feed) ?? 0) + 1)
  }
  return [...feeds]
    .map(([id, n]) => {
      const feed = reference.feeds.get(id)
      const owner = feed && reference.departments.get(feed.owner)
      const name = feed === undefined ? id : both(feed.name)
      return `${name}${owner === undefined ? '' : `（${owner.name.zh}）`} × ${n}${feed?.simulated === true ? ' 模拟 simulated' : ''}`
    })
    .join('; ')
}

const stepWords = (stepMs: number): string => {
  const minutes = Math.round(stepMs / MINUTE_MS)
  return minutes === 1 ? '每分钟 one minute' : `${minutes} 分钟 minutes（均值、最小、最大 mean, least, greatest）`
}

export function indicatorSheet(
  deps: ExportDeps,
  def: Indicator,
  asked: { readonly area: string; readonly from: number; readonly to: number; readonly by: string },
  series: SignSeries,
  slots: readonly number[],
): SignSheet {
  const { reference } = deps
  const clock = clockOf(deps)
  const scale = scaleAt(def, asked.to, reference.city.utcOffsetMinutes)
  const corrected = new Map(series.corrections.map((c) => [c.at, c]))
  const about: (readonly [Text, string])[] = [
    [text('指标', 'Indicator'), both(def.name)],
    [text('编号', 'Id'), def.id],
    [text('区域', 'Area'), `${both(reference.areaName(asked.area))}（${asked.area}）`],
    [text('单位', 'Unit'), def.unit],
    [text('统计窗口', 'Window'), both(windowWords(def.window))],
    [text('口径', 'Meaning'), both(def.explain)],
    [text('标准', 'Standard'), scale?.standard ?? '—'],
    [text('数据来源', 'Sources'), sourcesOf(deps, slots) || '案卷与平台运行数据 cases and the platform itself'],
    [
      text('真实或模拟', 'Real or simulated'),
      series.mixed
        ? '真实与模拟混合 real and simulated mixed'
        : series.simulated
          ? '含模拟数据 made from simulated inputs'
          : '真实数据 real',
    ],
    [text('时段', 'Span'), `${clock(asked.from)} – ${clock(asked.to)}`],
    [text('步长', 'Step'), stepWords(series.stepMs)],
    [text('更正', 'Corrections'), `${series.corrections.length}`],
    [text('导出', 'Exported'), `${clock(deps.now())} ${asked.by}`],
  ]
  const rows = series.at.map((at, i): Cell[] => {
    const correction = corrected.get(at)
    return [
      clock(at),
      series.value[i] ?? null,
      series.least?.[i] ?? null,
      series.greatest?.[i] ?? null,
      series.coverage[i] ?? null,
      correction?.was ?? null,
      correction === undefined ? null : clock(correction.correctedAt),
    ]
  })
  return {
    name: `${def.id}-${asked.area}`,
    about,
    heads: [
      text('时间', 'Time'),
      text('数值', 'Value'),
      text('最小', 'Least'),
      text('最大', 'Greatest'),
      text('覆盖率', 'Coverage'),
      text('最初发布', 'Published first'),
      text('更正时间', 'Corrected at'),
    ],
    rows,
  }
}

export function sensorSheet(
  deps: ExportDeps,
  sensor: SensorEntry,
  metric: number,
  asked: { readonly from: number; readonly to: number; readonly by: string },
  series: Series,
): SignSheet {
  const clock = clockOf(deps)
  const spec = sensor.kind.metrics[metric]
  const about: (readonly [Text, string])[] = [
    [text('监测设备', 'Sensor'), `${sensor.name}（${sensor.id}）`],
    [text('类型', 'Kind'), both(sensor.kind.name)],
    [text('监测项', 'Metric'), spec === undefined ? '' : both(spec.name)],
    [text('单位', 'Unit'), series.unit],
    [text('位置', 'Place'), `${both(deps.reference.areaName(sensor.area))} ${sensor.lng}, ${sensor.lat}`],
    [text('数据来源', 'Sources'), sourcesOf(deps, [sensor.slot])],
    [text('时段', 'Span'), `${clock(asked.from)} – ${clock(asked.to)}`],
    [text('步长', 'Step'), series.stepMs === undefined ? '原始值 as measured' : stepWords(series.stepMs)],
    [text('导出', 'Exported'), `${clock(deps.now())} ${asked.by}`],
  ]
  const rows = series.at.map((at, i): Cell[] => [
    clock(at),
    series.value[i] ?? null,
    series.least?.[i] ?? null,
    series.greatest?.[i] ?? null,
    qualityFlags(series.mark[i] ?? 0).join(' '),
  ])
  return {
    name: `${sensor.feed}-${sensor.device}-${spec?.id ?? ''}`.replaceAll(/[^\w.-]/g, '_'),
    about,
    heads: [
      text('时间', 'Time'),
      text('数值', 'Value'),
      text('最小', 'Least'),
      text('最大', 'Greatest'),
      text('质量标记', 'Quality'),
    ],
    rows,
  }
}
