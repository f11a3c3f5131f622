// What a schema cannot say of a board: regions, panels and what they name. The hub refuses by it, the editor shows it while one types.
import type { PanelKind, WallGrid } from '../core/wall/types.ts'
import type { Text } from '../core/text.ts'
import { WALL_SHAPES } from '../core/wall/types.ts'
import type { Board, Panel } from './boards.ts'

/** Layers of the map that a wall may show, by their ids in the layer list; orders are the desk's. */
export const BOARD_LAYERS = [
  'districts',
  'streets',
  'grid',
  'water',
  'roads',
  'places',
  'pipes',
  'components',
  'sensors',
  'traffic',
  'choropleth',
  'coverage',
  'incidents',
  'units',
  'alarms',
  'cameras',
  'warnings',
  'reports',
] as const

type Option = Exclude<keyof Panel, 'kind' | 'region' | 'title'>
/** What each kind takes, and what of it must be there. */
export const PANEL_TAKES: {
  readonly [K in PanelKind]: { readonly takes: readonly Option[]; readonly needs: readonly Option[] }
} = {
  map: { takes: ['layers', 'kinds', 'indicator', 'camera'], needs: [] },
  vitals: { takes: ['groups'], needs: [] },
  signs: { takes: ['indicators'], needs: ['indicators'] },
  course: { takes: ['indicator'], needs: ['indicator'] },
  ranking: { takes: ['indicator'], needs: ['indicator'] },
  incidents: { takes: ['ofTopic'], needs: [] },
  departments: { takes: [], needs: [] },
  day: { takes: [], needs: [] },
  warnings: { takes: [], needs: [] },
  worst: { takes: ['sensorKind', 'metric', 'lowest'], needs: ['sensorKind', 'metric'] },
  hotline: { takes: [], needs: [] },
  evaluation: { takes: [], needs: [] },
  cameras: { takes: ['cameras'], needs: [] },
}

/** What the city has. What the asker cannot know is left out and not checked. */
export interface BoardKnown {
  readonly indicators: { has(id: string): boolean }
  /** Ids of the metrics of each kind. */
  readonly sensorKinds: { get(kind: string): readonly string[] | undefined }
  readonly matters: readonly string[]
  readonly warnings?: { has(id: string): boolean }
  readonly cameras?: { has(id: string): boolean }
}

export interface BoardFault {
  /** JSON pointer into the board. */
  readonly pointer: string
  readonly text: Text
}

/** All that is wrong with a board, in its own order; none: it can be drawn on every shape of wall. */
export function boardFaults(board: Board, known: BoardKnown): readonly BoardFault[] {
  const faults: BoardFault[] = []
  const note = (pointer: string, zh: string, en: string): void => void faults.push({ pointer, text: { zh, en } })

  for (const shape of WALL_SHAPES) {
    const grid = board.grids[shape]
    if (grid !== undefined) checkGrid(grid, board.panels, `/grids/${shape}`, note)
  }
  // A wider layout may hold more panels than one screen does; a panel that stands in none is a mistake.
  const placed = new Set(WALL_SHAPES.flatMap((shape) => board.grids[shape]?.areas.flat() ?? []))
  for (const [i, { region }] of board.panels.entries())
    if (!placed.has(region))
      note(`/panels/${i}/region`, `没有版面有区块“${region}”`, `no layout has the region "${region}"`)
  const taken = new Map<string, number>()
  for (const [i, panel] of board.panels.entries()) {
    const other = taken.get(panel.region)
    if (other === undefined) taken.set(panel.region, i)
    else
      note(
        `/panels/${i}/region`,
        `区块“${panel.region}”已放了第 ${other + 1} 块面板`,
        `region "${panel.region}" already holds panel ${other + 1}`,
      )
    checkPanel(panel, `/panels/${i}`, known, note)
  }
  for (const [i, prefix] of board.topic.matters.entries())
    if (prefix === '' || !known.matters.some((code) => code.startsWith(prefix)))
      note(`/topic/matters/${i}`, `没有以“${prefix}”开头的事项`, `no matter begins with "${prefix}"`)
  for (const [i, kind] of board.topic.warnings.entries())
    if (known.warnings?.has(kind) === false)
      note(`/topic/warnings/${i}`, `没有这种预警：${kind}`, `no such kind of warning: ${kind}`)
  return faults
}

