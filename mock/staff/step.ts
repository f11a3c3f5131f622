// What the simulated staff would do next on a case, and when: a pure decision from what the hub shows of it. Sends nothing.
import { sentAlong } from '../../src/core/dispatch/engage.ts'
import type { ActInput } from '../../src/core/incident/inputs.ts'
import type { IncidentDetail } from '../../src/wire/api.ts'
import type { IncidentRow } from '../../src/wire/views.ts'
import { keyOf, mix, pick, range, unit, type Key } from '../random.ts'
import type { Rating } from '../../src/core/incident/types.ts'
import {
  AGAIN,
  ASSISTED,
  FOUND,
  GRUMBLE,
  HANDLERS,
  NOT_FOUND,
  PROGRESS,
  REDO,
  REPLY,
  RETURN,
  SUBMIT,
  TOLD,
  UNREACHED,
} from './phrases.ts'

export type Post = 'collector' | 'acceptor' | 'dispatcher' | 'dutyChief' | 'department'

/** Case states the staff works on; requests, suspensions and forced ends are for people. */
type Worked = Exclude<IncidentRow['state'], 'suspended' | 'merged' | 'forceClosed' | 'refused' | 'cancelled'>

/** Seconds a desk or a crew takes before the next act, at SPEED 1. Quick for a demonstration, slow enough to be seen and overtaken. */
const DELAY_SEC: Readonly<Record<Worked, readonly [number, number]>> = {
  pendingFiling: [25, 90],
  pendingVerify: [40, 120],
  pendingDispatch: [20, 75],
  pendingHandle: [25, 100],
  handling: [45, 150],
  pendingConfirm: [20, 60],
  pendingCheck: [30, 100],
  pendingClose: [20, 60],
  // The caller is asked whether it is really mended.
  closed: [90, 240],
}

/** Every third case goes through briskly, so that a newcomer sees a whole one within a few minutes. */
const BRISK_SHARE = 0.34
const BRISK_FACTOR = 0.35
const PER_LEVEL: Readonly<Record<number, number>> = { 1: 0.4, 2: 0.6, 3: 1, 4: 1.3 }

const VERIFY_SHARE = 0.12
const FALSE_SHARE = 0.25
const RETURN_SHARE = 0.08
const REWORK_SHARE = 0.06
/** Callers who say afterwards that it is not mended. */
const UNSOLVED_SHARE = 0.06
/** Calls that nobody answers; the next one is. */
const UNREACHED_SHARE = 0.12
/** Ratings of callers whose trouble is mended, up to each share. */
const RATED: readonly (readonly [upTo: number, rating: Rating])[] = [
  [0.46, 'verySatisfied'],
  [0.84, 'satisfied'],
  [0.96, 'fairlySatisfied'],
  [1, 'dissatisfied'],
]
/** Reports this much alike are taken for one. */
const MERGE_SCORE = 0.75
/** A crew waits this long for its sensor to come back to normal, then reports what it did and leaves the rest to the check. */
export const WAIT_FOR_SENSOR_MS = 40 * 60_000

const isWorked = (state: IncidentRow['state']): state is Worked => state in DELAY_SEC

export const caseKey = (row: Pick<IncidentRow, 'id'>, seed: string): Key => keyOf(`${seed} ${row.id}`)

/** Who would act on the case now; undefined: nobody of the staff. */
export function postFor(row: IncidentRow): Post | undefined {
  if (!row.simulated || row.request !== undefined) return undefined
  switch (row.state) {
    case 'pendingVerify':
    case 'pendingCheck':
      return 'collector'
    case 'pendingFiling':
    case 'pendingClose':
      return 'acceptor'
    case 'closed':
      return row.callBackDueAt === undefined ? undefined : 'acceptor'
    case 'pendingDispatch':
      return 'dispatcher'
    case 'pendingHandle':
    case 'handling':
    case 'pendingConfirm':
      return 'department'
    default:
      return undefined
  }
}

/** The caller's answer. Whoever was heard once and got the case reopened is content the second time, so that the demonstration ends. */
function calledBack({ row, callBacks }: IncidentDetail, key: Key): ActInput {
  if (callBacks.length === 0 && unit(mix(key, row.reopenings), 51) < UNREACHED_SHARE)
    return { act: 'callBack', reached: false, note: pick(key, 52, UNREACHED) }
  const first = row.reopenings === 0
  if (first && unit(key, 53) < UNSOLVED_SHARE) {
    const rating = unit(key, 54) < 0.5 ? 'veryDissatisfied' : 'dissatisfied'
    return { act: 'callBack', reached: true, rating, solved: false, note: pick(key, 55, AGAIN) }
  }
  const said = unit(mix(key, row.reopenings), 56)
  const rating = RATED.find(([upTo]) => said < upTo)?.[1] ?? 'satisfied'
  return rating === 'dissatisfied'
    ? {
        act: 'callBack',
        reached: true,
        rating: first ? rating : 'satisfied',
        solved: true,
        note: pick(key, 57, GRUMBLE),
      }
    : { act: 'callBack', reached: true, rating, solved: true }
}

/** Telling the caller who has taken the case on: now and then nobody answers, and the desk leaves it at that. */
const contacted = (key: Key): ActInput =>
  unit(key, 61) < UNREACHED_SHARE
    ? { act: 'contact', reached: false, note: pick(key, 62, UNREACHED) }
    : { act: 'contact', reached: true, note: pick(key, 63, TOLD) }

