// @vitest-environment happy-dom
// A camera's stream on a wall: one that fails says so and rests a minute before it is tried again; nothing goes on once the tile is gone.
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CameraRow } from '../../../src/wire/cameras.ts'
import { i18n, setLocale } from '../../../src/web/i18n/i18n.ts'
import CameraTile from '../../../src/web/wall/panels/CameraTile.vue'

const player = vi.hoisted(() => ({
  played: [] as string[],
  ended: 0,
  fails: 'at once' as 'at once' | 'no code' | 'not',
}))
vi.mock('../../../src/web/ui/useCamera.ts', async (original) => ({
  ...(await original<object>()),
  playStream: async (_video: unknown, id: string, failed: () => void) => {
    player.played.push(id)
    if (player.fails === 'no code') throw new TypeError('Failed to fetch dynamically imported module')
    if (player.fails === 'at once') failed()
    return () => player.ended++
  },
}))

const camera = (id: string): CameraRow => ({
  ...{ id, name: { zh: '文昌阁路口', en: 'Wenchang Pavilion' }, lng: 119.4, lat: 32.4, area: '321002' },
  ...{ areaName: { zh: '广陵区', en: 'Guangling' }, owner: 'jiaojing', stream: true, simulated: true },
})
const show = async () => {
  const tile = mount(CameraTile, { props: { camera: camera('cam-1'), now: 0 }, global: { plugins: [i18n] } })
  await flushPromises()
  return tile
}
const after = async (ms: number): Promise<void> => {
  await vi.advanceTimersByTimeAsync(ms)
  await flushPromises()
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await setLocale('zh')
  Object.assign(player, { played: [], ended: 0, fails: 'at once' })
})
afterEach(() => vi.useRealTimers())

it.each(['at once', 'no code'] as const)('one that fails (%s) is tried once a minute', async (fails) => {
  player.fails = fails
  const tile = await show()
  expect(player.played).toHaveLength(1)
  expect(tile.find('video').exists()).toBe(false)
  expect(tile.get('p').text()).not.toBe('')
  await after(59_000)
  expect(player.played).toHaveLength(1)
  await after(1_000)
  expect(player.played).toHaveLength(2)
  player.fails = 'not'
  await after(60_000)
  expect(player.played).toHaveLength(3)
  expect(tile.find('video').exists()).toBe(true)
  await after(600_000)
  expect(player.played).toHaveLength(3)
  tile.unmount()
})

it('ends with its tile', async () => {
  const tile = await show()
  tile.unmount()
  await after(600_000)
  expect(player.played).toHaveLength(1)
  player.fails = 'not'
  const other = await show()
  const before = player.ended
  other.unmount()
  expect(player.ended).toBe(before + 1)
})

it('another camera in its place is tried at once', async () => {
  const tile = await show()
  player.fails = 'not'
  await tile.setProps({ camera: camera('cam-2') })
  await flushPromises()
  expect(player.played).toEqual(['cam-1', 'cam-2'])
  expect(tile.find('video').exists()).toBe(true)
  tile.unmount()
})

it('a video that breaks while it plays rests as well', async () => {
  player.fails = 'not'
  const tile = await show()
  await tile.get('video').trigger('error')
  await flushPromises()
  expect(tile.find('video').exists()).toBe(false)
  expect(player.ended).toBe(1)
  expect(player.played).toHaveLength(1)
  await after(60_000)
  expect(player.played).toHaveLength(2)
  tile.unmount()
})
