// One picture of the wall, whatever it is made from: a board of the city, or something that was put on it by hand.
import type { Component } from 'vue'
import { gridFor, type Grids } from '../../core/wall/shape.ts'
import type { BoardTopic, WallGrid, WallShape } from '../../core/wall/types.ts'
import type { Panel } from '../../wire/boards.ts'
import { PANELS } from './panels/registry.ts'
import type { PushedView } from './pushedMap.ts'

/** The map of a sheet: what the panel says of it, and what it looks at beyond that. */
export interface SheetMap {
  readonly region: string
  readonly panel: Pick<Panel, 'title' | 'layers' | 'kinds' | 'indicator' | 'camera'>
  /** A case that is meant: its place in the middle, with a ring. */
  readonly incident?: string
  /** It was put there from the map page. */
  readonly view?: PushedView
}
export interface SheetPanel {
  readonly key: string
  readonly region: string
  readonly component: Component
  readonly props: Readonly<Record<string, unknown>>
}
export interface Sheet {
  /** Another key: another picture, which comes by a cross-fade. */
  readonly key: string
  readonly grid: WallGrid
  readonly map?: SheetMap
  readonly panels: readonly SheetPanel[]
}

const NO_TOPIC: BoardTopic = { groups: [], matters: [], warnings: [] }

/** `hidden`: kinds of panels that may not be seen now. */
export function sheetOf(
  board: { readonly id: string; readonly grids: Grids; readonly panels: readonly Panel[]; readonly topic?: BoardTopic },
  shape: WallShape,
  hidden: readonly string[] = [],
): Sheet {
  const grid = gridFor(board.grids, shape)
  const regions = new Set(grid.areas.flat())
  const shown = board.panels.filter((p) => regions.has(p.region) && !hidden.includes(p.kind))
  const map = shown.find((p) => p.kind === 'map')
  return {
    key: board.id,
    grid,
    ...(map === undefined ? {} : { map: { region: map.region, panel: map } }),
    panels: shown.flatMap((panel) => {
      if (panel.kind === 'map') return []
      const component = PANELS[panel.kind]
      return [
        {
          key: `${board.id}/${panel.region}`,
          region: panel.region,
          component,
          props: { panel, topic: board.topic ?? NO_TOPIC },
        },
      ]
    }),
  }
}
