// @vitest-environment happy-dom
// The layers a board may name are those of the layer list that a wall is offered: neither knows the other.
import { expect, test } from 'vitest'
import { BOARD_LAYERS } from '../../../src/wire/boardCheck.ts'
import { groundLayers } from '../../../src/web/map/list/ground.ts'
import { workLayers } from '../../../src/web/map/list/work.ts'

test('layers of boards are the layers of the map that walls are offered', () => {
  const offered = [...groundLayers, ...workLayers]
    .filter(({ roles }) => roles?.includes('wall') !== false)
    .map((l) => l.id)
  expect([...BOARD_LAYERS].sort()).toEqual(offered.sort())
})
