// What somebody who stands before this wall has pressed: it holds here at once, and the hub is told until it has answered.
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { WallKeys } from '../../../wire/walls.ts'
import { toProblem, type ApiProblem } from '../../api/client.ts'

const KEY = 'yiwang.wall.pressed'
const AGAIN_MS = 5_000

/** Keys that stand until others are pressed. */
type Held = Pick<WallKeys, 'visit' | 'pinned'>
export interface Pressed {
  /** The hub has not taken these yet: no order of the desk ends them. */
  readonly untold: Held
  /** It has, as this version of the wall's orders: they hold until that one is here. */
  readonly told: Held
  readonly version: number
  /** Turned by hand, where the hub could not do it. */
  readonly skipAt?: number
}
const NOTHING: Pressed = { untold: {}, told: {}, version: 0 }

/** What holds of it here, the newest key last. */
export const heldOf = ({ told, untold }: Pressed): Held => ({ ...told, ...untold })

function stored(): Pressed {
  try {
    return { ...NOTHING, ...(JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Partial<Pressed> | null) }
  } catch {
    return NOTHING
  }
}

/** The first key that is yet to be told, by itself: one that the hub refuses must not hold up the others. */
function nextOf({ untold: { visit, pinned } }: Pressed): Held | undefined {
  if (visit !== undefined) return { visit }
  return pinned === undefined ? undefined : { pinned }
}

/** Without the key that was sent; pressed once more meanwhile, it has yet to be told. */
const without = ({ visit, pinned }: Held, sent: Held): Held => ({
  ...(visit === undefined || visit === sent.visit ? {} : { visit }),
  ...(pinned === undefined || pinned === sent.pinned ? {} : { pinned }),
})
/** What the orders that are here say themselves needs no holding. */
const shed = (p: Pressed, here: number | undefined): Pressed =>
  here !== undefined && here >= p.version ? { ...p, told: {} } : p
/** No order can be what was asked: a pin of a board that is gone, say. Everything else may be the line, the hub or the sign-in. */
const isRefused = ({ status }: ApiProblem): boolean => status === 400 || status === 422

export interface PressedParts {
  /** Of this wall's orders; undefined: they have not come, or this is no wall. */
  readonly version: () => number | undefined
  readonly isUp: () => boolean
  /** Answers the version of the orders that have them. */
  readonly tell: (keys: WallKeys) => Promise<number>
  readonly now: () => number
}

export interface PressedKeys {
  readonly pressed: Readonly<ShallowRef<Pressed>>
  readonly hold: (keys: Held) => void
  readonly skip: () => void
}

export function usePressed({ version, isUp, tell, now }: PressedParts): PressedKeys {
  const pressed = shallowRef(stored())
  const mayTell = (): boolean => version() !== undefined && isUp()
  let telling = false
  let ended = false
  let again: ReturnType<typeof setTimeout> | undefined

  async function tellNext(): Promise<void> {
    const key = nextOf(pressed.value)
    if (key === undefined || telling || ended || !mayTell()) return
    clearTimeout(again)
    telling = true
    const answer = await tell(key).catch(toProblem)
    telling = false
    if (typeof answer !== 'number' && !isRefused(answer)) {
      if (!ended) again = setTimeout(() => void tellNext(), AGAIN_MS)
      return
    }
    const { told, ...p } = pressed.value
    const rest = { ...p, untold: without(p.untold, key) }
    pressed.value =
      typeof answer === 'number'
        ? shed({ ...rest, told: { ...told, ...key }, version: Math.max(answer, p.version) }, version())
        : { ...rest, told }
    void tellNext()
  }

  watch(pressed, (p) => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(p))
    } catch {
      // Forgotten with the next reload then.
    }
  })
  watch(version, (here) => (pressed.value = shed(pressed.value, here)), { immediate: true })
  watch(mayTell, () => void tellNext(), { immediate: true })
  onScopeDispose(() => {
    ended = true
    clearTimeout(again)
  })

  const turnHere = (at: number): void => {
    pressed.value = { ...pressed.value, skipAt: at }
  }
  return {
    pressed,
    hold(keys) {
      pressed.value = { ...pressed.value, untold: { ...pressed.value.untold, ...keys } }
      void tellNext()
    },
    skip() {
      const at = now()
      // The hub's own word turns this wall, once. Where it did not come, the instant of the key does: too old to turn it a second time
      // if the hub did it after all.
      if (mayTell()) void tell({ skip: true }).catch(() => turnHere(at))
      else turnHere(at)
    },
  }
}
