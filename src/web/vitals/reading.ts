// One vital sign as a screen reads it: its scale in force, its grade, and in which state it is. Pure; says nothing in words.
import { scaleAt } from '../../core/indicate/tables.ts'
import type { ClassTable, Grade, Indicator, Scale } from '../../core/indicate/types.ts'
import type { Tables } from '../../core/indicate/inputs.ts'
import { classTableAt } from '../../core/indicate/tables.ts'
import type { IndicatorView } from '../../wire/views.ts'

/** An indicator is evaluated at least once a minute; later than this it is old. */
export const OLD_AFTER_MS = 3 * 60_000

export interface Judgement {
  /** In force when the value was made. */
  readonly scale: Scale | undefined
  readonly grade: Grade | undefined
}

/** The scale in force at the value's own time, and the grade it falls in there. */
export function judgementOf(def: Indicator, view: IndicatorView | undefined, tables: Tables, now: number): Judgement {
  const at = view?.at ?? now
  const scale = scaleAt(def, at, tables.utcOffsetMinutes)
  if (view?.value === undefined) return { scale, grade: undefined }
  const grade = view.grade === undefined ? undefined : scale?.grades?.[view.grade]
  return { scale, grade: grade ?? classGrade(def, view.value, classTableOf(def, tables, at)) }
}

/** The class table an indicator is judged by at an instant, where it is. */
export const classTableOf = (def: Indicator, tables: Tables, at: number): ClassTable | undefined =>
  def.formula.type === 'class' ? classTableAt(tables, def.formula.table, at) : undefined

/** An indicator whose value is a class has its grade from the table of classes, where its own scale names none. */
function classGrade(def: Indicator, value: number, table: ClassTable | undefined): Grade | undefined {
  if (def.formula.type !== 'class' || def.formula.of !== 'worst') return undefined
  return table?.classes[value - 1]
}

/** `waiting`: nothing has come yet. `old`: a value that should have been renewed. `elsewhere`: not evaluated for such small areas. */
export type ReadingState = 'waiting' | 'known' | 'old' | 'unknown' | 'elsewhere'

const DEPTH: Readonly<Record<NonNullable<Indicator['areas']>, readonly number[]>> = {
  city: [],
  district: [6],
  street: [6, 9],
  grid: [6, 9, 12, 15],
}
/** Whether an indicator is evaluated for an area at all. */
export const isEvaluatedFor = (def: Indicator, area: string, city: string): boolean =>
  area === city || DEPTH[def.areas ?? 'district'].includes(area.length)

export function stateOf(view: IndicatorView | undefined, now: number): Exclude<ReadingState, 'elsewhere'> {
  if (view === undefined) return 'waiting'
  if (now - view.at > OLD_AFTER_MS) return 'old'
  return view.value === undefined ? 'unknown' : 'known'
}

/** Limit of the mildest level in force: where normal ends. */
export const normalEnd = (scale: Scale | undefined): number | undefined =>
  [...(scale?.steps ?? [])].sort((a, b) => b.level - a.level)[0]?.limit
