// Random lawful histories of one case: acts by anyone who may, with time between them.
import fc from 'fast-check'
import { allowedActs } from '../../../src/core/incident/lifecycle.ts'
import type { ActInput } from '../../../src/core/incident/inputs.ts'
import type { Actor } from '../../../src/core/incident/types.ts'
import {
  EVERYONE,
  HOUR,
  INPUTS,
  MINUTE,
  PHOTO,
  RULES,
  START,
  append,
  attempt,
  open,
  openCallable,
  tick,
  type Played,
} from '../incident/play.ts'

const VARIANTS: readonly ActInput[] = [
  ...Object.values(INPUTS).filter(({ act }) => act !== 'merge' && act !== 'unmerge'),
  { act: 'dispatch', lead: 'water', assist: [] },
  { act: 'dispatch', lead: 'traffic', assist: ['parks'] },
  { act: 'verify', found: false, note: '未发现', photos: [] },
  { act: 'check', passed: false, note: '未修复', photos: [PHOTO] },
  { act: 'decideExtension', granted: false, reason: '不同意' },
  { act: 'contact', reached: false, note: '无人接听' },
  { act: 'callBack', reached: true, rating: 'veryDissatisfied', solved: false, note: '又积水了' },
]
/** Tried twice as often: histories get far. */
const ONWARD = new Set([
  'file',
  'dispatch',
  'accept',
  'acceptOrder',
  'finishOrder',
  'submit',
  'confirm',
  'check',
  'close',
])

export interface Step {
  readonly pick: number
  readonly onward: boolean
  readonly passing: number
}
export const steps = fc.array(
  fc.record({
    pick: fc.nat(1000),
    onward: fc.boolean(),
    passing: fc.oneof(
      fc.integer({ min: 0, max: 20 * MINUTE }),
      fc.integer({ min: 0, max: 5 * HOUR }),
      fc.constant(40 * 24 * HOUR),
    ),
  }),
  { minLength: 1, maxLength: 40 },
)

function choice({ incident }: Played, { pick, onward }: Step, now: number): [Actor, ActInput] | undefined {
  const choices = EVERYONE.flatMap((who) =>
    allowedActs(incident, who, now, RULES)
      .filter((act) => !onward || ONWARD.has(act))
      .flatMap((act) => VARIANTS.filter((v) => v.act === act).map((v): [Actor, ActInput] => [who, v])),
  )
  return choices[pick % Math.max(1, choices.length)]
}

/** The case after each step, the first as it was opened. */
export function* playing(all: readonly Step[], callable: boolean, id = 'YZ-1', start = START): Generator<Played> {
  let now = start
  let played = callable ? openCallable(id, start) : open(undefined, start, id)
  yield played
  for (const step of all) {
    now += step.passing
    played = tick(played, now)
    const chosen = choice(played, step, now)
    if (chosen) {
      const decision = attempt(played, chosen[0], chosen[1], now)
      if (decision.ok) played = append(played, decision.events, chosen[0], now)
    }
    yield played
  }
}

export function lastOf<T>(all: Iterable<T>): T {
  let last: T | undefined
  for (const one of all) last = one
  if (last === undefined) throw new Error('nothing')
  return last
}