/** How long the case lies before that, ms of real time. */
export function delayMs(row: IncidentRow, key: Key, speed: number): number {
  if (!isWorked(row.state)) return Infinity
  const [low, high] = DELAY_SEC[row.state]
  const brisk = unit(key, 1) < BRISK_SHARE ? BRISK_FACTOR : 1
  return (range(mix(key, row.version), 2, low, high) * 1000 * brisk * (PER_LEVEL[row.level] ?? 1)) / speed
}

export interface Step {
  readonly post: Post
  /** An assisting department; absent: the one that leads. */
  readonly department?: string
  readonly input: ActInput
  /** A photo must be taken and put into `photos` first: of the trouble, or of it mended. */
  readonly photo?: 'before' | 'after'
}

const isQuiet = (detail: IncidentDetail): boolean => detail.alarms.every((a) => a.clearedAt !== undefined)

/** The next act on a case as its detail shows it to the acting post; undefined: wait, or leave it to people. */
export function nextStep(detail: IncidentDetail, key: Key, now: number, speed: number): Step | undefined {
  const { row } = detail
  const at = mix(key, row.version)
  switch (row.state) {
    case 'pendingFiling':
      return filing(detail, key)
    case 'pendingVerify': {
      const isFound = unit(key, 11) >= FALSE_SHARE
      const note = pick(at, 12, isFound ? FOUND : NOT_FOUND)
      return isFound
        ? { post: 'collector', photo: 'before', input: { act: 'verify', found: true, note, photos: [] } }
        : { post: 'collector', input: { act: 'verify', found: false, note, photos: [] } }
    }
    case 'pendingDispatch': {
      const first = detail.recommendations[0]
      const firstResponsible = first?.firstResponsible === true ? { firstResponsible: true } : {}
      return (
        first && {
          post: 'dispatcher',
          input: { act: 'dispatch', lead: first.lead, assist: sentAlong(row.level, first.assist), ...firstResponsible },
        }
      )
    }
    case 'pendingHandle':
      if (row.returns === 0 && row.reworks === 0 && unit(key, 21) < RETURN_SHARE)
        return { post: 'department', input: { act: 'return', reason: pick(key, 22, RETURN) } }
      return { post: 'department', input: { act: 'accept', handler: pick(at, 23, HANDLERS) } }
    case 'handling': {
      if (row.replyOwed) return { post: 'department', input: { act: 'reply', text: pick(at, 33, REPLY) } }
      const assisting = assistStep(detail, key)
      if (assisting) return assisting
      const since = detail.events.findLastIndex((e) => e.type === 'accepted')
      if (row.contact === 'due' && !detail.events.slice(since).some((e) => e.type === 'contacted'))
        return { post: 'department', input: contacted(key) }
      if (!detail.events.slice(since).some((e) => e.type === 'progressed'))
        return {
          post: 'department',
          photo: 'before',
          input: { act: 'progress', note: pick(at, 31, PROGRESS), photos: [] },
        }
      if (!isQuiet(detail) && now - row.openedAt < WAIT_FOR_SENSOR_MS / speed) return undefined
      return { post: 'department', photo: 'after', input: { act: 'submit', note: pick(at, 32, SUBMIT), photos: [] } }
    }
    case 'pendingConfirm':
      return { post: 'department', input: { act: 'confirm' } }
    case 'pendingCheck':
      if (row.reworks === 0 && unit(key, 41) < REWORK_SHARE)
        return { post: 'collector', input: { act: 'check', passed: false, note: pick(key, 42, REDO), photos: [] } }
      return { post: 'collector', photo: 'after', input: { act: 'check', passed: true, photos: [] } }
    case 'pendingClose':
      return { post: 'acceptor', input: { act: 'close', conditionMet: true } }
    case 'closed':
      return row.callBackDueAt === undefined ? undefined : { post: 'acceptor', input: calledBack(detail, key) }
    default:
      return undefined
  }
}

/** Assisting departments do their part before the lead hands in the joint result. */
function assistStep({ orders, row }: IncidentDetail, key: Key): Step | undefined {
  const open = orders.find((order) => order.state !== 'finished')
  if (open === undefined) return undefined
  const at = mix(key, row.version)
  const post = { post: 'department', department: open.department } as const
  return open.state === 'pending'
    ? { ...post, input: { act: 'acceptOrder', handler: pick(at, 34, HANDLERS) } }
    : { ...post, photo: 'after', input: { act: 'finishOrder', note: pick(at, 35, ASSISTED), photos: [] } }
}

function filing(detail: IncidentDetail, key: Key): Step | undefined {
  const { row } = detail
  const verified = detail.events.findLast((e) => e.type === 'verified')
  const found = verified?.body as { readonly found?: boolean } | undefined
  if (found?.found === false)
    return { post: 'dutyChief', input: { act: 'refuse', reason: '现场核实未发现所述情况，不予立案' } }
  if (verified === undefined && row.source === 'hotline' && row.alarms === 0 && unit(key, 13) < VERIFY_SHARE)
    return { post: 'acceptor', input: { act: 'requestVerify', note: '请监督员到现场核实' } }
  const same = detail.alike.find((one) => one.sameMatter && one.score >= MERGE_SCORE && one.row.id < row.id)
  if (same !== undefined && row.alarms === 0)
    return { post: 'acceptor', input: { act: 'merge', into: same.row.id, reason: '与在办案卷为同一问题' } }
  const suggestion = detail.suggestions.find((s) => s.matter === row.matter) ?? detail.suggestions[0]
  return (
    suggestion && {
      post: 'acceptor',
      input: { act: 'file', matter: suggestion.matter, condition: suggestion.condition },
    }
  )
}
