// What an indicator is defined by, laid out for reading: its inputs, its scale, the limits that hold now. Pure.
import { editionAt, isNight } from '../../../core/indicate/tables.ts'
import { ATTRIBUTE_VALUE_WORDS } from '../../../core/indicate/factWords.ts'
import type { Tables } from '../../../core/indicate/inputs.ts'
import type { Indicator, LimitTable, Scale } from '../../../core/indicate/types.ts'
import type { Level } from '../../../core/level.ts'
import type { Text } from '../../../core/text.ts'
import type { SensorKind } from '../../../wire/reference.ts'

type Metric = SensorKind['metrics'][number]

/** The metrics an indicator is made from, by its definition; empty where no sensor is read. */
export function inputMetrics(def: Indicator, kind: SensorKind | undefined, tables: Tables): Metric[] {
  const { formula, input } = def
  if (kind === undefined || input === undefined) return []
  const ids = new Set<string>(input.metric === undefined ? [] : [input.metric])
  if (formula.type === 'ratio') ids.add(formula.over)
  if (formula.type === 'class')
    for (const table of tables.classTables.filter((t) => t.id === formula.table))
      for (const item of [...table.items, ...(table.ranges ?? [])]) ids.add(item.metric)
  return ids.size === 0 ? [...kind.metrics] : kind.metrics.filter((m) => ids.has(m.id))
}

export interface ScaleLine {
  readonly from: number
  readonly grade?: Text
  readonly colour?: string
  readonly level?: Level
}
/** Grades and levels of one edition in one list, by their limits; the mildest first in the bad direction. */
export function scaleLines(scale: Pick<Scale, 'grades' | 'steps'>, polarity: Indicator['polarity']): ScaleLine[] {
  const lines = new Map<number, ScaleLine>()
  for (const { from, name, colour } of scale.grades ?? [])
    lines.set(from, { from, grade: name, ...(colour === undefined ? {} : { colour }) })
  if (polarity !== 'neutral')
    for (const { level, limit } of scale.steps) lines.set(limit, { ...lines.get(limit), from: limit, level })
  const sign = polarity === 'higherBetter' ? -1 : 1
  return [...lines.values()].sort((a, b) => (a.from - b.from) * sign)
}

export interface Limits {
  readonly id: string
  /** In force now; undefined in a hole between editions. */
  readonly table: LimitTable | undefined
  readonly unit: string
  readonly rows: readonly {
    readonly id: string
    readonly name: Text
    readonly limit: number
    readonly night?: number
  }[]
  /** Which of the two limits holds at this moment, where the table tells them apart. */
  readonly half?: 'day' | 'night'
}
/** The limits an indicator's sensors are held against, as they are in force at `now`; undefined where it names no table. */
export function limitsOf(
  def: Indicator,
  kind: SensorKind | undefined,
  tables: Tables,
  now: number,
): Limits | undefined {
  const { formula } = def
  if (!('limit' in formula) || typeof formula.limit === 'number') return undefined
  const { limit } = formula
  const table = editionAt(
    tables.limitTables.filter((t) => t.id === limit.table),
    now,
    tables.utcOffsetMinutes,
  )
  const metric = kind?.metrics.find((m) => m.id === def.input?.metric)
  const nameOf = (id: string): Text =>
    'by' in limit
      ? (ATTRIBUTE_VALUE_WORDS[`${limit.by}/${id}`] ?? { zh: id, en: id })
      : (kind?.metrics.find((m) => m.id === id)?.name ?? { zh: id, en: id })
  const items = table?.items.filter((item) => !('item' in limit) || item.id === limit.item) ?? []
  return {
    id: limit.table,
    table,
    unit: metric?.unit ?? '',
    rows: items.map((item) => ({ ...item, name: nameOf(item.id) })),
    ...(table?.night === undefined || items.every((item) => item.night === undefined)
      ? {}
      : { half: isNight(table.night, now, tables.utcOffsetMinutes) ? ('night' as const) : ('day' as const) }),
  }
}
