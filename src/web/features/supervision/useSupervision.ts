// The page's matters: the list by filter, the one in the address with its log, acts in it.
import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { SupervisedAct, SupervisedQuery } from '../../../wire/supervisions.ts'
import { actInSupervision, getSupervision } from '../../api/supervisions.ts'
import type { ApiProblem } from '../../api/client.ts'
import { useBusy } from '../../api/useBusy.ts'
import { useFetch } from '../../api/useFetch.ts'
import { createKeyRing } from '../../incident/keys.ts'
import { useSupervised, useToldOf } from '../../supervise/useSupervised.ts'

const LIST_LENGTH = 500
const VIEWS = ['list', 'causes', 'month'] as const
export type View = (typeof VIEWS)[number]
const STATES = ['open', 'ended', 'all'] as const
export type Shown = (typeof STATES)[number]

export function useSupervision() {
  const route = useRoute()
  const router = useRouter()
  const view = computed<View>(() => VIEWS.find((one) => one === route.query['view']) ?? 'list')
  const shown = computed<Shown>(() => STATES.find((one) => one === route.query['state']) ?? 'open')
  const department = computed(() => {
    const asked = route.query['department']
    return typeof asked === 'string' && asked !== '' ? asked : undefined
  })
  const id = computed(() => {
    const param = route.params['id']
    return typeof param === 'string' && param !== '' ? param : undefined
  })
  const list = useSupervised((): SupervisedQuery => ({
    limit: LIST_LENGTH,
    ...(shown.value !== 'all' && { state: shown.value }),
    ...(department.value !== undefined && { department: department.value }),
  }))
  const detail = useFetch(
    () => id.value,
    (which) => getSupervision(which),
  )
  const told = useToldOf()
  watch(
    () => told.value,
    () => void detail.refresh(),
  )

  const { busy, problem, run } = useBusy()
  const keys = createKeyRing()
  const doing = shallowRef<string>()
  /** True once the hub has taken it. */
  async function act(input: SupervisedAct): Promise<boolean> {
    const which = detail.value.value
    if (which === undefined) return false
    const { id: of, version } = which.row
    let taken = false
    doing.value = input.act
    await run(async () => {
      await actInSupervision(of, { key: keys.keyFor([of, version, input]), version, act: input })
      keys.settle()
      taken = true
      await Promise.all([detail.refresh(), list.refresh()])
    })
    doing.value = undefined
    return taken
  }
  // Whoever gave it and looks at it has read what came back.
  watch(
    () => detail.value.value,
    (now) => {
      if (now !== undefined && now.row.unread && now.may.includes('read') && !busy.value) void act({ act: 'read' })
    },
  )

  const query = (change: Readonly<Record<string, string | undefined>>) => ({ ...route.query, ...change })
  return {
    ...{ view, shown, department, id, list, detail, busy, problem, act },
    /** Why something was not done, or that it has been read. */
    say: (what: ApiProblem | undefined) => void (problem.value = what),
    look: (next: View) =>
      void router.push({ path: '/supervision', query: { view: next === 'list' ? undefined : next } }),
    show: (state: string) => void router.replace({ query: query({ state: state === 'open' ? undefined : state }) }),
    only: (of: string) => void router.replace({ query: query({ department: of === '' ? undefined : of }) }),
    to: (one: string) => ({ path: `/supervision/${encodeURIComponent(one)}`, query: route.query }),
    back: computed(() => ({ path: '/supervision', query: route.query })),
    open: (one: string) => void router.push(`/supervision/${encodeURIComponent(one)}`),
  }
}
export type Supervision = ReturnType<typeof useSupervision>
