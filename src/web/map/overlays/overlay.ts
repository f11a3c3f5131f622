// What a layer of the map is: plain values from data and looks, no map and no component. Drawing them is overlays.ts.
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import type { Level } from '../../../core/level.ts'
import type { Locale } from '../../i18n/i18n.ts'
import type { MapColours } from '../colours.ts'

/** What everything is drawn with. */
export interface Look {
  readonly colours: MapColours
  readonly locale: Locale
  /** px of labels. */
  readonly textSize: number
  /** Size of marks against the desk's. */
  readonly scale: number
}

/** Where a layer stands: fills under roads and borders, lines over them and under sensors, marks over sensors and under cases. */
export const OVERLAY_PLACES = ['area', 'line', 'mark'] as const
export type OverlayPlace = (typeof OVERLAY_PLACES)[number]

/** How a line of the legend shows what it names. Colours are those of the look. */
export type Swatch =
  | { readonly type: 'fill'; readonly colour: string; readonly opacity?: number; readonly hatch?: boolean }
  | { readonly type: 'line'; readonly colour: string; readonly width: number; readonly dash?: boolean }
  | { readonly type: 'dot'; readonly colour: string; readonly hollow?: boolean; readonly ring?: 'whole' | 'broken' }
  | { readonly type: 'level'; readonly level: Level }
  /** From pale to full. */
  | { readonly type: 'ramp'; readonly from: string; readonly to: string }
  /** A picture of `images`. */
  | { readonly type: 'image'; readonly image: ImageData | undefined }

export interface LegendLine {
  readonly swatch: Swatch
  /** Words in the language of the look. */
  readonly text: string
}

/** The same as on the map, in words and figures. A row with a place is gone to from the table. */
export interface LayerTable {
  readonly columns: readonly string[]
  readonly rows: readonly LayerTableRow[]
}
export interface LayerTableRow {
  readonly id: string
  /** Formatted; `—` for a gap. */
  readonly cells: readonly string[]
  readonly lng?: number | undefined
  readonly lat?: number | undefined
}

/** How a layer looks, whatever its data. */
export interface OverlayLook {
  readonly id: string
  readonly place: OverlayPlace
  readonly hits?: readonly string[]
  readonly layers: (look: Look) => readonly LayerSpecification[]
  readonly images?: (look: Look) => Readonly<Record<string, ImageData | undefined>>
}

/** A layer with its data, ready to be drawn. Other values under the same id replace it; sources that are the same object stay as they are. */
export interface DrawnOverlay {
  /** Source and layer ids begin with it: `id` or `id-part`. */
  readonly id: string
  readonly place: OverlayPlace
  /** By source id. */
  readonly sources: Readonly<Record<string, FeatureCollection>>
  /** In their order from below. Depend on the look alone: they are made anew only when it changes. */
  readonly layers: readonly LayerSpecification[]
  readonly images?: Readonly<Record<string, ImageData | undefined>>
  /**
   * Layers that can be pointed at. Their features say in `hit` which thing they are (picked with this overlay's id as its type),
   * and in `title` and `detail` what the hover card tells. Without `hit` a feature is only told of.
   */
  readonly hits?: readonly string[]
}
