// Taking cases together and acting on them: choose, fill in, preview, do, read the report. One command, one key, however often it is sent.
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { BulkAct, BulkCommand, BulkReport } from '../../../wire/desk.ts'
import type { IncidentRow } from '../../../wire/views.ts'
import { sendBulk } from '../../api/bulk.ts'
import type { ApiProblem } from '../../api/client.ts'
import { useBusy } from '../../api/useBusy.ts'
import { toInput, type Draft, type FieldError } from '../../incident/actForm.ts'
import { GRAVE } from '../../incident/actGroups.ts'
import { newKey } from '../../api/newKey.ts'
import { hubClock } from '../../live/clock.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { useSession } from '../../stores/session.ts'
import { casesOf, offersFor, type Offer } from './bulk.ts'
import { allOf, extended, NOTHING, toggled, type Selection } from './selection.ts'
import type { Queue } from './useQueue.ts'

export interface Bulk {
  readonly ids: ComputedRef<ReadonlySet<string>>
  /** The chosen cases as they stand, in the order of the list; those the list does not show come last. */
  readonly rows: ComputedRef<readonly IncidentRow[]>
  /** Chosen, but not in the list as it is filtered now. */
  readonly unseen: ComputedRef<number>
  readonly toggle: (id: string) => void
  readonly extend: (id: string) => void
  readonly all: () => void
  readonly clear: () => void
  readonly offers: ComputedRef<readonly Offer[]>
  readonly act: Readonly<ShallowRef<BulkAct | undefined>>
  readonly draft: Readonly<ShallowRef<Draft>>
  readonly errors: Readonly<ShallowRef<readonly FieldError[]>>
  readonly preview: Readonly<ShallowRef<BulkReport | undefined>>
  readonly report: Readonly<ShallowRef<BulkReport | undefined>>
  /** The act the report is of. */
  readonly reported: Readonly<ShallowRef<BulkAct | undefined>>
  readonly problem: Readonly<ShallowRef<ApiProblem | undefined>>
  readonly busy: Readonly<ShallowRef<boolean>>
  /** A grave act waits for its second press. */
  readonly armed: Readonly<ShallowRef<boolean>>
  readonly choose: (act: BulkAct | undefined) => void
  readonly change: (part: Partial<Draft>) => void
  readonly ask: () => Promise<void>
  readonly confirm: () => Promise<void>
  /** The same command under the same key: what is done stays done. */
  readonly retry: () => Promise<void>
  readonly dismiss: () => void
}

export function useBulk(queue: Pick<Queue, 'rows'>): Bulk {
  const incidents = useIncidents()
  const session = useSession()
  const selection = shallowRef<Selection>(NOTHING)
  const act = shallowRef<BulkAct>()
  const draft = shallowRef<Draft>({})
  const errors = shallowRef<readonly FieldError[]>([])
  const preview = shallowRef<BulkReport>()
  const report = shallowRef<BulkReport>()
  const reported = shallowRef<BulkAct>()
  const { busy, problem, run } = useBusy()
  const armed = shallowRef(false)
  /** As previewed, and as last sent. */
  let command: BulkCommand | undefined
  let sent: BulkCommand | undefined

  const shownIds = (): string[] => queue.rows.value.map((row) => row.id)
  const ids = computed(() => selection.value.ids)
  const seen = computed(() => (ids.value.size === 0 ? [] : queue.rows.value.filter((row) => ids.value.has(row.id))))
  const rows = computed(() => {
    if (ids.value.size === 0) return []
    const live = incidents.rows
    const inList = new Set(seen.value.map((row) => row.id))
    return [...seen.value.map((row) => row.id), ...[...ids.value].filter((id) => !inList.has(id))].flatMap((id) => {
      const row = live.get(id)
      return row === undefined ? [] : [row]
    })
  })
  const offers = computed(() => {
    const { role, user } = session
    if (role === undefined) return []
    return offersFor(rows.value, { role, ...(user?.department !== undefined && { department: user.department }) })
  })
  const clear = (): void => void (selection.value = NOTHING)

  function forget(): void {
    preview.value = undefined
    problem.value = undefined
    errors.value = []
    armed.value = false
    command = undefined
  }
  function choose(next: BulkAct | undefined): void {
    forget()
    act.value = next
    draft.value = next === 'merge' ? firstInto() : next === 'dispatch' ? { assist: [] } : {}
    if (next === 'supervise') draft.value = { urgency: 'normal' }
  }
  const firstInto = (): Draft => {
    const first = rows.value[0]?.id
    return first === undefined ? {} : { into: first }
  }
  function change(part: Partial<Draft>): void {
    forget()
    draft.value = { ...draft.value, ...part }
  }

  const ask = (): Promise<void> =>
    run(async () => {
      if (act.value === undefined) return
      const result = toInput(act.value, draft.value, hubClock.now())
      if (!result.ok) {
        errors.value = result.errors
        return
      }
      const { input } = result
      // What was looked at is what is done: versions and key stay those of the preview.
      command = { key: newKey(), cases: casesOf(rows.value, input), input, preview: false }
      preview.value = await sendBulk({ ...command, preview: true })
    })

  async function send(): Promise<void> {
    if (sent === undefined) return
    report.value = await sendBulk(sent)
    for (const { row } of report.value.rows)
      if (row !== undefined && incidents.row(row.id) !== undefined) incidents.upsert(row)
  }
  const confirm = (): Promise<void> =>
    run(async () => {
      if (command === undefined || act.value === undefined) return
      if (GRAVE.has(act.value) && !armed.value) {
        armed.value = true
        return
      }
      armed.value = false
      sent = command
      await send()
      reported.value = act.value
      // What could not be done stays chosen: it is what is to be looked at next.
      const { rows: lines } = report.value ?? { rows: [] }
      selection.value = { ids: new Set(lines.filter(({ result }) => result !== 'done').map(({ id }) => id)) }
      act.value = undefined
      preview.value = undefined
    })

  // Another screen's choice is not this one's: nobody acts on what somebody else had taken.
  watch(() => session.user?.id, clear)

  return {
    ids,
    rows,
    unseen: computed(() => ids.value.size - seen.value.length),
    toggle: (id) => (selection.value = toggled(selection.value, id)),
    extend: (id) => (selection.value = extended(selection.value, id, shownIds())),
    all: () => (selection.value = allOf(selection.value, shownIds())),
    clear,
    offers,
    act,
    draft,
    errors,
    preview,
    report,
    reported,
    problem,
    busy,
    armed,
    choose,
    change,
    ask,
    confirm,
    retry: () => run(send),
    dismiss() {
      report.value = undefined
      reported.value = undefined
      sent = undefined
    },
  }
}
