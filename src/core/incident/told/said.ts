// What the files of this room share: one thing said to one audience, and how audiences are named.
import type { DepartmentId } from '../../ids.ts'
import type { Text } from '../../text.ts'
import type { Audience, Notice, NoticeKind } from '../notices.ts'
import { ownerOf } from '../owner.ts'
import type { Incident, Role } from '../types.ts'

/** A notice before the case's name is put in front of it. */
export type Said = Omit<Notice, 'incident' | 'level' | 'text'> & { readonly ask: Text }
type Post = Extract<Audience, { type: 'post' }>['post']

/** Everybody at a post. */
export const post = (name: Post): Audience => ({ type: 'post', post: name })
/** The staff of one department. */
export const department = (id: DepartmentId): Audience => ({ type: 'department', department: id })
/** Both languages of a sentence or a piece of one. */
export const say = (zh: string, en: string): Text => ({ zh, en })

/** Whoever must act next: a department, or the post whose turn it is. */
export function toOwner(incident: Incident, kind: NoticeKind, n: number, ask: Text): Said[] {
  const owner = ownerOf(incident)
  if (!owner) return []
  if (owner.department !== undefined) return [{ to: department(owner.department), kind, n, ask }]
  // A supervision of a case that is back at the desk concerns the post there.
  return isPost(owner.post) ? [{ to: post(owner.post), kind, n, ask }] : []
}

const POSTS: readonly Role[] = ['collector', 'acceptor', 'dispatcher', 'dutyChief', 'leader']
const isPost = (role: Role): role is Post => POSTS.includes(role)

/** Lead and assisting departments. */
export const concerned = ({ lead, assist }: Incident): DepartmentId[] => [
  ...new Set([...(lead === undefined ? [] : [lead]), ...assist]),
]
