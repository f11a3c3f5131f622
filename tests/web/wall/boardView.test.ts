// @vitest-environment happy-dom
// Boards turn for weeks: one map lives through all of them, and nothing of a board that has gone stays behind.
import '../support/fakeHub.ts'
import { describe, expect, it, vi } from 'vitest'
import { computed, defineComponent, h, nextTick, onUnmounted, shallowRef } from 'vue'
import type { Sheet } from '../../../src/web/wall/sheet.ts'
import { openPage } from '../support/page.ts'
import { giveCity } from '../support/signs.ts'

const alive = vi.hoisted(() => ({ maps: 0, made: 0, panels: 0 }))
vi.mock('../../../src/web/map/CityMap.vue', async () => {
  const { defineComponent, h, onUnmounted } = await import('vue')
  return {
    default: defineComponent({
      setup() {
        alive.maps++
        alive.made++
        onUnmounted(() => alive.maps--)
        return { fit: () => undefined, pan: () => undefined }
      },
      render: () => h('i', { class: 'city-map' }),
    }),
  }
})
const { default: BoardView } = await import('../../../src/web/wall/BoardView.vue')
const { provideScene } = await import('../../../src/web/wall/scene.ts')
const { assumedGeometry, wallText } = await import('../../../src/web/wall/textSize.ts')

const Panel = defineComponent({
  props: { n: { type: Number, required: true } },
  setup(props) {
    alive.panels++
    onUnmounted(() => alive.panels--)
    return () => h('p', { class: 'one-panel' }, String(props.n))
  },
})
const sheet = (n: number, map: boolean): Sheet => ({
  key: `board-${n}`,
  grid: { columns: [1, n % 3 === 0 ? 2 : 1], rows: [1], areas: [['city', 'panel']] },
  ...(map ? { map: { region: 'city', panel: { layers: n % 2 === 0 ? ['incidents'] : [], kinds: [] } } } : {}),
  panels: [{ key: `p-${n}`, region: 'panel', component: Panel, props: { n } }],
})

const shown = shallowRef(sheet(0, true))
const Wall = defineComponent({
  setup() {
    const text = computed(() => wallText(assumedGeometry(1920), 1920))
    provideScene({ text, now: shallowRef(0), current: shallowRef(true), visit: computed(() => undefined) })
    return () => h(BoardView, { sheet: shown.value })
  },
})

describe('boards that turn', () => {
  it('two hundred turns, with and without a map: one map, one board', async () => {
    const page = await openPage(Wall, { route: '/wall', name: 'wall', path: '/wall', props: {} })
    giveCity()
    await page.settle()
    expect(alive).toEqual({ maps: 1, made: 1, panels: 1 })
    for (let n = 1; n <= 200; n++) {
      shown.value = sheet(n, n % 4 !== 0)
      await nextTick()
    }
    // The last cross-fade ends.
    await vi.waitFor(() => expect(document.querySelectorAll('.one-panel')).toHaveLength(1), { timeout: 2_000 })
    expect(alive).toEqual({ maps: 1, made: 1, panels: 1 })
    expect(document.querySelectorAll('.city-map')).toHaveLength(1)
    expect(document.querySelector('.one-panel')?.textContent).toBe('200')
  })
})
