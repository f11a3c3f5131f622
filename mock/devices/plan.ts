// How many devices of each kind the city has, where they stand and who owns them: data, read by place.ts.
import type { SimKind } from './types.ts'

export interface KindPlan {
  readonly prefix: string
  readonly count: number
  /** Share that stands in the built-up middle. */
  readonly central: number
  readonly at: 'road' | 'bank' | 'estate' | 'sight' | 'street'
  /** Department ids by preference; the first that the city has is taken. */
  readonly owner: readonly string[]
  readonly maintainer: readonly string[]
}

/**
 * About 3,700 devices and 100 values a second. A real city of this size has ten times as many;
 * this many fill every map and list and still run beside the hub on two cores.
 */
export const PLAN: Readonly<Record<SimKind, KindPlan>> = {
  air: { prefix: 'kq', count: 54, central: 0.4, at: 'street', owner: ['shengtai'], maintainer: ['shengtai'] },
  rain: { prefix: 'yl', count: 130, central: 0.25, at: 'street', owner: ['shuili'], maintainer: ['shuili'] },
  riverLevel: { prefix: 'sw', count: 66, central: 0.35, at: 'bank', owner: ['shuili'], maintainer: ['shuili'] },
  ponding: {
    prefix: 'js',
    count: 300,
    central: 0.6,
    at: 'road',
    owner: ['paishui', 'shuili'],
    maintainer: ['paishui', 'shuili'],
  },
  manhole: { prefix: 'jg', count: 320, central: 0.65, at: 'road', owner: ['paishui'], maintainer: ['paishui'] },
  gas: { prefix: 'rq', count: 260, central: 0.55, at: 'road', owner: ['gas'], maintainer: ['gas'] },
  noise: { prefix: 'zs', count: 140, central: 0.6, at: 'road', owner: ['shengtai'], maintainer: ['shengtai'] },
  traffic: { prefix: 'jt', count: 720, central: 0.5, at: 'road', owner: ['jiaojing'], maintainer: ['jiaojing'] },
  bridge: {
    prefix: 'ql',
    count: 80,
    central: 0.45,
    at: 'road',
    owner: ['shizheng', 'jiaotong'],
    maintainer: ['shizheng'],
  },
  pressure: { prefix: 'ly', count: 220, central: 0.55, at: 'road', owner: ['water'], maintainer: ['water'] },
  waterQuality: { prefix: 'sz', count: 60, central: 0.5, at: 'road', owner: ['water'], maintainer: ['water'] },
  pump: {
    prefix: 'bz',
    count: 110,
    central: 0.5,
    at: 'road',
    owner: ['paishui', 'shuili'],
    maintainer: ['paishui', 'shuili'],
  },
  streetLight: { prefix: 'ld', count: 320, central: 0.55, at: 'road', owner: ['luguan'], maintainer: ['luguan'] },
  lift: { prefix: 'dt', count: 420, central: 0.65, at: 'estate', owner: ['shijian'], maintainer: ['lift', 'shijian'] },
  parking: {
    prefix: 'tc',
    count: 200,
    central: 0.7,
    at: 'road',
    owner: ['parking', 'chengguan'],
    maintainer: ['parking'],
  },
  crowd: { prefix: 'kl', count: 0, central: 1, at: 'sight', owner: ['wenlv'], maintainer: ['wenlv'] },
  power: { prefix: 'pd', count: 240, central: 0.5, at: 'road', owner: ['power'], maintainer: ['power'] },
  weather: { prefix: 'qx', count: 42, central: 0.2, at: 'street', owner: ['qixiang'], maintainer: ['qixiang'] },
  riverQuality: { prefix: 'hs', count: 44, central: 0.3, at: 'bank', owner: ['shengtai'], maintainer: ['shengtai'] },
}

/** Covers belong to whoever runs what lies beneath. */
export const COVERS: readonly { readonly type: string; readonly share: number; readonly owner: readonly string[] }[] = [
  { type: '雨水', share: 34, owner: ['paishui'] },
  { type: '污水', share: 26, owner: ['paishui'] },
  { type: '供水', share: 14, owner: ['water'] },
  { type: '通信', share: 12, owner: ['telecom'] },
  { type: '电力', share: 8, owner: ['power'] },
  { type: '燃气', share: 6, owner: ['gas'] },
]
