// The simulated city's past as hours of its vital signs: what a hub that had always been there would know. Pure. Evaluated by the
// hub's own rules from what the devices would have read; no message of that time was ever sent, and whoever keeps these says so.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { evaluateIndicator } from '../src/core/indicate/evaluate.ts'
import type { SeriesInput, Tables } from '../src/core/indicate/inputs.ts'
import type { ClassTable, Indicator, IndicatorValue, LimitTable } from '../src/core/indicate/types.ts'
import type { PastHour } from '../src/wire/pastHours.ts'
import type { SimDevice } from './devices/types.ts'
import { reportsBetween } from './reports/between.ts'
import { createCity, type CityInput, type SimCity, type Stage } from './world/city.ts'
import { valuesAt } from './world/values.ts'

const MIN = 60_000
const HOUR = 60 * MIN
/** Looked at so many minutes after the full hour: enough for quantities that change over hours. */
const LOOKS_MIN = [15, 45] as const
/** Beside the signs with a forecast: whose usual band is worth seeing on the first day, for the whole city only. */
const OTHERS: readonly string[] = ['speed', 'pm10', 'temperature', 'noise', 'parking-used', 'people']

/** The city as it was before `before`: the same weather and rhythm, small troubles, and nothing of the scenario. */
export function pastCity(input: Omit<CityInput, 'startAt' | 'speed'>, from: number, stage: Stage): SimCity {
  const { stagnation: _, ...plain } = input.scenario
  const scenario = { ...plain, storms: [], crowds: [], bursts: [], silences: [], rogues: [], pumpFailures: [] }
  return createCity({ ...input, scenario, speed: 1, startAt: from - 24 * HOUR }, stage)
}

interface Asked {
  readonly def: Indicator
  readonly area: string
  readonly devices: readonly SimDevice[]
}

/** What is told of each hour, read once from the city's folder. */
export class History {
  readonly #city: SimCity
  readonly #tables: Tables
  readonly #asked: readonly Asked[]
  readonly #districtOf: ReadonlyMap<string, string>

  constructor(city: SimCity) {
    const { folder, city: about } = city.reference
    const read = <T>(file: string): T => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T
    const indicators = read<Indicator[]>('indicators.json')
    this.#city = city
    this.#tables = {
      limitTables: read<LimitTable[]>('limit-tables.json'),
      classTables: read<ClassTable[]>('class-tables.json'),
      utcOffsetMinutes: about.utcOffsetMinutes,
    }
    this.#districtOf = new Map(city.terrain.streets.map((s) => [s.code, s.district]))
    const districts = [...new Set(this.#districtOf.values())].sort()
    this.#asked = indicators.flatMap((def): Asked[] => {
      if (def.forecastHours === undefined && !OTHERS.includes(def.id)) return []
      const where = Object.entries(def.input?.where ?? {})
      const devices = city.devices.filter(
        (d) => d.kind === def.input?.kind && where.every(([key, values]) => values.includes(d.attributes[key] ?? '')),
      )
      const whole: Asked = { def, area: about.code, devices }
      if (def.forecastHours === undefined || def.areas === 'city') return [whole]
      return [
        whole,
        ...districts.map((area) => ({ def, area, devices: devices.filter((d) => d.street.district === area) })),
      ]
    })
  }

  /** Series told of. */
  get series(): readonly { readonly indicator: string; readonly area: string }[] {
    return this.#asked.map(({ def, area }) => ({ indicator: def.id, area }))
  }

  /** All of one hour that begins at `at`, epoch ms. Areas without sensors have no line. */
  hour(at: number): PastHour[] {
    const calls = this.#calls(at)
    const looks = LOOKS_MIN.map((minute) => this.#look(at + minute * MIN))
    return this.#asked.flatMap(({ def, area }, i): PastHour[] => {
      const own: readonly IndicatorValue[] =
        def.formula.type === 'cases'
          ? [this.#called(def, area, calls.get(area) ?? 0, at + HOUR)]
          : looks.flatMap((look) => look[i] ?? [])
      const known = own.flatMap((v) => (v.value === undefined ? [] : [v.value]))
      const last = known.at(-1)
      if (last === undefined) return []
      return [
        {
          indicator: def.id,
          area,
          at,
          mean: known.reduce((a, b) => a + b, 0) / known.length,
          least: Math.min(...known),
          greatest: Math.max(...known),
          last,
          looks: known.length,
          coverage: own.reduce((a, v) => a + v.coverage, 0) / own.length,
        },
      ]
    })
  }

  #look(at: number): (IndicatorValue | undefined)[] {
    const values = new Map<SimDevice, Readonly<Record<string, number>>>()
    const valuesOf = (d: SimDevice): Readonly<Record<string, number>> => {
      let own = values.get(d)
      if (own === undefined) values.set(d, (own = valuesAt(this.#city, d, at)))
      return own
    }
    return this.#asked.map(({ def, area, devices }) => {
      if (def.formula.type === 'cases' || devices.length === 0) return undefined
      const series = devices.flatMap((d) => {
        const own = valuesOf(d)
        const metrics = def.input?.metric === undefined ? Object.keys(own) : [def.input.metric]
        return metrics.map((metric): SeriesInput => ({
          sensor: `${d.feed}/${d.id}`,
          metric,
          value: own[metric] ?? Number.NaN,
          occurredAt: at,
          fresh: true,
          suspect: false,
          simulated: true,
          attributes: d.attributes,
        }))
      })
      return evaluateIndicator(def, area, { series, total: devices.length }, this.#tables, at)
    })
  }

  /** Calls to the hotline in one hour, by district and for the city. */
  #calls(at: number): ReadonlyMap<string, number> {
    const calls = new Map<string, number>()
    const count = (area: string): void => void calls.set(area, (calls.get(area) ?? 0) + 1)
    for (const m of reportsBetween(this.#city, at, at + HOUR)) {
      const report = JSON.parse(m.payload) as { channel?: string; area?: string }
      if (report.channel !== 'hotline') continue
      count(this.#city.reference.city.code)
      const district = this.#districtOf.get(report.area ?? '')
      if (district !== undefined) count(district)
    }
    return calls
  }

  #called(def: Indicator, area: string, n: number, at: number): IndicatorValue {
    const of = def.formula.type === 'cases' ? def.formula.of : 'hotlineHour'
    return evaluateIndicator(
      def,
      area,
      { series: [], total: 0, cases: of === 'hotlineHour' ? { hotlineHour: n, simulated: true } : {} },
      this.#tables,
      at,
    )
  }
}
