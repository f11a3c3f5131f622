// After an own act: the offer to take it back, as long as the hub says that it may be. Taking back is an act like any other.
import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ActInput } from '../../core/incident/inputs.ts'
import type { AskedAct } from '../../wire/acts.ts'
import type { IncidentDetail } from '../../wire/api.ts'
import { toProblem } from '../api/client.ts'
import { sendAct } from '../api/incidents.ts'
import { hubClock } from '../live/clock.ts'
import { dismiss, toastDone, toastProblem } from '../ui/toast.ts'
import { offerUndo } from '../ui/undo.ts'
import { newKey } from '../api/newKey.ts'
import { useNames } from './names.ts'
import { actWord } from './words.ts'

/** Taking a merged case out again has no end of its own; offered for so long, later it is done in the form, with a reason. */
const UNMERGE_MS = 5 * 60_000

export function useUndo(
  detail: () => IncidentDetail | undefined,
  refresh: () => Promise<void>,
): { readonly acted: (act: AskedAct, toast: number) => void } {
  const { t } = useI18n()
  const names = useNames()
  /** The own act whose outcome is still on its way here. */
  let waiting: { id: string; version: number; act: AskedAct; toast: number } | undefined
  let withdraw: { id: string; version: number; run: () => void } | undefined

  function whatWasDone(whole: IncidentDetail, act: AskedAct): string {
    const { lead, mergedInto } = whole.row
    if (act === 'dispatch' && lead !== undefined) return t('ui.undo.dispatched', { to: names.department(lead) })
    if (act === 'merge' && mergedInto !== undefined) return t('ui.undo.merged', { code: mergedInto })
    return t('incident.done', { act: actWord(act) })
  }

  function offer(whole: IncidentDetail, act: AskedAct): boolean {
    const { id, version } = whole.row
    const unmerges = act === 'merge' && whole.acts.includes('unmerge')
    const untilAt = unmerges ? hubClock.now() + UNMERGE_MS : whole.undo?.until
    if (untilAt === undefined || act === 'undo') return false
    const input: ActInput = unmerges ? { act: 'unmerge', reason: t('ui.undo.mergeReason') } : { act: 'undo' }
    const key = newKey()
    const run = async (): Promise<void> => {
      // Time alone may have written into the log since; the hub still asks whose act was the last.
      const now = detail()?.row
      try {
        await sendAct(id, { key, version: now?.id === id ? now.version : version, input })
        toastDone(t('ui.undo.done', { act: actWord(act) }))
      } catch (error) {
        // Somebody has gone on from it, or the time is over: the hub says which.
        toastProblem(toProblem(error))
      }
      if (detail()?.row.id === id) await refresh()
    }
    withdraw = { id, version, run: offerUndo({ text: whatWasDone(whole, act), untilAt, run }) }
    return true
  }

  watch(detail, (whole) => {
    if (whole === undefined) return
    const { id, version } = whole.row
    // Gone on from: there is nothing left to take back.
    if (withdraw?.id === id && version > withdraw.version && whole.undo === undefined) {
      withdraw.run()
      withdraw = undefined
    }
    if (waiting?.id !== id || version <= waiting.version) return
    const { act, toast } = waiting
    waiting = undefined
    // The offer says what was done; once is enough.
    if (offer(whole, act)) dismiss(toast)
  })

  return {
    acted(act, toast) {
      const row = detail()?.row
      // The act before it is no longer the last one.
      if (withdraw !== undefined && withdraw.id === row?.id) withdraw.run()
      if (row !== undefined) waiting = { id: row.id, version: row.version, act, toast }
    },
  }
}
