// Small questions every cross check asks: is this key known, is it there twice. Notes the answer, decides nothing.
import type { Metric } from '../../../core/observe/types.ts'
import type { Note } from '../problem.ts'

/** Notes every key that an earlier entry has; answers the set of keys. */
export function keysOf<T>(entries: readonly T[], keyOf: (entry: T) => string, note: Note): Set<string> {
  const keys = new Set<string>()
  for (const [i, entry] of entries.entries()) {
    const key = keyOf(entry)
    if (keys.has(key)) note(`/${i}`, `重复：${key}`, `duplicate: ${key}`)
    keys.add(key)
  }
  return keys
}

/** Notes a name that stands for nothing. An absent name is fine. */
export function mustKnow(
  known: { has(key: string): boolean },
  name: string | undefined,
  what: { readonly zh: string; readonly en: string },
  pointer: string,
  note: Note,
): boolean {
  if (name === undefined) return true
  if (known.has(name)) return true
  note(pointer, `没有这个${what.zh}：${name}`, `no such ${what.en}: ${name}`)
  return false
}

export const WHAT = {
  area: { zh: '区域', en: 'area' },
  department: { zh: '部门', en: 'department' },
  matter: { zh: '事项', en: 'matter' },
  component: { zh: '部件', en: 'component' },
  code: { zh: '代码', en: 'code' },
  condition: { zh: '立案条件', en: 'filing condition' },
  kind: { zh: '感知类型', en: 'sensor kind' },
  metric: { zh: '指标项', en: 'metric' },
  feed: { zh: '数据源', en: 'feed' },
  limitTable: { zh: '限值表', en: 'limit table' },
  limitItem: { zh: '限值项', en: 'item of the limit table' },
  classTable: { zh: '分类表', en: 'class table' },
} as const

/** Steps of a rule or indicator: each level once, and the more severe further in the bad direction. */
export function checkSteps(
  steps: readonly { readonly level: number; readonly limit: number }[],
  direction: 'above' | 'below',
  pointer: string,
  note: Note,
): void {
  const ordered = [...steps].sort((a, b) => b.level - a.level)
  for (const [i, step] of ordered.entries()) {
    const milder = ordered[i - 1]
    if (milder === undefined) continue
    if (milder.level === step.level) note(pointer, `级别 ${step.level} 出现两次`, `level ${step.level} stands twice`)
    else if (direction === 'above' ? step.limit <= milder.limit : step.limit >= milder.limit)
      note(
        pointer,
        `级别 ${step.level} 的界限 ${step.limit} 不比级别 ${milder.level} 的 ${milder.limit} 更严重`,
        `level ${step.level} at ${step.limit} is no worse than level ${milder.level} at ${milder.limit}`,
      )
  }
}

/** A limit nobody can reach is most often a limit in another unit. */
export function mustBePossible(limit: number, metric: Metric | undefined, pointer: string, note: Note): void {
  if (metric !== undefined && (limit < metric.min || limit > metric.max))
    note(
      pointer,
      `${limit} 超出 ${metric.id} 的可能范围（${metric.unit}）`,
      `${limit} is outside what ${metric.id} can be (${metric.unit})`,
    )
}

interface Edition {
  readonly validFrom?: string | undefined
  readonly validTo?: string | undefined
}

/**
 * Editions of one thing: real dates, none ends before it begins, no two hold on one day. A day without an edition is
 * allowed: then nothing is judged.
 */
export function checkEditions(
  editions: readonly { readonly edition: Edition; readonly pointer: string }[],
  note: Note,
): void {
  for (const [n, { edition, pointer }] of editions.entries()) {
    for (const [key, date] of [
      ['validFrom', edition.validFrom],
      ['validTo', edition.validTo],
    ] as const)
      if (date !== undefined && !isDate(date)) note(`${pointer}/${key}`, `没有这一天：${date}`, `no such day: ${date}`)
    const [from, to] = [edition.validFrom ?? '', edition.validTo ?? '9999-12-31']
    if (to < from) note(`${pointer}/validTo`, '早于 validFrom', 'is before validFrom')
    const other = editions
      .slice(0, n)
      .find((e) => from <= (e.edition.validTo ?? '9999-12-31') && (e.edition.validFrom ?? '') <= to)
    if (other !== undefined)
      note(pointer, `有效期与 ${other.pointer} 的版本重叠`, `holds on days on which ${other.pointer} holds too`)
  }
}

function isDate(date: string): boolean {
  const at = Date.parse(date)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date)
}

/** Grades begin one above the other. */
export function checkGrades(grades: readonly { readonly from: number }[], pointer: string, note: Note): void {
  for (const [n, { from }] of grades.entries()) {
    const before = grades[n - 1]
    if (before !== undefined && from <= before.from)
      note(
        `${pointer}/${n}/from`,
        `${from} 不高于前一档的 ${before.from}`,
        `${from} is not above ${before.from} of the grade before`,
      )
  }
}
