// Where a role reads a case, or what a notice is about.
import type { RouteLocationRaw } from 'vue-router'
import type { Session } from '../../wire/api.ts'
import type { NoticeRow } from '../../wire/views.ts'

export function casePlace(role: Session['user']['role'] | undefined, id: string): RouteLocationRaw {
  const at = encodeURIComponent(id)
  if (role === 'department') return `/department/${at}`
  if (role === 'leader' || role === 'administrator') return `/incident/${at}`
  return `/duty/${at}`
}

export function noticePlace(role: Session['user']['role'] | undefined, n: NoticeRow): RouteLocationRaw {
  if (n.supervision !== undefined) return `/supervision/${encodeURIComponent(n.supervision)}`
  if (n.emergency !== undefined) return `/emergency/${encodeURIComponent(n.emergency)}`
  // A department may not read it; it finds there what it is asked for.
  if (n.brief !== undefined) return `/brief/${encodeURIComponent(n.brief)}`
  return casePlace(role, n.incident)
}
