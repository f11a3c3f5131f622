// Every value of a one-entry kind by its path, as its schema has them: lists by number, limits whole. Knows no workbook.
import Type, { type TSchema } from 'typebox'
import { atPath } from './paths.ts'

export type LeafForm = 'limit' | 'number' | 'minute' | 'truth' | 'text'
/** `path` has `*` where a list is numbered. */
export interface Leaf {
  readonly path: string
  readonly form: LeafForm
}

const under = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

/** Spans of the day are told as a clock shows them. */
const MINUTES = new Set(['shifts.*.from', 'shifts.*.to'])

function formOf(path: string, schema: TSchema): LeafForm {
  if (MINUTES.has(path)) return 'minute'
  if (Type.IsBoolean(schema)) return 'truth'
  return Type.IsNumber(schema) || Type.IsInteger(schema) ? 'number' : 'text'
}

/** The values a schema can have: limits as one, other values one each. */
export function leavesOf(schema: TSchema, path = ''): Leaf[] {
  if (Type.IsObject(schema)) {
    const { amount, unit } = schema.properties
    if (amount !== undefined && unit !== undefined) return [{ path, form: 'limit' }]
    return Object.entries(schema.properties).flatMap(([name, inner]) => leavesOf(inner, under(path, name)))
  }
  if (Type.IsArray(schema)) return leavesOf(schema.items, under(path, '*'))
  return [{ path, form: formOf(path, schema) }]
}

/** The leaf that a numbered path is one of. */
export function leafAt(leaves: readonly Leaf[], path: string): Leaf | undefined {
  const pattern = path
    .split('.')
    .map((name) => (/^\d+$/.test(name) ? '*' : name))
    .join('.')
  return leaves.find((leaf) => leaf.path === pattern)
}

export interface FoundLeaf {
  /** Numbered, from 0. */
  readonly path: string
  readonly leaf: Leaf
  readonly value: unknown
}

/** What a body says, member by member in the order of its lists. */
export function leafValues(leaves: readonly Leaf[], body: unknown): FoundLeaf[] {
  const seen = leaves.flatMap((leaf) =>
    expand(leaf.path, body).map((path) => ({ path, leaf, value: atPath(body, path) })),
  )
  return inOrder(seen.filter(({ value }) => value !== undefined))
}

function expand(path: string, body: unknown): string[] {
  const star = path.indexOf('*')
  if (star < 0) return [path]
  const list = atPath(body, path.slice(0, star - 1))
  const length = Array.isArray(list) ? list.length : 0
  return Array.from({ length }, (_, n) => path.slice(0, star) + n + path.slice(star + 1)).flatMap((p) =>
    expand(p, body),
  )
}

/** Members of a list stand together: all of the first, then all of the second. */
function inOrder(values: readonly FoundLeaf[]): FoundLeaf[] {
  const placed = values.map((value, at) => {
    const first = (prefix: string): number => values.findIndex((v) => v.path.startsWith(prefix))
    const names = value.path.split('.')
    const key = names.flatMap((name, i) =>
      /^\d+$/.test(name) ? [first(names.slice(0, i).join('.') + '.'), Number(name)] : [],
    )
    return { value, key: [...key, at] }
  })
  return placed.sort((a, b) => compare(a.key, b.key)).map(({ value }) => value)
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const step = (a[i] ?? 0) - (b[i] ?? 0)
    if (step !== 0) return step
  }
  return a.length - b.length
}

/** Puts a value at a numbered path, making lists and objects on the way. */
export function putLeaf(target: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split('.')
  const last = names.pop() ?? ''
  let at = target
  for (const [i, name] of names.entries()) {
    const next = names[i + 1] ?? last
    at = (at[name] ??= /^\d+$/.test(next) ? [] : {}) as Record<string, unknown>
  }
  at[last] = value
}
