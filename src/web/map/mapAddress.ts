// The city map's address as other pages write it: a thing picked there, with the layers it is seen among.
import type { RouteLocationRaw } from 'vue-router'
import type { Camera } from './tools/tool.ts'

const GROUND = ['districts', 'water', 'roads'] as const

/** Five decimals are about a metre. */
export const cameraText = ({ lng, lat, zoom }: Camera): string =>
  `${Number(lng.toFixed(5))},${Number(lat.toFixed(5))},${Number(zoom.toFixed(2))}`

/** `layers`: ids of those shown beside the ground. Without a camera the map shows the city whole. */
export const onCityMap = (
  layers: readonly string[],
  type: string,
  id: string,
  camera?: Camera,
): Exclude<RouteLocationRaw, string> => ({
  path: '/map',
  query: {
    on: [...new Set([...GROUND, ...layers])].join(),
    ...(camera && { at: cameraText(camera) }),
    pick: `${type}:${id}`,
  },
})
