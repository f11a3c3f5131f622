// Air quality index by HJ 633-2026 (or the edition that was in force): IAQI, AQI, primary pollutants and the NA state.
import { roundHalfEven } from './round.ts'
import { IAQI_STEPS, POLLUTANTS, type AqiPeriod, type AqiStandard, type Pollutant } from './table.ts'

/** µg/m³, CO mg/m³. A pollutant that was not measured is absent. */
export type Concentrations = Readonly<Partial<Record<Pollutant, number>>>

/**
 * `NA`: a pollutant is missing and the others stay at or below 100, so no AQI may be published, only single values.
 * `missing` can be non-empty beside an AQI too: above 100 it is published without them.
 */
export type AqiResult = {
  readonly standard: string
  readonly iaqi: Readonly<Partial<Record<Pollutant, number>>>
  readonly missing: readonly Pollutant[]
} & (
  | {
      readonly state: 'ok'
      readonly aqi: number
      /** 首要污染物: those with the highest IAQI, ties together; none up to AQI 50. */
      readonly primary: readonly Pollutant[]
    }
  | { readonly state: 'NA' }
)

/** CO is given to one decimal, the others as whole µg/m³. */
const DECIMALS: Readonly<Record<Pollutant, number>> = { so2: 0, no2: 0, co: 1, o3: 0, pm10: 0, pm25: 0 }
const PRIMARY_ABOVE = 50
const PUBLISH_INCOMPLETE_ABOVE = 100

/** Concentration as the standard counts with it: GB/T 8170, whole µg/m³, CO to 0.1 mg/m³. */
export const roundConcentration = (pollutant: Pollutant, value: number): number =>
  roundHalfEven(value, DECIMALS[pollutant])

/**
 * IAQI of one pollutant, rounded up to a whole number. Beyond the column's last breakpoint it is held at that step:
 * 500, or 200 for SO2 1 h (footnote b) and 300 for O3 8 h (footnote c). Undefined for what cannot be a concentration
 * (negative, not finite), which counts as missing.
 */
export function iaqiOf(
  pollutant: Pollutant,
  concentration: number,
  period: AqiPeriod,
  standard: AqiStandard,
): number | undefined {
  if (!Number.isFinite(concentration) || concentration < 0) return undefined
  // In units of the last kept digit everything is a whole number, so rounding up meets no binary fraction.
  const unit = 10 ** DECIMALS[pollutant]
  const c = Math.round(roundConcentration(pollutant, concentration) * unit)
  let bpLow = 0
  let iaqiLow = 0
  for (const [i, breakpoint] of standard.columns[period][pollutant].entries()) {
    const bpHigh = breakpoint * unit
    const iaqiHigh = IAQI_STEPS[i] ?? iaqiLow
    if (c <= bpHigh && bpHigh > bpLow)
      return Math.ceil(((iaqiHigh - iaqiLow) * (c - bpLow)) / (bpHigh - bpLow)) + iaqiLow
    bpLow = bpHigh
    iaqiLow = iaqiHigh
  }
  return iaqiLow
}

/** The index of one place and time: the highest IAQI. Concentrations are means over the period, see `AqiPeriod`. */
export function aqiOf(concentrations: Concentrations, period: AqiPeriod, standard: AqiStandard): AqiResult {
  const iaqi: Partial<Record<Pollutant, number>> = {}
  const missing: Pollutant[] = []
  let aqi = -1
  for (const pollutant of POLLUTANTS) {
    const concentration = concentrations[pollutant]
    const index = concentration === undefined ? undefined : iaqiOf(pollutant, concentration, period, standard)
    if (index === undefined) {
      missing.push(pollutant)
      continue
    }
    iaqi[pollutant] = index
    aqi = Math.max(aqi, index)
  }
  const common = { standard: standard.ref, iaqi, missing }
  if (missing.length > 0 && aqi <= PUBLISH_INCOMPLETE_ABOVE) return { ...common, state: 'NA' }
  const primary = aqi > PRIMARY_ABOVE ? POLLUTANTS.filter((p) => iaqi[p] === aqi) : []
  return { ...common, state: 'ok', aqi, primary }
}
