// One handover on the page: that in hand, or one of the list; what may be done with it, and doing it.
import { computed, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { Handover, HandoverAct, HandoverItem, HandoversInHand } from '../../../wire/shifts.ts'
import { shiftOn } from '../../../core/shift.ts'
import { toProblem, type ApiProblem } from '../../api/client.ts'
import { actOnHandover, getHandover, handoversInHand } from '../../api/shifts.ts'
import { useFetch } from '../../api/useFetch.ts'
import { useNow } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { useSession } from '../../stores/session.ts'

export function useHandover() {
  const route = useRoute()
  const session = useSession()
  const city = useCity()
  const now = useNow()
  const isDesk = computed(() => session.isDesk)
  const id = computed(() => {
    const param = route.params['id']
    return typeof param === 'string' && param !== '' ? param : undefined
  })
  const inHand = useFetch(
    () => (isDesk.value ? session.user?.id : undefined),
    () => handoversInHand(),
  )
  const other = useFetch(() => {
    const hand: HandoversInHand | undefined = inHand.value.value
    const known = hand !== undefined && [hand.running.id, hand.previous?.id].includes(id.value)
    return known ? undefined : id.value
  }, getHandover)

  /** What the hub last answered to an act is newer than what was read. */
  const acted = shallowRef<Handover>()
  watch(id, () => (acted.value = undefined))
  const read = computed(() => {
    const hand = inHand.value.value
    if (id.value === undefined) return hand?.previous ?? hand?.running
    return [hand?.running, hand?.previous].find((one) => one?.id === id.value) ?? other.value.value
  })
  const handover = computed(() =>
    acted.value !== undefined && acted.value.id === read.value?.id ? acted.value : read.value,
  )

  const me = computed(() => session.user?.id)
  const endsAt = computed(() => {
    const one = handover.value
    const rule = city.desk?.shifts.find(({ id: shift }) => shift === one?.shift)
    return one === undefined || rule === undefined || city.city === undefined
      ? undefined
      : shiftOn(one.date, rule, city.city).to
  })
  /** Nobody signed it over and its shift has ended. */
  const forsaken = computed(
    () => handover.value?.state === 'draft' && endsAt.value !== undefined && now.value >= endsAt.value,
  )
  const mayWrite = computed(() => isDesk.value && handover.value?.state === 'draft')
  const mayTakeBack = computed(
    () => handover.value?.state === 'offered' && handover.value.outgoing?.account === me.value,
  )
  const mayTakeOver = computed(
    () =>
      isDesk.value &&
      ((handover.value?.state === 'offered' && handover.value.outgoing?.account !== me.value) || forsaken.value),
  )
  const isOpened = (item: HandoverItem): boolean =>
    handover.value?.state === 'signed'
      ? item.openedAt !== undefined
      : (item.openedBy ?? []).some((one) => one.account === me.value)
  const left = computed(() => (handover.value?.items ?? []).filter((item) => item.mustOpen && !isOpened(item)).length)

  const busy = shallowRef(false)
  const failed = shallowRef<ApiProblem>()
  async function act(body: HandoverAct): Promise<boolean> {
    const one = handover.value
    if (one === undefined || busy.value) return false
    busy.value = true
    failed.value = undefined
    try {
      acted.value = await actOnHandover(one.id, body)
      return true
    } catch (error) {
      const problem = toProblem(error)
      failed.value = problem
      // Somebody was faster: what they made of it is shown beside why.
      if (problem.status === 409) acted.value = await getHandover(one.id).catch(() => acted.value)
      return false
    } finally {
      busy.value = false
    }
  }
  /** Told once the case, alarm or emergency is really on the screen; never stands in the way of reading. */
  async function opened(item: HandoverItem): Promise<void> {
    const one = handover.value
    if (one === undefined || !mayTakeOver.value || isOpened(item)) return
    try {
      acted.value = await actOnHandover(one.id, { act: 'open', item: item.id })
    } catch (error) {
      failed.value = toProblem(error)
    }
  }
  async function refresh(): Promise<void> {
    acted.value = undefined
    await Promise.all([inHand.refresh(), other.refresh()])
  }
  return {
    isDesk,
    id,
    handover,
    hand: inHand.value,
    problem: computed(() => inHand.problem.value ?? other.problem.value),
    loading: computed(() => inHand.loading.value || other.loading.value),
    endsAt,
    forsaken,
    mayWrite,
    mayTakeBack,
    mayTakeOver,
    isOpened,
    left,
    busy,
    failed,
    act,
    opened,
    refresh,
  }
}
