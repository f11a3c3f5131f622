// The page as one thing: which kind and entry the address names, the list, the draft over it, and who may change it.
import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useI18n } from 'vue-i18n'
import { CATALOGUE_KINDS, type CatalogueKind, type CatalogueProblem } from '../../../wire/catalogue.ts'
import type { Matter } from '../../../wire/reference.ts'
import { getEntries } from '../../api/catalogue.ts'
import { useFetch } from '../../api/useFetch.ts'
import { cityDate } from '../../i18n/format.ts'
import { hubClock } from '../../live/clock.ts'
import { useSession } from '../../stores/session.ts'
import { useStatus } from '../../stores/status.ts'
import { toastDone } from '../../ui/toast.ts'
import { changeOf } from './draft.ts'
import { SINGLE, idOf, splitVersion, type Known } from './entries.ts'
import { majorsOf, narrowed, rowsOf, type Narrow, type Row } from './rows.ts'
import { useChange } from './useChange.ts'
import { useDraft } from './useDraft.ts'
import { useWords } from './useWords.ts'

const isKind = (s: unknown): s is CatalogueKind => CATALOGUE_KINDS.includes(s as CatalogueKind)
const word = (v: unknown): string => (typeof v === 'string' ? v : '')

export function useCatalogue() {
  const route = useRoute()
  const router = useRouter()
  const { t } = useI18n()
  const session = useSession()
  const status = useStatus()
  const words = useWords()
  const desk = useDraft()
  const mayEdit = computed(() => session.role === 'administrator')
  const mayTry = computed(() => session.role === 'administrator' || session.role === 'dutyChief')

  const kind = computed<CatalogueKind>(() => (isKind(route.query['kind']) ? route.query['kind'] : 'matter'))
  const chosen = computed(() => (SINGLE.has(kind.value) ? kind.value : word(route.query['id'])))
  const editing = computed(() => mayEdit.value && route.query['edit'] === '1')
  const narrow = computed<Narrow>(() => ({
    text: word(route.query['q']),
    major: word(route.query['major']),
    origin: word(route.query['origin']),
    when: word(route.query['when']),
  }))
  const go = (change: Record<string, string | undefined>): void => {
    const query = { ...route.query, ...change }
    for (const [name, v] of Object.entries(query)) if (v === undefined || v === '') delete query[name]
    void router.replace({ query })
  }
  const open = (k: CatalogueKind, id: string): void =>
    void router.replace({ query: { ...(k === kind.value ? route.query : {}), kind: k, id, edit: '1' } })

  const page = useFetch(() => kind.value, getEntries)
  // Somebody changed the catalogue: what is listed here follows; the draft stays as it is.
  watch(
    () => status.newest?.catalogue,
    (now, before) => {
      if (now !== undefined && before !== undefined && now !== before) void page.refresh()
    },
  )

  const today = computed(() => cityDate(hubClock.now()))
  const all = computed(() => rowsOf(kind.value, page.value.value?.entries ?? [], desk.draft.value))
  const aside = (row: Row): string =>
    row.shown.kind === 'responsibility'
      ? [
          words.matter(row.shown.body.matter),
          words.party(row.shown.body.lead),
          ...row.shown.body.assist.map(words.party),
        ].join(' ')
      : ''
  const rows = computed(() => narrowed(all.value, narrow.value, today.value, aside))
  const row = computed(() => all.value.find((r) => r.id === chosen.value))
  const majors = computed(() => majorsOf(all.value))

  /** Problems of the last look at the draft: they stay beside their fields until the next one. */
  const problems = shallowRef<readonly CatalogueProblem[]>([])
  const change = useChange(desk, () => {
    problems.value = []
    go({ edit: undefined })
    toastDone(t('catalogue.inForce'))
    void page.refresh()
  })
  watch(change.shown, (s) => {
    if (s?.from === 'draft') problems.value = s.result.problems
  })

  const version = (): string => page.value.value?.version ?? ''
  function put(id: string, body: unknown): void {
    const base = changeOf(desk.draft.value, kind.value, id)?.base ?? row.value?.entry?.body
    desk.put({ kind: kind.value, id, ...(base === undefined ? {} : { base }), body }, version())
  }
  /** An earlier version as a new change, and at once what it would do. One equal to what stands is no change. */
  function restore(id: string, body: unknown): void {
    put(id, body)
    if (desk.draft.value !== undefined) void change.preview()
  }
  function end(id: string): void {
    const base = row.value?.entry?.body
    if (base === undefined) desk.drop(kind.value, id)
    else desk.put({ kind: kind.value, id, base }, version())
    go({ edit: undefined })
  }
  /** A new entry into the draft; false when there is one of that name. */
  function add(entry: Known): boolean {
    const id = idOf(entry)
    if (all.value.some((r) => r.id === id)) return false
    desk.put({ kind: entry.kind, id, body: entry.body }, version())
    // Without the filters: the new one is to be seen in the list.
    void router.replace({ query: { kind: entry.kind, id, edit: '1' } })
    return true
  }
  function split(old: Matter, lastDay: string): boolean {
    const { ended, next } = splitVersion(old, lastDay)
    const id = idOf({ kind: 'matter', body: next })
    if (all.value.some((r) => r.id === id)) return false
    put(idOf({ kind: 'matter', body: old }), ended)
    return add({ kind: 'matter', body: next })
  }

  return {
    mayEdit,
    mayTry,
    kind,
    chosen,
    editing,
    narrow,
    go,
    open,
    page,
    today,
    all,
    rows,
    row,
    majors,
    draft: desk.draft,
    drop: desk.drop,
    discard: () => desk.replace(undefined),
    problems,
    change,
    put,
    restore,
    end,
    add,
    split,
  }
}
export type CatalogueDesk = ReturnType<typeof useCatalogue>
