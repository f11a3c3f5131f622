// The page of subscriptions as one thing: the list, what is possible, the log, the form, and the acts.
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { BriefDelivery, Subscription } from '../../../wire/subscriptions.ts'
import { toProblem, type ApiProblem } from '../../api/client.ts'
import { newKey } from '../../api/newKey.ts'
import {
  getSubscriptionLog,
  getSubscriptionOptions,
  getSubscriptions,
  putSubscription,
  removeSubscription,
  resendDelivery,
  testSubscription,
} from '../../api/subscriptions.ts'
import { useFetch } from '../../api/useFetch.ts'
import { locale, say } from '../../i18n/i18n.ts'
import { useNow } from '../../live/clock.ts'
import { useSession } from '../../stores/session.ts'
import { toastDone, toastFailed, toastProblem } from '../../ui/toast.ts'
import { fresh } from './subscriptionForm.ts'

const REREAD_MS = 15_000

export function useSubscriptions() {
  const { t } = useI18n()
  const now = useNow()
  const session = useSession()
  const turn = computed(() => Math.floor(now.value / REREAD_MS))
  const always = (): boolean => true
  const list = useFetch(() => turn.value, getSubscriptions, always)
  const log = useFetch(
    () => turn.value,
    () => getSubscriptionLog(),
    always,
  )
  const options = useFetch(() => 'options', getSubscriptionOptions)

  const form = shallowRef<Subscription>()
  const problem = shallowRef<ApiProblem>()
  const busy = shallowRef(false)
  /** Shown once, until it is put away. */
  const secret = shallowRef<string>()
  const removing = shallowRef<Subscription>()

  async function during(work: () => Promise<void>, failed: (p: ApiProblem) => void): Promise<void> {
    if (busy.value) return
    busy.value = true
    problem.value = undefined
    try {
      await work()
    } catch (error) {
      failed(toProblem(error))
    } finally {
      busy.value = false
      await Promise.all([list.refresh(), log.refresh()])
    }
  }
  /** What became of it is said as it was: a failure is no success of asking. */
  const told = (delivery: BriefDelivery, done: string): void => {
    if (delivery.state === 'sent') toastDone(done)
    else toastFailed(`${t('subscribe.failed')}：${delivery.problem ? say(delivery.problem) : ''}`)
  }

  return {
    ...{ now, list, log, options, form, problem, busy, secret, removing },
    open(one?: Subscription): void {
      problem.value = undefined
      form.value = one ?? fresh(newKey(), { account: session.user?.id ?? '', role: session.role }, locale.value)
    },
    save: (one: Subscription) =>
      during(
        async () => {
          const made = await putSubscription(one)
          form.value = undefined
          secret.value = made.secret
          toastDone(t('subscribe.saved'))
        },
        (p) => (problem.value = p),
      ),
    test: (one: Subscription) =>
      during(async () => told(await testSubscription(one.id), t('subscribe.tested')), toastProblem),
    resend: (one: BriefDelivery) =>
      during(async () => told(await resendDelivery(one.id), t('subscribe.resent')), toastProblem),
    remove(): Promise<void> {
      const one = removing.value
      removing.value = undefined
      if (one === undefined) return Promise.resolve()
      return during(async () => {
        await removeSubscription(one)
        toastDone(t('subscribe.removed'))
      }, toastProblem)
    },
  }
}
