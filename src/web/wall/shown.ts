// What the director chose, as a sheet: a board of the city, or one made for the case, sign or map that was put on the wall.
import type { Shown } from '../../core/wall/director.ts'
import type { Grids } from '../../core/wall/shape.ts'
import type { WallGrid, WallShape } from '../../core/wall/types.ts'
import type { Board, Panel } from '../../wire/boards.ts'
import CasePanel from './panels/CasePanel.vue'
import { pushedMap } from './pushedMap.ts'
import { sheetOf, type Sheet } from './sheet.ts'

export interface ShownParts {
  readonly shape: WallShape
  readonly board: (id: string) => Board | undefined
  /** Kinds of panels that may not be seen now. */
  readonly hidden: readonly string[]
  readonly kindsOf: (choice: string | undefined) => readonly string[] | undefined
}

const row = (columns: readonly number[], ...areas: readonly string[]): WallGrid => ({
  columns,
  rows: [1],
  areas: [areas],
})
const column = (rows: readonly number[], ...areas: readonly string[]): WallGrid => ({
  columns: [1],
  rows,
  areas: areas.map((name) => [name]),
})
const CASE_GRIDS = {
  single: row([62, 38], 'city', 'case'),
  double: row([50, 25, 25], 'city', 'case', 'incidents'),
  triple: row([46, 27, 27], 'city', 'case', 'incidents'),
  tall: column([1, 1], 'city', 'case'),
}
const SIGN_GRIDS: Grids = {
  single: {
    columns: [66, 34],
    rows: [1, 1],
    areas: [
      ['course', 'ranking'],
      ['course', 'city'],
    ],
  },
  double: row([54, 20, 26], 'course', 'ranking', 'city'),
  tall: column([44, 26, 30], 'course', 'ranking', 'city'),
}
const MAP_GRIDS = { single: row([74, 26], 'city', 'incidents'), tall: column([70, 30], 'city', 'incidents') }
const incidents: Panel = { kind: 'incidents', region: 'incidents' }

/** Undefined: the board is not there (any more), or it is an emergency, which is no sheet. */
export function sheetOfShown(shown: Shown, parts: ShownParts): Sheet | undefined {
  const { shape, hidden } = parts
  switch (shown.type) {
    case 'board': {
      const board = parts.board(shown.board)
      return board && sheetOf(board, shape, hidden)
    }
    case 'incident': {
      const key = `incident:${shown.incident}`
      const sheet = sheetOf(
        { id: key, grids: CASE_GRIDS, panels: [{ kind: 'map', region: 'city', kinds: [] }, incidents] },
        shape,
        hidden,
      )
      return {
        ...sheet,
        ...(sheet.map && { map: { ...sheet.map, incident: shown.incident } }),
        panels: [
          {
            ...{ key: `${key}/case`, region: 'case', component: CasePanel },
            props: { incident: shown.incident },
          },
          ...sheet.panels,
        ],
      }
    }
    case 'sign': {
      const { indicator, area } = shown
      const sheet = sheetOf(
        {
          id: `sign:${indicator}@${area}`,
          grids: SIGN_GRIDS,
          panels: [
            { kind: 'course', region: 'course', indicator },
            { kind: 'ranking', region: 'ranking', indicator },
            { kind: 'map', region: 'city', layers: ['districts', 'water', 'roads'], kinds: [], indicator },
          ],
        },
        shape,
        hidden,
      )
      return {
        ...sheet,
        panels: sheet.panels.map((p) => (p.region === 'course' ? { ...p, props: { ...p.props, area } } : p)),
      }
    }
    case 'map': {
      const { panel, view } = pushedMap(shown.query, parts.kindsOf)
      const sheet = sheetOf(
        {
          id: `map:${JSON.stringify(shown.query)}`,
          grids: MAP_GRIDS,
          panels: [{ kind: 'map', region: 'city', ...panel }, incidents],
        },
        shape,
        hidden,
      )
      return { ...sheet, ...(sheet.map && { map: { ...sheet.map, view } }) }
    }
    case 'emergency':
      return undefined
  }
}
