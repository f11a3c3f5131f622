// The page of walls as one thing: rows in order, who may do what, and every act with its words. Draws nothing.
import { computed, shallowRef } from 'vue'
import type { WallShow } from '../../../core/wall/types.ts'
import type { WallChange, WallRow } from '../../../wire/walls.ts'
import { type ApiProblem, toProblem } from '../../api/client.ts'
import { approveWall, changeWall, pushToWalls, revokeWall } from '../../api/walls.ts'
import { t } from '../../i18n/i18n.ts'
import { useNow } from '../../live/clock.ts'
import { useSide } from '../../live/useSide.ts'
import { useSession } from '../../stores/session.ts'
import { toastDone, toastProblem } from '../../ui/toast.ts'
import { mayKeepWalls, mayPush } from '../../wall/mayPush.ts'
import { useShownNames } from '../../wall/wallWords.ts'

export type WallsPage = ReturnType<typeof useWalls>

export function useWalls() {
  const session = useSession()
  const now = useNow()
  const walls = useSide('walls')
  const boards = useSide('boards')
  const names = useShownNames()
  const busy = shallowRef(false)
  /** Those sent away last. */
  const rows = computed(() =>
    [...walls.rows.value.values()].sort(
      (a, b) =>
        Number(a.revokedAt !== undefined) - Number(b.revokedAt !== undefined) || a.name.localeCompare(b.name, 'zh'),
    ),
  )
  const boardRows = computed(() => [...boards.rows.value.values()].sort((a, b) => a.order - b.order))

  /** One at a time; answers whether it was done, and the problem where it was not. */
  async function doing(act: () => Promise<string>): Promise<ApiProblem | undefined> {
    if (busy.value) return undefined
    busy.value = true
    try {
      toastDone(await act())
      return undefined
    } catch (error) {
      return toProblem(error)
    } finally {
      busy.value = false
    }
  }
  /** What fails is told at the edge. */
  async function told(act: () => Promise<string>): Promise<boolean> {
    const problem = await doing(act)
    if (problem !== undefined) toastProblem(problem)
    return problem === undefined
  }

  return {
    now,
    names,
    rows,
    boards: boardRows,
    busy,
    state: walls.state,
    problem: walls.problem,
    mayPush: computed(() => mayPush(session.role)),
    mayKeep: computed(() => mayKeepWalls(session.role)),
    nameOf: (id: string): string => walls.rows.value.get(id)?.name ?? id,
    approve: (code: string, name: string) =>
      doing(async () => {
        const row = await approveWall({ code, name })
        walls.upsert(row)
        return t('walls.approved', { name: row.name })
      }),
    /** From a form: its problem stands beside it. */
    save: (id: string, change: WallChange) =>
      doing(async () => {
        walls.upsert(await changeWall(id, change))
        return t('walls.saved')
      }),
    change: (row: WallRow, change: WallChange, done = t('walls.saved')) =>
      told(async () => {
        walls.upsert(await changeWall(row.id, change))
        return done
      }),
    put: (row: WallRow, show: WallShow | null) =>
      told(async () => {
        const changed = await pushToWalls({ walls: [row.id], show: show as never })
        for (const one of changed) walls.upsert(one)
        return t(show === null ? 'walls.takenBack' : 'walls.pushed', { n: changed.length })
      }),
    revoke: (row: WallRow) =>
      told(async () => {
        walls.upsert(await revokeWall(row.id))
        return t('walls.revoked', { name: row.name })
      }),
  }
}
