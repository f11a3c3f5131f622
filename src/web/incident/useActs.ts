// Acting on a case: what is typed, one press at a time, and what happens when somebody else was quicker.
import { useEventListener } from '@vueuse/core'
import { computed, reactive, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { AskedAct } from '../../wire/acts.ts'
import type { IncidentDetail } from '../../wire/api.ts'
import type { EventView } from '../../wire/views.ts'
import { toProblem, type ApiProblem } from '../api/client.ts'
import { sendAct } from '../api/incidents.ts'
import { hubClock } from '../live/clock.ts'
import { useSession } from '../stores/session.ts'
import { firstDraft, isAct, toInput, type Draft, type FieldError } from './actForm.ts'
import { GRAVE, nextStep } from './actGroups.ts'
import { createKeyRing } from './keys.ts'
import { createPhotoQueue, type PhotoQueue } from './photoQueue.ts'

export interface Conflict {
  readonly by: string
  readonly at: number
  readonly type: string
  /** The version the officer saw when pressing. */
  readonly seen: number
}

export interface Acts {
  /** What may be done now, in the order of the lifecycle. */
  readonly allowed: ComputedRef<readonly AskedAct[]>
  readonly open: Readonly<ShallowRef<AskedAct | undefined>>
  readonly draft: ComputedRef<Draft>
  /** Photos of the open form. */
  readonly photos: ComputedRef<PhotoQueue>
  readonly errors: Readonly<ShallowRef<readonly FieldError[]>>
  readonly busy: Readonly<ShallowRef<boolean>>
  readonly problem: Readonly<ShallowRef<ApiProblem | undefined>>
  readonly conflict: Readonly<ShallowRef<Conflict | undefined>>
  /** Lines of the log that came after the version seen at the conflict. */
  readonly since: ComputedRef<readonly EventView[]>
  /** A grave act waits for its second press. */
  readonly armed: Readonly<ShallowRef<boolean>>
  readonly choose: (act: AskedAct | undefined) => void
  /** Opens an act's form with some of it filled in from elsewhere on the page. */
  readonly ask: (act: AskedAct, change: Partial<Draft>) => void
  readonly change: (change: Partial<Draft>) => void
  readonly press: () => Promise<void>
  readonly toNote: () => void
  readonly dismiss: () => void
}

const words = (d: Draft): string =>
  [d.reason, d.note, d.task, d.text].filter((w) => w !== undefined && w !== '').join('\n')

/** `onDone`: the hub has taken an act; the case may be out of this reader's sight by then. */
export function useActs(
  detail: () => IncidentDetail | undefined,
  refresh: () => Promise<void>,
  onDone: (act: AskedAct) => void,
): Acts {
  const session = useSession()
  const ring = createKeyRing()
  /** By case and act, for as long as the page lives: looking at another case loses nothing. */
  const drafts = reactive(new Map<string, Draft>())
  const open = shallowRef<AskedAct>()
  const errors = shallowRef<readonly FieldError[]>([])
  const busy = shallowRef(false)
  const problem = shallowRef<ApiProblem>()
  const conflict = shallowRef<Conflict>()
  const armed = shallowRef(false)

  const allowed = computed(() => (detail()?.acts ?? []).filter(isAct))
  const key = computed(() => `${detail()?.row.id ?? ''}/${open.value ?? ''}`)
  const draft = computed<Draft>(() => drafts.get(key.value) ?? {})
  const queues = new Map<string, PhotoQueue>()
  const photos = computed(() => {
    const queue = queues.get(key.value) ?? createPhotoQueue()
    queues.set(key.value, queue)
    return queue
  })
  // The signal is back: what could not be sent goes now.
  useEventListener(window, 'online', () => queues.forEach((queue) => void queue.retry()))
  const since = computed(() => {
    const seen = conflict.value?.seen
    return seen === undefined ? [] : (detail()?.events ?? []).filter((e) => e.n > seen && e.type !== 'clocked')
  })

  function clearWords(): void {
    errors.value = []
    problem.value = undefined
    armed.value = false
  }

  /** Folded by hand: the next step does not open itself again. */
  let folded = false

  function choose(act: AskedAct | undefined): void {
    const whole = detail()
    folded = act === undefined
    clearWords()
    conflict.value = undefined
    open.value = act
    if (act !== undefined && whole !== undefined && !drafts.has(key.value))
      drafts.set(key.value, firstDraft(act, whole, session.role))
  }

  function change(part: Partial<Draft>): void {
    drafts.set(key.value, { ...draft.value, ...part })
    armed.value = false
    const touched = new Set(Object.keys(part))
    errors.value = errors.value.filter((e) => !touched.has(e.field))
  }

  async function press(): Promise<void> {
    const whole = detail()
    const act = open.value
    if (whole === undefined || act === undefined || busy.value) return
    const typed: Draft =
      draft.value.photos === undefined ? draft.value : { ...draft.value, photos: photos.value.ids.value }
    const result = toInput(act, typed, hubClock.now())
    if (typed.photos !== undefined && photos.value.unsent.value > 0) {
      errors.value = [{ field: 'photos', fault: 'unsent' }]
      return
    }
    if (!result.ok) {
      errors.value = result.errors
      return
    }
    if (GRAVE.has(act) && !armed.value) {
      armed.value = true
      return
    }
    clearWords()
    conflict.value = undefined
    busy.value = true
    const version = whole.row.version
    const draftKey = key.value
    const content = { id: whole.row.id, version, input: result.input }
    try {
      await sendAct(whole.row.id, { key: ring.keyFor(content), version, input: result.input })
      ring.settle()
      onDone(act)
      drafts.delete(draftKey)
      queues.get(draftKey)?.clear()
      open.value = undefined
      await refresh()
    } catch (error) {
      const p = toProblem(error)
      if (p.status === 409 && p.conflict !== undefined) {
        ring.settle()
        conflict.value = { by: p.conflict.by, at: p.conflict.at, type: p.conflict.type, seen: version }
        await refresh()
      } else problem.value = p
    } finally {
      busy.value = false
    }
  }

  /** The next step stands open already, where there is exactly one way on. */
  function openFirst(): void {
    const next = nextStep(allowed.value)
    if (open.value === undefined && next !== undefined) choose(next)
  }

  function ask(act: AskedAct, part: Partial<Draft>): void {
    if (!allowed.value.includes(act)) return
    choose(act)
    change(part)
  }

  /** After a conflict made the act impossible: the words go on as a note. */
  function toNote(): void {
    const text = words(draft.value)
    choose('note')
    change({ text: [draft.value.text, text].filter((w) => w !== undefined && w !== '').join('\n') })
  }

  watch(
    () => detail()?.row.id,
    (id) => {
      choose(undefined)
      folded = false
      if (id !== undefined) openFirst()
    },
    { immediate: true },
  )
  // The case moved on, by this officer or another: what stood open untouched gives way to the next step, words never do.
  watch(
    () => detail()?.row.version,
    () => {
      const act = open.value
      const untouched = words(draft.value) === '' && photos.value.entries.value.length === 0
      if (act !== undefined && !allowed.value.includes(act) && untouched && conflict.value === undefined) {
        choose(undefined)
        folded = false
      }
      if (!folded) openFirst()
    },
  )

  return {
    allowed,
    open,
    draft,
    photos,
    errors,
    busy,
    problem,
    conflict,
    since,
    armed,
    choose,
    ask,
    change,
    press,
    toNote,
    dismiss: () => {
      conflict.value = undefined
      problem.value = undefined
    },
  }
}