type NoteOf = (pointer: string, zh: string, en: string) => void

function checkGrid({ columns, rows, areas }: WallGrid, panels: readonly Panel[], at: string, note: NoteOf): void {
  if (areas.length !== rows.length)
    note(
      `${at}/areas`,
      `区块有 ${areas.length} 行，行高却有 ${rows.length} 个`,
      `${areas.length} rows of regions for ${rows.length} heights`,
    )
  for (const [r, row] of areas.entries())
    if (row.length !== columns.length)
      note(
        `${at}/areas/${r}`,
        `第 ${r + 1} 行有 ${row.length} 格，列宽却有 ${columns.length} 个`,
        `row ${r + 1} has ${row.length} cells for ${columns.length} widths`,
      )
  const named = new Set(areas.flat())
  for (const name of named) {
    if (!isRectangle(areas, name))
      note(`${at}/areas`, `区块“${name}”不是一个矩形`, `region "${name}" is not one rectangle`)
    if (!panels.some((panel) => panel.region === name))
      note(`${at}/areas`, `区块“${name}”里没有面板`, `region "${name}" holds no panel`)
  }
}

/** True when the cells of one name fill the box around them. */
function isRectangle(areas: WallGrid['areas'], name: string): boolean {
  const cells = areas.flatMap((row, r) => row.flatMap((cell, c) => (cell === name ? [{ r, c }] : [])))
  const span = (of: readonly number[]): number => Math.max(...of) - Math.min(...of) + 1
  return cells.length === span(cells.map((cell) => cell.r)) * span(cells.map((cell) => cell.c))
}

const OPTIONS = [...new Set(Object.values(PANEL_TAKES).flatMap(({ takes }) => takes))] as readonly Option[]

function checkPanel(panel: Panel, at: string, known: BoardKnown, note: NoteOf): void {
  const { takes, needs } = PANEL_TAKES[panel.kind]
  for (const option of OPTIONS)
    if (panel[option] !== undefined && !takes.includes(option))
      note(`${at}/${option}`, `这种面板没有“${option}”`, `a panel of kind "${panel.kind}" takes no "${option}"`)
  for (const option of needs)
    if (panel[option] === undefined)
      note(`${at}/${option}`, `这种面板须指定“${option}”`, `a panel of kind "${panel.kind}" needs "${option}"`)

  const indicator = (id: string, pointer: string): void => {
    if (!known.indicators.has(id)) note(pointer, `没有这个指标：${id}`, `no such indicator: ${id}`)
  }
  if (panel.indicator !== undefined) indicator(panel.indicator, `${at}/indicator`)
  for (const [i, id] of (panel.indicators ?? []).entries()) indicator(id, `${at}/indicators/${i}`)
  for (const [i, id] of (panel.layers ?? []).entries())
    if (!BOARD_LAYERS.some((layer) => layer === id))
      note(`${at}/layers/${i}`, `大屏没有这个图层：${id}`, `no such layer on a wall: ${id}`)
  const kind = (id: string, pointer: string): readonly string[] | undefined => {
    const metrics = known.sensorKinds.get(id)
    if (metrics === undefined) note(pointer, `没有这类传感器：${id}`, `no such kind of sensor: ${id}`)
    return metrics
  }
  for (const [i, id] of (panel.kinds ?? []).entries()) kind(id, `${at}/kinds/${i}`)
  if (panel.sensorKind !== undefined) {
    const metrics = kind(panel.sensorKind, `${at}/sensorKind`)
    if (metrics !== undefined && panel.metric !== undefined && !metrics.includes(panel.metric))
      note(
        `${at}/metric`,
        `${panel.sensorKind} 没有这个量：${panel.metric}`,
        `${panel.sensorKind} has no such metric: ${panel.metric}`,
      )
  }
  for (const [i, id] of (panel.cameras ?? []).entries())
    if (known.cameras?.has(id) === false) note(`${at}/cameras/${i}`, `没有这个摄像头：${id}`, `no such camera: ${id}`)
}
