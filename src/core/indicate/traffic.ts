// Road traffic index of one section. Grades and levels are reference data.

/**
 * Road traffic index of one sensor, 0 (free) to 10 (standing): 10 × (1 − speed ÷ free-flow speed), held within 0–10.
 * Our own mapping onto the 0–10 scale of GB/T 33171-2016: the standard gives scale and grades ([0,2) free … [8,10]
 * severe) but leaves the model to the city. With this one the grades change at 80, 60, 40 and 20 % of free-flow speed,
 * close to the usual speed grades of expressways (65, 50, 35, 20 km/h at 80 km/h free flow).
 * Undefined without a positive free-flow speed, or for a speed that is none.
 */
export function trafficIndexOf(speedKmh: number, freeKmh: number): number | undefined {
  if (!(freeKmh > 0) || !(speedKmh >= 0)) return undefined
  return 10 * (1 - Math.min(1, speedKmh / freeKmh))
}
