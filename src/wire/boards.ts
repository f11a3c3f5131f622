// Boards of the walls as data: a grid per shape of screen, panels in its regions. `boards.json`, and what is stored of edited ones.
import Type, { type Static } from 'typebox'
import { GROUPS } from '../core/indicate/types.ts'
import { PANEL_KINDS, type BoardTopic, type WallGrid } from '../core/wall/types.ts'
import { Id, strict } from './reference/parts.ts'
import { InstantSchema, LatSchema, LngSchema, TextSchema, schemaFor } from './schema.ts'

const Opt = Type.Optional
const Region = Type.String({ pattern: '^[a-z][a-zA-Z0-9]{0,23}$' })
const Share = Type.Number({ exclusiveMinimum: 0, maximum: 100 })
const Ids = Type.Array(Id, { maxItems: 24, uniqueItems: true })

export const WallGridSchema = schemaFor<WallGrid>()(
  Type.Object(
    {
      columns: Type.Array(Share, { minItems: 1, maxItems: 8 }),
      rows: Type.Array(Share, { minItems: 1, maxItems: 8 }),
      areas: Type.Array(Type.Array(Region, { minItems: 1, maxItems: 8 }), { minItems: 1, maxItems: 8 }),
    },
    strict,
  ),
)

/** What a panel can be told; which of it a kind takes is checked when the board is read, with words for each mistake. */
export const PanelSchema = Type.Object(
  {
    kind: Type.Enum([...PANEL_KINDS]),
    region: Region,
    title: Opt(TextSchema),
    /** map: ids of layers of the layer list. */
    layers: Opt(Ids),
    /** map: kinds of sensors; all without it, none where empty. */
    kinds: Opt(Ids),
    /** map: areas shaded by this indicator. course, ranking: which. */
    indicator: Opt(Id),
    /** map: where it looks; the whole city without it. */
    camera: Opt(
      Type.Object(
        {
          lng: LngSchema,
          lat: LatSchema,
          zoom: Type.Number({ minimum: 3, maximum: 20 }),
          pitch: Opt(Type.Number({ minimum: 0, maximum: 60 })),
        },
        strict,
      ),
    ),
    /** vitals: groups, all without it. */
    groups: Opt(Type.Array(Type.Enum([...GROUPS]), { minItems: 1, maxItems: 7, uniqueItems: true })),
    /** signs: indicators, in order. */
    indicators: Opt(Type.Array(Id, { minItems: 1, maxItems: 16, uniqueItems: true })),
    /** incidents: only those of the board's topic. */
    ofTopic: Opt(Type.Boolean()),
    /** worst: kind of sensor and its metric; the worst stand first. */
    sensorKind: Opt(Id),
    metric: Opt(Id),
    /** worst: low values are the worse ones. */
    lowest: Opt(Type.Boolean()),
    /** cameras: which; those nearest to what matters without it. */
    cameras: Opt(Ids),
  },
  strict,
)
export type Panel = Static<typeof PanelSchema>

export const BoardTopicSchema = schemaFor<BoardTopic>()(
  Type.Object(
    {
      groups: Type.Array(Type.Enum([...GROUPS]), { uniqueItems: true }),
      matters: Type.Array(Type.String({ maxLength: 24 }), { uniqueItems: true, maxItems: 100 }),
      warnings: Type.Array(Id, { uniqueItems: true, maxItems: 40 }),
    },
    strict,
  ),
)

export const BoardSchema = Type.Object(
  {
    id: Id,
    name: TextSchema,
    topic: BoardTopicSchema,
    /** `single` always; another shape without a grid of its own takes the nearest narrower one. */
    grids: Type.Object(
      { single: WallGridSchema, tall: Opt(WallGridSchema), double: Opt(WallGridSchema), triple: Opt(WallGridSchema) },
      strict,
    ),
    panels: Type.Array(PanelSchema, { minItems: 1, maxItems: 16 }),
    /** Not turned to by itself; only by hand. */
    onDemand: Opt(Type.Boolean()),
  },
  strict,
)
export type Board = Static<typeof BoardSchema>
/** `boards.json`: in the order they are turned through. */
export const BoardsSchema = Type.Array(BoardSchema, { minItems: 1, maxItems: 40 })

/** As screens are told: with its place in the order, and when it was last changed at the desk. */
export const BoardRowSchema = Type.Object({
  id: Type.String(),
  order: Type.Integer(),
  board: BoardSchema,
  /** Grows with every change; a change names the one it was made from. */
  version: Type.Integer(),
  /** Absent: as the city's files have it. */
  changedAt: Opt(InstantSchema),
  /** From the city's files: it can be restored, not removed. */
  own: Type.Boolean(),
})
export type BoardRow = Static<typeof BoardRowSchema>

/** `PUT /api/boards/:id` and `POST /api/boards`. */
export const BoardChangeSchema = Type.Object({ board: BoardSchema, version: Type.Integer({ minimum: 0 }) }, strict)
export type BoardChange = Static<typeof BoardChangeSchema>
/** `POST /api/boards/:id/restore` as its body, `DELETE /api/boards/:id` in its address: the version that was seen. */
export const BoardSeenSchema = Type.Object({ version: Type.Integer({ minimum: 0 }) }, strict)

export const boardPaths = {
  list: '/api/boards',
  one: (id: string): string => `/api/boards/${encodeURIComponent(id)}`,
  restore: (id: string): string => `/api/boards/${encodeURIComponent(id)}/restore`,
} as const
