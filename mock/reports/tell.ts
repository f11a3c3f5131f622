// Puts a matter at a place into words: the caller's on the phone, the patrol's note, the camera's line. Names and numbers are invented.
import { below, mix, pick, unit, type Key } from '../random.ts'
import type { SimCity } from '../world/city.ts'
import { hourOf } from '../world/rhythm.ts'
import type { MatterWords } from './words/shape.ts'
import type { Spot } from './places.ts'

export type Channel = 'hotline' | 'patrol' | 'camera'

/** Callers name the matter in this share of calls: the clerk types the rest without a code. */
const CODED_SHARE = 0.6
/** Share of calls with a point: others only say where. */
const LOCATED_SHARE = 0.7

const OPENERS = [
  '',
  '',
  '',
  '您好，',
  '你好，我反映一个情况：',
  '我是附近居民，',
  '您好，我想投诉，',
  '麻烦你们管管，',
  '我打了好几次电话了，',
  '请问这事归谁管？',
]
const ENDINGS = [
  '',
  '',
  '',
  '谢谢。',
  '请尽快处理。',
  '希望有人来看一下。',
  '能给个回复吗？',
  '拜托了。',
  '处理好请回电。',
  '再不管要出事的。',
]
const SURNAMES = [
  '王',
  '李',
  '张',
  '刘',
  '陈',
  '杨',
  '赵',
  '黄',
  '周',
  '吴',
  '徐',
  '孙',
  '马',
  '朱',
  '胡',
  '郭',
  '何',
  '林',
  '高',
  '罗',
  '丁',
  '仇',
  '巫',
  '卞',
]

function timeWords(city: SimCity, c: number, key: Key): string {
  const h = hourOf(city, c)
  const now =
    h < 6 ? '凌晨' : h < 9 ? '今天一早' : h < 12 ? '上午' : h < 14 ? '中午' : h < 18 ? '下午' : h < 22 ? '晚上' : '深夜'
  return pick(key, 31, [now, '刚刚', '刚才', '昨天', '这几天', now])
}

function fill(template: string, city: SimCity, c: number, key: Key, spot: Spot): string {
  return template
    .replaceAll('{place}', spot.place)
    .replaceAll('{near}', spot.near)
    .replaceAll('{road}', spot.road)
    .replaceAll('{time}', timeWords(city, c, key))
    .replaceAll('{n}', String(2 + below(key, 32, 14)))
}

/** Phones of the 1380000 block are nobody's: a block used for examples. */
const reporter = (key: Key): { name: string; phone: string } => ({
  name: `${pick(key, 41, SURNAMES)}${unit(key, 42) < 0.5 ? '先生' : '女士'}`,
  phone: `1380000${String(below(key, 43, 10_000)).padStart(4, '0')}`,
})

const SEEN = '视频识别：'
/** Notes that fit the channel: a camera's lines say that they are a camera's. */
export const notesOf = (words: MatterWords, channel: Channel): readonly string[] =>
  words.notes.filter((n) => n.startsWith(SEEN) === (channel === 'camera'))

/** Code and condition, if the city knows them. */
function coded(city: SimCity, words: MatterWords): { matter?: string; condition?: string } {
  const known = city.memo.once('matters', () => new Map(city.reference.matters.map((m) => [m.code, m])))
  const code = words.codes.find((w) => known.has(w))
  if (code === undefined) return {}
  const condition = known.get(code)?.conditions.find((k) => k.id === words.condition)?.id
  return { matter: code, ...(condition === undefined ? {} : { condition }) }
}

/** The payload of one report, without its id. `c` is city time, `occurredAt` real time. */
export function tell(
  city: SimCity,
  channel: Channel,
  words: MatterWords,
  spot: Spot,
  c: number,
  occurredAt: number,
  key: Key,
): Record<string, unknown> {
  const isCall = channel === 'hotline' || notesOf(words, channel).length === 0
  const told = fill(pick(key, 51, isCall ? words.calls : notesOf(words, channel)), city, c, key, spot)
  const text = isCall ? `${pick(key, 52, OPENERS)}${told}${pick(key, 53, ENDINGS)}` : told
  const { matter, condition } = coded(city, words)
  const isCoded = channel !== 'hotline' || unit(key, 54) < CODED_SHARE
  const isLocated = channel !== 'hotline' || unit(key, 55) < LOCATED_SHARE
  return {
    channel,
    text,
    at: Math.floor(occurredAt),
    ...(isLocated ? { lng: spot.lng, lat: spot.lat } : {}),
    address: spot.address,
    area: spot.street.code,
    ...(isCoded && matter !== undefined ? { matter } : {}),
    ...(isCoded && channel !== 'hotline' && condition !== undefined ? { condition } : {}),
    ...(channel === 'hotline' && unit(mix(key, 5), 56) < 0.9 ? { reporter: reporter(key) } : {}),
  }
}
