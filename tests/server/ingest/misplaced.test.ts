// A device that says where it is: values from outside its area are marked and counted, those from inside or nearby are not.
import { describe, expect, it } from 'vitest'
import { Quality } from '../../../src/core/observe/types.ts'
import { TopicTable } from '../../../src/feeds/topic.ts'
import { FeedCounters } from '../../../src/server/ingest/counters.ts'
import { Ingest } from '../../../src/server/ingest/ingest.ts'
import { deviceLookup } from '../../../src/server/ingest/lookup.ts'
import type { Work, Writer } from '../../../src/server/ingest/writer.ts'
import { SensorTable } from '../../../src/server/live/sensors.ts'
import { QualityBook } from '../../../src/server/quality/book.ts'
import { indexReference, loadReference } from '../../../src/server/reference/load.ts'
import type { Db } from '../../../src/server/store/db.ts'
import type { Feed } from '../../../src/wire/reference.ts'
import { noUnits } from '../../support/units.ts'

const files = await loadReference('city/yangzhou')
const reference = indexReference(files)
const lookup = deviceLookup(reference, files.outlines)
const T0 = Date.UTC(2026, 10, 21, 8)
const kind = reference.sensorKinds.get('ponding')
const plain = reference.feeds.get('demo')
if (kind === undefined || plain === undefined)
  throw new Error('the city has no ponding gauges or no demonstration feed')

const ponding = kind
const feed: Feed = {
  ...plain,
  id: 'moving',
  topic: 'moving/{device}',
  format: 'json',
  map: { lng: 'x', lat: 'y', fields: [{ path: 'd', metric: 'depthM' }] },
  time: { format: 'arrival' },
}
/** A gauge on Wenchang Middle Road, Guangling. */
const HOME = { lng: 119.4292, lat: 32.3947 }

/** Takes one message after the other; the quality of each value that was to be written. */
async function take(messages: readonly object[], area = '321002002'): Promise<{ quality: number[]; counted: number }> {
  const sensors = new SensorTable(() => [])
  sensors.put({
    ...HOME,
    ...{ id: 'moving/m-1', feed: 'moving', device: 'm-1', kind: ponding, name: 'm-1', area, district: '321002' },
    ...{ attributes: {}, simulated: true, series: [1], silentAfterMs: Infinity, everyMs: 60_000 },
  })
  const written: Work[] = []
  const book = new QualityBook()
  let now = T0
  const ingest = new Ingest({
    ...{ topics: new TopicTable([feed]), sensors, counters: new FeedCounters(), lookup, book, db: {} as Db },
    writer: { write: async (work: Work) => void written.push(work) } as unknown as Writer,
    units: noUnits,
    now: () => now,
    accepted: () => undefined,
  })
  for (const message of messages) {
    now += 60_000
    await ingest.take({
      topic: 'moving/m-1',
      payload: new TextEncoder().encode(JSON.stringify(message)),
      receivedAt: now,
    } as unknown as Parameters<Ingest['take']>[0])
  }
  const [counts] = book.take()
  return {
    quality: written.flatMap((work) => work.observations.map((o) => o.quality)),
    counted: counts?.sensors.get(0)?.[Object.keys(Quality).indexOf('misplaced')] ?? 0,
  }
}

describe('where a device says it is', () => {
  it('is its area: nothing; another county: each value is marked; nowhere said: nothing', async () => {
    const at = (lng: number, lat: number, d: number) => ({ x: lng, y: lat, d })
    const { quality, counted } = await take([
      at(HOME.lng, HOME.lat, 0.1),
      // Gaoyou, some 40 km to the north.
      at(119.4592, 32.7817, 0.11),
      at(119.4592, 32.7817, 0.12),
      { d: 0.13 },
      at(HOME.lng, HOME.lat, 0.14),
    ])
    expect(quality).toEqual([0, Quality.misplaced, Quality.misplaced, 0, 0])
    expect(counted).toBe(2)
  })
  it('is judged by the district of a street, within what its outline is good to', () => {
    const outline = files.outlines.find((o) => o.area === '321002')
    const east = outline?.box[2] ?? 0
    const corner = outline?.polygons.flat(2).find(([lng]) => lng === east)
    const lat = corner?.[1] ?? 0
    // One kilometre is some 0.0107° of longitude here.
    expect(lookup.isMisplaced('321002002', east + 0.01, lat)).toBe(false)
    expect(lookup.isMisplaced('321002002', east + 0.03, lat)).toBe(true)
    expect(lookup.isMisplaced('321002', east + 0.03, lat)).toBe(true)
  })
  it('is never wrong for an area without an outline', () => {
    expect(lookup.isMisplaced('999999', HOME.lng, HOME.lat)).toBe(false)
    expect(lookup.isMisplaced('3210', HOME.lng, HOME.lat)).toBe(false)
  })
  it('every listed sensor of the city stands where it is registered', () => {
    const wrong = [...reference.sensors.values()].filter((s) => lookup.isMisplaced(s.area, s.lng, s.lat))
    expect(wrong.map((s) => `${s.feed}/${s.device}`)).toEqual([])
  })
})
