// Changes of a panel, each a new panel. Pure.
import { PANEL_TAKES } from '../../../wire/boardCheck.ts'
import type { Panel } from '../../../wire/boards.ts'

type Change = { readonly [K in keyof Panel]?: Panel[K] | undefined }

/** An option of `undefined` goes. */
export const changed = (panel: Panel, change: Change): Panel =>
  Object.fromEntries(Object.entries({ ...panel, ...change }).filter(([, value]) => value !== undefined)) as Panel

/** Another kind takes other options: what it does not take goes. */
export function onlyTaken(panel: Panel): Panel {
  const { takes } = PANEL_TAKES[panel.kind]
  const stays = (key: string): boolean =>
    ['kind', 'region', 'title'].includes(key) || takes.some((option) => option === key)
  return Object.fromEntries(Object.entries(panel).filter(([key]) => stays(key))) as Panel
}

/** `lng, lat, zoom[, pitch]`; empty: the whole city. */
export const cameraText = (camera: Panel['camera']): string =>
  camera === undefined
    ? ''
    : [camera.lng, camera.lat, camera.zoom, ...(camera.pitch === undefined ? [] : [camera.pitch])].join(', ')

export function cameraFrom(text: string): Panel['camera'] {
  const [lng, lat, zoom, pitch] = text.split(/[,，]/).map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (lng === undefined || lat === undefined || zoom === undefined) return undefined
  const inside = Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && zoom >= 3 && zoom <= 20
  if (!inside) return undefined
  return { lng, lat, zoom, ...(pitch !== undefined && pitch >= 0 && pitch <= 60 ? { pitch } : {}) }
}
