// How the desks are run and how work is scored, each against itself.
import { indicatorOf } from '../../../core/evaluate/indicators.ts'
import type { Reference } from '../../../wire/reference.ts'
import type { Note } from '../problem.ts'

const DAY_MIN = 1440

/** Every minute of the day belongs to exactly one shift. */
export function checkDesk({ desk }: Reference, note: Note): void {
  const ids = desk.shifts.map((shift) => shift.id)
  for (const [at, id] of ids.entries())
    if (ids.indexOf(id) !== at) note(`/shifts/${at}/id`, `班次编号「${id}」重复`, `the shift ${id} is listed twice`)
  const covered = desk.shifts.reduce((sum, { from, to }) => sum + (to > from ? to - from : DAY_MIN - from + to), 0)
  const starts = desk.shifts.map((shift) => shift.from % DAY_MIN)
  const joined = desk.shifts.every((shift) => starts.includes(shift.to % DAY_MIN))
  if (covered !== DAY_MIN || !joined)
    note('/shifts', '各班次须首尾相接，正好覆盖 24 小时', 'the shifts do not cover the day exactly once')
}

export function checkEvaluation({ evaluation }: Reference, note: Note): void {
  for (const [at, { object, parts }] of evaluation.composites.entries()) {
    const sum = parts.reduce((total, part) => total + part.weight, 0)
    for (const [part, { indicator }] of parts.entries()) {
      const known = indicatorOf(indicator)
      const place = `/composites/${at}/parts/${part}/indicator`
      if (known === undefined || !known.objects.includes(object))
        note(place, `没有这个指标：${indicator}`, `there is no such indicator: ${indicator}`)
      else if (known.unit !== 'share')
        note(
          place,
          `${known.name.zh}不是比率，不能计入得分`,
          `${known.name.en} is no share and cannot be part of a score`,
        )
      else if (parts.findIndex((other) => other.indicator === indicator) !== part)
        note(place, `${known.name.zh}重复`, `${known.name.en} is there twice`)
    }
    if (Math.abs(sum - 100) > 1e-9)
      note(`/composites/${at}/parts`, `权重合计为 ${sum}，应为 100`, `the weights sum up to ${sum}, not to 100`)
  }
  for (let at = 1; at < evaluation.grades.length; at++)
    if ((evaluation.grades[at]?.from ?? 0) >= (evaluation.grades[at - 1]?.from ?? 0))
      note(`/grades/${at}/from`, '等级须由高到低', 'grades go from the best down')
  if (evaluation.grades.at(-1)?.from !== 0) note('/grades', '最后一级须从 0 分起', 'the last grade has to begin at 0')
}
