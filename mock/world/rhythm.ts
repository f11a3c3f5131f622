// Clock and calendar as people live them: hour of day, working days, daylight, and the curves of a day.
import { dateOf } from './dates.ts'
import type { SimCity } from './city.ts'

/** Hour of the city's day, 0 to 24 with fraction. */
export function hourOf(city: SimCity, c: number): number {
  const ms = (((c + city.offsetMs) % 86_400_000) + 86_400_000) % 86_400_000
  return ms / 3_600_000
}

/** Days since 1970 in the city's zone. */
export const dayOf = (city: SimCity, c: number): number => Math.floor((c + city.offsetMs) / 86_400_000)

/** By the city's own calendar where it knows the date, else by weekday. */
export function isWorkday(city: SimCity, c: number): boolean {
  const day = dayOf(city, c)
  return city.memo.get('workday', day, () => {
    const { holidays, workdays } = city.reference.calendar
    const date = dateOf(day)
    if (holidays.includes(date)) return false
    if (workdays.includes(date)) return true
    const weekday = (day + 4) % 7 // 1970-01-01 was a Thursday
    return weekday !== 0 && weekday !== 6
  })
}

/** A hump around `at` o'clock, 1 at its top; hours wrap at midnight. */
export function hump(hour: number, at: number, widthH: number): number {
  const d = Math.abs(((hour - at + 36) % 24) - 12)
  return Math.exp(-((d / widthH) ** 2))
}

const yearPart = (city: SimCity, c: number): number => ((dayOf(city, c) % 365.2425) + 365.2425) % 365.2425

/** −1 in deep winter, +1 in high summer. */
export const seasonOf = (city: SimCity, c: number): number =>
  -Math.cos((2 * Math.PI * (yearPart(city, c) - 20)) / 365.2425)

/** 0 by day, 1 by night, between at dusk: from the sun's height at the city's latitude. */
export function darkness(city: SimCity, c: number): number {
  const [lng, lat] = city.reference.city.center
  const declination = -23.44 * Math.cos((2 * Math.PI * (yearPart(city, c) + 10)) / 365.2425)
  const solarHour = hourOf(city, c) + (lng - (city.offsetMs / 3_600_000) * 15) / 15
  const rad = Math.PI / 180
  const height =
    Math.sin(lat * rad) * Math.sin(declination * rad) +
    Math.cos(lat * rad) * Math.cos(declination * rad) * Math.cos((solarHour - 12) * 15 * rad)
  const degrees = Math.asin(height) / rad
  return Math.max(0, Math.min(1, (2 - degrees) / 6))
}

/** Share of the day's heaviest traffic. */
export function trafficLoad(city: SimCity, c: number): number {
  const h = hourOf(city, c)
  const base = 0.08 + 0.42 * hump(h, 13, 5.5)
  return isWorkday(city, c)
    ? base + 0.5 * hump(h, 7.75, 1.1) + 0.52 * hump(h, 17.75, 1.4)
    : base + 0.12 * hump(h, 10.5, 2) + 0.28 * hump(h, 16.5, 2.6)
}

/** How busy people are with the city, for calls and patrols: little at night, most in the forenoon. */
export function wakefulness(city: SimCity, c: number): number {
  const h = hourOf(city, c)
  return 0.22 + 0.78 * Math.min(1, hump(h, 10, 2.6) + 0.9 * hump(h, 15.5, 3) + 0.5 * hump(h, 20, 2))
}

/** Water and power taken by homes. */
export const homeLoad = (city: SimCity, c: number): number => {
  const h = hourOf(city, c)
  return 0.35 + 0.45 * hump(h, 7.2, 1.4) + 0.3 * hump(h, 12, 2) + 0.6 * hump(h, 19.2, 2.4)
}

/** Power taken by offices and works. */
export const workLoad = (city: SimCity, c: number): number => {
  const h = hourOf(city, c)
  return 0.3 + (isWorkday(city, c) ? 0.6 : 0.25) * Math.min(1, hump(h, 10, 3) + hump(h, 15, 3))
}
