// Walls as the desk looks after them, and how a new one is let in.
import Type from 'typebox'
import { InstantSchema } from '../../wire/schema.ts'
import {
  PairingSchema,
  WallRowSchema,
  wallPaths,
  type Pairing,
  type PairingApproval,
  type WallChange,
  type WallPushCommand,
  type WallRow,
} from '../../wire/walls.ts'
import { send } from './client.ts'

export const approveWall = (approval: PairingApproval): Promise<WallRow> =>
  send('POST', wallPaths.list, approval, WallRowSchema)
export const changeWall = (id: string, change: WallChange): Promise<WallRow> =>
  send('PATCH', wallPaths.one(id), change, WallRowSchema)
export const pushToWalls = (command: WallPushCommand): Promise<WallRow[]> =>
  send('POST', wallPaths.push, command, Type.Array(WallRowSchema))
export const revokeWall = (id: string): Promise<WallRow> => send('POST', wallPaths.revoke(id), undefined, WallRowSchema)

export const beginPairing = (): Promise<Pairing> => send('POST', wallPaths.pairing, undefined, PairingSchema)
const Claimed = Type.Object({ id: Type.Optional(Type.String()), expiresAt: Type.Optional(InstantSchema) })
/** True once it is approved: the browser is signed in then. A problem of status 404 once the code is over. */
export const claimPairing = async (secret: string): Promise<boolean> =>
  (await send('POST', wallPaths.claim, { secret }, Claimed)).id !== undefined
