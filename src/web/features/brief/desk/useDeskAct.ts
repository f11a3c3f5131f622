// One act of the desk on the brief that stands open. What went wrong stays beside what was pressed; a conflict says what changed.
import { shallowRef, type ShallowRef } from 'vue'
import type { BriefAct } from '../../../../wire/briefs.ts'
import { getBrief, sendCommand } from '../../../api/briefs.ts'
import { toProblem, type ApiProblem } from '../../../api/client.ts'
import { locale } from '../../../i18n/i18n.ts'
import { createKeyRing } from '../../../incident/keys.ts'
import { useShared } from '../room.ts'
import { differences, type Difference } from './difference.ts'

export interface DeskConflict {
  readonly by: string
  readonly at: number
  readonly changes: readonly Difference[]
}
export interface DeskAct {
  readonly busy: Readonly<ShallowRef<boolean>>
  readonly problem: ShallowRef<ApiProblem | undefined>
  readonly conflict: ShallowRef<DeskConflict | undefined>
  /** True when it is done; the page then shows what the hub answered. */
  readonly run: (act: BriefAct) => Promise<boolean>
  readonly forget: () => void
}

export function useDeskAct(): DeskAct {
  const { brief, take } = useShared()
  const keys = createKeyRing()
  const busy = shallowRef(false)
  const problem = shallowRef<ApiProblem>()
  const conflict = shallowRef<DeskConflict>()

  async function run(act: BriefAct): Promise<boolean> {
    const seen = brief.value
    if (busy.value || seen === undefined) return false
    busy.value = true
    problem.value = undefined
    conflict.value = undefined
    const command = { version: seen.version, act }
    try {
      take(await sendCommand(seen.key, { key: keys.keyFor(command), ...command }))
      keys.settle()
      return true
    } catch (error) {
      const why = toProblem(error)
      // Without an answer the same press may be sent again with the same key.
      if (why.status !== 0) keys.settle()
      if (why.conflict === undefined) problem.value = why
      else {
        const is = await getBrief(seen.key).catch(() => undefined)
        const { by, at } = why.conflict
        conflict.value = { by, at, changes: is === undefined ? [] : differences(seen, is, locale.value) }
        if (is !== undefined) take(is)
      }
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, conflict, run, forget: () => void (problem.value = undefined) }
}
