// Small questions every cross check asks: is this key known, is it there twice. Notes the answer, decides nothing.
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
