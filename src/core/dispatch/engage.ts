// Which of the departments that could assist are proposed to be sent along. A default of ours, not a rule: the dispatcher decides.
import type { DepartmentId } from '../ids.ts'
import type { Level } from '../level.ts'

/** From this level on, everybody who may be needed is sent along; a broken lid needs one crew, and an order for nobody's work costs trust. */
const SEND_ALONG_FROM: Level = 2

/** Of the departments a recommendation names as assisting, those a dispatch of a case of this level begins with. */
export function sentAlong(level: Level, assist: readonly DepartmentId[]): readonly DepartmentId[] {
  return level <= SEND_ALONG_FROM ? assist : []
}
