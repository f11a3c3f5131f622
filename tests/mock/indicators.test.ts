// Every vital sign that looks at sensors gets a value from the simulated city: walked over the definitions themselves, so that a
// new one without devices, attributes or metrics is seen here and not on the screen.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SimDevice } from '../../mock/devices/types.ts'
import { valuesAt } from '../../mock/world/values.ts'
import { evaluateIndicator } from '../../src/core/indicate/evaluate.ts'
import type { SeriesInput, Tables } from '../../src/core/indicate/inputs.ts'
import type { ClassTable, Indicator, IndicatorValue, LimitTable } from '../../src/core/indicate/types.ts'
import { MONDAY_TEN, cityOf, reference } from './cities.ts'

const read = <T>(file: string): T => JSON.parse(readFileSync(join(reference.folder, file), 'utf8')) as T
const indicators = read<Indicator[]>('indicators.json')
const tables: Tables = {
  limitTables: read<LimitTable[]>('limit-tables.json'),
  classTables: read<ClassTable[]>('class-tables.json'),
  utcOffsetMinutes: reference.city.utcOffsetMinutes,
}
const HOUR = 3_600_000
/** All hours before ten o'clock and those of the day before, as a hub that has run for a day knows them. */
const HOURS = Array.from({ length: 24 }, (_, i) => MONDAY_TEN - (24 - i) * HOUR)

const city = cityOf()
const placeless = indicators.filter((def) => def.input === undefined)
const sensed = indicators.filter((def) => def.input !== undefined)
const byDay = (def: Indicator): boolean => def.formula.type === 'aqi' && def.formula.period === 'day'

function devicesOf(def: Indicator): readonly SimDevice[] {
  const where = Object.entries(def.input?.where ?? {})
  return city.devices.filter(
    (d) => d.kind === def.input?.kind && where.every(([key, values]) => values.includes(d.attributes[key] ?? '')),
  )
}

const memory = new Map<string, Readonly<Record<string, number>>>()
function valuesOf(d: SimDevice, at: number): Readonly<Record<string, number>> {
  const key = `${d.index} ${at}`
  let values = memory.get(key)
  if (values === undefined) memory.set(key, (values = valuesAt(city, d, at)))
  return values
}

/** What the sensors of an area say at `at`, each its newest value. */
function evaluated(def: Indicator, at: number, devices = devicesOf(def)): IndicatorValue {
  const series = devices.flatMap((d) =>
    Object.entries(valuesOf(d, at)).map(([metric, value]): SeriesInput => ({
      sensor: `${d.feed}/${d.id}`,
      metric,
      value,
      occurredAt: at,
      fresh: true,
      suspect: false,
      simulated: true,
      attributes: d.attributes,
      ...(byDay(def) ? { hours: HOURS.map((h) => valuesOf(d, h)[metric]) } : {}),
    })),
  )
  const wanted = [def.input?.metric, def.formula.type === 'ratio' ? def.formula.over : undefined]
  const named = wanted.some((m) => m !== undefined)
  return evaluateIndicator(
    def,
    reference.city.code,
    { series: named ? series.filter((s) => wanted.includes(s.metric)) : series, total: devices.length },
    tables,
    at,
  )
}

describe('vital signs of the simulated city', () => {
  it.each(sensed.map((def) => [def.id, def] as const))('%s has sensors and a value', (_, def) => {
    const value = evaluated(def, MONDAY_TEN)
    expect(value.sensors).toBeGreaterThanOrEqual(2)
    expect(value).toMatchObject({ value: expect.any(Number) as number, simulated: true })
    expect(value.unknown).toBeUndefined()
    expect(value.coverage).toBeGreaterThanOrEqual(Math.max(def.coverageFloor, 0.99))
  })

  it('differ over the districts where they are told by district', () => {
    const speed = indicators.find((def) => def.id === 'speed')
    if (!speed) throw new Error('no indicator speed')
    const codes = new Set(city.devices.map((d) => d.street.district))
    const values = [...codes].map((code) =>
      evaluated(
        speed,
        MONDAY_TEN,
        devicesOf(speed).filter((d) => d.street.district === code),
      ),
    )
    expect(codes.size).toBeGreaterThanOrEqual(6)
    for (const v of values) expect(v.value, JSON.stringify(v)).toBeDefined()
    expect(new Set(values.map((v) => v.value)).size).toBeGreaterThan(1)
  })

  it('leave an ordinary forenoon ordinary: nothing at level Ⅰ or Ⅱ', () => {
    const grave = sensed
      .map((def) => evaluated(def, MONDAY_TEN))
      .filter((v) => v.level === 1 || v.level === 2)
      .map((v) => `${v.indicator} ${v.value}`)
    expect(grave).toEqual([])
  })

  it('without sensors rest on cases or on the data itself', () => {
    for (const def of placeless) expect(['cases', 'platform'], def.id).toContain(def.formula.type)
    expect(placeless.length).toBeGreaterThan(10)
  })
})
