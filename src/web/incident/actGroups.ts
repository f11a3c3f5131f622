// How the acts of a case stand in the panel: the next step first, what is done beside it second, what is rare behind «more».
// Which acts there are is the hub's to say; here they are only placed, each always in the same group.
import type { AskedAct } from '../../wire/acts.ts'

export type ActGroup = 'forward' | 'beside' | 'rare'

/** Acts that move the case on, or answer what waits for an answer. */
const FORWARD: ReadonlySet<AskedAct> = new Set<AskedAct>([
  'verify',
  'file',
  'dispatch',
  'accept',
  'submit',
  'confirm',
  'acceptOrder',
  'finishOrder',
  'check',
  'close',
  'decideExtension',
  'decideSuspension',
  'resume',
  'reviewAppeal',
  'decideAppeal',
  'callBack',
  'reply',
])

/** Acts that end or park a case out of turn: seldom wanted, never to be pressed by a slip. */
const RARE: ReadonlySet<AskedAct> = new Set<AskedAct>(['refuse', 'cancel', 'merge', 'forceClose', 'exclude'])

/** Acts whose press cannot be taken back: they ask once more and are drawn apart. */
export const GRAVE: ReadonlySet<AskedAct> = new Set<AskedAct>(['refuse', 'cancel', 'close', 'forceClose'])

export const groupOfAct = (act: AskedAct): ActGroup =>
  FORWARD.has(act) ? 'forward' : RARE.has(act) ? 'rare' : 'beside'

/** Acts in the order their buttons stand: digits on the keyboard count along it. */
export const ordered = (acts: readonly AskedAct[]): readonly AskedAct[] => {
  const { forward, beside, rare } = grouped(acts)
  return [...forward, ...beside, ...rare]
}

/** The same acts by group, each in the order of the lifecycle. */
export function grouped(acts: readonly AskedAct[]): Readonly<Record<ActGroup, readonly AskedAct[]>> {
  const of = (group: ActGroup): AskedAct[] => acts.filter((act) => groupOfAct(act) === group)
  return { forward: of('forward'), beside: of('beside'), rare: of('rare') }
}

/** Forward acts that wait to be chosen: an answer owed does not hide the work itself, a suspension ends early on purpose only. */
const NOT_BY_ITSELF: ReadonlySet<AskedAct> = new Set<AskedAct>(['reply', 'resume'])

/** The one way on, where there is exactly one: its form stands open. */
export function nextStep(acts: readonly AskedAct[]): AskedAct | undefined {
  const forward = acts.filter((act) => groupOfAct(act) === 'forward' && !NOT_BY_ITSELF.has(act))
  return forward.length === 1 ? forward[0] : undefined
}
