// Addresses of tiles from XYZ and WMTS templates, and what must never be shown of them.

export interface TileAt {
  readonly z: number
  readonly x: number
  readonly y: number
}

/** Both ways of writing the same three numbers; `{-y}` counts from the south as TMS does. */
const ROW = /\{(?:y|-y|TileRow)\}/i
const COLUMN = /\{(?:x|TileCol)\}/i
const MATRIX = /\{(?:z|TileMatrix)\}/i

/** Whether a template names row, column and zoom. */
export const isTemplate = (template: string): boolean =>
  ROW.test(template) && COLUMN.test(template) && MATRIX.test(template)

/** Subdomains are spread by place, so that a tile always has the same address and is kept once. */
export function tileAddress(
  template: string,
  { z, x, y }: TileAt,
  { key = '', subdomains = [] }: { readonly key?: string | undefined; readonly subdomains?: readonly string[] } = {},
): string {
  const subdomain = subdomains[(x + y) % Math.max(1, subdomains.length)] ?? ''
  return template
    .replace(/\{-y\}/g, String(2 ** z - 1 - y))
    .replace(/\{(?:z|TileMatrix)\}/gi, String(z))
    .replace(/\{(?:x|TileCol)\}/gi, String(x))
    .replace(/\{(?:y|TileRow)\}/gi, String(y))
    .replace(/\{s\}/g, subdomain)
    .replace(/\{ratio\}|\{r\}/g, '')
    .replace(/\{key\}/g, encodeURIComponent(key))
}

export const needsKey = (templates: readonly string[]): boolean => templates.some((t) => t.includes('{key}'))

/** 天地图's `c` grid counts in degrees; the map draws Web Mercator (`w`). */
export const isDegreeGrid = (template: string): boolean =>
  /TILEMATRIXSET=(c|EPSG:?4490|EPSG:?4326|CGCS2000)(&|$)/i.test(template) || /_c\/wmts/i.test(template)

/** A tile that exists in the grid of its zoom. */
export const isInGrid = ({ z, x, y }: TileAt): boolean =>
  z >= 0 && z <= 24 && x >= 0 && y >= 0 && x < 2 ** z && y < 2 ** z
