// State of the sign-in form: one attempt at a time, and the hub's slow-down shown as a countdown.
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { toProblem, type ApiProblem } from '../api/client.ts'
import { hubClock, useNow } from '../live/clock.ts'
import { useSession } from '../stores/session.ts'

/** `entered`: somebody has signed in. */
export function useSignin(entered?: () => Promise<unknown>): {
  username: ShallowRef<string>
  password: ShallowRef<string>
  problem: ShallowRef<ApiProblem | undefined>
  /** Seconds until the hub takes another attempt. */
  waiting: ComputedRef<number>
  busy: ShallowRef<boolean>
  submit: () => Promise<void>
} {
  const session = useSession()
  const username = shallowRef('')
  const password = shallowRef('')
  const problem = shallowRef<ApiProblem>()
  const busy = shallowRef(false)
  const until = shallowRef(0)
  const now = useNow()
  const waiting = computed(() => Math.max(0, Math.ceil((until.value - now.value) / 1000)))

  async function submit(): Promise<void> {
    if (busy.value || waiting.value > 0) return
    busy.value = true
    try {
      await session.enter(username.value.trim(), password.value)
      problem.value = undefined
      await entered?.()
    } catch (error) {
      problem.value = toProblem(error)
      until.value = hubClock.now() + (problem.value.retryAfterMs ?? 0)
    } finally {
      password.value = ''
      busy.value = false
    }
  }
  return { username, password, problem, waiting, busy, submit }
}
