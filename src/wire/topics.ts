// Every topic the hub itself speaks, built and parsed here and nowhere else. Device topics belong to feed contracts.
import type { AreaCode, DepartmentId, SensorKindId } from '../core/ids.ts'

const ROOT = 'yiwang/v1'

/** JSON views (hub → screen). Each has its own sequence. */
export const VIEWS = ['incidents', 'alarms', 'indicators', 'status', 'notices', 'presence', 'warnings'] as const
export type ViewName = (typeof VIEWS)[number]
/** Views followed by some pages only, while they are open; see sideViews.ts. */
export const SIDE_VIEWS = ['walls', 'boards', 'emergencies'] as const
/** Views of which walls have their own: nobody is named in them. */
export const WALL_VIEWS = ['incidents', 'alarms', 'emergencies'] as const
export type WallViewName = (typeof WALL_VIEWS)[number]
export type SideViewName = (typeof SIDE_VIEWS)[number]

export const topics = {
  view: (name: ViewName | SideViewName): string => `${ROOT}/view/${name}`,
  /** The same incident view, restricted to one department's cases. */
  departmentIncidents: (department: DepartmentId): string => `${ROOT}/view/department/${department}/incidents`,
  /** The same view as walls are sent it. */
  wallView: (name: WallViewName): string => `${ROOT}/view/post/wall/${name}`,
  /** Notices for one audience: a post, or one department. The general `view/notices` is nobody's. */
  notices: (audience: { readonly post: string } | { readonly department: DepartmentId }): string =>
    'post' in audience
      ? `${ROOT}/view/post/${audience.post}/notices`
      : `${ROOT}/view/department/${audience.department}/notices`,
  /** Binary sensor frames of one county-level area and one kind of sensor. */
  frame: (area: AreaCode, kind: SensorKindId): string => `${ROOT}/frame/${area}/${kind}`,
  frames: (area: AreaCode | '+', kind: SensorKindId | '+'): string => `${ROOT}/frame/${area}/${kind}`,
  /** Binary state frames of the same: what is drawn of each sensor far away, where it changed. */
  state: (area: AreaCode, kind: SensorKindId): string => `${ROOT}/state/${area}/${kind}`,
  states: (area: AreaCode | '+', kind: SensorKindId | '+'): string => `${ROOT}/state/${area}/${kind}`,
  /** Binary frames of moving units for one audience, by its name (`audienceName` of units.ts). */
  units: (audience: string): string => `${ROOT}/units/${audience}`,
  /** Everything the hub owns: no device may publish here. */
  everything: `${ROOT}/#`,
} as const

export type ParsedTopic =
  | { readonly type: 'view'; readonly name: ViewName | SideViewName }
  | { readonly type: 'wallView'; readonly name: WallViewName }
  | { readonly type: 'departmentIncidents'; readonly department: DepartmentId }
  | { readonly type: 'departmentNotices'; readonly department: DepartmentId }
  | { readonly type: 'postNotices'; readonly post: string }
  | { readonly type: 'units'; readonly audience: string }
  | { readonly type: 'frame' | 'state'; readonly area: AreaCode; readonly kind: SensorKindId }

const isViewName = (s: string): s is ViewName | SideViewName => [...VIEWS, ...SIDE_VIEWS].some((name) => name === s)

/** Reads a hub topic (or a subscription filter, whose `+` is passed through); undefined when it is none of ours. */
export function parseTopic(topic: string): ParsedTopic | undefined {
  if (!topic.startsWith(`${ROOT}/`)) return undefined
  const levels = topic.slice(ROOT.length + 1).split('/')
  if (levels.length > 4 || levels.includes('')) return undefined
  const [a, b, c, d] = levels
  if (a === 'view' && b !== undefined && b !== 'notices' && isViewName(b) && c === undefined)
    return { type: 'view', name: b }
  if (a === 'view' && b === 'department' && c !== undefined && d === 'incidents')
    return { type: 'departmentIncidents', department: c }
  if (a === 'view' && b === 'department' && c !== undefined && d === 'notices')
    return { type: 'departmentNotices', department: c }
  const ofWalls = WALL_VIEWS.find((name) => name === d)
  if (a === 'view' && b === 'post' && c === 'wall' && ofWalls !== undefined) return { type: 'wallView', name: ofWalls }
  if (a === 'view' && b === 'post' && c !== undefined && d === 'notices') return { type: 'postNotices', post: c }
  if ((a === 'frame' || a === 'state') && b !== undefined && c !== undefined && d === undefined)
    return { type: a, area: b, kind: c }
  if (a === 'units' && b !== undefined && c === undefined) return { type: 'units', audience: b }
  return undefined
}

/** True for sensor frames of either type: each is made good by a later one, or by asking what came since. */
export const isFoldable = (topic: string): boolean =>
  topic.startsWith(`${ROOT}/frame/`) || topic.startsWith(`${ROOT}/state/`)

/** True for topics under the hub's own root. */
export const isHubTopic = (topic: string): boolean => topic === ROOT || topic.startsWith(`${ROOT}/`)
