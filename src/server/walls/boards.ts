// Boards: those of the city's files with what the desk has changed laid over them. Decides nothing about walls.
import { sameValue } from '../../core/same.ts'
import type { Actor } from '../../core/incident/types.ts'
import { BoardsSchema, type Board, type BoardChange, type BoardRow } from '../../wire/boards.ts'
import { boardFaults, type BoardKnown } from '../../wire/boardCheck.ts'
import { boardDifference } from '../../wire/boardDifference.ts'
import type { Reference } from '../../wire/reference.ts'
import { CamerasSchema } from '../../wire/cameras.ts'
import { WarningKindsSchema } from '../../wire/warnings.ts'
import type { Now } from '../ports.ts'
import { ProblemError, RefusedError, invalid, notFound } from '../problems.ts'
import { readBesides } from '../reference/besides.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'

export interface BoardDesk {
  rows(): readonly BoardRow[]
  has(id: string): boolean
  /** A new board, or a change of the one it names. A ProblemError says what is wrong, or what somebody else has changed. */
  put(change: BoardChange, actor: Actor, fresh: boolean): Promise<BoardRow>
  /** Of a board made at the desk. `version`: the one that was seen; a newer one is a conflict, here and below. */
  remove(id: string, version: number, actor: Actor): Promise<void>
  /** As the city's files have it. */
  restore(id: string, version: number, actor: Actor): Promise<BoardRow>
}
export type OpenBoards = BoardDesk & { round(): Promise<void> }

export interface BoardOptions {
  readonly db: Db
  readonly now: Now
  readonly cityFolder: string
  readonly reference: Pick<ReferenceIndex, 'indicators' | 'sensorKinds' | 'matters'>
  /** As the city's files have it. */
  readonly files: Pick<Reference, 'indicators' | 'sensorKinds' | 'matters'>
  readonly show: (rows: readonly BoardRow[], gone: readonly string[]) => void
}

interface Stored {
  readonly id: string
  readonly body: Board | null
  readonly version: number
  readonly changed_at: Date
  readonly changed_by: string
}

