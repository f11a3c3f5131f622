// Who may put something on walls and who lets walls in and out, for the screens: the hub decides it.
import type { Session } from '../../wire/api.ts'

type Post = Session['user']['role']
const KEEPERS: readonly (Post | undefined)[] = ['dutyChief', 'administrator']

export const mayKeepWalls = (role: Post | undefined): boolean => KEEPERS.includes(role)
export const mayPush = (role: Post | undefined): boolean => role === 'dispatcher' || mayKeepWalls(role)
