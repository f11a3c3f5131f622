// Whose each obligation is, what subjects are called, and which of them a viewer may ask about.
import type { EvaluatedObject } from '../../core/evaluate/indicators.ts'
import type { Facts } from '../../core/evaluate/types.ts'
import type { Actor } from '../../core/incident/types.ts'
import type { Text } from '../../core/text.ts'
import { ROLE_WORDS } from '../../wire/words.ts'
import type { EvaluationQuery } from '../../wire/evaluation.ts'
import { forbidden, invalid } from '../problems.ts'
import type { ReferenceIndex } from '../reference/load.ts'

/** 岗位: those of CJ/T 292. */
export const POSTS = ['collector', 'acceptor', 'dispatcher', 'dutyChief'] as const
export type Post = (typeof POSTS)[number]
export const isPost = (name: string | undefined): name is Post => POSTS.some((post) => post === name)

type Asked = Pick<EvaluationQuery, 'object' | 'under'>

export interface Subjects {
  readonly of: (facts: Facts) => string | undefined
  readonly name: (subject: string) => Text
  /** Whether there is such a subject, with or without anything counted. */
  readonly known: (subject: string) => boolean
  /** Departments, areas and the persons of one post are ranked; different posts are not. */
  readonly ranked: boolean
  /** The post whose composite scores a subject (undefined: all together). */
  readonly postOf: (subject: string | undefined) => Post | undefined
}

export function subjectsOf(
  { object, under }: Asked,
  reference: ReferenceIndex,
  people: ReadonlyMap<string, string>,
): Subjects {
  const wanted = UNDER[object]
  if (under !== undefined) wanted(under, reference)
  if (object === 'department')
    return {
      of: (facts) => facts.department,
      name: (id) => reference.departments.get(id)?.name ?? { zh: id, en: id },
      known: (id) => reference.departments.has(id),
      ranked: true,
      postOf: () => undefined,
    }
  if (object === 'area') {
    const { city } = reference
    const district = new Map<string, string>()
    const districtOf = (area: string): string => {
      const known = district.get(area) ?? reference.districtOf(area) ?? city.code
      district.set(area, known)
      return known
    }
    return {
      of:
        under === undefined
          ? ({ area }) => districtOf(area)
          : ({ area }) => (districtOf(area) === under ? area : undefined),
      name: (code) => reference.areas.get(code)?.name ?? reference.areaName(code),
      known: (code) => reference.areas.has(code),
      ranked: true,
      postOf: () => undefined,
    }
  }
  return {
    of: ({ role, person }) => {
      if (!isPost(role)) return undefined
      if (under === undefined) return role
      return role === under && person !== undefined ? `${role}/${person}` : undefined
    },
    name: (subject) => {
      const [post = '', person] = subject.split('/')
      if (person === undefined) return isPost(post) ? ROLE_WORDS[post] : { zh: post, en: post }
      const name = people.get(person) ?? person
      return { zh: name, en: name }
    },
    known: (subject) => {
      const [post, person] = subject.split('/')
      return isPost(post) && (under === undefined ? person === undefined : post === under && person !== undefined)
    },
    ranked: under !== undefined,
    postOf: (subject) => {
      const post = subject === undefined ? under : subject.split('/')[0]
      return isPost(post) ? post : undefined
    },
  }
}

const UNDER: Readonly<Record<EvaluatedObject, (under: string, reference: ReferenceIndex) => void>> = {
  department: () => {
    throw invalid('/under', { zh: '部门评价没有下级对象', en: 'departments have no parts to evaluate' })
  },
  area: (under, { areas }) => {
    if (areas.get(under)?.kind !== 'district')
      throw invalid('/under', { zh: `没有这个区县：${under}`, en: `there is no such district: ${under}` })
  },
  post: (under) => {
    if (!isPost(under))
      throw invalid('/under', {
        zh: `没有这个岗位：${under}；可选 ${POSTS.map((post) => ROLE_WORDS[post].zh).join('、')}`,
        en: `there is no such post: ${under}; one of ${POSTS.join(', ')}`,
      })
  },
}

/** What a viewer may see: `own` is the only subject whose cases are opened, `only` the only one that is shown at all. */
export interface Sight {
  readonly own?: string
  readonly only?: string
}

/** Desk posts, leaders and administrators see all; a department the departments and its own cases; a collector what is theirs. */
export function sightOf(actor: Actor, { object, under }: Asked): Sight {
  switch (actor.role) {
    case 'department':
      if (object !== 'department' || actor.department === undefined)
        throw forbidden({ zh: '部门只能查看部门评价', en: 'A department sees the evaluation of departments only' })
      return { own: actor.department }
    case 'wall':
      // A place, not a person: what departments and areas did, never what persons did.
      if (object === 'post')
        throw forbidden({
          zh: '大屏只能查看部门和区域评价',
          en: 'A wall sees the evaluation of departments and areas only',
        })
      return {}
    case 'collector':
      if (object !== 'post' || under !== 'collector')
        throw forbidden({ zh: '采集员只能查看本人的评价', en: 'Collectors see their own evaluation only' })
      return { own: `collector/${actor.id}`, only: `collector/${actor.id}` }
    default:
      return {}
  }
}

/** Whoever is shown one subject alone asks about no other; asking about none is asking about their own. */
export function maySee({ only }: Sight, subject: string | undefined): void {
  if (only !== undefined && subject !== undefined && subject !== only)
    throw forbidden({ zh: '只能查看本人的评价', en: 'Only your own evaluation can be seen' })
}

export function mayOpen({ own }: Sight, subject: string | undefined): void {
  if (own !== undefined && subject !== own)
    throw forbidden({ zh: '只能查看本单位（本人）的案卷', en: 'Only the cases of your own can be opened' })
}
