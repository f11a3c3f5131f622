// What a device is called and what is told about it when it is announced.
import { below, mix, pick, pickWeighted, range, unit, type Key } from '../random.ts'
import type { Road, Street } from '../terrain/types.ts'
import { CITY_RIVERS, DISTRICT_RIVERS, ESTATES } from './places.ts'
import { COVERS } from './plan.ts'
import type { SimKind } from './types.ts'

export interface Site {
  readonly n: number
  readonly trait: Key
  readonly street: Street
  readonly road?: Road | undefined
  /** Nearest other road by name, when one is close enough to say «口». */
  readonly crossing?: string | undefined
}

export interface Described {
  readonly name: string
  readonly attributes: Record<string, string | number>
  readonly owner?: readonly string[]
}

const onRoad = (s: Site, word: string): string =>
  `${s.road?.name ?? s.street.name}${s.crossing ? `${s.crossing}口` : `${1 + (s.n % 90)}号`}${word}`
const road = (s: Site): Record<string, string> => (s.road ? { road: s.road.name } : {})

/** Rivers a gauge may stand at: the small ones in the city, the large ones outside. */
const riverOf = (s: Site, isCity: boolean): string =>
  pick(s.trait, 51, isCity ? CITY_RIVERS : (DISTRICT_RIVERS[s.street.district] ?? ['环城河']))

const BY_KIND: Readonly<Record<SimKind, (s: Site) => Described>> = {
  air: (s) => ({ name: `${s.street.name}空气微站`, attributes: { type: '微型站' } }),
  rain: (s) => ({ name: `${s.street.name}雨量站${s.n % 2 === 0 ? '' : '（二）'}`, attributes: {} }),
  riverLevel: (s) => {
    // a: main rivers and the lakes, b: regional rivers, c: rivers of the built-up middle.
    const grade = s.street.isCentral ? 'c' : unit(s.trait, 50) < 0.45 ? 'a' : 'b'
    const river = riverOf(s, grade === 'c')
    return { name: `${river}${s.street.name}水位站`, attributes: { grade, river } }
  },
  ponding: (s) => {
    const type = unit(s.trait, 52) < 0.12 ? '下穿通道' : '低洼路段'
    return { name: onRoad(s, type === '下穿通道' ? '下穿通道积水点' : '积水点'), attributes: { ...road(s), type } }
  },
  manhole: (s) => {
    const cover = pickWeighted(s.trait, 53, COVERS, (c) => c.share) ?? COVERS[0]
    const type = cover?.type ?? '雨水'
    return { name: onRoad(s, `${type}井盖`), attributes: { ...road(s), cover: type }, owner: cover?.owner ?? [] }
  },
  gas: (s) => {
    const spot = pick(s.trait, 54, ['阀井', '地下管线相邻空间', '调压箱', '餐饮场所', '地下室'])
    return { name: onRoad(s, `${spot}可燃气体探测器`), attributes: { ...road(s), spot } }
  },
  noise: (s) => {
    const zone =
      s.road !== undefined && s.road.speedClass !== 'minor' ? '4a' : pick(s.trait, 55, ['1', '2', '2', '2', '3'])
    return { name: onRoad(s, '噪声监测点'), attributes: { ...road(s), zone } }
  },
  traffic: (s) => ({
    name: onRoad(s, '断面'),
    attributes: { ...road(s), freeKmh: s.road?.freeKmh ?? 45, roadClass: s.road?.speedClass ?? 'minor' },
  }),
  bridge: (s) => ({
    name: onRoad(s, '跨河桥'),
    attributes: { ...road(s), span: Math.round(range(s.trait, 56, 18, 75)) },
  }),
  pressure: (s) => ({ name: onRoad(s, '供水压力点'), attributes: road(s) }),
  waterQuality: (s) => ({ name: onRoad(s, '供水水质点'), attributes: road(s) }),
  pump: (s) => ({
    name: `${s.road?.name ?? s.street.name}${unit(s.trait, 57) < 0.5 ? '雨水' : '合流'}泵站`,
    attributes: {
      ...road(s),
      duty: unit(s.trait, 58) < 0.35 ? 'always' : 'rain',
      capacityM3h: 600 * (1 + below(s.trait, 59, 12)),
    },
  }),
  streetLight: (s) => ({
    name: onRoad(s, '路灯控制柜'),
    attributes: { ...road(s), lamps: 24 + below(s.trait, 60, 60) },
  }),
  lift: (s) => {
    const estate = `${s.street.name.replace(/街道|镇|乡/, '')}${pick(s.trait, 61, ESTATES)}`
    const name = `${estate}${1 + below(s.trait, 62, 28)}幢${1 + below(s.trait, 63, 4)}单元电梯`
    return { name, attributes: { estate, floors: 7 + below(s.trait, 64, 26) } }
  },
  parking: (s) => ({
    name: onRoad(s, pick(s.trait, 65, ['公共停车场', '路内停车区', '地下停车场', '商场停车场'])),
    attributes: {
      ...road(s),
      spaces: 40 + 10 * below(s.trait, 66, 60),
      use: pick(s.trait, 67, ['office', 'homes', 'shops']),
    },
  }),
  crowd: () => ({ name: '客流计数点', attributes: {} }),
  power: (s) => ({
    name: `10kV ${(s.road?.name ?? s.street.name).replace(/路|街道|镇|街/, '')}线${100 + below(s.trait, 68, 800)}环网柜`,
    attributes: { ...road(s), use: pick(s.trait, 69, ['homes', 'homes', 'shops', 'industry']) },
  }),
  weather: (s) => ({ name: `${s.street.name}自动气象站`, attributes: {} }),
  riverQuality: (s) => {
    const river = riverOf(s, s.street.isCentral)
    return { name: `${river}${s.street.name}断面`, attributes: { river } }
  },
}

export const describe = (kind: SimKind, site: Site): Described => BY_KIND[kind](site)

/** Two devices of one kind may share a name; a number tells them apart. */
export function numbered(name: string, seen: Map<string, number>): string {
  const n = (seen.get(name) ?? 0) + 1
  seen.set(name, n)
  return n === 1 ? name : `${name}（${n}）`
}

export const traitOf = (kindKey: Key, n: number): Key => mix(kindKey, n)
