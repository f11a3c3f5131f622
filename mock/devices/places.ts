// Names and fixed places devices are put at: real stations, sights where crowds are counted, rivers, invented estates.
import type { Point } from '../terrain/geometry.ts'

/** National air stations at their published places (WGS84 likely). */
export const AIR_STATIONS: readonly { readonly code: string; readonly name: string; readonly point: Point }[] = [
  { code: '1185A', name: '市监测站', point: [119.404, 32.41] },
  { code: '1186A', name: '邗江监测站', point: [119.389, 32.3761] },
  { code: '2869A', name: '五台山医院', point: [119.447, 32.4155] },
  { code: '3164A', name: '广陵建设局', point: [119.4686, 32.3942] },
  { code: '3195A', name: '市体育局', point: [119.3633, 32.3972] },
  { code: '3294A', name: '引江管理处', point: [119.5653, 32.4222] },
]

export interface Sight {
  readonly name: string
  readonly point: Point
  /** Ground that people can stand on around one counter, m². */
  readonly areaM2: number
  /** People at one counter at the best hour of a fine weekend. */
  readonly busy: number
  readonly counters: readonly string[]
  /** Curve of its day: a park, a shopping street, a station. */
  readonly day: 'park' | 'shops' | 'station'
}

/** Roughly where they are; how many come is invented. */
export const SIGHTS: readonly Sight[] = [
  {
    name: '瘦西湖',
    point: [119.4224, 32.4108],
    areaM2: 5200,
    busy: 3600,
    counters: ['南门', '长堤春柳', '小金山', '五亭桥', '白塔', '二十四桥', '万花园', '北门', '西门', '钓鱼台'],
    day: 'park',
  },
  { name: '大明寺', point: [119.4128, 32.4222], areaM2: 4200, busy: 1300, counters: ['牌楼', '栖灵塔'], day: 'park' },
  {
    name: '宋夹城',
    point: [119.4195, 32.4172],
    areaM2: 9000,
    busy: 1500,
    counters: ['南门', '体育场', '北门'],
    day: 'park',
  },
  {
    name: '个园',
    point: [119.4402, 32.4002],
    areaM2: 3200,
    busy: 1500,
    counters: ['北门', '南门', '假山'],
    day: 'park',
  },
  { name: '何园', point: [119.4413, 32.3878], areaM2: 2800, busy: 1100, counters: ['正门', '水心亭'], day: 'park' },
  {
    name: '东关街',
    point: [119.4437, 32.3987],
    areaM2: 3000,
    busy: 3100,
    counters: ['东门', '逸圃', '谢馥春', '长乐客栈', '西口', '马监巷口'],
    day: 'shops',
  },
  {
    name: '文昌商圈',
    point: [119.4335, 32.3957],
    areaM2: 5200,
    busy: 2600,
    counters: ['文昌阁东', '文昌阁西', '时代广场', '珍园', '万家福'],
    day: 'shops',
  },
  {
    name: '京华城',
    point: [119.3795, 32.3912],
    areaM2: 6800,
    busy: 2600,
    counters: ['东广场', '西广场', '中庭'],
    day: 'shops',
  },
  {
    name: '邗江万达',
    point: [119.3972, 32.3788],
    areaM2: 5600,
    busy: 2500,
    counters: ['步行街', '北广场', '南广场'],
    day: 'shops',
  },
  {
    name: '虹桥坊',
    point: [119.4255, 32.4062],
    areaM2: 3600,
    busy: 1500,
    counters: ['水街', '停车场口'],
    day: 'shops',
  },
  {
    name: '扬州站',
    point: [119.3575, 32.3905],
    areaM2: 5000,
    busy: 2300,
    counters: ['站前广场', '进站口', '出站口'],
    day: 'station',
  },
  {
    name: '扬州东站',
    point: [119.5245, 32.3895],
    areaM2: 8000,
    busy: 2600,
    counters: ['站前广场', '进站口', '出站口', '公交场'],
    day: 'station',
  },
  { name: '茱萸湾', point: [119.4905, 32.4255], areaM2: 9000, busy: 1200, counters: ['正门', '动物园'], day: 'park' },
  {
    name: '运河三湾',
    point: [119.4478, 32.3525],
    areaM2: 9000,
    busy: 2000,
    counters: ['博物馆', '剪影桥', '北门'],
    day: 'park',
  },
  { name: '凤凰岛', point: [119.5325, 32.4445], areaM2: 9000, busy: 700, counters: ['码头'], day: 'park' },
  {
    name: '邵伯古镇',
    point: [119.5075, 32.5345],
    areaM2: 3800,
    busy: 900,
    counters: ['大马头', '南大街'],
    day: 'park',
  },
  { name: '盂城驿', point: [119.4395, 32.7735], areaM2: 2800, busy: 900, counters: ['正门', '南门大街'], day: 'park' },
  {
    name: '宝应大运河广场',
    point: [119.3405, 33.2355],
    areaM2: 6000,
    busy: 900,
    counters: ['中心', '北口'],
    day: 'shops',
  },
  {
    name: '仪征鼓楼',
    point: [119.1795, 32.2715],
    areaM2: 4000,
    busy: 1000,
    counters: ['广场', '步行街'],
    day: 'shops',
  },
  {
    name: '江都龙川广场',
    point: [119.5665, 32.4285],
    areaM2: 5000,
    busy: 1100,
    counters: ['中心', '南口'],
    day: 'shops',
  },
]

/** Rivers of the old city: small, quick to rise. */
export const CITY_RIVERS: readonly string[] = [
  '小秦淮河',
  '漕河',
  '邗沟',
  '古运河',
  '新城河',
  '沿山河',
  '七里河',
  '念泗河',
  '蒿草河',
  '二道河',
]

/** Larger waters by district. */
export const DISTRICT_RIVERS: Readonly<Record<string, readonly string[]>> = {
  '321002': ['京杭大运河', '夹江', '廖家沟', '长江扬州段'],
  '321003': ['京杭大运河', '仪扬河', '邵伯湖', '长江瓜洲段'],
  '321012': ['芒稻河', '通扬运河', '高水河', '三阳河', '金湾河'],
  '321023': ['里运河', '宝射河', '白马湖', '潼河', '大三王河'],
  '321071': ['古运河', '长江施桥段', '仪扬河'],
  '321081': ['仪扬河', '胥浦河', '长江仪征段', '潘家河'],
  '321084': ['里运河', '北澄子河', '高邮湖', '三阳河', '南澄子河'],
}

/** Invented residential estates: common words, no real developer. */
export const ESTATES: readonly string[] = [
  '阳光花园',
  '文景苑',
  '书香苑',
  '锦绣花园',
  '康乐小区',
  '和平新村',
  '翠竹苑',
  '兰馨苑',
  '望湖苑',
  '碧水园',
  '春江花苑',
  '玉带新村',
  '梅香苑',
  '桂花新村',
  '东方花苑',
  '金色家园',
  '滨河花园',
  '新都公寓',
  '枫林苑',
  '友谊新村',
  '荷塘苑',
  '银杏苑',
  '柳湖花园',
  '琼花苑',
  '芍药小区',
  '明月花园',
]
