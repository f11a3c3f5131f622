// A city map put on a wall: what of its address a wall draws. Pure.
import type { Panel } from '../../wire/boards.ts'
import type { Brushed } from '../map/brush.ts'
import type { Shape } from '../map/tools/shape.ts'
import { fromQuery, type Address } from '../map/viewAddress.ts'

/** How the layers of a pushed map stand, beyond what a board can say of its map. */
export interface PushedView {
  readonly choices: Address['choices']
  readonly brushed?: Brushed
  /** An area marked on it. */
  readonly shape?: Shape
  /** Cases are drawn: whoever pushed it may have put them away. */
  readonly cases: boolean
}
export interface PushedMap {
  readonly panel: Pick<Panel, 'layers' | 'kinds' | 'indicator' | 'camera'>
  readonly view: PushedView
}

const [ZOOM_LEAST, ZOOM_MOST] = [3, 20]
/** What tiles reach. */
const LAT_MOST = 85

/** `kindsOf`: kinds that a choice of the sensor layer stands for; undefined: all. */
export function pushedMap(
  query: Readonly<Record<string, string>>,
  kindsOf: (choice: string | undefined) => readonly string[] | undefined,
): PushedMap {
  const { layers, choices, camera, brushed, shape } = fromQuery(query)
  const isShown = (layer: string): boolean => layers?.includes(layer) ?? true
  const kinds = isShown('sensors') ? kindsOf(choices['sensors']) : []
  const shade = choices['choropleth']
  return {
    panel: {
      ...(layers === undefined ? {} : { layers: [...layers] }),
      ...(kinds === undefined ? {} : { kinds: [...kinds] }),
      ...(shade !== undefined && layers?.includes('choropleth') === true ? { indicator: shade } : {}),
      ...(camera === undefined || Math.abs(camera.lat) > LAT_MOST
        ? {}
        : { camera: { ...camera, zoom: Math.min(ZOOM_MOST, Math.max(ZOOM_LEAST, camera.zoom)), pitch: 0 } }),
    },
    view: {
      ...{ choices, cases: isShown('incidents') },
      ...(brushed === undefined ? {} : { brushed }),
      ...(shape === undefined ? {} : { shape }),
    },
  }
}
