// What the signed-in account has chosen for itself: shown at once, kept by the hub, put back when the hub will not have it.
import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import type { Settings } from '../../wire/settings.ts'
import { toProblem, type ApiProblem } from '../api/client.ts'
import { getSettings, patchSettings } from '../api/settings.ts'
import { toastProblem } from '../ui/toast.ts'
import { useSession } from './session.ts'

type Key = keyof Settings

export const useSettings = defineStore('settings', () => {
  const session = useSession()
  /** What is in force here: the hub's, with what is on its way laid over it. Empty until loaded. */
  const value = shallowRef<Settings>({})
  /** The hub's answer is here: before that an absent part means «not known», afterwards «not chosen». */
  const loaded = shallowRef(false)
  const problem = shallowRef<ApiProblem>()

  let kept: Settings = {}
  let saves = 0
  const onTheWay = new Map<Key, { readonly save: number; readonly part: Settings }>()
  /** Questions and changes go one after another, so that a late answer never hides a newer choice. */
  let line: Promise<unknown> = Promise.resolve()
  /** Whose answers count: those of another account's time are dropped. */
  let era = 0

  const show = (): void => {
    value.value = Object.assign({}, kept, ...[...onTheWay.values()].map((one) => one.part)) as Settings
  }
  function after<T>(work: () => Promise<T>): Promise<T> {
    const run = line.then(work, work)
    line = run.catch(() => undefined)
    return run
  }

  watch(
    () => session.user?.id,
    () => {
      era++
      kept = {}
      onTheWay.clear()
      loaded.value = false
      problem.value = undefined
      show()
    },
    { flush: 'sync' },
  )

  /** Asks the hub; also when the page comes back to the front, since another tab or desk may have changed them. */
  async function load(): Promise<void> {
    if (session.user === undefined || session.user.role === 'wall') return
    const mine = era
    try {
      const answer = await after(getSettings)
      if (mine !== era) return
      kept = answer
      loaded.value = true
      problem.value = undefined
      show()
    } catch (error) {
      if (mine === era) problem.value = toProblem(error)
    }
  }

  /**
   * Replaces the named parts: in force at once, put back with a message if the hub refuses or cannot be reached.
   * The last save of a part wins, whichever tab it comes from. True once the hub has it; never throws.
   */
  async function save(part: Settings): Promise<boolean> {
    const mine = era
    const n = ++saves
    const keys = Object.keys(part) as Key[]
    for (const key of keys) onTheWay.set(key, { save: n, part: { [key]: part[key] } as Settings })
    show()
    try {
      const answer = await after(() => patchSettings(part))
      if (mine === era) kept = answer
      return true
    } catch (error) {
      if (mine === era) toastProblem(toProblem(error))
      return false
    } finally {
      if (mine === era) {
        for (const key of keys) if (onTheWay.get(key)?.save === n) onTheWay.delete(key)
        show()
      }
    }
  }

  return { value, loaded, problem, load, save }
})
