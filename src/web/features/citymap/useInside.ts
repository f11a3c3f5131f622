// The answer to «what is inside»: counts first, one list at a time page by page, and that list as a file.
import { computed, shallowRef, watch } from 'vue'
import type { Ring } from '../../../core/place/polygon.ts'
import { INSIDE_LISTS, type InsideList, type InsideListName, type InsideQuestion } from '../../../wire/map.ts'
import type { SIGN_FORMATS } from '../../../wire/signs.ts'
import { askInside, exportInside, listInside } from '../../api/map.ts'
import { useBusy } from '../../api/useBusy.ts'
import { useFetch } from '../../api/useFetch.ts'
import { hubClock } from '../../live/clock.ts'
import type { TimeWindow } from '../../map/list/entry.ts'
import { saveFile } from '../../ui/saveFile.ts'

const PAGE = 50

export function useInside(rings: () => readonly Ring[] | undefined, window: () => TimeWindow | undefined) {
  const question = computed((): InsideQuestion | undefined => {
    const polygon = rings()?.map((ring) => ring.map(([lng, lat]): [number, number] => [lng, lat]))
    if (polygon === undefined) return undefined
    const { from, to } = window() ?? {}
    return { polygon, ...(from === undefined ? {} : { from: Math.floor(from), to: Math.ceil(to ?? hubClock.now()) }) }
  })
  const asked = useFetch(
    () => question.value,
    (q) => askInside(q),
    // The same area at another time: the answer stays until the next is here.
    (after, before) => JSON.stringify(after.polygon) === JSON.stringify(before.polygon),
  )
  const lists = computed(() =>
    INSIDE_LISTS.filter((list) => (list !== 'opened' && list !== 'reports') || question.value?.from !== undefined),
  )
  const wanted = shallowRef<InsideListName>('incidents')
  const list = computed(() => (lists.value.includes(wanted.value) ? wanted.value : 'incidents'))
  const first = useFetch(
    () => question.value && { ...question.value, list: list.value, limit: PAGE },
    (q) => listInside(q),
  )
  /** Pages after the first. */
  const further = shallowRef<readonly InsideList[]>([])
  watch(first.value, () => (further.value = []))
  const pages = computed(() => (first.value.value === undefined ? [] : [first.value.value, ...further.value]))
  const next = computed(() => pages.value.at(-1)?.next)
  const { busy, problem, run } = useBusy()
  const more = (): Promise<void> =>
    run(async () => {
      const [q, after, of] = [question.value, next.value, first.value.value]
      if (q === undefined || after === undefined) return
      const page = await listInside({ ...q, list: list.value, limit: PAGE, after })
      // Another area was asked about meanwhile.
      if (of === first.value.value) further.value = [...further.value, page]
    })
  const save = (format: (typeof SIGN_FORMATS)[number]): Promise<void> =>
    run(async () => {
      const q = question.value
      if (q === undefined) return
      const file = await exportInside({ ...q, list: list.value, format })
      saveFile(file.name, new Blob([file.bytes]))
    })

  return {
    asked,
    lists,
    list,
    choose: (to: InsideListName) => (wanted.value = to),
    first,
    pages,
    next,
    busy,
    problem,
    more,
    save,
  }
}
