// Recorded rivers and rain through the checks as the hub makes them: the dead gauge, the drop-outs and the late arrivals are found
// and named, and nothing is called wrong that is only weather. Stands aside where the recordings are not there.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMap } from '../../../mock/replay/map.ts'
import { Planner } from '../../../mock/replay/plan.ts'
import { readRows } from '../../../mock/replay/rows.ts'
import { checkReading, qualityFlags, type SeriesMemory } from '../../../src/core/observe/check.ts'
import { flagWords } from '../../../src/core/observe/flagWords.ts'
import { isStale } from '../../../src/core/observe/stale.ts'
import type { QualityFlag } from '../../../src/core/observe/types.ts'
import { silentAfterMs } from '../../../src/core/observe/stale.ts'
import type { Feed, SensorKind } from '../../../src/wire/reference.ts'

const repo = join(import.meta.dirname, '../../..')
const data = process.env['YIWANG_SHARED_DATA'] ?? join(repo, '../shared/data')
const load = <T>(path: string): T => JSON.parse(readFileSync(join(repo, path), 'utf8')) as T
const DAY_MS = 86_400_000

interface Walked {
  readonly flags: Partial<Record<QualityFlag, number>>
  /** The first reason of each flag, in English. */
  readonly words: Partial<Record<QualityFlag, string>>
  readonly refused: number
  /** Whether it is silent when the recording ends. */
  readonly silent: boolean
}

async function walk(mapName: string, file: string, kindId: string): Promise<Record<string, Walked>> {
  const map = readMap(readFileSync(join(repo, 'mock/replay/maps', `${mapName}.json`), 'utf8'), mapName)
  const feed = load<Feed[]>('city/yangzhou/feeds.json').find((f) => map.topic.startsWith(f.topic.split('{')[0] ?? '-'))
  const kind = load<SensorKind[]>('city/yangzhou/sensor-kinds.json').find((k) => k.id === kindId)
  if (feed === undefined || kind === undefined) throw new Error(`no contract or kind for ${mapName}`)
  const planner = new Planner(map)
  await readRows(join(data, file), map, planner)
  const plan = planner.finish()
  const endsAt = Math.max(...plan.messages.map((m) => m.arrivedAt))
  const quietAfter = silentAfterMs(kind.staleAfterMs, feed.everyMs)
  const out: Record<string, Walked> = {}
  for (const topic of plan.series.keys()) {
    const flags: Partial<Record<QualityFlag, number>> = {}
    const words: Partial<Record<QualityFlag, string>> = {}
    let [refused, heardAt] = [0, 0]
    const memories = new Map<string, SeriesMemory>()
    for (const message of plan.messages.filter((m) => m.topic === topic))
      for (const [name, value] of Object.entries(message.fields)) {
        const metric = kind.metrics.find((m) => m.id === name)
        if (metric === undefined) throw new Error(`no metric ${name}`)
        const reading = { value: Number(value), occurredAt: message.occurredAt, recordedAt: message.arrivedAt }
        const memory = memories.get(name)
        const checked = checkReading(reading, metric, memory, feed, message.arrivedAt, quietAfter)
        if (!checked.ok) refused++
        else {
          memories.set(name, checked.memory)
          heardAt = message.arrivedAt
          for (const flag of qualityFlags(checked.quality)) {
            flags[flag] = (flags[flag] ?? 0) + 1
            words[flag] ??= flagWords(flag, reading, metric, memory).en
          }
        }
      }
    out[topic] = { flags, words, refused, silent: isStale(heardAt, Math.max(quietAfter, DAY_MS), endsAt) }
  }
  return out
}

// Late and silence counted independently of this code, with Python's csv and datetime: more than 2 h on the way; more than 30 min
// (three periods of the contract) between one value and the next.
const cases = [
  {
    map: 'water-rain-level',
    file: 'water_rain/waterlevel.csv',
    kind: 'riverLevel',
    expected: { 'replay/level/新崎川': { late: 1204, afterSilence: 36 } },
    dead: [],
  },
  {
    map: 'water-rain',
    file: 'water_rain/rainfall.csv',
    kind: 'rain',
    expected: {
      'replay/rain/南郷山': { late: 1178, afterSilence: 38 },
      'replay/rain/白銀山': { late: 1193, afterSilence: 33 },
      'replay/rain/浅間山': {},
    },
    dead: ['replay/rain/浅間山'],
  },
] as const

describe.each(cases)('$map', ({ map, file, kind, expected, dead }) => {
  const here = existsSync(join(data, file))
  it.skipIf(!here)(`names what is wrong with it, and nothing else (needs the recording ${file})`, async () => {
    const walked = await walk(map, file, kind)
    expect(Object.fromEntries(Object.entries(walked).map(([topic, w]) => [topic, w.flags]))).toEqual(expected)
    expect(Object.values(walked).every((w) => w.refused === 0)).toBe(true)
    expect(Object.keys(walked).filter((topic) => walked[topic]?.silent === true)).toEqual(dead)
    for (const w of Object.values(walked)) {
      if (w.words.late !== undefined) expect(w.words.late).toMatch(/^Arrived \d+ h( \d+ min)? after it happened$/)
      if (w.words.afterSilence !== undefined)
        expect(w.words.afterSilence).toMatch(/^The first value after (\d+ h( \d+ min)?|\d+ min) of silence$/)
    }
  })
})
