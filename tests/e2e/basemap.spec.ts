// Base maps against a real hub and a map server of the test's own: a raster is drawn, its server breaks and then goes, and the
// bundled map stands in its place with words; an archive made here is drawn; sources and terms are reached by keyboard.
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { phrases as base } from '../../src/web/i18n/base.zh.ts'
import { phrases as ui } from '../../src/web/i18n/ui.zh.ts'
import { paths } from '../../src/wire/api.ts'
import { wordsOf } from './support/case.ts'
import { ROOT, newFolder, startHub, type HubProcess } from './support/hub.ts'
import { faults, settled, toggleTheme } from './support/look.ts'
import { expect, test } from './support/people.ts'
import { archiveOf, squareTile } from './support/archive.ts'

/** Nothing of the city is of this colour. */
const GREEN = [40, 200, 90] as const

/** A PNG of one colour: length, type, data and checksum of three chunks. */
function png(size: number, [r, g, b]: readonly [number, number, number]): Buffer {
  const table = Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c >>> 0
  })
  const crc = (bytes: Buffer): number => {
    let c = 0xffffffff
    for (const byte of bytes) c = (table[(c ^ byte) & 255] ?? 0) ^ (c >>> 8)
    return (c ^ 0xffffffff) >>> 0
  }
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(data.length, 0)
    ends.writeUInt32BE(crc(body), 4)
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(size * 3, Buffer.from([r, g, b]))])
  const rows = Buffer.concat(Array.from({ length: size }, () => row))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

let hub: HubProcess
let server: Server
let port = 0
let isBroken = false
const tilesAsked: string[] = []
const sockets = new Set<Socket>()

