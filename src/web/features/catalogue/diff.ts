// Two bodies of an entry, field by field. Knows shapes (text, limit, list), not kinds or words.

export interface FieldChange {
  /** Names from the outside in; a condition stands under its id. */
  readonly path: readonly string[]
  /** Absent: not there before. Of plain lists only what went. */
  readonly before?: unknown
  /** Absent: not there any more. Of plain lists only what came. */
  readonly after?: unknown
}

type Fields = Readonly<Record<string, unknown>>
const isObject = (v: unknown): v is Fields => typeof v === 'object' && v !== null && !Array.isArray(v)
const hasOnly = (v: unknown, ...names: string[]): boolean =>
  isObject(v) && Object.keys(v).length === names.length && names.every((n) => n in v)
export const isText = (v: unknown): v is { zh: string; en: string } => hasOnly(v, 'zh', 'en')
export const isLimit = (v: unknown): v is { amount: number; unit: string } => hasOnly(v, 'amount', 'unit')
const isPlainList = (v: unknown): v is readonly (string | number)[] =>
  Array.isArray(v) && v.every((x) => typeof x === 'string' || typeof x === 'number')
/** A list whose members have names of their own: compared by them, not by place. */
const isNamedList = (v: unknown): v is readonly (Fields & { id: string })[] =>
  Array.isArray(v) && v.length > 0 && v.every((x) => isObject(x) && typeof x['id'] === 'string')

/** Equal whatever the order of their keys; a missing field is the same as an undefined one. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((x, i) => same(x, b[i]))
  if (!isObject(a) || !isObject(b)) return false
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((k) => same(a[k], b[k]))
}

/** Shown as one value: texts, limits, plain values, lists without names. */
const isWhole = (v: unknown): boolean =>
  v !== undefined && (isText(v) || isLimit(v) || (!isObject(v) && !isNamedList(v)))

/** Fields as people read them: what it is, when it holds, what follows from it. Others come after, as they stand. */
const ORDER = [
  ...['code', 'matter', 'condition', 'area', 'kind', 'major', 'name', 'standard', 'validFrom', 'validTo', 'replacedBy'],
  ...['component', 'keywords', 'lead', 'assist', 'basis', 'becomes', 'sure', 'note'],
  ...['sessions', 'knownFrom', 'knownTo', 'holidays', 'workdays', 'utcOffsetMinutes'],
  ...['stages', 'filing', 'dispatch', 'check', 'escalation', 'chiefAfter', 'superviseAfter', 'reopenWithin'],
  ...['alike', 'withinM', 'withinHours', 'words', 'learning', 'windowDays', 'minCases', 'share'],
  ...['conditions', 'text', 'limit', 'closing', 'level', 'source'],
]
const rank = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length)

const fieldsOf = (v: unknown): Fields => {
  if (isObject(v)) return v
  return isNamedList(v) ? Object.fromEntries(v.map((x) => [x.id, x])) : {}
}
const idsOf = (v: unknown): readonly string[] => (isNamedList(v) ? v.map((x) => x.id) : [])

function change(path: readonly string[], before: unknown, after: unknown): FieldChange {
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }
}

/** What differs, in reading order. An absent side makes every field of the other one a change. */
export function fieldChanges(before: unknown, after: unknown, path: readonly string[] = []): FieldChange[] {
  if (same(before, after)) return []
  if (isPlainList(before) && isPlainList(after)) {
    const went = before.filter((x) => !after.includes(x))
    const came = after.filter((x) => !before.includes(x))
    if (went.length === 0 && came.length === 0) return [change(path, before, after)]
    return [change(path, went.length === 0 ? undefined : went, came.length === 0 ? undefined : came)]
  }
  if (isWhole(before) || isWhole(after)) return [change(path, before, after)]
  const a = fieldsOf(before)
  const b = fieldsOf(after)
  const found = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  const named = isNamedList(before) || isNamedList(after)
  const names = named ? found : found.sort((x, y) => rank(x) - rank(y))
  const inside = names.flatMap((name) => {
    const at = [...path, name]
    // The id of a named member is its place in the path already.
    return name === 'id' ? [] : fieldChanges(a[name], b[name], at)
  })
  if (inside.length === 0) return [change(path, idsOf(before), idsOf(after))]
  return inside
}
