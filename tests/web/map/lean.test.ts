// A leaning camera is fitted so that the bounds fill their room, whatever its shape. The camera here is a pinhole, as MapLibre's is.
import { expect, it } from 'vitest'
import { leanOver } from '../../../src/web/map/lean.ts'

const FIELD_OF_VIEW = 36.87
type Camera = { center: { x: number; y: number }; zoom: number; pitch: number }

/** Ground in a plane, y to the north: at zoom 0 a unit is a pixel under the middle of the screen. */
function pinhole(width: number, height: number) {
  let camera: Camera = { center: { x: 0, y: 0 }, zoom: 0, pitch: 0 }
  const away = height / 2 / Math.tan((FIELD_OF_VIEW / 2) * (Math.PI / 180))
  const lean = (): [sin: number, cos: number] => [
    Math.sin((camera.pitch * Math.PI) / 180),
    Math.cos((camera.pitch * Math.PI) / 180),
  ]
  const project = ([x, y]: [number, number]) => {
    const [sin, cos] = lean()
    const [right, up] = [(x - camera.center.x) * 2 ** camera.zoom, (y - camera.center.y) * 2 ** camera.zoom]
    const depth = away + up * sin
    return { x: width / 2 + (right * away) / depth, y: height / 2 - (up * cos * away) / depth }
  }
  const unproject = ([px, py]: [number, number]) => {
    const [sin, cos] = lean()
    const [right, up] = [px - width / 2, height / 2 - py]
    const north = (up * away) / (cos * away - up * sin)
    const east = (right * (away + north * sin)) / away
    return { x: camera.center.x + east / 2 ** camera.zoom, y: camera.center.y + north / 2 ** camera.zoom }
  }
  const map = {
    getCanvas: () => ({ clientWidth: width, clientHeight: height }),
    getZoom: () => camera.zoom,
    jumpTo: (to: Partial<Camera>) => void (camera = { ...camera, ...to }),
    ...{ project, unproject },
  }
  return { map: map as unknown as Parameters<typeof leanOver>[0], project, camera: () => camera }
}

const BOUNDS = [-150, -200, 150, 200] as const
const PADDING = { top: 20, right: 40, bottom: 90, left: 40 }

it.each([
  ['high', 1600, 1800],
  ['square', 900, 900],
  ['wide', 2800, 1000],
  ['small', 320, 240],
])('fills a %s room', (_, width, height) => {
  const { map, project } = pinhole(width, height)
  leanOver(map, BOUNDS, 40, PADDING)
  const seen = (
    [
      [-150, -200],
      [150, -200],
      [-150, 200],
      [150, 200],
    ] as [number, number][]
  ).map(project)
  const [xs, ys] = [seen.map(({ x }) => x), seen.map(({ y }) => y)]
  const free = {
    left: Math.min(...xs) - PADDING.left,
    right: width - PADDING.right - Math.max(...xs),
    top: Math.min(...ys) - PADDING.top,
    bottom: height - PADDING.bottom - Math.max(...ys),
  }
  for (const side of Object.values(free)) expect(side).toBeGreaterThan(-2)
  expect(free.left).toBeCloseTo(free.right, 0)
  expect(Math.abs(free.top - free.bottom)).toBeLessThan(2)
  expect(Math.min(free.left, free.top)).toBeLessThan(2)
})

it('leaves a flat camera, and one without room, as it is', () => {
  for (const [pitch, width] of [
    [0, 900],
    [40, 60],
  ] as const) {
    const { map, camera } = pinhole(width, 900)
    leanOver(map, BOUNDS, pitch, PADDING)
    expect(camera()).toEqual({ center: { x: 0, y: 0 }, zoom: 0, pitch: 0 })
  }
})
