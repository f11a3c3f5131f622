// Plans and the emergencies and drills that run by them.
import Type from 'typebox'
import {
  EmergencyDetailSchema,
  EmergencyRowSchema,
  PlanRowSchema,
  emergencyPaths,
  type Declare,
  type EmergencyAct,
  type EmergencyDetail,
  type EmergencyRow,
  type PlanRow,
} from '../../wire/emergencies.ts'
import type { Plan } from '../../core/emergency/types.ts'
import { get, send } from './client.ts'

export const listPlans = (): Promise<PlanRow[]> => get(emergencyPaths.plans, Type.Array(PlanRowSchema))
/** `version`: the one it was changed from, 0 for a plan that is new. */
export const putPlan = (plan: Plan, version: number): Promise<PlanRow> =>
  send('PUT', emergencyPaths.plan(plan.id), { plan, version }, PlanRowSchema)
/** As the city's files have it. */
export const restorePlan = (id: string, version: number): Promise<PlanRow> =>
  send('POST', emergencyPaths.restorePlan(id), { version }, PlanRowSchema)
/** One that was added here. */
export const removePlan = (id: string, version: number): Promise<unknown> =>
  send('DELETE', `${emergencyPaths.plan(id)}?version=${version}`, undefined, Type.Unknown())
export const createPlan = (plan: Plan): Promise<PlanRow> =>
  send('POST', emergencyPaths.plans, { plan, version: 0 }, PlanRowSchema)

/** Running and earlier ones, newest first. */
export const listEmergencies = (): Promise<EmergencyRow[]> => get(emergencyPaths.list, Type.Array(EmergencyRowSchema))
export const getEmergency = (id: string): Promise<EmergencyDetail> => get(emergencyPaths.one(id), EmergencyDetailSchema)
export const declareEmergency = (wish: Declare): Promise<EmergencyRow> =>
  send('POST', emergencyPaths.list, wish, EmergencyRowSchema)
export const actInEmergency = (id: string, act: EmergencyAct): Promise<EmergencyRow> =>
  send('POST', emergencyPaths.acts(id), act, EmergencyRowSchema)
