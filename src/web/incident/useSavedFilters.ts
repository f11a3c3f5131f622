// Filters kept by name with the account: the query of an address each. Knows no page.
import { computed, type ComputedRef } from 'vue'
import type { SavedFilter, Settings } from '../../wire/settings.ts'
import { useSettings } from '../stores/settings.ts'

export type FilterList = 'queueFilters' | 'registerFilters' | 'mapViews'
type Query = Readonly<Record<string, string>>

/** As many as the contract keeps. */
export const MOST_FILTERS = 30
const NAME_MOST = 32

export type NameFault = 'nameFault' | 'taken' | 'full'

/** Both say the same, in whatever order. */
export function sameQuery(a: Query, b: Query): boolean {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}

export interface SavedFilters {
  readonly list: ComputedRef<readonly SavedFilter[]>
  /** The one that the page shows now, by place; -1 for none. */
  readonly current: ComputedRef<number>
  readonly add: (name: string) => NameFault | undefined
  readonly rename: (at: number, name: string) => NameFault | undefined
  readonly replace: (at: number) => void
  readonly remove: (at: number) => void
  readonly move: (at: number, step: 1 | -1) => void
}

export function useSavedFilters(which: FilterList, query: () => Query): SavedFilters {
  const settings = useSettings()
  const list = computed<readonly SavedFilter[]>(() => settings.value[which] ?? [])
  const save = (next: readonly SavedFilter[]): void =>
    void settings.save({ [which]: next.map((one) => ({ name: one.name, query: { ...one.query } })) } as Settings)
  const faultOf = (name: string, at?: number): NameFault | undefined => {
    if (name === '' || name.length > NAME_MOST) return 'nameFault'
    return list.value.some((one, n) => n !== at && one.name === name) ? 'taken' : undefined
  }

  return {
    list,
    current: computed(() => list.value.findIndex((one) => sameQuery(one.query, query()))),
    add(typed) {
      const name = typed.trim()
      const fault = list.value.length >= MOST_FILTERS ? 'full' : faultOf(name)
      if (fault === undefined) save([...list.value, { name, query: { ...query() } }])
      return fault
    },
    rename(at, typed) {
      const name = typed.trim()
      const fault = faultOf(name, at)
      if (fault === undefined) save(list.value.map((one, n) => (n === at ? { ...one, name } : one)))
      return fault
    },
    replace: (at) => save(list.value.map((one, n) => (n === at ? { ...one, query: { ...query() } } : one))),
    remove: (at) => save(list.value.filter((_, n) => n !== at)),
    move(at, step) {
      const one = list.value[at]
      const to = at + step
      if (one === undefined || to < 0 || to >= list.value.length) return
      const next = list.value.filter((_, n) => n !== at)
      next.splice(to, 0, one)
      save(next)
    },
  }
}
