// Who is signed in at this screen, and where their role is at home.
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Session } from '../../wire/api.ts'
import { getSession, signIn, signOut } from '../api/session.ts'
import { toProblem, type ApiProblem } from '../api/client.ts'

type WebRole = Session['user']['role']
export const HOME: Readonly<Record<WebRole, string>> = {
  wall: '/wall',
  collector: '/duty',
  acceptor: '/duty',
  dispatcher: '/duty',
  dutyChief: '/duty',
  department: '/department',
  leader: '/brief',
  administrator: '/feeds',
}

/** Posts of the desk: they file, dispatch, and write briefs and handovers. */
const DESK: ReadonlySet<WebRole | undefined> = new Set(['acceptor', 'dispatcher', 'dutyChief'])

export const useSession = defineStore('session', () => {
  const session = shallowRef<Session>()
  /** When the hub said so, by this device's clock; of one that was kept from before nobody knows. */
  const heardAt = shallowRef<number>()
  /** Asked at least once; before that nobody knows. */
  const known = shallowRef(false)
  const problem = shallowRef<ApiProblem>()
  const user = computed(() => session.value?.user)
  const role = computed(() => session.value?.user.role)
  const isDesk = computed(() => DESK.has(role.value))
  /** The hub no longer knows this session; the page stays as it is until the same person has signed in again. */
  const lapsed = shallowRef(false)
  const home = computed(() => (role.value === undefined ? '/signin' : HOME[role.value]))

  async function load(): Promise<void> {
    try {
      take(await getSession())
      problem.value = undefined
    } catch (error) {
      problem.value = toProblem(error)
      if (problem.value.status === 401) {
        lapse()
        known.value = true
      }
    }
  }
  /** Somebody else than before: nothing of theirs may stay on the screen, so the page begins anew. */
  function take(next: Session): void {
    const before = session.value
    if (before !== undefined && before.user.id !== next.user.id) {
      location.assign(HOME[next.user.role])
      return
    }
    heardAt.value = Date.now()
    session.value = next
    lapsed.value = false
    known.value = true
  }
  async function enter(username: string, password: string): Promise<void> {
    take(await signIn(username, password))
  }
  /** Signed out by hand. What is kept on this device for the account goes with `onLeave`. */
  async function leave(): Promise<void> {
    const id = session.value?.user.id
    try {
      await signOut()
    } finally {
      session.value = undefined
      lapsed.value = false
      if (id !== undefined) for (const f of leavers) f(id)
    }
  }
  const leavers = new Set<(account: string) => void>()
  const onLeave = (f: (account: string) => void): void => void leavers.add(f)
  /** The hub says that nobody is signed in (expired, revoked). */
  function lapse(): void {
    lapsed.value = session.value !== undefined
  }
  /** Without signal: who was signed in here last, as far as this device may show what is theirs. */
  function resume(kept: Session): void {
    if (session.value === undefined && !known.value) {
      session.value = kept
      known.value = true
    }
  }
  /** Seen here; the hub is told by whoever shows them. Never moves back. */
  function sawNotices(at: number): void {
    const s = session.value
    if (s !== undefined && at > s.noticesSeenAt) session.value = { ...s, noticesSeenAt: at }
  }

  return {
    session,
    heardAt,
    known,
    lapsed,
    problem,
    user,
    role,
    isDesk,
    home,
    load,
    enter,
    leave,
    onLeave,
    lapse,
    resume,
    sawNotices,
  }
})
