// HJ 633 as data: breakpoints by edition with their validity, and the classes of table A.1. No arithmetic here.
import type { Text } from '../text.ts'

/** The six pollutants; metric ids are the same words. */
export const POLLUTANTS = ['so2', 'no2', 'co', 'o3', 'pm10', 'pm25'] as const
export type Pollutant = (typeof POLLUTANTS)[number]

/** `hour`: real-time report, 1-h means. `day`: daily report, 24-h means and the daily maximum 8-h mean of ozone. */
export type AqiPeriod = 'hour' | 'day'

/**
 * Upper breakpoints of one column, µg/m³ (CO mg/m³), for the IAQI of the same place in `IAQI_STEPS`. A column may end
 * early: footnotes b and c hold the IAQI at the last step it has.
 */
export type Breakpoints = readonly number[]

/** Table 1, first column. */
export const IAQI_STEPS = [0, 50, 100, 150, 200, 300, 400, 500] as const

/** One edition of the standard. */
export interface AqiStandard {
  readonly ref: string
  /** In force from this instant (00:00 Beijing time of the date), epoch ms; until the next edition's. */
  readonly validFromAt: number
  readonly validFrom: string
  readonly columns: Readonly<Record<AqiPeriod, Readonly<Record<Pollutant, Breakpoints>>>>
}

const PM10 = [0, 50, 120, 250, 350, 420, 500, 600]
const PM25 = [0, 35, 60, 115, 150, 250, 350, 500]
const DAY = {
  so2: [0, 50, 150, 475, 800, 1600, 2100, 2620],
  no2: [0, 40, 80, 180, 280, 565, 750, 940],
  co: [0, 2, 4, 14, 24, 36, 48, 60],
  /** 8 h. Footnote c: above 800 the IAQI is 300. */
  o3: [0, 100, 160, 215, 265, 800],
}
const HOUR = {
  /** Footnote b: above 800 the IAQI is 200. */
  so2: [0, 150, 500, 650, 800],
  no2: [0, 100, 200, 700, 1200, 2340, 3090, 3840],
  co: [0, 5, 10, 35, 60, 90, 120, 150],
  o3: [0, 160, 200, 300, 400, 800, 1000, 1200],
}

/** HJ 633-2026 table 1. Particles have daily columns only; the real-time report uses them for the 1-h means too. */
export const HJ633_2026: AqiStandard = {
  ref: 'HJ 633-2026',
  validFrom: '2026-03-01',
  validFromAt: Date.UTC(2026, 1, 28, 16),
  columns: { hour: { ...HOUR, pm10: PM10, pm25: PM25 }, day: { ...DAY, pm10: PM10, pm25: PM25 } },
}

const PM10_2012 = [0, 50, 150, 250, 350, 420, 500, 600]
const PM25_2012 = [0, 35, 75, 115, 150, 250, 350, 500]
/**
 * HJ 633-2012, for data from before 2026-03-01: two cells differ (IAQI 100 of PM10 and PM2.5). It sent SO2 above 800
 * (1 h) and O3 above 800 (8 h) to another averaging period, which is not at hand here: they are held at 200 and 300.
 */
export const HJ633_2012: AqiStandard = {
  ref: 'HJ 633-2012',
  validFrom: '2016-01-01',
  validFromAt: Date.UTC(2015, 11, 31, 16),
  columns: { hour: { ...HOUR, pm10: PM10_2012, pm25: PM25_2012 }, day: { ...DAY, pm10: PM10_2012, pm25: PM25_2012 } },
}

/** Newest first. */
const EDITIONS: readonly AqiStandard[] = [HJ633_2026, HJ633_2012]

/** The edition in force at an instant (epoch ms); before 2016, the oldest one we hold. */
export function aqiStandardAt(at: number): AqiStandard {
  return EDITIONS.find((edition) => at >= edition.validFromAt) ?? HJ633_2012
}

/** One row of table A.1. */
export interface AqiClass {
  /** 1 (best) to 6. */
  readonly grade: 1 | 2 | 3 | 4 | 5 | 6
  /** Highest AQI of the class; the last has none. */
  readonly upTo: number
  readonly gradeName: Text
  readonly name: Text
  readonly colourName: Text
  readonly rgb: readonly [number, number, number]
  readonly hex: string
  /** Ink that can be read on the colour; not part of the standard. */
  readonly ink: 'dark' | 'light'
}

/** Table A.1 of HJ 633-2026 (normative colours). AQI 0, all six at zero, falls in the first class. */
export const AQI_CLASSES: readonly AqiClass[] = [
  {
    grade: 1,
    upTo: 50,
    gradeName: { zh: '一级', en: 'Grade 1' },
    name: { zh: '优', en: 'Excellent' },
    colourName: { zh: '绿色', en: 'green' },
    rgb: [0, 228, 0],
    hex: '#00E400',
    ink: 'dark',
  },
  {
    grade: 2,
    upTo: 100,
    gradeName: { zh: '二级', en: 'Grade 2' },
    name: { zh: '良', en: 'Good' },
    colourName: { zh: '黄色', en: 'yellow' },
    rgb: [255, 255, 0],
    hex: '#FFFF00',
    ink: 'dark',
  },
  {
    grade: 3,
    upTo: 150,
    gradeName: { zh: '三级', en: 'Grade 3' },
    name: { zh: '轻度污染', en: 'Lightly polluted' },
    colourName: { zh: '橙色', en: 'orange' },
    rgb: [255, 126, 0],
    hex: '#FF7E00',
    ink: 'dark',
  },
  {
    grade: 4,
    upTo: 200,
    gradeName: { zh: '四级', en: 'Grade 4' },
    name: { zh: '中度污染', en: 'Moderately polluted' },
    colourName: { zh: '红色', en: 'red' },
    rgb: [255, 0, 0],
    hex: '#FF0000',
    ink: 'dark',
  },
  {
    grade: 5,
    upTo: 300,
    gradeName: { zh: '五级', en: 'Grade 5' },
    name: { zh: '重度污染', en: 'Heavily polluted' },
    colourName: { zh: '紫色', en: 'purple' },
    rgb: [153, 0, 76],
    hex: '#99004C',
    ink: 'light',
  },
  {
    grade: 6,
    upTo: Number.POSITIVE_INFINITY,
    gradeName: { zh: '六级', en: 'Grade 6' },
    name: { zh: '严重污染', en: 'Severely polluted' },
    colourName: { zh: '褐红色', en: 'maroon' },
    rgb: [126, 0, 35],
    hex: '#7E0023',
    ink: 'light',
  },
]

/** The class of an AQI. */
export function aqiClassOf(aqi: number): AqiClass {
  const found = AQI_CLASSES.find((c) => aqi <= c.upTo)
  if (found === undefined) throw new RangeError(`no class for AQI ${aqi}`)
  return found
}
