// Who imports whom, read from the sources themselves: the arrows hold even where lint is not run.
import { describe, expect, it, test } from 'vitest'
import { ROOMS, forbidden } from './arrows.ts'
import { sources, withoutComments } from './tree.ts'

const IMPORT = /(?:^|[\s;}])(?:from\s*|import\s*\(?\s*)['"]([^'"\n]+)['"]/g

const importsOf = (text: string): string[] =>
  [...withoutComments(text).matchAll(IMPORT)].flatMap(([, specifier]) => (specifier === undefined ? [] : [specifier]))

describe('the table', () => {
  test.each([
    ['src/core/alarm/step.ts', '../level.ts', true],
    ['src/core/alarm/step.ts', '../../wire/views.ts', false],
    ['src/core/alarm/step.ts', 'typebox', false],
    ['src/core/alarm/step.ts', 'node:crypto', false],
    ['src/wire/views.ts', '../core/level.ts', true],
    ['src/wire/views.ts', '../feeds/decode.ts', false],
    ['src/feeds/decode.ts', '../wire/reference.ts', true],
    ['src/feeds/decode.ts', '../server/ports.ts', false],
    ['src/server/hub.ts', '../feeds/decode.ts', true],
    ['src/server/hub.ts', '../web/main.ts', false],
    ['src/server/hub.ts', '../../mock/main.ts', false],
    ['src/web/main.ts', '../wire/api.ts', true],
    ['src/web/main.ts', '../feeds/decode.ts', false],
    ['src/web/main.ts', '../server/ports.ts', false],
    ['src/web/main.ts', 'node:fs', false],
    ['mock/main.ts', '../src/feeds/decode.ts', true],
    ['mock/main.ts', '../src/server/ports.ts', false],
    ['docs/lifecycle.ts', '../src/core/incident/lifecycle.ts', true],
    ['docs/lifecycle.ts', '../src/server/ports.ts', false],
    ['src/web/router.ts', './features/wall/WallView.vue', true],
    ['src/web/routes.ts', './features/wall/WallView.vue', true],
    ['src/web/features/wall/WallView.vue', './useWall.ts', true],
    ['src/web/features/wall/WallView.vue', '../duty/queue.ts', false],
    ['src/web/ui/theme.ts', '../features/wall/useWall.ts', false],
    ['src/web/stores/incidents.ts', '../live/link.ts', false],
    ['src/web/join.ts', './live/link.ts', true],
    ['src/web/map/layers/sensors.ts', '../CityMap.vue', false],
    ['src/web/charts/SignChart.vue', './TimeStage.vue', true],
    ['src/web/stores/session.ts', 'axios', false],
    ['src/web/api/client.ts', 'axios', true],
    ['src/web/features/duty/queue.ts', 'echarts/core', false],
    ['tests/server/hub.test.ts', '../../src/server/hub.ts', true],
  ])('%s → %s: %s', (importer, specifier, may) => {
    expect(forbidden(importer, specifier) === undefined).toBe(may)
  })
})

it('finds imports of every form', () => {
  const text = `import a from './a.ts'\nimport type { B } from "./b.ts"\nimport './c.css'\nexport * from './d.ts'
    const e = () => import('./e.vue')\ntype F = import('./f.ts').F\n// import './not.ts'\n}from './g.ts'`
  expect(importsOf(text)).toEqual(['./a.ts', './b.ts', './c.css', './d.ts', './e.vue', './f.ts', './g.ts'])
})

test.each(ROOMS.map((room) => room.folder))('%s imports only what its row allows', (folder) => {
  const all = sources([folder], ['.ts', '.vue', '.mjs'])
  expect(all.flatMap(({ text }) => importsOf(text)).length).toBeGreaterThan(0)
  const broken = all.flatMap(({ path, text }) =>
    importsOf(text).flatMap((specifier) => {
      const why = forbidden(path, specifier)
      return why === undefined ? [] : [`${path} imports ${specifier}: ${why}`]
    }),
  )
  expect(broken).toEqual([])
})
