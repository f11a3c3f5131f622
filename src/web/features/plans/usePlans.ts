// The plans as the page sees them: which is open, whether it is read or edited, and what came of saving it.
import { computed, ref, shallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { toProblem } from '../../api/client.ts'
import { createPlan, listPlans, putPlan, removePlan, restorePlan } from '../../api/emergencies.ts'
import { useBusy } from '../../api/useBusy.ts'
import { useFetch } from '../../api/useFetch.ts'
import { useSession } from '../../stores/session.ts'
import type { PlanRow } from '../../../wire/emergencies.ts'
import { newPlan, tidied, toDraft, type PlanDraft } from './draft.ts'

const KEEPERS: ReadonlySet<string | undefined> = new Set(['dutyChief', 'administrator'])
const CONFLICT = 409

export function usePlans() {
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  const list = useFetch(
    () => 'all',
    () => listPlans(),
  )
  const rows = computed(() => list.value.value ?? [])
  const id = computed(() => {
    const param = route.params['id']
    return typeof param === 'string' && param !== '' ? param : undefined
  })
  const row = computed(() => rows.value.find(({ plan }) => plan.id === (id.value ?? rows.value[0]?.plan.id)))
  const mayKeep = computed(() => KEEPERS.has(session.role))

  const draft = ref<PlanDraft>()
  /** The version the draft was made from; undefined: a plan that is new. */
  const from = shallowRef<number>()
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
    from.value = row.value.version
  }
  function add(which: string, department: string): void {
    leave()
    draft.value = newPlan(which, department)
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
        if (toProblem(error).status === CONFLICT) await meet()
        throw error
      }
    })
  async function meet(): Promise<void> {
    await list.refresh()
    const which = draft.value?.id ?? row.value?.plan.id
    conflict.value = rows.value.find(({ plan }) => plan.id === which)
  }
  const save = (): Promise<void> =>
    during(() => {
      if (draft.value === undefined) throw new Error('nothing is being edited')
      const plan = tidied(draft.value)
      return from.value === undefined ? createPlan(plan) : putPlan(plan, from.value)
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
