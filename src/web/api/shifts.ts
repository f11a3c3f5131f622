// The duty roster and the handovers between shifts.
import Type from 'typebox'
import { paths } from '../../wire/api.ts'
import {
  HandoverRowSchema,
  HandoverSchema,
  HandoversInHandSchema,
  RosterSchema,
  type Handover,
  type HandoverAct,
  type HandoverQuery,
  type HandoverRow,
  type HandoversInHand,
  type Roster,
  type RosterDay,
} from '../../wire/shifts.ts'
import { get, send } from './client.ts'

/** City dates, both included. */
export const getRoster = (from: string, to: string): Promise<Roster> => get(paths.roster, RosterSchema, { from, to })
export async function putRosterDay(day: RosterDay): Promise<void> {
  await send('PUT', paths.roster, day, Type.Unknown())
}

export const getHandovers = (query: HandoverQuery): Promise<HandoverRow[]> =>
  get(paths.handovers, Type.Array(HandoverRowSchema), { ...query })
export const getHandover = (id: string): Promise<Handover> => get(paths.handover(id), HandoverSchema)
/** That of the running shift, made if need be, and that of the shift before while it is not signed. */
export const handoversInHand = (): Promise<HandoversInHand> =>
  send('POST', paths.handoverDraft, undefined, HandoversInHandSchema)
export const actOnHandover = (id: string, act: HandoverAct): Promise<Handover> =>
  send('POST', paths.handover(id), act, HandoverSchema)
