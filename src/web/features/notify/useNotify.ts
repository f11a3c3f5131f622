// The page of webhooks as one thing: the list, the form, deliveries by the filter in the address, and the acts on them.
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import type { DeliveryRow, WebhookInput, WebhookRow } from '../../../wire/notify.ts'
import { toProblem, type ApiProblem } from '../../api/client.ts'
import { useFetch } from '../../api/useFetch.ts'
import {
  changeWebhook,
  createWebhook,
  getDeliveries,
  getWebhooks,
  removeWebhook,
  replayDelivery,
  testWebhook,
} from '../../api/webhooks.ts'
import { useNow } from '../../live/clock.ts'
import { toastDone, toastProblem } from '../../ui/toast.ts'
import { SECRET, switched } from './webhookForm.ts'

/** Deliveries change by themselves: read again this often while the page is looked at. */
const REREAD_MS = 10_000
const MOST = 200
export const STATES = ['dead', 'waiting', 'done', 'all'] as const
type State = (typeof STATES)[number]
const isState = (v: unknown): v is State => STATES.includes(v as State)

export function useNotify() {
  const route = useRoute()
  const router = useRouter()
  const { t } = useI18n()
  const now = useNow()
  const turn = computed(() => Math.floor(now.value / REREAD_MS))

  const state = computed<State>(() => (isState(route.query['state']) ? route.query['state'] : 'dead'))
  const webhook = computed(() => (typeof route.query['webhook'] === 'string' ? route.query['webhook'] : ''))
  const go = (change: Record<string, string>): void => {
    const query = { ...route.query, ...change }
    for (const [name, v] of Object.entries(query)) if (v === '') delete query[name]
    void router.replace({ query })
  }

  const list = useFetch(
    () => ({ turn: turn.value }),
    () => getWebhooks(),
    () => true,
  )
  const deliveries = useFetch(
    () => ({ state: state.value, webhook: webhook.value, turn: turn.value }),
    (key) =>
      getDeliveries({
        ...(key.state === 'all' ? {} : { state: key.state }),
        ...(key.webhook === '' ? {} : { webhook: key.webhook }),
        limit: MOST,
      }),
    (a, b) => a.state === b.state && a.webhook === b.webhook,
  )
  const refresh = (): Promise<unknown> => Promise.all([list.refresh(), deliveries.refresh()])

  /** What the form is for: a new one, or one that is. */
  const form = shallowRef<'new' | WebhookRow>()
  const problem = shallowRef<ApiProblem>()
  const busy = shallowRef(false)
  /** Shown once, until it is put away. */
  const secret = shallowRef<{ readonly name: string; readonly secret: string }>()
  const removing = shallowRef<WebhookRow>()
  /** Asked whether all listed dead letters shall go again. */
  const replaying = shallowRef(false)

  async function during(work: () => Promise<void>, failed: (p: ApiProblem) => void): Promise<void> {
    if (busy.value) return
    busy.value = true
    problem.value = undefined
    try {
      await work()
      await refresh()
    } catch (error) {
      failed(toProblem(error))
    } finally {
      busy.value = false
    }
  }
  const save = (input: WebhookInput): Promise<void> =>
    during(
      async () => {
        const which = form.value
        if (which === undefined) return
        if (which === 'new') {
          const made = await createWebhook(input)
          if (SECRET[input.form] === 'made') secret.value = { name: input.name, secret: made.secret }
        } else await changeWebhook(which.id, input)
        form.value = undefined
        toastDone(t('notify.saved', { name: input.name }))
      },
      (p) => (problem.value = p),
    )
  const act = (work: () => Promise<void>, done: string): Promise<void> =>
    during(async () => {
      await work()
      toastDone(done)
    }, toastProblem)

  return {
    now,
    state,
    webhook,
    go,
    list,
    deliveries,
    form,
    problem,
    busy,
    secret,
    removing,
    replaying,
    refresh,
    open: (which: 'new' | WebhookRow): void => {
      problem.value = undefined
      form.value = which
    },
    save,
    toggle: (row: WebhookRow) => act(() => changeWebhook(row.id, switched(row)), t('notify.saved', { name: row.name })),
    test(row: WebhookRow): Promise<void> {
      // What becomes of it is seen where it will appear.
      go({ state: 'all', webhook: row.id })
      return act(() => testWebhook(row.id), t('notify.tested', { name: row.name }))
    },
    /** One after the other: a receiver that comes back is not asked for everything at once. The first failure ends it. */
    replayAll(): Promise<void> {
      const dead = (deliveries.value.value ?? []).filter((d) => d.state === 'dead')
      replaying.value = false
      return act(
        async () => {
          for (const d of dead) await replayDelivery(d.id)
        },
        t('notify.replayedAll', { n: dead.length }),
      )
    },
    replay: (row: DeliveryRow) => act(() => replayDelivery(row.id), t('notify.replayed')),
    remove: () => {
      const row = removing.value
      removing.value = undefined
      return row === undefined
        ? Promise.resolve()
        : act(() => removeWebhook(row.id), t('notify.removed', { name: row.name }))
    },
  }
}
