// A wall of itself: what it says it shows, and what somebody before it has pressed.
import Type from 'typebox'
import { wallPaths, type WallKeys, type WallSays } from '../../wire/walls.ts'
import { send } from './client.ts'

/** `PUT /api/walls/me`, every few seconds. */
export const sayShown = (says: WallSays): Promise<unknown> => send('PUT', wallPaths.me, says, Type.Unknown())
/** `PATCH /api/walls/me`: keys of whoever stands there. Answers the version of the wall's orders after them. */
export const tellOrders = async (keys: WallKeys): Promise<number> =>
  (await send('PATCH', wallPaths.me, keys, Type.Object({ version: Type.Integer() }))).version
