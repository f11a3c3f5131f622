// Where a source (a reason, a piece of evidence) can be opened. Kinds that have no page of their own are named, not linked.
export interface Source {
  readonly kind: string
  readonly id: string
  readonly at?: number
}

/** Path of the page that shows a source, or undefined where there is none. */
export function sourcePath(source: Source): string | undefined {
  const id = source.id
  switch (source.kind) {
    case 'incident':
      return `/incident/${encodeURIComponent(id)}`
    // `<case>#<n>`: the line of a case's log.
    case 'event':
      return `/incident/${encodeURIComponent(id.split('#')[0] ?? id)}`
    case 'indicator':
      return `/indicator/${encodeURIComponent(id.split('@')[0] ?? id)}`
    // `<sensor>#<metric>@<instant>`
    case 'observation':
      return `/sensor/${encodeURIComponent(id.split('#')[0] ?? id)}`
    default:
      return undefined
  }
}

/** Sources grouped by kind, each id once, in the order given: a figure may rest on hundreds of cases. */
export function groupSources(sources: readonly Source[]): { kind: string; sources: Source[] }[] {
  const groups = new Map<string, Map<string, Source>>()
  for (const source of sources) {
    const group = groups.get(source.kind) ?? new Map<string, Source>()
    if (!group.has(source.id)) group.set(source.id, source)
    groups.set(source.kind, group)
  }
  return [...groups].map(([kind, byId]) => ({ kind, sources: [...byId.values()] }))
}
