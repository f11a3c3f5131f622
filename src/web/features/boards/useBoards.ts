// Boards as the desk edits them: those there are, the one that is open, what is wrong with it, and saving it against others.
import { computed, shallowRef, watch } from 'vue'
import { boardFaults, type BoardKnown } from '../../../wire/boardCheck.ts'
import { boardDifference } from '../../../wire/boardDifference.ts'
import type { Board, BoardRow } from '../../../wire/boards.ts'
import { makeBoard, removeBoard, restoreBoard, saveBoard } from '../../api/boards.ts'
import { getCameras } from '../../api/cameras.ts'
import { useBusy } from '../../api/useBusy.ts'
import { useFetch } from '../../api/useFetch.ts'
import { useOpenForm } from '../../drafts/openForms.ts'
import { say, t } from '../../i18n/i18n.ts'
import { useSide } from '../../live/useSide.ts'
import { useCity } from '../../stores/city.ts'
import { useSession } from '../../stores/session.ts'
import type { Question } from './AskBox.vue'
import { freeRegion } from './gridEdit.ts'

/** Something to be given up, until the officer has said so. */
interface Asked {
  readonly question: Question
  /** The board to go to instead. */
  readonly to?: BoardRow
}
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
  const { busy, problem, run } = useBusy()
  const row = computed(() => rows.value.find((one) => one.id === draft.value?.id))
  const isNew = computed(() => version.value === 0 && row.value === undefined)
  const dirty = computed(
    () => draft.value !== undefined && JSON.stringify(draft.value) !== JSON.stringify(row.value?.board),
  )
  /** Somebody else has changed it meanwhile. */
  const behind = computed(() => row.value !== undefined && row.value.version !== version.value)

  /** In words of the page; whoever has pressed «save» meanwhile is told by the hub who it was. */
  const clash = computed(() => {
    if (!behind.value || !dirty.value || draft.value === undefined || row.value === undefined) return undefined
    if (problem.value?.code === 'boardChanged') return say(problem.value.detailText)
    const what = boardDifference(row.value.board, draft.value)
    return t('boards.behind', { what: what === undefined ? '' : say(what) })
  })

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

  const act = (f: () => Promise<BoardRow | undefined>): Promise<void> =>
    run(async () => {
      const answer = await f()
      if (answer === undefined) return
      side.upsert(answer)
      open(answer)
    })
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
  const restore = (): Promise<void> => act(async () => row.value && restoreBoard(row.value.id, version.value))
  const remove = (): Promise<void> =>
    act(async () => {
      if (row.value !== undefined) await removeBoard(row.value.id, version.value)
      draft.value = undefined
      const [first] = rows.value
      if (first !== undefined) open(first)
      return undefined
    })

  // A new version of the page waits for what is typed and not saved yet.
  useOpenForm(() => mayKeep.value && dirty.value)
  const asking = shallowRef<Asked>()
  const ask = (question: Question, to?: BoardRow): void => {
    asking.value = { question, ...(to && { to }) }
  }
  async function confirm(): Promise<void> {
    const asked = asking.value
    if (asked?.to !== undefined) open(asked.to)
    else if (asked?.question === 'restore') await restore()
    else if (asked?.question === 'remove') await remove()
    asking.value = undefined
  }
  /** Another board, or the same as it stands: at once where nothing typed would be lost. */
  const choose = (one: BoardRow): void => (dirty.value && mayKeep.value ? ask('leave', one) : open(one))

  return {
    ...{ rows, draft, row, isNew, dirty, clash, faults, problem, busy, mayKeep, state: side.state },
    ...{ choose, save, duplicate, asking, ask, confirm },
    cameras: computed(() => (cameras.value.value ?? []).map((c) => ({ value: c.id, label: say(c.name) }))),
    takeTheirs: () => row.value !== undefined && open(row.value),
    /** Ours over theirs: saved as made from the newest. */
    keepOurs: () => {
      problem.value = undefined
      if (row.value !== undefined) version.value = row.value.version
    },
  }
}
