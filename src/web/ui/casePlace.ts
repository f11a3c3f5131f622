// Where a role reads a case.
import type { RouteLocationRaw } from 'vue-router'
import type { Session } from '../../wire/api.ts'

export function casePlace(role: Session['user']['role'] | undefined, id: string): RouteLocationRaw {
  const at = encodeURIComponent(id)
  if (role === 'department') return `/department/${at}`
  if (role === 'leader' || role === 'administrator') return `/incident/${at}`
  return `/duty/${at}`
}
