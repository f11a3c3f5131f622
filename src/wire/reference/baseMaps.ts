// Base maps of a city: `base-maps.json` as it is written, and what screens are told of it. Addresses of foreign servers and keys stay in the hub.
import Type, { type Static } from 'typebox'
import { TextSchema, words } from '../schema.ts'
import { Id, strict } from './parts.ts'

/** Datums a file may name; only those in {@link DRAWABLE_DATUMS} are drawn. */
export const DATUMS = ['cgcs2000', 'wgs84', 'gcj02', 'bd09'] as const
export type Datum = (typeof DATUMS)[number]
/** CGCS2000 and WGS84 differ by centimetres. The others are shifted by hundreds of metres, differently at every place. */
export const DRAWABLE_DATUMS: readonly Datum[] = ['cgcs2000', 'wgs84']

/** How a light raster is dimmed on the dark theme: MapLibre's raster paint, 0–1 and −1–1. */
export const DimSchema = Type.Object(
  {
    opacity: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    brightness: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    saturation: Type.Optional(Type.Number({ minimum: -1, maximum: 1 })),
    contrast: Type.Optional(Type.Number({ minimum: -1, maximum: 1 })),
  },
  strict,
)
export type Dim = Static<typeof DimSchema>

const Address = Type.String({ pattern: '^https?://\\S+$' })
const Zoom = Type.Integer({ minimum: 0, maximum: 24 })
const TileSize = Type.Union([Type.Literal(256), Type.Literal(512)])
const Tiles = Type.Array(Address, { minItems: 1, maxItems: 4 })
const Subdomains = Type.Array(Type.String({ pattern: '^[a-z0-9-]+$' }), { minItems: 1, maxItems: 16 })
/** Days a tile is kept in the hub; 0 where the terms of a source forbid it. */
const CacheDays = Type.Integer({ minimum: 0, maximum: 365 })

/** One base map. Which fields belong to which type is checked when the file is read, so that each mistake has its own words. */
export const BaseMapSchema = Type.Object(
  {
    id: Id,
    name: TextSchema,
    type: words('bundled', 'style', 'pmtiles', 'raster'),
    crs: Type.Optional(words(...DATUMS)),
    /** What the source asks for: owner, terms, approval number (审图号). */
    notice: Type.Optional(TextSchema),
    /** style: the style. pmtiles: the archive. */
    url: Type.Optional(Address),
    /** The same beside the city's map. */
    file: Type.Optional(Type.String({ pattern: '^[a-z0-9.-]+\\.(json|pmtiles)$' })),
    /** pmtiles: a style made for it, an address or a file beside the city's map. */
    style: Type.Optional(Type.String({ pattern: '^(https?://\\S+|[a-z0-9.-]+\\.json)$' })),
    /** raster: XYZ or WMTS templates, the lowest first. */
    tiles: Type.Optional(Tiles),
    subdomains: Type.Optional(Subdomains),
    tileSize: Type.Optional(TileSize),
    minZoom: Type.Optional(Zoom),
    maxZoom: Type.Optional(Zoom),
    cacheDays: Type.Optional(CacheDays),
    /** It names places by itself: the city's names are left out. */
    ownLabels: Type.Optional(Type.Boolean()),
    dark: Type.Optional(DimSchema),
  },
  strict,
)
export type BaseMap = Static<typeof BaseMapSchema>

export const TerrainSchema = Type.Object(
  {
    tiles: Tiles,
    subdomains: Type.Optional(Subdomains),
    encoding: words('terrarium', 'mapbox'),
    tileSize: Type.Optional(TileSize),
    minZoom: Type.Optional(Zoom),
    maxZoom: Type.Optional(Zoom),
    cacheDays: Type.Optional(CacheDays),
    /** Strength of the shading, 0–1. */
    exaggeration: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    crs: words(...DATUMS),
    notice: TextSchema,
  },
  strict,
)
export type Terrain = Static<typeof TerrainSchema>

export const BuildingsSchema = Type.Object(
  {
    /** Outlines with `height` (m) or `levels`, beside the city's map. */
    file: Type.Optional(Type.String({ pattern: '^[a-z0-9.-]+\\.geojson$' })),
    /** Or a layer of the chosen vector base; where the base has none of this name, nothing is raised. */
    sourceLayer: Type.Optional(Type.String({ minLength: 1 })),
    notice: Type.Optional(TextSchema),
  },
  strict,
)
export type Buildings = Static<typeof BuildingsSchema>

/** `base-maps.json`; the first base is shown where nobody has chosen another. The bundled one is always offered. */
export const BaseMapsSchema = Type.Object(
  {
    base: Type.Array(BaseMapSchema),
    terrain: Type.Optional(TerrainSchema),
    buildings: Type.Optional(BuildingsSchema),
  },
  strict,
)
export type BaseMaps = Static<typeof BaseMapsSchema>

/** The name of the base that always stands. */
export const BUNDLED = 'bundled'

export const BaseMapViewSchema = Type.Object({
  id: Type.String(),
  name: TextSchema,
  type: words('bundled', 'style', 'pmtiles', 'raster'),
  notice: Type.Optional(TextSchema),
  /** Number of raster layers. */
  layers: Type.Optional(Type.Integer()),
  tileSize: Type.Optional(Type.Integer()),
  minZoom: Type.Optional(Type.Integer()),
  maxZoom: Type.Optional(Type.Integer()),
  /** Path of the archive on the hub. */
  archive: Type.Optional(Type.String()),
  /** A style can be asked for at {@link basePaths.style}. */
  styled: Type.Boolean(),
  ownLabels: Type.Boolean(),
  dark: Type.Optional(DimSchema),
})
export type BaseMapView = Static<typeof BaseMapViewSchema>

export const TerrainViewSchema = Type.Object({
  encoding: words('terrarium', 'mapbox'),
  tileSize: Type.Integer(),
  minZoom: Type.Integer(),
  maxZoom: Type.Integer(),
  exaggeration: Type.Number(),
  notice: TextSchema,
})
export type TerrainView = Static<typeof TerrainViewSchema>

/** What screens are told: in the order of the switcher, the bundled one among them. */
export const BaseMapsViewSchema = Type.Object({
  bases: Type.Array(BaseMapViewSchema),
  terrain: Type.Optional(TerrainViewSchema),
  buildings: Type.Optional(BuildingsSchema),
})
export type BaseMapsView = Static<typeof BaseMapsViewSchema>

/** Name under which the terrain's tiles are asked for. */
export const TERRAIN = 'terrain'

export const basePaths = {
  list: '/api/base-maps',
  style: (base: string) => `/city/base/${base}/style`,
  archive: (base: string) => `/city/base/${base}/archive`,
  /** MapLibre appends `.json`, `.png`, `@2x.json`, `@2x.png`. */
  sprite: (base: string) => `/city/base/${base}/sprite`,
  data: (base: string, source: string) => `/city/base/${base}/data/${encodeURIComponent(source)}`,
  /** A template for MapLibre; `source` counts a raster's layers, or names a style's source. */
  tiles: (base: string, source: string) => `/city/tiles/${base}/${encodeURIComponent(source)}/{z}/{x}/{y}`,
} as const
