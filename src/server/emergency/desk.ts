// What the rest of the hub asks of emergencies and plans. Failures are ProblemErrors.
import type { Actor } from '../../core/incident/types.ts'
import type { Plan } from '../../core/emergency/types.ts'
import type { Declare, EmergencyAct, EmergencyDetail, EmergencyRow, PlanRow } from '../../wire/emergencies.ts'

export interface EmergencyDesk {
  /** The last ones, the newest first, as everybody may see them. */
  list(): Promise<readonly EmergencyRow[]>
  /** With its log, and drafts of its reports; what others wrote is masked, and people are named, by who reads. */
  get(id: string, reader: Actor): Promise<EmergencyDetail>
  /** Safe to repeat: the same key declares once. */
  declare(input: Declare, actor: Actor, address: string): Promise<EmergencyRow>
  /** Safe to repeat: the same key acts once. */
  act(id: string, command: EmergencyAct, actor: Actor, address: string): Promise<EmergencyRow>
}

export interface PlanDesk {
  list(): Promise<readonly PlanRow[]>
  create(plan: Plan, actor: Actor, address: string): Promise<PlanRow>
  /** `version`: what the officer saw; 0: the city's own, never changed, or a new one. */
  put(plan: Plan, version: number, actor: Actor, address: string): Promise<PlanRow>
  /** As the city's file has it. */
  restore(id: string, version: number, actor: Actor, address: string): Promise<PlanRow>
  /** One that was added here; its versions stay, and emergencies that ran by it keep their own. */
  remove(id: string, version: number, actor: Actor, address: string): Promise<void>
}
