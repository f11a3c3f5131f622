// Which base map is shown, on every map of this page: the choice is kept on this device (`?base=` in the address comes first, for
// walls). A base that cannot be had gives way to the bundled map until it can.
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import {
  BUNDLED,
  BaseMapsViewSchema,
  basePaths,
  type BaseMapsView,
  type BaseMapView,
} from '../../../wire/reference/baseMaps.ts'
import type { City } from '../../../wire/reference.ts'
import { get, toProblem, type ApiProblem } from '../../api/client.ts'
import type { OpenBase } from './open.ts'

const KEY = 'yiwang.base'
/** So long the bundled map waits for the chosen one, so that it does not flash by. */
const PATIENCE_MS = 1_500
const AGAIN_MS = 60_000

export interface BaseTrouble {
  readonly view: BaseMapView
  readonly reason: string
}

const view = shallowRef<BaseMapsView>()
const chosen = shallowRef<string | undefined>(wished())
const opened = shallowRef<OpenBase>()
const trouble = shallowRef<BaseTrouble>()
/** Why it is not known which bases there are: the bundled map, which needs nobody's word, is shown meanwhile. */
const problem = shallowRef<ApiProblem>()
const isOpening = shallowRef(false)
const isPending = shallowRef(true)
let center: readonly [number, number] | undefined
let asked = false
let attempt = 0

function wished(): string | undefined {
  const told = new URLSearchParams(location.search).get('base')
  if (told !== null) return told
  try {
    return localStorage.getItem(KEY) ?? undefined
  } catch {
    return undefined
  }
}

const current = computed<BaseMapView | undefined>(() => {
  const bases = view.value?.bases ?? []
  return bases.find((b) => b.id === chosen.value) ?? bases[0]
})

async function open(): Promise<void> {
  const mine = ++attempt
  const wish = current.value
  if (wish === undefined || wish.id === BUNDLED || center === undefined) {
    opened.value = undefined
    trouble.value = undefined
    isPending.value = false
    return
  }
  isOpening.value = true
  try {
    const { openBase } = await import('./open.ts')
    const base = await openBase({ view: wish, buildings: view.value?.buildings, center, origin: location.origin })
    if (mine !== attempt) return
    opened.value = base
    trouble.value = undefined
  } catch (error) {
    if (mine !== attempt) return
    opened.value = undefined
    trouble.value = { view: wish, reason: error instanceof Error ? error.message : String(error) }
  }
  isOpening.value = false
  isPending.value = false
}

async function ask(): Promise<void> {
  try {
    view.value = await get(basePaths.list, BaseMapsViewSchema)
    problem.value = undefined
  } catch (error) {
    problem.value = toProblem(error)
  }
  await open()
}

function start(): void {
  setTimeout(() => (isPending.value = false), PATIENCE_MS)
  void ask()
  addEventListener('online', retryInTrouble)
  setInterval(() => {
    if (!document.hidden) retryInTrouble()
  }, AGAIN_MS)
}

function retryInTrouble(): void {
  if (trouble.value !== undefined && !isOpening.value) void open()
}

export interface Bases {
  readonly view: Readonly<ShallowRef<BaseMapsView | undefined>>
  /** The one that is wished for. */
  readonly current: ComputedRef<BaseMapView | undefined>
  /** The one that can be drawn; undefined: the bundled one. */
  readonly opened: Readonly<ShallowRef<OpenBase | undefined>>
  readonly trouble: Readonly<ShallowRef<BaseTrouble | undefined>>
  readonly problem: Readonly<ShallowRef<ApiProblem | undefined>>
  readonly isOpening: Readonly<ShallowRef<boolean>>
  /** Not yet known what to draw; ends within a moment. */
  readonly isPending: Readonly<ShallowRef<boolean>>
  readonly need: (city: City) => void
  readonly choose: (id: string) => void
  readonly retry: () => void
  /** A map could draw it no longer. */
  readonly failed: (base: OpenBase, reason: string) => void
}

export const useBases = (): Bases => ({
  ...{ view, current, opened, trouble, problem, isOpening, isPending },
  need(city) {
    center = city.center
    if (asked) return
    asked = true
    start()
  },
  choose(id) {
    chosen.value = id
    try {
      localStorage.setItem(KEY, id)
    } catch {
      // It then lasts as long as the page.
    }
    void open()
  },
  retry: () => void (problem.value === undefined ? open() : ask()),
  failed(base, reason) {
    if (opened.value !== base) return
    opened.value = undefined
    trouble.value = { view: base.view, reason }
  },
})
