// The hot table as columns for screens that take all of it: what is sent once, before frames.
import {
  encodeSensorColumns,
  FLAG_DOUBTED,
  FLAG_SILENT,
  seriesOf,
  SIMULATED,
  textColumn,
  type SensorHead,
  type ValueColumns,
} from '../../wire/sensorColumns.ts'
import { DOUBTED, SILENT } from '../../wire/stateFrame.ts'
import type { SensorEntry, SensorTable } from '../live/sensors.ts'
import type { States } from './states.ts'

/** A word's number, given when it first comes. */
function dictionary(): { readonly words: string[]; readonly number: (word: string) => number } {
  const words: string[] = []
  const numbers = new Map<string, number>()
  return {
    words,
    number(word) {
      let n = numbers.get(word)
      if (n === undefined) {
        n = words.length
        numbers.set(word, n)
        words.push(word)
      }
      return n
    },
  }
}

export function sensorColumns(
  entries: readonly SensorEntry[],
  sensors: SensorTable,
  states: States,
  as: Pick<SensorHead, 'epoch' | 'at' | 'values' | 'states'>,
  withValues: boolean,
): Uint8Array {
  const count = entries.length
  const [kinds, feeds, districts, areas] = [dictionary(), dictionary(), dictionary(), dictionary()]
  const metrics: number[] = []
  const f64 = (): Float64Array => new Float64Array(count)
  const u16 = (): Uint16Array => new Uint16Array(count)
  const [lng, lat, silentAfterMs, kind, feed, district] = [f64(), f64(), f64(), u16(), u16(), u16()]
  const [index, area] = [new Uint32Array(count), new Uint32Array(count)]
  const [flags, level] = [new Uint8Array(count), new Uint8Array(count)]
  for (const [i, s] of entries.entries()) {
    const k = kinds.number(s.kind.id)
    metrics[k] = s.kind.metrics.length
    index[i] = s.slot
    lng[i] = s.lng
    lat[i] = s.lat
    silentAfterMs[i] = s.silentAfterMs
    kind[i] = k
    feed[i] = feeds.number(s.feed)
    district[i] = districts.number(s.district)
    area[i] = areas.number(s.area)
    const state = states.flagsOf(s.slot)
    flags[i] =
      (s.simulated ? SIMULATED : 0) |
      ((state & SILENT) === 0 ? 0 : FLAG_SILENT) |
      ((state & DOUBTED) === 0 ? 0 : FLAG_DOUBTED)
    level[i] = sensors.levelOf(s.slot)
  }
  const head: SensorHead = {
    ...as,
    kinds: kinds.words.map((id, k) => ({ id, metrics: metrics[k] ?? 0 })),
    feeds: feeds.words,
    districts: districts.words,
    areas: areas.words,
  }
  const series = seriesOf(head.kinds, kind) ?? new Uint32Array(count + 1)
  const values = withValues ? valueColumns(entries, sensors, series) : undefined
  return encodeSensorColumns({
    ...{ head, count, index, lng, lat, silentAfterMs, kind, feed, district, area, flags, level, series },
    ids: textColumn(entries.map((s) => s.id)),
    names: textColumn(entries.map((s) => s.name)),
    ...(values === undefined ? {} : { values }),
  })
}

function valueColumns(entries: readonly SensorEntry[], sensors: SensorTable, series: Uint32Array): ValueColumns {
  const total = series[entries.length] ?? 0
  const value = new Float32Array(total)
  const at = new Float64Array(total)
  const quality = new Uint16Array(total)
  for (const [i, s] of entries.entries()) {
    const o = series[i] ?? 0
    for (let m = 0; m < s.kind.metrics.length; m++) {
      const seenAt = sensors.atOf(s.slot, m)
      value[o + m] = seenAt === 0 ? Number.NaN : sensors.valueOf(s.slot, m)
      at[o + m] = seenAt
      quality[o + m] = sensors.qualityOf(s.slot, m)
    }
  }
  return { value, at, quality }
}
