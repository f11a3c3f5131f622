// The live side of a page without a network: views that only some pages follow say at once what the test gives them.
import type { SideRows } from '../../../src/wire/sideViews.ts'
import { createLive, type Live } from '../../../src/web/live/live.ts'
import type { ViewSink } from '../../../src/web/live/view.ts'
import { T0 } from '../../support/cases.ts'
import { fakeLink } from './fakeLink.ts'

export type SideGiven = { readonly [V in keyof SideRows]?: readonly SideRows[V][] }
export interface FakeLive extends Live {
  /** Another word of a view, to whoever follows it now: rows, and keys of those that are gone. */
  readonly tell: <V extends keyof SideRows>(view: V, rows: readonly SideRows[V][], gone?: readonly string[]) => void
}

export function fakeLive(given: SideGiven = {}): FakeLive {
  const sinks = new Map<string, Set<ViewSink<unknown>>>()
  return {
    ...createLive(fakeLink()),
    aside(view, _router, sink) {
      const all = sinks.get(view) ?? new Set()
      sinks.set(view, all.add(sink as ViewSink<unknown>))
      sink.replace((given[view as keyof SideRows] ?? []) as never, T0)
      return () => all.delete(sink as ViewSink<unknown>)
    },
    tell(view, rows, gone = []) {
      for (const sink of sinks.get(view) ?? []) sink.apply(rows, gone, T0)
    },
  }
}
