// The page's live side as one thing: link, followed views, shared sensor tables. main.ts starts it and joins it to stores.
import type { InjectionKey } from 'vue'
import { WALL_VIEWS, topics, type SideViewName, type ViewName } from '../../wire/topics.ts'
import { getSnapshot } from '../api/live.ts'
import { hubClock } from './clock.ts'
import { frameLoop } from './frames.ts'
import type { Link, LinkState, Stop } from './link.ts'
import { createRouter, type Refusals, type Router, type ViewRows } from './route.ts'
import type { SensorTable, SensorTableOptions } from './sensors.ts'
import { followView, type FollowedView, type ViewSink } from './view.ts'

/** Where each view goes; a role that may not see a view leaves it out. */
export type LiveSinks = { readonly [V in ViewName]?: ViewSink<ViewRows[V]> }

/** What the page has of what a sensor table needs. */
export type SensorTableParts = Pick<SensorTableOptions, 'link' | 'refuse' | 'loop'>

/** Whose screen it is, as far as it decides topics. Notices have a topic per audience: a post, or one department. */
export type Viewer = { readonly department: string } | { readonly post: string }

export interface Live {
  /** Subscribes the views that have a sink, `after` that. A department sees its own cases only. */
  readonly start: (sinks: LiveSinks, viewer: Viewer, after?: Promise<void>) => void
  readonly stop: Stop
  readonly onState: (f: (state: LinkState) => void) => Stop
  /** One table, shared while anybody holds it. `open` makes it: pages without sensors do without its code. */
  readonly sensors: (open: (parts: SensorTableParts) => SensorTable) => {
    readonly table: SensorTable
    readonly release: Stop
  }
  /** Follows a view that only some pages need, until stopped. `router` knows its schema. */
  readonly aside: <V extends SideViewName & keyof Rows, Rows>(
    view: V,
    router: Router<Rows>,
    sink: ViewSink<Rows[V]>,
  ) => Stop
  /** For tables that are shared elsewhere. */
  readonly parts: SensorTableParts
  readonly refresh: () => void
  /** A new connection for the same views: the session has been renewed. */
  readonly reconnect: () => void
  readonly refusals: Refusals
}

/** A page hidden for so long takes fresh snapshots when it is seen again, whatever its sequence numbers say. */
const LONG_ABSENCE_MS = 60 * 60_000

/** The same sink, and a word once it has been filled, or could not be, and the screen has shown it. */
function afterFirst<R>(sink: ViewSink<R>, then: () => void): ViewSink<R> {
  let told = false
  const tell = (): void => {
    if (told) return
    told = true
    // A hidden page has no frames.
    if (document.visibilityState === 'hidden') then()
    else requestAnimationFrame(() => setTimeout(then))
  }
  return {
    replace(rows, at) {
      sink.replace(rows, at)
      tell()
    },
    apply: sink.apply,
    failed(problem) {
      sink.failed(problem)
      tell()
    },
  }
}

export function createLive(link: Link): Live {
  const router = createRouter()
  const parts: SensorTableParts = { link, refuse: router.refuse, loop: frameLoop }
  const followed: FollowedView[] = []
  const asides = new Set<FollowedView>()
  let shared: { readonly table: SensorTable; holders: number } | undefined
  let hiddenAt: number | undefined
  let started = 0
  let forWall = false
  /** A wall has some views of its own. */
  const topicOf = (view: ViewName | SideViewName): string => {
    const own = forWall ? WALL_VIEWS.find((name) => name === view) : undefined
    return own === undefined ? topics.view(view) : topics.wallView(own)
  }

  function follow<V extends ViewName>(view: V, topic: string, sink: ViewSink<ViewRows[V]> | undefined): void {
    if (sink === undefined) return
    followed.push(followView({ view, topic, link, router, fetch: getSnapshot, sink, heard: hubClock.observe }))
  }

  function refresh(): void {
    hubClock.reset()
    for (const f of [...followed, ...asides]) f.refresh()
    shared?.table.refresh()
  }

  function seen(): void {
    if (document.visibilityState === 'hidden') {
      hiddenAt = Date.now()
      return
    }
    if (hiddenAt !== undefined && Date.now() - hiddenAt > LONG_ABSENCE_MS) refresh()
    hiddenAt = undefined
    frameLoop.wake()
  }

  return {
    start(sinks, viewer, after) {
      forWall = 'post' in viewer && viewer.post === 'wall'
      const cases = 'post' in viewer ? topicOf('incidents') : topics.departmentIncidents(viewer.department)
      const run = ++started
      // A phone shows its orders from the snapshot first; the library of the live link is larger than all of the page before it.
      const snapshotFirst = 'department' in viewer && sinks.incidents !== undefined
      follow(
        'incidents',
        cases,
        snapshotFirst ? afterFirst(sinks.incidents, () => run === started && link.start()) : sinks.incidents,
      )
      follow('alarms', topicOf('alarms'), sinks.alarms)
      follow('indicators', topics.view('indicators'), sinks.indicators)
      follow('status', topics.view('status'), sinks.status)
      follow('notices', topics.notices(viewer), sinks.notices)
      follow('presence', topics.view('presence'), sinks.presence)
      follow('warnings', topics.view('warnings'), sinks.warnings)
      document.addEventListener('visibilitychange', seen)
      if (snapshotFirst) followed[0]?.refresh()
      else if (after === undefined) link.start()
      else
        void after.then(() => {
          if (run === started) link.start()
        })
    },
    stop() {
      started++
      document.removeEventListener('visibilitychange', seen)
      for (const f of followed.splice(0)) f.stop()
      shared?.table.stop()
      shared = undefined
      link.stop()
    },
    onState: link.onState,
    sensors(open) {
      const mine = (shared ??= { table: open(parts), holders: 0 })
      mine.holders++
      return {
        table: mine.table,
        release() {
          if (--mine.holders > 0 || shared !== mine) return
          shared = undefined
          mine.table.stop()
        },
      }
    },
    aside(view, router, sink) {
      const options = {
        view,
        router,
        sink,
        topic: topicOf(view),
        link,
        fetch: getSnapshot,
        heard: hubClock.observe,
      }
      const mine = followView(options)
      asides.add(mine)
      return () => {
        asides.delete(mine)
        mine.stop()
      }
    },
    parts,
    refresh,
    reconnect() {
      link.stop()
      link.start()
    },
    refusals: router.refusals,
  }
}

/** How components reach it; they know neither MQTT nor schemas. */
export const LIVE: InjectionKey<Live> = Symbol('live')
