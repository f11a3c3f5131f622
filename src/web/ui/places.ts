// Which screens a role is led to. Only a convenience: the hub decides what each may read.
import type { Session } from '../../wire/api.ts'

export type PlaceName = 'wall' | 'duty' | 'department' | 'brief' | 'feeds'
export interface ScreenPlace {
  readonly name: PlaceName
  readonly to: string
}
const place = (name: PlaceName): ScreenPlace => ({ name, to: `/${name}` })

const PLACES: Readonly<Record<Session['user']['role'], readonly ScreenPlace[]>> = {
  wall: [place('wall')],
  acceptor: [place('duty'), place('brief')],
  dispatcher: [place('duty'), place('brief')],
  dutyChief: [place('duty'), place('brief'), place('wall'), place('feeds')],
  department: [place('department')],
  leader: [place('brief'), place('wall')],
  administrator: [place('feeds'), place('wall'), place('duty'), place('brief')],
}

export const placesFor = (role: Session['user']['role'] | undefined): readonly ScreenPlace[] =>
  role === undefined ? [] : PLACES[role]
