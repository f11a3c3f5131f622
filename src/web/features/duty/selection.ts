// Which cases are taken together: pure steps on a set of ids. Order is the list's, never the set's.

export interface Selection {
  readonly ids: ReadonlySet<string>
  /** Where a range begins: the last one taken or put back by itself. */
  readonly anchor?: string
}

export const NOTHING: Selection = { ids: new Set() }

export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, anchor: id }
}

/** From the anchor to `id`, both included, added to what is taken; a lone one where there is no anchor in the list. */
export function extended(selection: Selection, id: string, list: readonly string[]): Selection {
  const [from, to] = [selection.anchor === undefined ? -1 : list.indexOf(selection.anchor), list.indexOf(id)]
  if (from < 0 || to < 0) return { ids: new Set([...selection.ids, id]), anchor: id }
  const range = list.slice(Math.min(from, to), Math.max(from, to) + 1)
  return {
    ids: new Set([...selection.ids, ...range]),
    ...(selection.anchor !== undefined && { anchor: selection.anchor }),
  }
}

/** All that are shown; once more puts them back. */
export function allOf({ ids }: Selection, list: readonly string[]): Selection {
  return list.length > 0 && list.every((id) => ids.has(id)) ? NOTHING : { ids: new Set([...ids, ...list]) }
}
