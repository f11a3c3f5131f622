// What a department pressed where there was no signal: kept on the device, sent by itself in the order of pressing once there is one.
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue'
import { isPassing, type ApiProblem } from '../api/client.ts'
import { shelf } from '../drafts/shelf.ts'
import { hubClock } from '../live/clock.ts'
import { useSession } from '../stores/session.ts'
import { useListener } from '../ui/useListener.ts'
import type { Act, Acts } from './useActs.ts'

export interface HeldAct {
  readonly act: Act
  /** When it was pressed, hub time; no two at the same. */
  readonly at: number
}
export interface HeldActs {
  readonly waiting: ComputedRef<readonly HeldAct[]>
  /** Why the hub has refused: what was pressed last, or what waited. */
  readonly problem: ComputedRef<ApiProblem | undefined>
  /** True once the hub has taken it or the device keeps it. */
  readonly press: (act: Act) => Promise<boolean>
  readonly takeBack: (held: HeldAct) => void
}

const ASK_AGAIN_MS = 5_000

/** Of two answers the later counts; anything else pressed twice is the same press. */
const replaces =
  (next: Act) =>
  ({ act }: HeldAct): boolean =>
    next.type === 'answer' ? act.type === 'answer' : JSON.stringify(act) === JSON.stringify(next)

const kept = (fields: Readonly<Record<string, unknown>> | undefined): readonly HeldAct[] =>
  Array.isArray(fields?.['held']) ? (fields['held'] as HeldAct[]) : []

/** `emergency`: its id; `acts`: of the same. */
export function useHeldActs(emergency: string, acts: Acts): HeldActs {
  const account = useSession().user?.id ?? ''
  const name = `emergencyActs/${emergency}`
  const held = shallowRef(kept(shelf.read(account, name)))
  const refused = shallowRef<ApiProblem>()
  onScopeDispose(shelf.follow(account, name, (fields) => (held.value = kept(fields))))
  function put(next: readonly HeldAct[]): void {
    held.value = next
    shelf.write(account, name, { held: next })
  }
  const takeBack = ({ at }: HeldAct): void => put(held.value.filter((one) => one.at !== at))

  async function send(): Promise<void> {
    const [first] = held.value
    if (first === undefined || acts.busy.value !== undefined) return
    const taken = await acts.act(first.act, first.at)
    const problem = acts.problem.value
    // No signal still, a hub that restarts, a sign-in that ran out, an act of another press under way: none is an answer.
    if (!taken && (problem === undefined || problem.status === 401 || isPassing(problem))) return
    if (!taken) refused.value = problem
    takeBack(first)
    await send()
  }
  useListener(window, 'online', () => void send())
  watch(
    () => held.value.length > 0,
    (some, _, onCleanup) => {
      if (!some) return
      const timer = setInterval(() => void send(), ASK_AGAIN_MS)
      onCleanup(() => clearInterval(timer))
    },
    { immediate: true },
  )

  return {
    waiting: computed(() => held.value),
    problem: computed(() => refused.value ?? (held.value.length > 0 ? undefined : acts.problem.value)),
    async press(act) {
      refused.value = undefined
      if (held.value.length === 0) {
        if (await acts.act(act)) return true
        const problem = acts.problem.value
        if (problem !== undefined && !isPassing(problem)) return false
      }
      const at = Math.max(hubClock.now(), ...held.value.map((one) => one.at + 1))
      put([...held.value.filter((one) => !replaces(act)(one)), { act, at }])
      return true
    },
    takeBack,
  }
}
