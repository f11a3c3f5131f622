// What the rest of the hub asks of matters under supervision. Failures are ProblemErrors.
import type { BriefSupervised } from '../../core/brief/types.ts'
import type { DepartmentId, PhotoId } from '../../core/ids.ts'
import type { Actor } from '../../core/incident/types.ts'
import type {
  Causes,
  Give,
  SupervisedCommand,
  SupervisedDetail,
  SupervisedMonth,
  SupervisedQuery,
  SupervisedRow,
} from '../../wire/supervisions.ts'

export interface SupervisionDesk {
  /** What the reader may see: a department its own, the others all. By urgency, ended ones last. */
  list(query: SupervisedQuery, reader: Actor): Promise<readonly SupervisedRow[]>
  get(id: string, reader: Actor): Promise<SupervisedDetail>
  /** Safe to repeat: the same key gives once. */
  give(input: Give, actor: Actor, address: string): Promise<SupervisedDetail>
  act(id: string, command: SupervisedCommand, actor: Actor, address: string): Promise<SupervisedDetail>
  month(month: string, reader: Actor): Promise<SupervisedMonth>
  /** What could be put under supervision and is not. */
  causes(reader: Actor): Promise<Causes>
  /** For the brief: what ran or ended within [from, until), as it was known at `knownAt`. */
  told(from: number, until: number, knownAt: number): Promise<readonly BriefSupervised[]>
  /** Whether a report on a matter of the department shows the photo. */
  shows(department: DepartmentId, photo: PhotoId): Promise<boolean>
  /** Reminders that are due, and what is still to be done to cases. */
  round(): Promise<void>
}
