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

export const useSession = defineStore('session', () => {
  const session = shallowRef<Session>()
  /** Asked at least once; before that nobody knows. */
  const known = shallowRef(false)
  const problem = shallowRef<ApiProblem>()
  const user = computed(() => session.value?.user)
  const role = computed(() => session.value?.user.role)
  const home = computed(() => (role.value === undefined ? '/signin' : HOME[role.value]))

  async function load(): Promise<void> {
    try {
      session.value = await getSession()
      problem.value = undefined
      known.value = true
    } catch (error) {
      problem.value = toProblem(error)
      if (problem.value.status === 401) {
        session.value = undefined
        known.value = true
      }
    }
  }
  async function enter(username: string, password: string): Promise<void> {
    session.value = await signIn(username, password)
    known.value = true
  }
  async function leave(): Promise<void> {
    try {
      await signOut()
    } finally {
      session.value = undefined
    }
  }
  /** The hub says that nobody is signed in (expired, revoked). */
  function lapse(): void {
    session.value = undefined
  }
  /** Seen here; the hub is told by whoever shows them. Never moves back. */
  function sawNotices(at: number): void {
    const s = session.value
    if (s !== undefined && at > s.noticesSeenAt) session.value = { ...s, noticesSeenAt: at }
  }

  return { session, known, problem, user, role, home, load, enter, leave, lapse, sawNotices }
})
