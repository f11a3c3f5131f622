// Boards of the walls as the desk changes them.
import Type from 'typebox'
import { BoardRowSchema, boardPaths, type BoardChange, type BoardRow } from '../../wire/boards.ts'
import { send } from './client.ts'

/** `version`: the one it was made from; a newer one at the hub is a conflict. */
export const saveBoard = (change: BoardChange): Promise<BoardRow> =>
  send('PUT', boardPaths.one(change.board.id), change, BoardRowSchema)
export const makeBoard = (change: BoardChange): Promise<BoardRow> =>
  send('POST', boardPaths.list, change, BoardRowSchema)
/** As the city's files have it; `version` as above. */
export const restoreBoard = (id: string, version: number): Promise<BoardRow> =>
  send('POST', boardPaths.restore(id), { version }, BoardRowSchema)
export const removeBoard = (id: string, version: number): Promise<unknown> =>
  send('DELETE', `${boardPaths.one(id)}?version=${version}`, undefined, Type.Unknown())
