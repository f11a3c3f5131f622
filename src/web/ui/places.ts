// Which screens a role is led to. Only a convenience: the hub decides what each may read.
import type { Session } from '../../wire/api.ts'

export type PlaceName = 'wall' | 'duty' | 'department' | 'brief' | 'feeds' | 'catalogue' | 'notify' | 'audit'
export interface ScreenPlace {
  readonly name: PlaceName
  readonly to: string
}
const place = (name: PlaceName): ScreenPlace => ({ name, to: `/${name}` })

const PLACES: Readonly<Record<Session['user']['role'], readonly ScreenPlace[]>> = {
  wall: [place('wall')],
  collector: [place('duty')],
  acceptor: [place('duty'), place('brief'), place('catalogue')],
  dispatcher: [place('duty'), place('brief'), place('catalogue')],
  dutyChief: [place('duty'), place('brief'), place('wall'), place('feeds'), place('catalogue')],
  department: [place('department')],
  leader: [place('brief'), place('wall'), place('catalogue'), place('audit')],
  administrator: [
    place('feeds'),
    place('catalogue'),
    place('notify'),
    place('audit'),
    place('wall'),
    place('duty'),
    place('brief'),
  ],
}

export const placesFor = (role: Session['user']['role'] | undefined): readonly ScreenPlace[] =>
  role === undefined ? [] : PLACES[role]
