// What is walked: one message, the people who work its case, and when. Everything counts from one instant; nothing reads a clock.
import { createHash } from 'node:crypto'
import type { ActInput } from '../../src/core/incident/inputs.ts'
import type { Actor } from '../../src/core/incident/types.ts'
import type { Inbound } from '../../src/server/broker/bus.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000

/** A Tuesday morning in city time; the work calendar knows the day. */
export const HAPPENED_AT = Date.parse('2026-10-13T07:42:00+08:00')
/** Level Ⅱ by the shipped rule, whose limits are 5, 15, 27 and 40 cm. */
export const DEPTH_M = 0.32

/** From the gauge to the hub's broker: a fair figure for a 4G gateway. */
export const ON_THE_WAY_MS = 350
/** The outbox opens the case in its next round. */
export const OPENED_AFTER_MS = 400
/** Frames go out twice a second. */
export const FRAME_AFTER_MS = 500

/** The bytes that `mosquitto_pub -t demo/ponding/p-1 -m '{"at":…,"values":{"depthM":0.32}}'` would send. */
export function ponding(happenedAt: number, depthM: number): Inbound {
  const payload = JSON.stringify({ at: happenedAt, values: { depthM } })
  return {
    topic: 'demo/ponding/p-1',
    payload: new TextEncoder().encode(payload),
    receivedAt: happenedAt + ON_THE_WAY_MS,
  }
}

const officer = (id: string, name: string, role: Actor['role'], department?: string): Actor => ({
  id,
  name,
  role,
  ...(department !== undefined && { department }),
})
export const collector = officer('collector-1', '监督员', 'collector')
export const acceptor = officer('acceptor-1', '受理员', 'acceptor')
export const dispatcher = officer('dispatcher-1', '派遣员', 'dispatcher')

/** Photos are named by the hash of their bytes. */
const photo = (name: string): string => createHash('sha256').update(name).digest('hex')

/** One act of one person. `key` is the command's, which makes repeating it harmless. */
export interface PlannedAct {
  readonly key: string
  readonly actor: Actor
  readonly at: number
  readonly input: ActInput
}

/** The straight way of a case that `lead` leads: dispatched in 6 minutes, water gone in 78, closed after the check. */
export function straightWay(happenedAt: number, lead: string, assist: readonly string[]): PlannedAct[] {
  const crew = officer(`${lead}-1`, '处置员', 'department', lead)
  const helpers = assist.map((id) => officer(`${id}-1`, '协办人员', 'department', id))
  const acts: readonly (readonly [minutes: number, actor: Actor, input: ActInput])[] = [
    [6, dispatcher, { act: 'dispatch', lead, assist }],
    [15, crew, { act: 'accept', handler: '泵车一组' }],
    [40, crew, { act: 'progress', note: '泵车到场，开始抽排', photos: [] }],
    ...helpers.flatMap((helper): [number, Actor, ActInput][] => [
      [42, helper, { act: 'acceptOrder', handler: '路面一组' }],
      [70, helper, { act: 'finishOrder', note: '交通已疏导', photos: [photo(`helped-${helper.id}`)] }],
    ]),
    [78, crew, { act: 'submit', note: '积水已排除，恢复通行', photos: [photo('drained')] }],
    [85, crew, { act: 'confirm' }],
    [110, collector, { act: 'check', passed: true, photos: [photo('checked')] }],
    [118, acceptor, { act: 'close', conditionMet: true }],
  ]
  return acts.map(([minutes, actor, input]) => ({
    key: `walk-${input.act}-0001`,
    actor,
    at: happenedAt + minutes * MINUTE_MS + 20 * SECOND_MS,
    input,
  }))
}