function listen(at: number): Promise<void> {
  const tile = png(256, GREEN)
  server = createServer((request, response) => {
    tilesAsked.push(request.url ?? '')
    if (isBroken) response.writeHead(500).end()
    else response.writeHead(200, { 'content-type': 'image/png' }).end(tile)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  return new Promise((up) =>
    server.listen(at, '127.0.0.1', () => {
      port = (server.address() as AddressInfo).port
      up()
    }),
  )
}
function unplug(): Promise<void> {
  for (const socket of sockets) socket.destroy()
  return new Promise((down) => server.close(() => down()))
}

const NAME = { raster: '天地图', archive: '本地矢量' }

test.beforeAll(async () => {
  test.setTimeout(240_000)
  await listen(0)
  const city = join(newFolder(), 'city')
  mkdirSync(city)
  cpSync(join(ROOT, 'city/yangzhou'), city, { recursive: true })
  // Around the city at zoom 6: one tile, half of it water.
  writeFileSync(join(city, 'map', 'own.pmtiles'), archiveOf([{ z: 6, x: 53, y: 25 }], squareTile('water'), ['water']))
  const notice = { zh: '国家地理信息公共服务平台，审图号 GS(2024)0650', en: 'NGIS public platform, GS(2024)0650' }
  writeFileSync(
    join(city, 'base-maps.json'),
    JSON.stringify({
      base: [
        {
          ...{ id: 'tianditu', type: 'raster', crs: 'cgcs2000', name: { zh: NAME.raster, en: 'Tianditu' }, notice },
          // Nothing is kept: what the server does is seen at once.
          ...{ tiles: [`http://127.0.0.1:${port}/wmts?z={z}&y={y}&x={x}&tk={key}`], cacheDays: 0 },
        },
        {
          ...{ id: 'own', type: 'pmtiles', crs: 'wgs84', name: { zh: NAME.archive, en: 'Local' }, file: 'own.pmtiles' },
          notice: { zh: '自测数据', en: 'Test data' },
        },
      ],
    }),
  )
  hub = await startHub({ env: { CITY: city, MAP_KEYS: 'tianditu=KEY-OF-THE-TEST' } })
})
test.afterAll(async () => {
  await hub.clear()
  await unplug()
})

/** Share of the map that is green, or that is water as the light theme draws it, by a picture of it. */
async function shareOf(page: Page, what: 'green' | 'water'): Promise<number> {
  const picture = await page.locator('.map .box').screenshot()
  return page.evaluate(
    async ([data, kind]) => {
      // The page's policy lets pictures come from data, and nothing be fetched from it.
      const image = new Image()
      image.src = `data:image/png;base64,${data}`
      await image.decode()
      const canvas = new OffscreenCanvas(image.width, image.height)
      const context = canvas.getContext('2d')
      if (context === null) return 0
      context.drawImage(image, 0, 0)
      const { data: pixels } = context.getImageData(0, 0, image.width, image.height)
      let found = 0
      for (let i = 0; i < pixels.length; i += 4) {
        const [r = 0, g = 0, b = 0] = pixels.subarray(i, i + 3)
        const isGreen = g > r + 25 && g > b + 15
        const isWater = Math.abs(r - 0xcf) < 5 && Math.abs(g - 0xe0) < 5 && Math.abs(b - 0xea) < 5
        if (kind === 'green' ? isGreen : isWater) found += 1
      }
      return found / (pixels.length / 4)
    },
    [picture.toString('base64'), what] as const,
  )
}
const greenShare = (page: Page): Promise<number> => shareOf(page, 'green')

const switcher = (page: Page) => page.getByRole('combobox', { name: wordsOf(base, 'title'), exact: true })
const trouble = (page: Page) => page.getByRole('status').filter({ hasText: '已改用内置底图' })

test('a raster base is drawn, gives way when its server breaks, and comes back', async ({ people }) => {
  people.expectError(/status of 502/)
  const page = await people.enter(hub, 'chief', 'desk')
  await page.goto(`${hub.url}/duty`)
  await settled(page)
  await expect(switcher(page)).toHaveValue('tianditu')
  await expect.poll(() => greenShare(page), { timeout: 30_000 }).toBeGreaterThan(0.5)
  expect(tilesAsked[0]).toContain('tk=KEY-OF-THE-TEST')
  expect(
    await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map((r) => r.name)
        .join(),
    ),
  ).not.toContain('KEY')
  expect(await faults(page)).toEqual([])
  await page.screenshot({ path: 'test-results/basemap-raster-1.png' })
  await toggleTheme(page)
  await expect.poll(() => greenShare(page)).toBeGreaterThan(0.5)
  await page.screenshot({ path: 'test-results/basemap-raster-2.png' })

  await test.step('its tiles begin to fail while people look', async () => {
    isBroken = true
    await page.getByRole('button', { name: /Zoom in|放大/ }).click()
    await page.getByRole('button', { name: /Zoom in|放大/ }).click()
    await expect(trouble(page)).toContainText(NAME.raster)
    await expect.poll(() => greenShare(page)).toBeLessThan(0.05)
    await page.screenshot({ path: 'test-results/basemap-trouble-2.png' })
    expect(await faults(page)).toEqual([])
  })
  await test.step('it is asked for again', async () => {
    isBroken = false
    await trouble(page)
      .getByRole('button', { name: wordsOf(ui, 'retry') })
      .click()
    await expect(trouble(page)).toHaveCount(0)
    await expect.poll(() => greenShare(page), { timeout: 30_000 }).toBeGreaterThan(0.5)
  })
  await test.step('a page that opens while nothing answers has the bundled map within seconds', async () => {
    await unplug()
    await page.reload()
    await expect(trouble(page)).toBeVisible({ timeout: 20_000 })
    await expect(trouble(page)).toContainText('拒绝连接')
    await settled(page)
    expect(await greenShare(page)).toBeLessThan(0.05)
    await listen(port)
    await trouble(page)
      .getByRole('button', { name: wordsOf(ui, 'retry') })
      .click()
    await expect.poll(() => greenShare(page), { timeout: 30_000 }).toBeGreaterThan(0.5)
  })
})

test('an archive of vector tiles is drawn, and every source is named by keyboard', async ({ people }) => {
  const page = await people.enter(hub, 'chief', 'desk')
  // Kept with the account by whoever was here before: the water looked for below is that of the light theme.
  await page.request.patch(hub.url + paths.settings, { headers: { 'x-yiwang': '1' }, data: { theme: 'light' } })
  await page.goto(`${hub.url}/duty`)
  await settled(page)
  const archive = page.waitForResponse((r) => r.url().endsWith('/city/map/own.pmtiles') && r.status() === 206)
  await switcher(page).selectOption({ label: NAME.archive })
  await archive
  await expect(switcher(page)).toHaveValue('own')
  await expect.poll(() => greenShare(page)).toBeLessThan(0.05)
  await expect(trouble(page)).toHaveCount(0)
  await expect.poll(() => shareOf(page, 'water')).toBeGreaterThan(0.6)
  await page.screenshot({ path: 'test-results/basemap-archive.png' })

  const sources = page.getByRole('button', { name: wordsOf(base, 'sources') })
  await sources.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: wordsOf(base, 'sources') })
  await expect(dialog).toContainText('审图号 GS(2024)0650')
  await expect(dialog).toContainText('自测数据')
  await expect(dialog).toContainText('GeoNames')
  await page.screenshot({ path: 'test-results/basemap-sources.png' })
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(sources).toBeFocused()

  await test.step('the choice is kept on this device', async () => {
    await page.reload()
    await settled(page)
    await expect(switcher(page)).toHaveValue('own')
  })
})

test('a file of the bundled map is missing: the map says which', async ({ people }) => {
  people.expectError(/status of 404 .*roads\.geojson/)
  const page = await people.enter(hub, 'chief', 'desk')
  await page.route('**/city/map/roads.geojson', (route) => route.fulfill({ status: 404, body: '{}' }))
  await page.goto(`${hub.url}/duty?base=bundled`)
  await settled(page)
  const note = page.getByRole('status').filter({ hasText: '内置底图缺少：道路' })
  await expect(note).toBeVisible()
  await page.unroute('**/city/map/roads.geojson')
  await note.getByRole('button', { name: wordsOf(ui, 'retry') }).click()
  await expect(note).toHaveCount(0)
})
