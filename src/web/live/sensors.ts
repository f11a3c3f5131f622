// Hot table of sensors, one for a page: a snapshot in columns, then frames of what somebody wants to see, and what came since wherever
// frames are missing. Hidden it follows nothing.
import { shallowRef, type ShallowRef } from 'vue'
import { epochHash } from '../../wire/frame.ts'
import { decodeSensorColumns, SensorHeadSchema, type SensorHead } from '../../wire/sensorColumns.ts'
import { decodeSince, type FrameType, type Since } from '../../wire/since.ts'
import { parseTopic, topics } from '../../wire/topics.ts'
import { fits } from '../api/check.ts'
import type { FrameLoop } from './frames.ts'
import { createHot, type HotReads } from './hot.ts'
import type { Link, Stop } from './link.ts'
import { retryDelay, topicFits } from './link.ts'
import { createPursuit, type Topic } from './pursuit.ts'
import { filtersOf, isWanted, rosterHolds, rosterOf, scopesKey, type Roster, type SensorScope } from './scope.ts'
import { createTally } from './tally.ts'
import { browserTimers, type Timers } from './view.ts'

export type { SensorEntry } from './hot.ts'
export type { SensorScope } from './scope.ts'

export interface Wanting {
  /** Instead of what it wanted before. What is new is fetched, what nobody wants any more is no longer followed. */
  readonly set: (scopes: readonly SensorScope[]) => void
  readonly stop: Stop
}

export interface SensorTable extends HotReads {
  /** Bumped at most once per animation frame. Read it to depend on the table. */
  readonly version: Readonly<ShallowRef<number>>
  readonly want: (scopes: readonly SensorScope[]) => Wanting
  /** Frames left out on a slow way within the last minute; their latest values were fetched together. */
  readonly folded: () => number
  readonly state: () => 'loading' | 'live' | 'failed'
  /** Asks for whatever may have been missed. */
  readonly refresh: () => void
  readonly stop: Stop
}

/** Whether anybody sees the page. */
export interface Visibility {
  readonly isHidden: () => boolean
  readonly onChange: (f: () => void) => Stop
}
const pageVisibility: Visibility = {
  isHidden: () => document.visibilityState === 'hidden',
  onChange(f) {
    document.addEventListener('visibilitychange', f)
    return () => document.removeEventListener('visibilitychange', f)
  },
}

export interface SensorTableOptions {
  readonly link: Pick<Link, 'subscribe'>
  /** Columns of a scope, with values or without. */
  readonly fetch: (roster: Roster, values: boolean) => Promise<ArrayBuffer>
  readonly fetchSince: (asked: Since) => Promise<ArrayBuffer>
  /** Counts what could not be read. */
  readonly refuse: (what: string, reason: string) => void
  readonly loop: FrameLoop
  readonly timers?: Timers
  readonly visibility?: Visibility
  readonly now?: () => number
}

/** A whole snapshot because of what cannot be made good otherwise, not more often than this. */
const REFETCH_MS = 3_000
/** What came since is asked for not more often than this; and where answers are slow, with as long a pause as two of them took. */
export const SINCE_EVERY_MS = 1_500
const SLOWEST_SINCE_MS = 15_000
/** Looking at another tab for a moment costs more to end and begin again than to go on. */
export const HIDDEN_MS = 5_000

const nameOf = ({ type, key }: Topic): string => {
  const at = key.indexOf('/')
  return (type === 'values' ? topics.frame : topics.state)(key.slice(0, at), key.slice(at + 1))
}
const isHead = (value: unknown): value is SensorHead => fits(SensorHeadSchema, value)

