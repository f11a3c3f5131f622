// A city map put on a wall: what of its address a wall draws. The same words as the map page writes into its address. Pure.
import type { Panel } from '../../wire/boards.ts'

type MapOf = Pick<Panel, 'layers' | 'kinds' | 'indicator' | 'camera'>

const CAMERA = /^(-?\d{1,3}(?:\.\d{1,8})?),(-?\d{1,2}(?:\.\d{1,8})?),(\d{1,2}(?:\.\d{1,4})?)$/
const [ZOOM_LEAST, ZOOM_MOST] = [3, 20]

/** `kindsOf`: kinds that a choice of the sensor layer stands for; undefined: all. */
export function pushedMap(
  query: Readonly<Record<string, string>>,
  kindsOf: (choice: string | undefined) => readonly string[] | undefined,
): MapOf {
  const on = query['on']
  const layers = on === undefined ? undefined : on === '-' ? [] : on.split(',').filter((id) => id !== '')
  const kinds = layers !== undefined && !layers.includes('sensors') ? [] : kindsOf(query['of.sensors'])
  const shade = query['of.choropleth']
  const [lng, lat, zoom] = (CAMERA.exec(query['at'] ?? '')?.slice(1) ?? []).map(Number)
  return {
    ...(layers === undefined ? {} : { layers }),
    ...(kinds === undefined ? {} : { kinds: [...kinds] }),
    ...(shade !== undefined && layers?.includes('choropleth') === true ? { indicator: shade } : {}),
    ...(lng === undefined || lat === undefined || zoom === undefined || Math.abs(lng) > 180 || Math.abs(lat) > 85
      ? {}
      : { camera: { lng, lat, zoom: Math.min(ZOOM_MOST, Math.max(ZOOM_LEAST, zoom)), pitch: 0 } }),
  }
}
