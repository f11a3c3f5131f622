// Boards of the walls as the desk changes them.
import Type from 'typebox'
import { BoardRowSchema, boardPaths, type BoardChange, type BoardRow } from '../../wire/boards.ts'
import { send } from './client.ts'

/** `version`: the one it was made from; a newer one at the hub is a conflict. */
export const saveBoard = (change: BoardChange): Promise<BoardRow> =>
  send('PUT', boardPaths.one(change.board.id), change, BoardRowSchema)
export const makeBoard = (change: BoardChange): Promise<BoardRow> =>
  send('POST', boardPaths.list, change, BoardRowSchema)
/** As the city's files have it. */
export const restoreBoard = (id: string): Promise<BoardRow> =>
  send('POST', boardPaths.restore(id), undefined, BoardRowSchema)
export const removeBoard = (id: string): Promise<unknown> =>
  send('DELETE', boardPaths.one(id), undefined, Type.Unknown())
