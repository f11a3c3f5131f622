// What can be wrong with `base-maps.json`, each with its own words; and that a city without it loads.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readBaseMaps } from '../../../src/server/basemap/read.ts'
import { loadReference } from '../../../src/server/reference/load.ts'

const SOUND = join(import.meta.dirname, '../../../city/yangzhou')
const words = (zh: string, en: string) => ({ zh, en })
const raster = {
  ...{ id: 'tianditu', type: 'raster', crs: 'cgcs2000', name: words('天地图', 'Tianditu'), subdomains: ['0', '1'] },
  notice: words('审图号 GS(2024)0650', 'Approval GS(2024)0650'),
  tiles: ['https://t{s}.tianditu.gov.cn/vec_w/wmts?TILEMATRIXSET=w&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}'],
}
const [template = ''] = raster.tiles
const dem = {
  tiles: ['https://dem.test/{z}/{x}/{y}.png'],
  encoding: 'terrarium',
  crs: 'wgs84',
  notice: words('高程', 'Heights'),
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bases-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function problemsOf(value: unknown): Promise<string[]> {
  await writeFile(join(folder, 'base-maps.json'), typeof value === 'string' ? value : JSON.stringify(value))
  const said: string[] = []
  await readBaseMaps(folder, (pointer, zh, en) => said.push(`${pointer}: ${zh} / ${en}`))
  return said
}

it('takes what is right, and a city without the file', async () => {
  expect(await readBaseMaps(folder, () => expect.fail('nothing is wrong'))).toEqual({ base: [] })
  expect(await problemsOf({ base: [raster], terrain: dem, buildings: { sourceLayer: 'building' } })).toEqual([])
})

const WRONG: readonly [what: string, value: unknown, said: RegExp][] = [
  ['no JSON', '{', /不是有效的 JSON/],
  ['unknown field', { base: [{ ...raster, colour: 'red' }] }, /colour/],
  [
    'gcj02',
    { base: [{ ...raster, crs: 'gcj02' }] },
    /\/base\/0\/crs: gcj02 .*555 米.*about 555 m off.*drawable are cgcs2000, wgs84/,
  ],
  ['bd09', { base: [{ ...raster, crs: 'bd09' }] }, /1215 m off/],
  ['gcj02 terrain', { base: [], terrain: { ...dem, crs: 'gcj02' } }, /\/terrain\/crs: gcj02/],
  ['no datum', { base: [{ ...raster, crs: undefined }] }, /\/base\/0: 缺少坐标系/],
  ['no notice', { base: [{ ...raster, notice: undefined }] }, /缺少 notice/],
  ['no template', { base: [{ ...raster, tiles: ['https://a.test/{z}.png'] }] }, /\/base\/0\/tiles\/0: 模板须含/],
  ['degrees', { base: [{ ...raster, tiles: [template.replaceAll('_w/', '_c/')] }] }, /Web Mercator/],
  ['a key in the file', { base: [{ ...raster, tiles: [template.replace('{key}', 'abc')] }] }, /密钥不得写在城市数据中/],
  ['no subdomains', { base: [{ ...raster, subdomains: undefined }] }, /缺少 subdomains/],
  ['zooms', { base: [{ ...raster, minZoom: 9, maxZoom: 8 }] }, /is below minZoom/],
  ['twice', { base: [raster, raster] }, /\/base\/1\/id: 编号重复/],
  ['a field of another type', { base: [{ ...raster, file: 'a.json' }] }, /raster has no file/],
  [
    'two archives',
    {
      base: [
        {
          ...raster,
          type: 'pmtiles',
          tiles: undefined,
          subdomains: undefined,
          url: 'https://a.test/a',
          file: 'a.pmtiles',
        },
      ],
    },
    /exactly one of url, file/,
  ],
  [
    'a missing archive',
    { base: [{ ...raster, type: 'pmtiles', tiles: undefined, subdomains: undefined, file: 'a.pmtiles' }] },
    /缺少地图文件 map\/a.pmtiles/,
  ],
  [
    'traversal',
    { base: [{ ...raster, type: 'pmtiles', tiles: undefined, subdomains: undefined, file: '../a.pmtiles' }] },
    /\/base\/0\/file/,
  ],
  ['the name of the bundled one', { base: [{ ...raster, id: 'bundled' }] }, /内置底图的编号是/],
  ['buildings from nowhere', { base: [], buildings: {} }, /exactly one of file, sourceLayer/],
]
it.each(WRONG)('%s', async (_, value, said) => {
  expect((await problemsOf(value)).join('\n')).toMatch(said)
})

it('is said at start with the rest of the city', async () => {
  await cp(SOUND, folder, { recursive: true })
  await writeFile(join(folder, 'base-maps.json'), JSON.stringify({ base: [{ ...raster, crs: 'gcj02' }] }))
  await expect(loadReference(folder)).rejects.toThrow(/base-maps\.json › \/base\/0\/crs: gcj02 底图不能使用/)
})
