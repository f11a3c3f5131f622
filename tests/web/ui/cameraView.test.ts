// @vitest-environment happy-dom
// A camera without a picture says so; one with a picture shows it, and keeps the last when the next does not come.
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { i18n, setLocale } from '../../../src/web/i18n/i18n.ts'
import CameraView from '../../../src/web/ui/CameraView.vue'
import type { CameraRow } from '../../../src/wire/cameras.ts'

const camera = (over: Partial<CameraRow> = {}): CameraRow => ({
  id: 'cam-1',
  name: { zh: '文昌阁路口', en: 'Wenchang Pavilion' },
  lng: 119.4,
  lat: 32.4,
  area: '321002',
  areaName: { zh: '广陵区', en: 'Guangling' },
  owner: 'jiaojing',
  stream: false,
  simulated: true,
  ...over,
})
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await setLocale('zh')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const show = (row: CameraRow) => mount(CameraView, { props: { camera: row }, global: { plugins: [i18n] } })

it('says that none is connected, in both languages, and asks for nothing', async () => {
  const asked = vi.fn()
  vi.stubGlobal('fetch', asked)
  const page = show(camera())
  expect(page.text()).toBe('未接入画面')
  await setLocale('en')
  expect(page.text()).toBe('No picture connected')
  expect(asked).not.toHaveBeenCalled()
  page.unmount()
})

it('renews the picture, and greys the last one with the reason when it stops', async () => {
  const good = () =>
    new Response(new Blob(['x'], { type: 'image/jpeg' }), { headers: { 'x-picture-at': String(Date.now()) } })
  const asked = vi.fn(async (): Promise<Response> => good())
  vi.stubGlobal('fetch', asked)
  const page = show(camera({ pictureEveryMs: 1000 }))
  await flushPromises()
  expect(page.get('img').attributes('alt')).toBe('文昌阁路口 的画面')
  expect(page.get('img').classes()).not.toContain('old')
  asked.mockRejectedValueOnce(new TypeError('gone'))
  await vi.advanceTimersByTimeAsync(1000)
  await flushPromises()
  expect(asked).toHaveBeenCalledTimes(2)
  expect(page.get('img').classes()).toContain('old')
  expect(page.get('[role=status]').text()).toContain('画面已停止更新')
  await vi.advanceTimersByTimeAsync(5000)
  await flushPromises()
  expect(page.find('[role=status]').exists()).toBe(false)
  page.unmount()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveBeenCalledTimes(3)
})
