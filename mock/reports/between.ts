// The reports of a window: the everyday ones by hour of day, and those that weather, troubles, bursts, crowds and bad air bring.
import { SIGHTS } from '../devices/places.ts'
import { mix, pick, pickWeighted, range, sub, unit, type Key } from '../random.ts'
import type { Feed } from '../../src/wire/reference.ts'
import type { OutMessage } from '../gateways/message.ts'
import { type SimCity, cityTime, minutesIn, realTime } from '../world/city.ts'
import { darkness, hourOf, wakefulness } from '../world/rhythm.ts'
import { luck, troublesBeginning } from '../world/troubles.ts'
import { bursts, placeOf, pondDepthM } from '../world/water.ts'
import { stagnation, swell } from '../world/weather.ts'
import { MATTER_WORDS } from './matters.ts'
import type { MatterWords } from './words/shape.ts'
import { anySpot, spotNear, type Spot } from './places.ts'
import { notesOf, tell, type Channel } from './tell.ts'

const SLOT_MS = 15_000
const MIN = 60_000
/** From the last word of the call to the clerk's «send», real time. */
const WRITTEN_MS = [300, 2_500] as const
/** A road wetter than this makes people call. */
const CALL_FROM_M = 0.12
/** Deepest ponds bring about this many calls a minute each at most. */
const CALLS_PER_POND = 0.16
const CALLS_AT_MOST = 7

interface Said {
  readonly id: string
  readonly channel: Channel
  readonly words: MatterWords
  readonly spot: Spot
  /** City time. */
  readonly c: number
  readonly key: Key
}

const wordsOf = (key: string): MatterWords | undefined => MATTER_WORDS.find((w) => w.key === key)

function feedOf(city: SimCity, channel: Channel): Feed | undefined {
  const feeds = city.reference.feeds.filter(
    (f) => f.simulated && f.format === 'yiwang' && f.carries.includes('reports'),
  )
  const hint = { hotline: '12345', patrol: 'patrol', camera: 'camera' }[channel]
  return feeds.find((f) => f.id.includes(hint)) ?? feeds[0]
}

/** How likely a matter is at that hour and in that weather. */
function weightAt(city: SimCity, w: MatterWords, c: number): number {
  const h = hourOf(city, c)
  const fits =
    w.when === 'night'
      ? h >= 21 || h < 5
        ? 3
        : 0.1
      : w.when === 'evening'
        ? h >= 17 && h < 23.5
          ? 2
          : 0.4
        : w.when === 'day'
          ? 1 - darkness(city, c)
          : 1
  const smoky = w.key === 'burning' || w.key === 'dust' ? 1 + 4 * stagnation(city, c) : 1
  return w.weight * fits * smoky
}

/** The everyday report of one slot, if there is one. */
function everyday(city: SimCity, channel: Channel, slot: number): Said | undefined {
  const key = mix(sub(city.key, channel), slot)
  const c = (slot + range(key, 1, 0.05, 0.95)) * SLOT_MS
  const awake = channel === 'camera' ? 0.5 + 0.5 * wakefulness(city, c) : wakefulness(city, c)
  if (unit(key, 2) >= (city.scenario.reports[channel] * awake * SLOT_MS) / MIN) return undefined
  const fit = MATTER_WORDS.filter(
    (w) => w.by.includes(channel) && (channel === 'hotline' || notesOf(w, channel).length > 0),
  )
  const words = pickWeighted(key, 3, fit, (w) => weightAt(city, w, c))
  const spot = words && anySpot(city, key)
  return words && spot && { id: `${channel[0]}${slot}`, channel, words, spot, c, key }
}

/** Somebody else calls about what was reported a minute or two ago. */
function echo(city: SimCity, slot: number): Said | undefined {
  const key = mix(sub(city.key, 'echo'), slot)
  if (unit(key, 1) >= 0.1) return undefined
  const heard = everyday(city, 'hotline', slot - 4 - Math.floor(unit(key, 2) * 5))
  const spot = heard && spotNear(city, key, [heard.spot.lng, heard.spot.lat], 25)
  return heard && spot && { ...heard, id: `e${slot}`, spot, key, c: (slot + unit(key, 3)) * SLOT_MS }
}

/** Roads under water now, deepest first. */
function wetRoads(
  city: SimCity,
  c: number,
): readonly { point: readonly [number, number]; depth: number; isCentral: boolean }[] {
  const minute = Math.floor(c / MIN) - 2
  if (city.scenario.storms.length === 0) return []
  return city.memo.get('wet', minute, () =>
    (city.byKind.get('ponding') ?? [])
      .map((d) => ({ point: placeOf(d), depth: pondDepthM(city, d, minute * MIN), isCentral: d.street.isCentral }))
      .filter((p) => p.depth >= CALL_FROM_M)
      .sort((a, b) => b.depth - a.depth),
  )
}

