// The plans as the page sees them: which is open, whether it is read or edited, and what came of saving it.
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter, type RouteLocationNormalized } from 'vue-router'
import { sameValue } from '../../../core/same.ts'
import { toProblem } from '../../api/client.ts'
import { createPlan, listPlans, putPlan, removePlan, restorePlan } from '../../api/emergencies.ts'
import { useBusy } from '../../api/useBusy.ts'
import { useFetch } from '../../api/useFetch.ts'
import { useOpenForm } from '../../drafts/openForms.ts'
import { useSession } from '../../stores/session.ts'
import type { PlanRow } from '../../../wire/emergencies.ts'
import { freshId, newPlan, tidied, toDraft, type PlanDraft } from './draft.ts'

const KEEPERS: ReadonlySet<string | undefined> = new Set(['dutyChief', 'administrator'])
const CONFLICT = 409
/** New plans of others that may come between before it is said that mine cannot be added. */
const MOST_TAKEN = 5

export function usePlans() {
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  const list = useFetch(
    () => 'all',
    () => listPlans(),
  )
  const rows = computed(() => list.value.value ?? [])
  const idOf = ({ params: { id: param } }: Pick<RouteLocationNormalized, 'params'>): string | undefined =>
    typeof param === 'string' && param !== '' ? param : undefined
  const id = computed(() => idOf(route))
  const row = computed(() => rows.value.find(({ plan }) => plan.id === (id.value ?? rows.value[0]?.plan.id)))
  const mayKeep = computed(() => KEEPERS.has(session.role))

  const draft = ref<PlanDraft>()
  /** The version the draft was made from; undefined: a plan that is new. */
  const from = shallowRef<number>()
  /** The draft before a hand was laid on it. */
  const untouched = shallowRef<PlanDraft>()
  const dirty = computed(() => draft.value !== undefined && !sameValue(draft.value, untouched.value))
  const { busy, problem, run } = useBusy()
  /** What stands now, where somebody was quicker. */
  const conflict = shallowRef<PlanRow>()

  function leave(): void {
    draft.value = undefined
    problem.value = undefined
    conflict.value = undefined
  }
  function edit(): void {
    if (row.value === undefined) return
    leave()
    draft.value = toDraft(row.value.plan)
    untouched.value = toDraft(row.value.plan)
    from.value = row.value.version
  }
  /** One that nobody has, as far as the page knows. */
  const nextId = (tried: readonly string[] = []): string =>
    freshId('plan', [...new Set([...rows.value.map(({ plan }) => plan.id), ...tried])])
  function add(department: string): void {
    leave()
    const which = nextId()
    draft.value = newPlan(which, department)
    untouched.value = newPlan(which, department)
    from.value = undefined
  }
  /** `work` answers the plan to be read next; the first of the list without one. */
  const during = (work: () => Promise<PlanRow | undefined>): Promise<void> =>
    run(async () => {
      try {
        const next = (await work())?.plan.id
        leave()
        await list.refresh()
        if (next !== id.value) await router.push(next === undefined ? '/plans' : `/plans/${encodeURIComponent(next)}`)
      } catch (error) {
        // A plan that is new is nobody else's: there are no two of it to choose between.
        if (toProblem(error).status === CONFLICT && !isNew()) await meet()
        throw error
      }
    })
  async function meet(): Promise<void> {
    await list.refresh()
    const which = draft.value?.id ?? row.value?.plan.id
    conflict.value = rows.value.find(({ plan }) => plan.id === which)
  }
  const isNew = (): boolean => draft.value !== undefined && from.value === undefined
  /** A colleague who was quicker has the id that this page had in mind: another serves as well. */
  async function create(mine: PlanDraft, tried: readonly string[] = []): Promise<PlanRow> {
    const plan = tidied(mine)
    try {
      return await createPlan(plan)
    } catch (error) {
      if (toProblem(error).status !== CONFLICT || tried.length === MOST_TAKEN) throw error
      await list.refresh()
      // The answer to an earlier press was lost: it is there.
      const there = rows.value.find((one) => one.plan.id === plan.id)
      if (there !== undefined && sameValue(there.plan, plan)) return there
      mine.id = nextId([...tried, plan.id])
      return create(mine, [...tried, plan.id])
    }
  }
  const save = (): Promise<void> =>
    during(() => {
      if (draft.value === undefined) throw new Error('nothing is being edited')
      return from.value === undefined ? create(draft.value) : putPlan(tidied(draft.value), from.value)
    })
  /** Mine, on top of what the other saved. */
  function keepMine(): Promise<void> {
    from.value = conflict.value?.version
    conflict.value = undefined
    return save()
  }
  const restore = (): Promise<void> =>
    during(() => {
      if (row.value === undefined) throw new Error('no plan is open')
      return restorePlan(row.value.plan.id, row.value.version)
    })

  const remove = (): Promise<void> =>
    during(async () => {
      if (row.value === undefined) throw new Error('no plan is open')
      await removePlan(row.value.plan.id, row.value.version)
      return undefined
    })

  // A new version of the page waits for what is typed and not saved yet.
  useOpenForm(() => dirty.value)
  /** Where the officer wants to go instead, until what was typed has been given up for it. */
  const asking = shallowRef<string>()
  onScopeDispose(
    router.beforeEach((to, here) => {
      if (!dirty.value || to.name !== here.name || idOf(to) === draft.value?.id) return true
      asking.value = to.fullPath
      return false
    }),
  )
  async function goOn(): Promise<void> {
    const to = asking.value
    asking.value = undefined
    leave()
    if (to !== undefined) await router.push(to)
  }
  watch(id, () => draft.value === undefined || draft.value.id === id.value || leave())

  return {
    list,
    rows,
    row,
    id,
    mayKeep,
    draft,
    from,
    busy,
    problem,
    conflict,
    asking,
    goOn,
    edit,
    add,
    leave,
    save,
    keepMine,
    restore,
    remove,
    forget: () => (problem.value = undefined),
  }
}
export type Plans = ReturnType<typeof usePlans>
