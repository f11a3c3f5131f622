// A plan while it is edited: the same thing, with fields that can be typed into. Pure.
import { SURENESS } from '../../../core/indicate/types.ts'
import type { Plan } from '../../../core/emergency/types.ts'

type Mutable<T> = T extends string | number | boolean | undefined
  ? T
  : T extends readonly (infer E)[]
    ? Mutable<E>[]
    : { -readonly [K in keyof T]: Mutable<T[K]> }
export type PlanDraft = Mutable<Plan>

export const MINUTE_MS = 60_000
const HOUR = 60

export const toDraft = (plan: Plan): PlanDraft => JSON.parse(JSON.stringify(plan)) as PlanDraft
const blank = () => ({ zh: '', en: '' })

/** A short id that none of these has: ids of parts are never shown, only kept apart. */
export function freshId(prefix: string, taken: readonly string[]): string {
  for (let n = taken.length + 1; ; n++) if (!taken.includes(`${prefix}-${n}`)) return `${prefix}-${n}`
}

export const newPlan = (id: string, department: string): PlanDraft => ({
  id,
  name: blank(),
  class: 'accident',
  matters: [],
  warnings: [],
  steps: [{ id: 'step-1', text: blank(), owner: { post: 'dutyChief' }, withinMs: 15 * MINUTE_MS }],
  parties: [{ department, lead: true, task: blank(), contact: { post: blank(), phone: '' } }],
  resources: [],
  rollCallMs: 15 * MINUTE_MS,
  reports: { firstMs: HOUR * MINUTE_MS, everyMs: HOUR * MINUTE_MS },
  tighten: [],
  source: '',
  sure: SURENESS.at(-1) ?? 'unsure',
})

/** The row moved by one, up or down; the same list where it cannot. */
export function moved<T>(list: T[], at: number, by: -1 | 1): T[] {
  const to = at + by
  const one = list[at]
  const other = list[to]
  if (one === undefined || other === undefined) return list
  return list.map((item, i) => (i === at ? other : i === to ? one : item))
}
/** Spaces at the ends are nobody's wish; empty English takes the Chinese words, so that no screen shows a gap. */
export function tidied(draft: PlanDraft): Plan {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return value.trim()
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, inner]) => [key, walk(inner)] as const)
    const made = Object.fromEntries(entries) as Record<string, unknown>
    return made['en'] === '' && typeof made['zh'] === 'string' ? { ...made, en: made['zh'] } : made
  }
  return walk(draft) as Plan
}
