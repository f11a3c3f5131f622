// What the log alone tells about clocks: when a late case goes up. Events cross the wire unread, so every part is checked here.
import Type from 'typebox'
import type { EventView } from '../../wire/views.ts'
import { InstantSchema } from '../../wire/schema.ts'
import { fits } from '../api/check.ts'

const ClockedSchema = Type.Object({
  clock: Type.Object({
    stage: Type.String(),
    startedAt: InstantSchema,
    chiefAt: Type.Optional(InstantSchema),
    superviseAt: Type.Optional(InstantSchema),
  }),
})

export interface GoingUp {
  readonly chiefAt?: number
  readonly superviseAt?: number
}

/** When the clock of a stage goes up once overdue: as its newest line of the log says. */
export function goingUp(events: readonly Pick<EventView, 'type' | 'body'>[]): ReadonlyMap<string, GoingUp> {
  const by = new Map<string, GoingUp>()
  for (const { type, body } of events) {
    if (type !== 'clocked' || !fits(ClockedSchema, body)) continue
    const { stage, chiefAt, superviseAt } = body.clock
    by.set(stage, { ...(chiefAt !== undefined && { chiefAt }), ...(superviseAt !== undefined && { superviseAt }) })
  }
  return by
}
