// Which screens a role is led to. Only a convenience: the hub decides what each may read.
import type { Session } from '../../wire/api.ts'

export type PlaceName =
  | 'wall'
  | 'signs'
  | 'compare'
  | 'duty'
  | 'map'
  | 'intake'
  | 'department'
  | 'register'
  | 'evaluation'
  | 'lifecycle'
  | 'brief'
  | 'feeds'
  | 'quality'
  | 'catalogue'
  | 'notify'
  | 'shifts'
  | 'handover'
  | 'audit'
  | 'emergency'
  | 'supervision'
  | 'subscriptions'
  | 'plans'
  | 'walls'
export interface ScreenPlace {
  readonly name: PlaceName
  readonly to: string
}
const place = (name: PlaceName): ScreenPlace => ({ name, to: `/${name}` })

/** What everybody at the desk works in. */
const DESK = (
  [
    'duty',
    'map',
    'intake',
    'emergency',
    'supervision',
    'handover',
    'shifts',
    'signs',
    'compare',
    'register',
    'evaluation',
    'brief',
    'subscriptions',
  ] as const
).map(place)
/** By what rules. */
const RULES = (['catalogue', 'plans', 'lifecycle'] as const).map(place)
const OFFICER = [...DESK, ...RULES]
const PLACES: Readonly<Record<Session['user']['role'], readonly ScreenPlace[]>> = {
  wall: [place('wall')],
  collector: [
    place('duty'),
    place('map'),
    place('signs'),
    place('register'),
    place('evaluation'),
    place('compare'),
    place('lifecycle'),
  ],
  acceptor: OFFICER,
  dispatcher: [...DESK, place('walls'), ...RULES],
  dutyChief: [...DESK, place('wall'), place('walls'), place('feeds'), place('quality'), ...RULES],
  department: (
    [
      'department',
      'supervision',
      'emergency',
      'register',
      'map',
      'signs',
      'quality',
      'compare',
      'evaluation',
      'lifecycle',
    ] as const
  ).map(place),
  leader: [
    place('brief'),
    place('supervision'),
    place('map'),
    place('emergency'),
    place('signs'),
    place('register'),
    place('evaluation'),
    place('compare'),
    place('handover'),
    place('wall'),
    place('catalogue'),
    place('plans'),
    place('subscriptions'),
    place('audit'),
    place('lifecycle'),
  ],
  administrator: [
    place('feeds'),
    place('quality'),
    place('catalogue'),
    place('plans'),
    place('notify'),
    place('audit'),
    place('shifts'),
    place('handover'),
    place('wall'),
    place('walls'),
    place('duty'),
    place('emergency'),
    place('supervision'),
    place('map'),
    place('signs'),
    place('compare'),
    place('register'),
    place('evaluation'),
    place('brief'),
    place('subscriptions'),
    place('lifecycle'),
  ],
}

export const placesFor = (role: Session['user']['role'] | undefined): readonly ScreenPlace[] =>
  role === undefined ? [] : PLACES[role]
