// Reads `base-maps.json` and says all that is wrong with it. A city without the file has the bundled map only.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  BUNDLED,
  BaseMapsSchema,
  DRAWABLE_DATUMS,
  TERRAIN,
  type BaseMap,
  type BaseMaps,
  type Datum,
} from '../../wire/reference/baseMaps.ts'
import type { Note } from '../reference/problem.ts'
import { fits, readJson } from '../reference/read.ts'
import { isDegreeGrid, isTemplate } from './template.ts'

export const BASE_MAPS_FILE = 'base-maps.json'
/** How far a point lies off at 119.42° E, 32.39° N, m (published offset formulas of the two datums). */
const OFF_M: Partial<Record<Datum, number>> = { gcj02: 555, bd09: 1215 }

const fitsFile = fits(BaseMapsSchema)

/** What only one type of base may or must have. */
const FIELDS: Readonly<
  Record<BaseMap['type'], { readonly may: readonly (keyof BaseMap)[]; readonly one: readonly (keyof BaseMap)[] }>
> = {
  bundled: { may: [], one: [] },
  style: { may: ['url', 'file', 'ownLabels', 'cacheDays'], one: ['url', 'file'] },
  pmtiles: { may: ['url', 'file', 'style', 'ownLabels', 'dark', 'cacheDays'], one: ['url', 'file'] },
  raster: {
    may: ['tiles', 'subdomains', 'tileSize', 'minZoom', 'maxZoom', 'ownLabels', 'dark', 'cacheDays'],
    one: ['tiles'],
  },
}
const OWN = [
  ...[
    'url',
    'file',
    'style',
    'tiles',
    'subdomains',
    'tileSize',
    'minZoom',
    'maxZoom',
    'ownLabels',
    'dark',
    'cacheDays',
  ],
] as (keyof BaseMap)[]

function checkDatum(crs: Datum | undefined, pointer: string, note: Note): void {
  const drawable = DRAWABLE_DATUMS.join(', ')
  if (crs === undefined) note(pointer, `缺少坐标系 crs，可为 ${drawable}`, `has no crs; drawable are ${drawable}`)
  else if (!DRAWABLE_DATUMS.includes(crs))
    note(
      `${pointer}/crs`,
      `${crs} 底图不能使用：在扬州偏移约 ${OFF_M[crs]} 米，事件与传感器会画错位置，且偏移处处不同，无法按瓦片如实纠正；可用坐标系：${drawable}`,
      `a base map in ${crs} cannot be used: at Yangzhou it lies about ${OFF_M[crs]} m off, cases and sensors would stand in the wrong street, and the offset differs from place to place, so tiles cannot be shifted honestly; drawable are ${drawable}`,
    )
}

function checkKey(address: string | undefined, pointer: string, note: Note): void {
  if (address !== undefined && /[?&](tk|key|api_?key|token|access_token|ak)=(?!\{key\})[^&]+/i.test(address))
    note(
      pointer,
      '密钥不得写在城市数据中：写 {key}，密钥放在环境变量 MAP_KEYS',
      'a key must not stand in the city files: write {key} and put the key into MAP_KEYS',
    )
}

function checkTemplates(
  tiles: readonly string[],
  subdomains: readonly string[] | undefined,
  pointer: string,
  note: Note,
): void {
  for (const [i, template] of tiles.entries()) {
    if (!isTemplate(template))
      note(`${pointer}/tiles/${i}`, '模板须含 {z} {x} {y}', 'the template must name {z}, {x} and {y}')
    if (isDegreeGrid(template))
      note(
        `${pointer}/tiles/${i}`,
        '经纬度瓦片（天地图 _c）不能绘制，请用球面墨卡托（_w，TILEMATRIXSET=w）',
        'tiles in degrees (天地图 _c) cannot be drawn; use Web Mercator (_w, TILEMATRIXSET=w)',
      )
    checkKey(template, `${pointer}/tiles/${i}`, note)
    if (template.includes('{s}') && subdomains === undefined)
      note(`${pointer}/subdomains`, '模板含 {s}，缺少 subdomains', 'the template has {s}, so subdomains must be listed')
  }
}

