// One failed tile is no outage; several in a row are, and a refused style is at once.
import type { Map as MapLibre } from 'maplibre-gl'
import { expect, it, vi } from 'vitest'
import { watchBase } from '../../../../src/web/map/base/watchBase.ts'

function stage() {
  const heard = new Map<string, (event: unknown) => void>()
  const map = {
    on(type: string, act: (event: unknown) => void) {
      heard.set(type, act)
      return { unsubscribe: () => undefined }
    },
  } as unknown as Pick<MapLibre, 'on'>
  const said: string[] = []
  const watch = watchBase(map)
  watch.begin((reason) => said.push(reason))
  return {
    watch,
    said,
    fail: (sourceId: string | undefined, status = 502) =>
      heard.get('error')?.({ sourceId, error: { message: 'AJAXError: (502): https://hub.test/x', status } }),
    refuse: (message: string) => heard.get('error')?.({ error: { message } }),
    load: () => heard.get('sourcedata')?.({ sourceId: 'base-raster-0', tile: {} }),
  }
}

it('tells once, after four failures with no tile between them', () => {
  const { watch, said, fail, load } = stage()
  watch.stand()
  for (let i = 0; i < 3; i += 1) fail('base-raster-0')
  load()
  for (let i = 0; i < 3; i += 1) fail('base-raster-0')
  expect(said).toEqual([])
  fail('base-raster-0')
  fail('base-raster-0')
  expect(said).toEqual(['HTTP 502'])
})

it('tells at once when the style is refused, without addresses', () => {
  const { said, refuse } = stage()
  refuse('layers[0]: no source (https://hub.test/a)')
  expect(said).toEqual(['layers[0]: no source'])
})

it('leaves other errors to whoever watches the page', () => {
  const report = vi.fn()
  vi.stubGlobal('reportError', report)
  const { watch, said, fail } = stage()
  watch.stand()
  for (let i = 0; i < 6; i += 1) fail('incidents')
  watch.begin(undefined)
  fail('roads')
  expect(said).toEqual([])
  expect(report).toHaveBeenCalledTimes(7)
  vi.unstubAllGlobals()
})