function flood(city: SimCity, slot: number): Said[] {
  const c = (slot + 0.5) * SLOT_MS
  const wet = wetRoads(city, c)
  const words = wordsOf('flood')
  if (wet.length === 0 || !words) return []
  const perSlot = Math.min(CALLS_AT_MOST, wet.length * CALLS_PER_POND) * (SLOT_MS / MIN)
  const out: Said[] = []
  for (let i = 0; i < perSlot; i++) {
    const key = mix(sub(city.key, `flood${i}`), slot)
    if (perSlot - i < 1 && unit(key, 1) >= perSlot - i) continue
    const pond = pickWeighted(key, 2, wet, (p) => p.depth * (p.isCentral ? 4 : 1))
    const spot = pond && spotNear(city, key, pond.point, 60)
    const channel: Channel = unit(key, 3) < 0.85 ? 'hotline' : 'patrol'
    if (spot) out.push({ id: `w${slot}.${i}`, channel, words, spot, key, c: (slot + unit(key, 4)) * SLOT_MS })
  }
  return out
}

/** What a scenario makes people say: the burst main, the crowd, the bad air. */
function scenarioCalls(city: SimCity, slot: number): Said[] {
  const c = (slot + 0.5) * SLOT_MS
  const m = minutesIn(city, c)
  const out: Said[] = []
  const add = (
    use: string,
    perMin: number,
    words: MatterWords | undefined,
    spot: (key: Key) => Spot | undefined,
  ): void => {
    const key = mix(sub(city.key, use), slot)
    if (!words || unit(key, 1) >= (perMin * SLOT_MS) / MIN) return
    const where = spot(key)
    const fit = words.by.filter((b) => b === 'hotline' || notesOf(words, b).length > 0)
    const channel = pick(key, 2, fit)
    if (where)
      out.push({ id: `${use[0]}${slot}`, channel, words, spot: where, key, c: (slot + unit(key, 3)) * SLOT_MS })
  }
  bursts(city).forEach((b, i) => {
    const since = m - b.fromMin
    if (since < 0.1 || since > b.untilBackMin) return
    add(`u${i}`, since < 12 ? 2.4 : 0.5, wordsOf('burst'), (key) => spotNear(city, key, b.point, since < 3 ? 60 : 600))
  })
  city.scenario.crowds.forEach((crowd, i) => {
    const sight = SIGHTS.find((s) => s.name === crowd.sight)
    const full = swell(m - crowd.fromMin, crowd.riseMin, crowd.holdMin, crowd.fallMin)
    if (sight && full > 0.5) add(`k${i}`, 0.5 * full, wordsOf('crowd'), (key) => spotNear(city, key, sight.point, 350))
  })
  const still = stagnation(city, c)
  if (still > 0.4) add('z', 0.6 * still, wordsOf('haze'), (key) => anySpot(city, key))
  return out
}

/** Calls about small troubles, by those who see them. */
function troubleCalls(city: SimCity, from: number, to: number): Said[] {
  const out: Said[] = []
  for (const t of troublesBeginning(city, from - 6 * MIN, to)) {
    const words = wordsOf(t.spec.matter)
    if (!words || luck(t, 1) >= t.spec.called) continue
    for (let i = 0; i < (luck(t, 2) < 0.3 ? 2 : 1); i++) {
      const key = mix(t.key, 300 + i)
      const c = t.from + range(key, 1, 15_000, 110_000) + i * 60_000
      const seen = spotNear(city, key, placeOf(t.device), 20)
      const estate = t.device.attributes['estate']
      // Whoever calls about a lift names the house it is in.
      const spot = seen && estate !== undefined ? { ...seen, near: t.device.name.replace(/电梯.*$/, '') } : seen
      const channel: Channel = words.by.includes('patrol') && unit(key, 2) < 0.25 ? 'patrol' : 'hotline'
      if (spot && c < t.to) out.push({ id: `t${t.key.toString(36)}.${i}`, channel, words, spot, key, c })
    }
  }
  return out
}

/** Reports sent in [from, to), real time. */
export function reportsBetween(city: SimCity, from: number, to: number): OutMessage[] {
  const slack = WRITTEN_MS[1] * city.speed
  const [cFrom, cTo] = [cityTime(city, from) - slack, cityTime(city, to)]
  const said: Said[] = []
  for (let slot = Math.floor(cFrom / SLOT_MS); slot <= Math.floor(cTo / SLOT_MS); slot++) {
    const one = city.memo.get('said', slot, () => [
      ...(['hotline', 'patrol', 'camera'] as const).flatMap((channel) => everyday(city, channel, slot) ?? []),
      ...[echo(city, slot) ?? []].flat(),
      ...flood(city, slot),
      ...scenarioCalls(city, slot),
    ])
    said.push(...one)
  }
  said.push(...troubleCalls(city, cFrom, cTo))

  const run = city.startAt.toString(36)
  return said.flatMap((s): OutMessage[] => {
    const feed = feedOf(city, s.channel)
    const heardAt = realTime(city, s.c)
    const at = Math.floor(heardAt + range(s.key, 61, ...WRITTEN_MS))
    if (!feed || at < from || at >= to || s.c < city.startAt) return []
    const payload = { report: `${run}-${s.id}`, ...tell(city, s.channel, s.words, s.spot, s.c, heardAt, s.key) }
    return [
      {
        at,
        feed: feed.id,
        gateway: feed.gateway,
        topic: feed.topic,
        payload: JSON.stringify(payload),
        values: 0,
        order: `${feed.id} ${s.id}`,
      },
    ]
  })
}