export function createSensorTable(options: SensorTableOptions): SensorTable {
  const { link, loop, timers = browserTimers, visibility = pageVisibility, now = Date.now } = options
  const version = shallowRef(0)
  const hot = createHot()
  const folds = createTally(now)
  const wants = new Set<{ scopes: readonly SensorScope[] }>()
  let scopes: readonly SensorScope[] = []
  const subscribed = new Map<string, Stop>()
  /** Subscriptions that stand on this connection. */
  const standing = new Set<string>()
  let roster: Roster | undefined
  let epoch = ''
  let state: 'loading' | 'live' | 'failed' = 'loading'
  let run = 0
  let failures = 0
  let loading = false
  let asking = false
  let askAfter = -Infinity
  let loadAfter = -Infinity
  let stopLoad: Stop | undefined
  let stopAsk: Stop | undefined
  let stopHiding: Stop | undefined
  let paused = false
  /** Nothing was followed for a while. */
  let missedAll = false
  // Indexes that no columns have told of yet, and those that not even columns taken for their sake know.
  const newcomers = new Set<number>()
  const strangers = new Set<number>()

  const known = (isHere: boolean, index: number): void => {
    if (!isHere && !strangers.has(index)) newcomers.add(index)
  }
  const pursuit = createPursuit(
    {
      values: (index, metric, value, at, quality, level) =>
        known(hot.write(index, metric, value, at, quality, level), index),
      states: (index, level, flags) => known(hot.writeState(index, level, flags), index),
    },
    folds.add,
  )

  let changed = false
  function touch(): void {
    changed = true
    loop.wake()
  }
  const stopLoop = loop.on('numbers', () => {
    if (!changed) return
    changed = false
    version.value++
  })

  const isFollowed = ({ type, key }: Topic): boolean => {
    const at = key.indexOf('/')
    return isWanted(scopes, type, key.slice(0, at), key.slice(at + 1))
  }
  /** Topics of sensors that are here and wanted. */
  function followed(): Topic[] {
    const found: Topic[] = []
    for (const [district, kind] of hot.groups())
      for (const type of ['values', 'states'] as const)
        if (isWanted(scopes, type, district, kind)) found.push({ type, key: `${district}/${kind}` })
    return found
  }

  /** Groups whose values were taken once since the columns were, and followed since. */
  const valuesKnown = new Set<string>()
  /** Values are shown where all that was ever said of them is here. */
  function showValued(): void {
    const whole = followed().filter((topic) => topic.type === 'values' && valuesKnown.has(topic.key))
    hot.setValued(new Set(whole.map((topic) => topic.key)))
  }
  function frame(name: string, payload: Uint8Array): void {
    const parsed = parseTopic(name)
    if (parsed?.type !== 'frame' && parsed?.type !== 'state') return
    const type: FrameType = parsed.type === 'frame' ? 'values' : 'states'
    const taken = pursuit.take({ type, key: `${parsed.area}/${parsed.kind}` }, payload)
    if (taken === 'unread') options.refuse(type, 'cut')
    if (taken === 'behind') ask()
    if (!loading && (taken === 'other' || newcomers.size > 0)) load()
    touch()
  }

  function ready(filter: string): void {
    // Told of again: the connection is another one, and the others are to be told of, too.
    if (standing.has(filter)) {
      standing.clear()
      missedAll = true
    }
    standing.add(filter)
    if (standing.size < subscribed.size) return
    if (epoch === '' || !holdsRoster()) load(0)
    else if (missedAll) refresh()
    else ask(0)
    missedAll = false
  }

  const holdsRoster = (): boolean => roster !== undefined && rosterHolds(roster, rosterOf(scopes))

  /** Follows what is wanted now, and nothing else. */
  function follow(): void {
    scopes = [...wants].flatMap((w) => w.scopes)
    const filters = new Set(paused ? [] : filtersOf(scopes))
    for (const [filter, stop] of subscribed)
      if (!filters.has(filter)) {
        subscribed.delete(filter)
        standing.delete(filter)
        stop()
      }
    pursuit.drop(isFollowed)
    for (const key of valuesKnown) if (!isFollowed({ type: 'values', key })) valuesKnown.delete(key)
    const fresh = [...filters].filter((filter) => !subscribed.has(filter))
    // Also where another filter brought them until now: a frame may have passed between the two.
    pursuit.doubt(followed().filter((topic) => fresh.some((filter) => topicFits(filter, nameOf(topic)))))
    showValued()
    // All are in the list before the first is answered.
    for (const filter of fresh) subscribed.set(filter, () => undefined)
    for (const filter of fresh)
      subscribed.set(filter, link.subscribe(filter, { message: frame, ready: () => ready(filter) }))
  }

  function load(wait?: number): void {
    const inMs = wait ?? Math.max(0, loadAfter - now())
    if (wait !== undefined) stopLoad?.()
    else if (stopLoad !== undefined) return
    if (inMs > 0) {
      stopLoad = timers.after(inMs, () => {
        stopLoad = undefined
        void take(++run)
      })
      return
    }
    stopLoad = undefined
    void take(++run)
  }

  async function take(mine: number): Promise<void> {
    loading = true
    loadAfter = now() + REFETCH_MS
    const asked = rosterOf(scopes)
    // One request for all where values of everything are wanted; else they follow by what came since the beginning.
    const values = scopes.length > 0 && scopes.every((s) => s.depth === 'values')
    try {
      const read = decodeSensorColumns(await options.fetch(asked, values), isHead)
      if (mine !== run) return
      if (!read.ok) {
        options.refuse('sensors', read.reason)
        throw new Error(read.reason)
      }
      const { head } = read.columns
      if (head.epoch !== epoch) strangers.clear()
      epoch = head.epoch
      roster = asked
      hot.fill(read.columns)
      for (const index of newcomers) if (!hot.knows(index)) strangers.add(index)
      newcomers.clear()
      valuesKnown.clear()
      pursuit.begin(epochHash(epoch), { values: values ? head.values : {}, states: head.states })
      pursuit.drop(isFollowed)
      if (!values) pursuit.doubt(followed().filter((topic) => topic.type === 'values'))
      else for (const { key } of followed()) valuesKnown.add(key)
      state = 'live'
      failures = 0
    } catch {
      if (mine !== run) return
      if (state === 'loading') state = 'failed'
      loading = false
      load(retryDelay(failures++, 0.5))
      touch()
      return
    }
    loading = false
    showValued()
    // What was wanted meanwhile may be more than was asked for.
    if (!holdsRoster()) load(0)
    else if (newcomers.size > 0) load()
    else ask(0)
    touch()
  }

  /** Asks what came since for whatever has a hole; soon, and not too often. */
  function ask(soonest = askAfter - now()): void {
    if (asking || loading || paused || pursuit.holes() === undefined) return
    const inMs = Math.max(0, soonest)
    if (stopAsk !== undefined && inMs > 0) return
    if (inMs === 0) {
      stopAsk?.()
      stopAsk = undefined
      void catchUp(run)
      return
    }
    stopAsk = timers.after(inMs, () => {
      stopAsk = undefined
      void catchUp(run)
    })
  }

  async function catchUp(mine: number): Promise<void> {
    const holes = pursuit.holes()
    if (holes === undefined || standing.size < subscribed.size) return
    asking = true
    const from = now()
    let inMs = SINCE_EVERY_MS
    try {
      const read = decodeSince(new Uint8Array(await options.fetchSince({ epoch, ...holes })))
      if (mine !== run) return
      if (!read.ok) {
        options.refuse('since', read.reason)
        throw new Error(read.reason)
      }
      if (read.parts === undefined) {
        load()
        return
      }
      pursuit.fill(holes, read.parts)
      for (const key of Object.keys(holes.values)) valuesKnown.add(key)
      showValued()
      failures = 0
      inMs = Math.max(SINCE_EVERY_MS, Math.min(SLOWEST_SINCE_MS, 2 * (now() - from)))
    } catch {
      if (mine === run) inMs = Math.max(SINCE_EVERY_MS, retryDelay(failures++, 0.5))
    } finally {
      asking = false
      askAfter = now() + inMs
      // Another snapshot was begun meanwhile, and may have ended, too.
      if (mine !== run) ask()
    }
    if (newcomers.size > 0) load()
    ask()
    touch()
  }

  function refresh(): void {
    if (paused) return
    if (epoch === '') {
      load(0)
      return
    }
    pursuit.doubt(followed())
    stopAsk?.()
    stopAsk = undefined
    ask(0)
  }

  function seen(): void {
    stopHiding?.()
    stopHiding = undefined
    if (visibility.isHidden()) {
      stopHiding = timers.after(HIDDEN_MS, () => {
        stopHiding = undefined
        paused = true
        stopLoad?.()
        stopAsk?.()
        stopLoad = stopAsk = undefined
        follow()
      })
    } else if (paused) {
      paused = false
      missedAll = true
      follow()
    }
  }
  const stopSeeing = visibility.onChange(seen)
  if (visibility.isHidden()) seen()

  return {
    ...hot,
    version,
    want(first) {
      const mine = { scopes: first }
      wants.add(mine)
      follow()
      return {
        set(next) {
          if (!wants.has(mine) || scopesKey(next) === scopesKey(mine.scopes)) return
          mine.scopes = next
          follow()
        },
        stop() {
          if (wants.delete(mine)) follow()
        },
      }
    },
    folded: folds.lastMinute,
    state: () => state,
    refresh,
    stop() {
      run++
      for (const stop of [stopLoad, stopAsk, stopHiding]) stop?.()
      stopSeeing()
      stopLoop()
      wants.clear()
      paused = true
      for (const stop of subscribed.values()) stop()
      subscribed.clear()
    },
  }
}
