// Orders of the assisting departments: pure changes to the list, for the fold.
import type { DepartmentId } from '../ids.ts'
import type { EventBody } from './events.ts'
import type { AssistOrder, Incident } from './types.ts'

type Orders = Pick<Incident, 'assist' | 'orders'>

/** One order for each department named with a dispatch. */
export const ordersFor = (assist: readonly DepartmentId[]): AssistOrder[] =>
  assist.map((department) => ({ department, state: 'pending', photos: [] }))

/** The work is to be done again: every order waits anew, with its task; what was done stays in the log. */
export const ordersAnew = (orders: readonly AssistOrder[]): AssistOrder[] =>
  orders.map(({ department, task }) => ({
    department,
    state: 'pending',
    ...(task !== undefined && { task }),
    photos: [],
  }))

/** Events about one order. */
export type OrderBody = Extract<
  EventBody,
  { type: 'engaged' | 'released' | 'orderAccepted' | 'orderReturned' | 'orderFinished' }
>

/** The list after one event. A released or returned order is gone from it. */
export function ordersAfter({ assist, orders }: Orders, body: OrderBody): Orders {
  const { department } = body
  const changed = (more: Partial<AssistOrder>): Orders => ({
    assist,
    orders: orders.map((one) => (one.department === department ? { ...one, ...more } : one)),
  })
  switch (body.type) {
    case 'engaged':
      return {
        assist: [...assist, department],
        orders: [...orders, { department, state: 'pending', task: body.task, photos: [] }],
      }
    case 'released':
    case 'orderReturned':
      return {
        assist: assist.filter((one) => one !== department),
        orders: orders.filter((one) => one.department !== department),
      }
    case 'orderAccepted':
      return changed({ state: 'handling', handler: body.handler })
    case 'orderFinished':
      return changed({ state: 'finished', note: body.note, photos: body.photos })
  }
}
