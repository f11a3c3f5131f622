// What a wall shows and on whose word: boards as data, what the desk wants of each wall. Shapes only.
import type { Group } from '../indicate/types.ts'
import type { IncidentId, IndicatorId, AreaCode, MatterCode } from '../ids.ts'
import type { Role } from '../incident/types.ts'

/** By width to height: portrait, one screen (16:9), two side by side (32:9), three and more (48:9). */
export const WALL_SHAPES = ['tall', 'single', 'double', 'triple'] as const
export type WallShape = (typeof WALL_SHAPES)[number]

/** One kind per file in web/wall/panels; options are checked by wire/boards.ts. */
export const PANEL_KINDS = [
  'map',
  'vitals',
  'signs',
  'course',
  'ranking',
  'incidents',
  'departments',
  'day',
  'warnings',
  'worst',
  'hotline',
  'evaluation',
  'cameras',
] as const
export type PanelKind = (typeof PANEL_KINDS)[number]

/** A grid: shares of width and height, and rows of region names (CSS grid areas). Every region of it is a rectangle. */
export interface WallGrid {
  readonly columns: readonly number[]
  readonly rows: readonly number[]
  readonly areas: readonly (readonly string[])[]
}

/** What a board is about: an incident, warning or sign of these makes the director choose it. Empty: about everything. */
export interface BoardTopic {
  readonly groups: readonly Group[]
  /** First letters of matter codes count as well: `E`, `02`. */
  readonly matters: readonly MatterCode[]
  readonly warnings: readonly string[]
}

/** What the desk may put on a wall by hand (推送上屏). */
export type WallShow =
  | { readonly type: 'board'; readonly board: string }
  | { readonly type: 'incident'; readonly incident: IncidentId }
  | { readonly type: 'sign'; readonly indicator: IndicatorId; readonly area: AreaCode }
  /** The query of a city map's address: camera, layers, kinds. */
  | { readonly type: 'map'; readonly query: Readonly<Record<string, string>> }

export interface WallPush {
  readonly show: WallShow
  readonly at: number
  /** The post, never the person: it is told to walls. */
  readonly by: Role
  /** Ends by itself; absent: until taken back. */
  readonly untilAt?: number
}

/** What the desk wants of one wall. */
export interface WallOrders {
  /** Boards it turns through, in order; empty: all of the city's. */
  readonly boards: readonly string[]
  /** How long a board stands when nothing happens, ms. */
  readonly everyMs: number
  readonly push?: WallPush
  /** Nothing turns until this is gone. */
  readonly pinned?: string
  /** Turns now, once: somebody has seen enough of what stands. Never away from an unacknowledged Ⅰ or Ⅱ. */
  readonly skipAt?: number
  /** People stand in front of it who may not see everything: nothing unverified, nothing of the police. */
  readonly visit: boolean
  /** It shows whatever that wall shows. */
  readonly follows?: string
  /** Its part of a larger picture, as shares (0–1) of the whole canvas. */
  readonly region?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  readonly widthMm?: number
  readonly distanceM?: number
}
export const DEFAULT_ORDERS: WallOrders = { boards: [], everyMs: 60_000, visit: false }
