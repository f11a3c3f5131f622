// Acting on a case: what is typed, one press at a time, and what happens when somebody else was quicker or the line is gone.
import { useListener } from '../ui/useListener.ts'
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { AskedAct } from '../../wire/acts.ts'
import type { IncidentDetail } from '../../wire/api.ts'
import type { EventView } from '../../wire/views.ts'
import type { ApiProblem } from '../api/client.ts'
import { useOpenForm } from '../drafts/openForms.ts'
import { hubClock } from '../live/clock.ts'
import { isOnItsWay, withPhotos, type OutboxEntry } from '../outbox/entry.ts'
import { outboxHere } from '../outbox/here.ts'
import { byCase, reopened, taken } from '../outbox/state.ts'
import { useSession } from '../stores/session.ts'
import { useActDrafts } from './actDrafts.ts'
import { firstDraft, isAct, toInput, type Draft, type FieldError } from './actForm.ts'
import { GRAVE, nextStep } from './actGroups.ts'
import { createKeyRing } from './keys.ts'
import { actsAfter } from './predicted.ts'
import type { PhotoQueue } from './photoQueue.ts'

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
  /** Acts on this case that have not reached the hub, in the order of pressing. */
  readonly waiting: ComputedRef<readonly OutboxEntry[]>
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

/** Stands for a photo whose id is not known yet, in the form the contract asks for. */
const UNNAMED = '0'.repeat(64)
const words = (d: Draft): string =>
  [d.reason, d.note, d.task, d.text].filter((w) => w !== undefined && w !== '').join('\n')

/** `onDone`: the hub has taken an act, the case may be out of this reader's sight by then; or the outbox keeps it until it can. */
export function useActs(
  detail: () => IncidentDetail | undefined,
  refresh: () => Promise<void>,
  onDone: (act: AskedAct, how: 'done' | 'kept') => void,
): Acts {
  const session = useSession()
  const ring = createKeyRing()
  const drafts = useActDrafts(() => session.user?.id)
  const open = shallowRef<AskedAct>()
  const errors = shallowRef<readonly FieldError[]>([])
  const busy = shallowRef(false)
  const problem = shallowRef<ApiProblem>()
  const conflict = shallowRef<Conflict>()
  const armed = shallowRef(false)
  let isGone = false
  onScopeDispose(() => (isGone = true))

  const id = computed(() => detail()?.row.id ?? '')
  const waiting = computed(() => byCase.value.get(id.value) ?? [])
  const allowed = computed(() => {
    const whole = detail()
    if (whole === undefined) return []
    const { user } = session
    const ahead = waiting.value.filter(isOnItsWay)
    return (user === undefined ? whole.acts : actsAfter(whole, ahead, user)).filter(isAct)
  })
  const draft = computed<Draft>(() => drafts.get(id.value, open.value))
  const photos = computed(() => drafts.photos(id.value, open.value))
  // The signal is back: photos go ahead of the act that names them.
  useListener(window, 'online', drafts.retryPhotos)
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
    if (whole === undefined) return
    drafts.opened(id.value, act)
    if (act !== undefined && !drafts.has(id.value, act))
      drafts.begin(id.value, act, firstDraft(act, whole, session.role))
  }

  function change(part: Partial<Draft>): void {
    if (open.value !== undefined) drafts.change(id.value, open.value, part)
    armed.value = false
    const touched = new Set(Object.keys(part))
    errors.value = errors.value.filter((e) => !touched.has(e.field))
  }

  /** The act on its way, and the next one where its form was sent by key before that was over. */
  let sending: AskedAct | undefined
  let next: AskedAct | undefined

  async function press(): Promise<void> {
    const whole = detail()
    const act = open.value
    if (whole === undefined || act === undefined) return
    if (busy.value) {
      if (act !== sending) next = act
      return
    }
    const places = photos.value.places()
    // What is still on this device counts as a photo; its id is known when it arrives.
    const typed: Draft =
      draft.value.photos === undefined
        ? draft.value
        : { ...draft.value, photos: places.map((place) => (typeof place === 'string' ? place : UNNAMED)) }
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
    sending = act
    let isTaken = false
    const { version } = whole.row
    const content = { id: id.value, version, input: result.input }
    try {
      const outbox = await outboxHere()
      const pressed = await outbox.press({
        key: ring.keyFor(content),
        incident: whole.row.id,
        code: whole.row.code,
        title: whole.row.title,
        version,
        input: withPhotos(result.input, []),
        photos: typed.photos === undefined ? [] : places,
        isWatched: () => !isGone && id.value === whole.row.id,
      })
      if (pressed.type === 'refused') {
        const p = pressed.problem
        if (p.status !== 409 || p.conflict === undefined) {
          problem.value = p
          return
        }
        ring.settle()
        conflict.value = { by: p.conflict.by, at: p.conflict.at, type: p.conflict.type, seen: version }
        await refresh()
        return
      }
      ring.settle()
      onDone(act, pressed.type)
      isTaken = true
      drafts.drop(whole.row.id, act)
      if (id.value === whole.row.id && open.value === act) open.value = undefined
      if (pressed.type === 'done') await refresh()
      else if (!folded) openFirst()
    } finally {
      busy.value = false
      const wanted = isTaken && id.value === whole.row.id ? next : undefined
      next = undefined
      if (wanted !== undefined && wanted === open.value) void press()
    }
  }

  /** The next step stands open already, where there is exactly one way on. */
  function openFirst(): void {
    if (open.value !== undefined) return
    const last = drafts.lastOpen(id.value)
    const next = last !== undefined && allowed.value.includes(last) ? last : nextStep(allowed.value)
    if (next !== undefined) choose(next)
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
    (now) => {
      clearWords()
      conflict.value = undefined
      open.value = undefined
      folded = false
      if (now !== undefined) openFirst()
      takeBack()
    },
    { immediate: true },
  )
  /** An act that waited comes back into its form. */
  function takeBack(): void {
    const back = reopened.value
    if (back === undefined || back.incident !== id.value) return
    reopened.value = undefined
    choose(back.act)
    change(back.fields as Partial<Draft>)
    photos.value.know(back.photoIds)
    photos.value.restore(back.photos)
  }
  watch(reopened, takeBack)
  watch(taken, (now) => {
    if (now.incident === id.value && !busy.value) void refresh()
  })
  useOpenForm(() => open.value !== undefined && (words(draft.value) !== '' || photos.value.entries.value.length > 0))
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
    waiting,
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