function checkZooms(at: { readonly minZoom?: number; readonly maxZoom?: number }, pointer: string, note: Note): void {
  if ((at.minZoom ?? 0) > (at.maxZoom ?? 24)) note(`${pointer}/maxZoom`, '小于 minZoom', 'is below minZoom')
}

function checkBase(folder: string, base: BaseMap, pointer: string, note: Note): void {
  const { may, one } = FIELDS[base.type]
  for (const field of OWN)
    if (base[field] !== undefined && !may.includes(field))
      note(`${pointer}/${field}`, `${base.type} 底图没有 ${field}`, `a base of type ${base.type} has no ${field}`)
  if (one.length > 0 && one.filter((field) => base[field] !== undefined).length !== 1)
    note(pointer, `须有且只有一个：${one.join('、')}`, `needs exactly one of ${one.join(', ')}`)
  if (base.id === TERRAIN) note(`${pointer}/id`, '此编号留给地形', 'this id is kept for the terrain')
  if ((base.type === 'bundled') !== (base.id === BUNDLED))
    note(
      `${pointer}/id`,
      `内置底图的编号是 ${BUNDLED}，其他底图不得用它`,
      `the bundled base, and no other, is called ${BUNDLED}`,
    )
  if (base.type === 'bundled') return
  checkDatum(base.crs, pointer, note)
  if (base.notice === undefined)
    note(pointer, '缺少 notice：数据来源、许可、审图号', 'has no notice: source, terms, approval number')
  for (const [field, file] of [
    ['file', base.file],
    ['style', base.style?.endsWith('.json') === true && !base.style.includes('://') ? base.style : undefined],
  ] as const) {
    if (file === undefined) continue
    const end = field === 'file' && base.type === 'pmtiles' ? '.pmtiles' : '.json'
    if (!file.endsWith(end)) note(`${pointer}/${field}`, `应为 ${end} 文件`, `must be a ${end} file`)
    else if (!existsSync(join(folder, 'map', file)))
      note(`${pointer}/${field}`, `缺少地图文件 map/${file}`, `map/${file} is missing`)
  }
  checkKey(base.url, `${pointer}/url`, note)
  checkKey(base.style, `${pointer}/style`, note)
  checkTemplates(base.tiles ?? [], base.subdomains, pointer, note)
  checkZooms(base, pointer, note)
}

/** The checked file; an empty list where the city has none; undefined after notes. */
export async function readBaseMaps(folder: string, note: Note): Promise<BaseMaps | undefined> {
  if (!existsSync(join(folder, BASE_MAPS_FILE))) return { base: [] }
  const value = await readJson(join(folder, BASE_MAPS_FILE), note)
  if (value === undefined || !fitsFile(value, note)) return undefined
  const maps = value as BaseMaps
  let isSound = true
  const say: Note = (...said) => {
    isSound = false
    note(...said)
  }
  const seen = new Set<string>()
  for (const [i, base] of maps.base.entries()) {
    if (seen.has(base.id)) say(`/base/${i}/id`, `编号重复：${base.id}`, `the id ${base.id} is used twice`)
    seen.add(base.id)
    checkBase(folder, base, `/base/${i}`, say)
  }
  const { terrain, buildings } = maps
  if (terrain !== undefined) {
    checkDatum(terrain.crs, '/terrain', say)
    checkTemplates(terrain.tiles, terrain.subdomains, '/terrain', say)
    checkZooms(terrain, '/terrain', say)
    if (terrain.tiles.length > 1) say('/terrain/tiles', '地形只有一层', 'terrain has one template')
  }
  if (buildings !== undefined) {
    if ((buildings.file === undefined) === (buildings.sourceLayer === undefined))
      say('/buildings', '须有且只有一个：file、sourceLayer', 'needs exactly one of file, sourceLayer')
    if (buildings.file !== undefined && buildings.notice === undefined)
      say('/buildings', '缺少 notice：数据来源与许可', 'has no notice: source and terms')
  }
  return isSound ? maps : undefined
}
