// Tiles on disk: found again after a restart, bounded, never half.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTileCache } from '../../../src/server/basemap/cache.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiles-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))
const tile = (text: string, at = 5) => ({ body: Buffer.from(text), type: 'image/png', at })

it('keeps a tile over a restart, with its type and time', async () => {
  await (await openTileCache(folder, 1_000)).put('a', tile('with\na line'))
  const again = await openTileCache(folder, 1_000)
  expect(await again.get('a')).toEqual(tile('with\na line'))
  expect(await again.get('b')).toBeUndefined()
})

it('drops the longest unused when it is full', async () => {
  const cache = await openTileCache(folder, 100)
  for (const name of ['a', 'b']) await cache.put(name, tile('x'.repeat(30)))
  await cache.get('a')
  await cache.put('c', tile('x'.repeat(30)))
  expect(await cache.get('b')).toBeUndefined()
  expect((await cache.get('a'))?.body.length).toBe(30)
  expect(cache.size()).toBeLessThanOrEqual(100)
  expect(await readdir(folder)).toHaveLength(2)
})

it('forgets a file that is no tile, and works without a folder', async () => {
  const cache = await openTileCache(folder, 1_000)
  await cache.put('a', tile('x'))
  const [file = ''] = await readdir(folder)
  await writeFile(join(folder, file), 'rubbish')
  expect(await cache.get('a')).toBeUndefined()
  await writeFile(join(folder, 'plain'), '')
  const nowhere = await openTileCache(join(folder, 'plain', 'below'), 1_000)
  await nowhere.put('a', tile('x'))
  expect(await nowhere.get('a')).toBeUndefined()
})