/** Reads `boards.json`; a city without one has the boards made at the desk. Throws with all that is wrong in it. */
export async function openBoards(options: BoardOptions): Promise<OpenBoards> {
  const { db, now, cityFolder, reference, show } = options
  const kinds = (await readBesides(cityFolder, 'warning-kinds.json', WarningKindsSchema)) ?? []
  const cameras = (await readBesides(cityFolder, 'cameras.json', CamerasSchema)) ?? []
  const known: BoardKnown = {
    indicators: { has: (id) => reference.indicators.has(id) },
    sensorKinds: { get: (id) => reference.sensorKinds.get(id)?.metrics.map((metric) => metric.id) },
    get matters() {
      return [...reference.matters.keys()]
    },
    warnings: new Set(kinds.map((kind) => kind.id)),
    cameras: new Set(cameras.map((camera) => camera.id)),
  }
  /** What the desk ends in the catalogue must not keep a hub from starting: the city's boards are judged by the city's files. */
  const inFiles: BoardKnown = {
    ...known,
    indicators: new Set(options.files.indicators.map(({ id }) => id)),
    sensorKinds: new Map(options.files.sensorKinds.map(({ id, metrics }) => [id, metrics.map((metric) => metric.id)])),
    matters: options.files.matters.map(({ code }) => code),
  }
  const files =
    (await readBesides(cityFolder, 'boards.json', BoardsSchema, (boards, note) => {
      const seen = new Set<string>()
      for (const [i, board] of boards.entries()) {
        if (seen.has(board.id)) note(`/${i}/id`, `重复的编号：${board.id}`, `the id stands twice: ${board.id}`)
        seen.add(board.id)
        for (const { pointer, text } of boardFaults(board, inFiles)) note(`/${i}${pointer}`, text.zh, text.en)
      }
    })) ?? []
  const own = new Map(files.map((board, order) => [board.id, { board, order }]))
  let stored = new Map<string, Stored>()
  let shown = new Map<string, BoardRow>()

  /** Own boards in the order of the file, then those of the desk by id. */
  function rows(): BoardRow[] {
    const made = [...stored.values()].filter(({ id, body }) => body !== null && !own.has(id))
    made.sort((a, b) => (a.id < b.id ? -1 : 1))
    return [
      ...files.map((board, order) => rowOf(board, order, stored.get(board.id), true)),
      ...made.flatMap((one, i) => (one.body === null ? [] : [rowOf(one.body, files.length + i, one, false)])),
    ]
  }
  /** Tells what is new against what was told last. */
  function tell(): void {
    const next = new Map(rows().map((row) => [row.id, row]))
    const gone = [...shown.keys()].filter((id) => !next.has(id))
    const news = [...next.values()].filter((row) => !sameValue(row, shown.get(row.id)))
    shown = next
    if (news.length + gone.length > 0) show(news, gone)
  }
  async function refresh(): Promise<void> {
    stored = new Map((await db.query.selectFrom('board').selectAll().execute()).map((row) => [row.id, row]))
    tell()
  }
  await refresh()

  const row = (id: string): BoardRow => shown.get(id) ?? missing()
  const missing = (): never => {
    throw notFound({ zh: '看板', en: 'board' })
  }

  async function write(id: string, body: Board | null, version: number, actor: Actor): Promise<void> {
    const values = {
      body: body === null ? null : JSON.stringify(body),
      version: version + 1,
      changed_at: new Date(now()),
      changed_by: actor.name,
    }
    const written = await db.query
      .insertInto('board')
      .values({ id, ...values })
      .onConflict((c) => c.column('id').doUpdateSet(values).where('board.version', '=', version))
      .returning('id')
      .executeTakeFirst()
    await refresh()
    if (written === undefined) throw changed(id, body)
  }
  /** Somebody else was first. */
  function changed(id: string, mine: Board | null): ProblemError {
    const now = stored.get(id)
    const by = now?.changed_by ?? ''
    const theirs = shown.get(id)?.board
    const parts = mine === null || theirs === undefined ? undefined : boardDifference(theirs, mine)
    return new ProblemError(
      'boardChanged',
      {
        zh: `看板已由${by}更新到第 ${now?.version ?? 0} 版${parts === undefined ? '' : `，与您的不同之处：${parts.zh}`}`,
        en: `${by} has changed the board (now version ${now?.version ?? 0})${parts === undefined ? '' : `; it differs from yours in: ${parts.en}`}`,
      },
      { conflict: { version: now?.version ?? 0, by, at: now?.changed_at.getTime() ?? 0, type: 'board' } },
    )
  }

  return {
    rows,
    has: (id) => shown.has(id),
    round: refresh,
    async put({ board, version }, actor, fresh) {
      const [fault] = boardFaults(board, known)
      if (fault !== undefined) throw invalid(`/board${fault.pointer}`, fault.text)
      if (fresh && shown.has(board.id))
        throw new ProblemError(
          'exists',
          { zh: `编号 ${board.id} 已被使用`, en: `The id ${board.id} is taken` },
          { field: '/board/id' },
        )
      // One that was removed goes on counting, so that nobody's old change fits a new board of the same name.
      const before = fresh ? (stored.get(board.id)?.version ?? 0) : row(board.id).version
      if (!fresh && before !== version) throw changed(board.id, board)
      await write(board.id, board, before, actor)
      return row(board.id)
    },
    async remove(id, version, actor) {
      const { version: before, own: isOwn } = row(id)
      if (isOwn)
        throw new RefusedError('ownBoard', {
          zh: '城市自带的看板不能删除，可以恢复原样',
          en: 'A board of the city’s files cannot be removed; it can be restored',
        })
      if (shown.size === 1)
        throw new RefusedError('lastBoard', { zh: '最后一块看板不能删除', en: 'The last board cannot be removed' })
      if (before !== version) throw changed(id, null)
      await write(id, null, version, actor)
    },
    async restore(id, version, actor) {
      const { version: before, own: isOwn, changedAt } = row(id)
      if (!isOwn)
        throw new RefusedError('madeBoard', {
          zh: '这块看板是在本系统新建的，没有原样可恢复',
          en: 'This board was made here; there is nothing to restore it to',
        })
      if (before !== version) throw changed(id, null)
      if (changedAt !== undefined) await write(id, null, version, actor)
      return row(id)
    },
  }
}

function rowOf(board: Board, order: number, stored: Stored | undefined, own: boolean): BoardRow {
  return {
    id: board.id,
    order,
    board: stored?.body ?? board,
    version: stored?.version ?? 0,
    ...(stored?.body == null ? {} : { changedAt: stored.changed_at.getTime() }),
    own,
  }
}
