// The areas a place lies in, read from its code.
import type { AreaCode } from '../ids.ts'

/**
 * Areas from the smallest outwards: grid (15), community (12), street (9), district (6), then the city (GB/T 2260: four digits
 * and `00`). A code that is itself a city's, or no such code at all, stands alone.
 */
export function areasOf(code: AreaCode): AreaCode[] {
  if (!/^\d{6}(\d{3}){0,3}$/.test(code)) return [code]
  const city = `${code.slice(0, 4)}00`
  const found = [15, 12, 9, 6].filter((n) => n <= code.length).map((n) => code.slice(0, n))
  return found.includes(city) ? found : [...found, city]
}
