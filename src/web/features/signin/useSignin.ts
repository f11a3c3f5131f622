// State of the sign-in form: one attempt at a time, and the hub's slow-down shown as a countdown.
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { toProblem, type ApiProblem } from '../../api/client.ts'
import { useNow, hubClock } from '../../live/clock.ts'
import { useSession } from '../../stores/session.ts'

export function useSignin(): {
  username: ShallowRef<string>
  password: ShallowRef<string>
  problem: ShallowRef<ApiProblem | undefined>
  /** Seconds until the hub takes another attempt. */
  waiting: ComputedRef<number>
  busy: ShallowRef<boolean>
  submit: () => Promise<void>
} {
  const session = useSession()
  const route = useRoute()
  const router = useRouter()
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
      await router.replace(wanted() ?? session.home)
    } catch (error) {
      problem.value = toProblem(error)
      until.value = hubClock.now() + (problem.value.retryAfterMs ?? 0)
    } finally {
      password.value = ''
      busy.value = false
    }
  }

  /** Only addresses of this application: a link from elsewhere must not lead away after sign-in. */
  function wanted(): string | undefined {
    const to = route.query['to']
    return typeof to === 'string' && /^\/(?![/\\])/.test(to) && !to.startsWith('/signin') ? to : undefined
  }

  return { username, password, problem, waiting, busy, submit }
}
