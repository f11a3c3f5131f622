// Who may do what on the hub's own broker. A gateway publishes under its feeds and reads nothing;
// a screen reads the views of its role and publishes nothing.
import type { Actor } from '../../core/incident/types.ts'
import { mayFollowSide } from '../../wire/sideViews.ts'
import { WALL_VIEWS, isHubTopic, parseTopic } from '../../wire/topics.ts'
import { audienceName, unitAudienceOf } from '../../wire/units.ts'
import { isPresent } from '../../wire/views.ts'

export type Principal =
  { readonly type: 'gateway'; readonly name: string } | { readonly type: 'screen'; readonly actor: Actor }

/** True when `filter` is a view or frame this screen may read. */
export function maySubscribe(principal: Principal, filter: string): boolean {
  if (principal.type !== 'screen') return false
  const topic = parseTopic(filter)
  if (topic === undefined) return false
  const { role, department } = principal.actor
  switch (topic.type) {
    case 'frame':
    case 'state':
      return true
    case 'units':
      return topic.audience === audienceName(unitAudienceOf(principal.actor))
    case 'departmentIncidents':
    case 'departmentNotices':
      return role === 'department' && department !== undefined && topic.department === department
    case 'postNotices':
      return role !== 'department' && role !== 'wall' && topic.post === role
    case 'wallView':
      return role === 'wall'
    case 'view':
      // In these people are named; a wall has its own.
      if (role === 'wall' && WALL_VIEWS.some((name) => name === topic.name)) return false
      // A department's own cases come by its own topic: it never hears of the others.
      if (role === 'department' && topic.name === 'incidents') return false
      switch (topic.name) {
        case 'presence':
          return isPresent(role)
        case 'walls':
        case 'boards':
        case 'emergencies':
          return mayFollowSide(topic.name, role)
        default:
          return true
      }
  }
}

/** True when a gateway may publish to `topic`: one of its own feeds covers it. */
export function mayPublish(
  principal: Principal,
  topic: string,
  gatewaysOf: (topic: string) => readonly string[],
): boolean {
  return (
    principal.type === 'gateway' &&
    !isHubTopic(topic) &&
    !topic.startsWith('$') &&
    gatewaysOf(topic).includes(principal.name)
  )
}
