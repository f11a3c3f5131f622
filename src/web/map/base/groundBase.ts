// Joins the chosen base, the hills and the buildings of a city to one look, for the map to draw.
import { paths } from '../../../wire/api.ts'
import { say } from '../../i18n/i18n.ts'
import type { GroundBase } from '../layers/ground.ts'
import { shortNotice } from '../notices.ts'
import type { BaseLook } from './drawn.ts'
import { fileBuildings, hills } from './relief.ts'
import type { Bases } from './useBases.ts'

export function groundBase(
  bases: Bases,
  { isShort, ...look }: Omit<BaseLook, 'notice'> & { readonly isShort: boolean },
): { readonly parts: GroundBase; readonly onBaseTrouble?: (reason: string) => void } {
  const { terrain, buildings } = bases.view.value ?? {}
  const opened = bases.opened.value
  const saying = (notice: Parameters<typeof say>[0] | undefined): BaseLook => {
    const words = notice === undefined ? '' : say(notice)
    return { ...look, notice: isShort ? shortNotice(words) : words }
  }
  return {
    parts: {
      base: opened?.draw(saying(opened.view.notice)),
      hills: terrain && hills(terrain, location.origin, saying(terrain.notice)),
      buildings:
        buildings?.file === undefined
          ? undefined
          : fileBuildings(location.origin + paths.map(buildings.file), saying(buildings.notice)),
    },
    ...(opened !== undefined && { onBaseTrouble: (reason: string) => bases.failed(opened, reason) }),
  }
}
