// Boards as the desk edits them: those there are, the one that is open, what is wrong with it, and saving it against others.
import { computed, shallowRef, watch } from 'vue'
import { boardFaults, type BoardKnown } from '../../../wire/boardCheck.ts'
import type { Board, BoardRow } from '../../../wire/boards.ts'
import { makeBoard, removeBoard, restoreBoard, saveBoard } from '../../api/boards.ts'
import { getCameras } from '../../api/cameras.ts'
import { toProblem, type ApiProblem } from '../../api/client.ts'
import { useFetch } from '../../api/useFetch.ts'
import { say } from '../../i18n/i18n.ts'
import { useSide } from '../../live/useSide.ts'
import { useCity } from '../../stores/city.ts'
import { useSession } from '../../stores/session.ts'
import { freeRegion } from './gridEdit.ts'

const copyOf = (board: Board): Board => JSON.parse(JSON.stringify(board)) as Board

export function useBoards() {
  const city = useCity()
  const session = useSession()
  const side = useSide('boards')
  const rows = computed((): readonly BoardRow[] => [...side.rows.value.values()].sort((a, b) => a.order - b.order))
  const mayKeep = computed(() => session.role === 'dutyChief' || session.role === 'administrator')

  const draft = shallowRef<Board>()
  /** What the draft was made from; 0 for a new one. */
  const version = shallowRef(0)
  const problem = shallowRef<ApiProblem>()
  const busy = shallowRef(false)
  const row = computed(() => rows.value.find((one) => one.id === draft.value?.id))
  const isNew = computed(() => version.value === 0 && row.value === undefined)
  const dirty = computed(
    () => draft.value !== undefined && JSON.stringify(draft.value) !== JSON.stringify(row.value?.board),
  )
  /** Somebody else has changed it meanwhile. */
  const behind = computed(() => row.value !== undefined && row.value.version !== version.value)

  function open(one: BoardRow): void {
    draft.value = copyOf(one.board)
    version.value = one.version
    problem.value = undefined
  }
  watch(
    rows,
    (now) => {
      const [first] = now
      if (draft.value === undefined && first !== undefined) open(first)
      // What nobody has touched here follows what others do.
      else if (row.value !== undefined && behind.value && !touched.value) open(row.value)
    },
    { immediate: true },
  )
  const touched = shallowRef(false)
  watch(draft, (now, before) => {
    touched.value = now !== undefined && before !== undefined && now.id === before.id && dirty.value
  })

  const cameras = useFetch(() => 'all', getCameras)
  const known = computed((): BoardKnown => ({
    indicators: city.indicators,
    sensorKinds: { get: (kind) => city.kinds.get(kind)?.metrics.map((m) => m.id) },
    matters: [...city.matters.keys()],
  }))
  const faults = computed(() => (draft.value === undefined ? [] : boardFaults(draft.value, known.value)))

  async function act(f: () => Promise<BoardRow | undefined>): Promise<void> {
    busy.value = true
    problem.value = undefined
    try {
      const answer = await f()
      if (answer === undefined) return
      side.upsert(answer)
      open(answer)
    } catch (error) {
      problem.value = toProblem(error)
    } finally {
      busy.value = false
    }
  }
  const save = (): Promise<void> =>
    act(async () => {
      const board = draft.value
      if (board === undefined) return undefined
      return isNew.value ? makeBoard({ board, version: 0 }) : saveBoard({ board, version: version.value })
    })
  function duplicate(): void {
    const board = draft.value
    if (board === undefined) return
    const id = freeRegion(
      rows.value.map((r) => r.id),
      `${board.id}-copy`,
    )
    version.value = 0
    draft.value = { ...copyOf(board), id, name: { zh: `${board.name.zh}（副本）`, en: `${board.name.en} (copy)` } }
  }
  const restore = (): Promise<void> => act(async () => row.value && restoreBoard(row.value.id))
  const remove = (): Promise<void> =>
    act(async () => {
      if (row.value !== undefined) await removeBoard(row.value.id)
      draft.value = undefined
      const [first] = rows.value
      if (first !== undefined) open(first)
      return undefined
    })

  return {
    ...{ rows, draft, row, isNew, dirty, behind, faults, problem, busy, mayKeep, state: side.state },
    ...{ open, save, duplicate, restore, remove },
    cameras: computed(() => (cameras.value.value ?? []).map((c) => ({ value: c.id, label: say(c.name) }))),
    takeTheirs: () => row.value !== undefined && open(row.value),
    /** Ours over theirs: saved as made from the newest. */
    keepOurs: () => {
      if (row.value !== undefined) version.value = row.value.version
    },
  }
}
