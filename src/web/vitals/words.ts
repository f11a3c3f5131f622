// What a vital sign says of itself, in words: coverage, why there is no value, change, standard. Reactive where a render calls it.
import type { Indicator, Scale, Sureness } from '../../core/indicate/types.ts'
import { windowWords } from '../../core/indicate/words.ts'
import { Quality, type QualityFlag } from '../../core/observe/types.ts'
import type { IndicatorView } from '../../wire/views.ts'
import { QUALITY_WORDS, UNKNOWN_WORDS } from '../../wire/dataWords.ts'
import { bracketed, dayTime, figure, listed } from '../i18n/format.ts'
import { say, t } from '../i18n/i18n.ts'

/** Sensors whose values counted. */
const usedOf = (view: Pick<IndicatorView, 'coverage' | 'sensors'>): number => Math.round(view.coverage * view.sensors)
/** Sensors that must count for a value to be said. */
export const neededOf = (def: Pick<Indicator, 'coverageFloor'>, sensors: number): number =>
  Math.ceil(def.coverageFloor * sensors - 1e-9)

/** «54 个中 51 个有效，2 个可疑未计入»; undefined for what no sensor is counted for (cases, the platform). */
export function coverageText(view: IndicatorView): string | undefined {
  if (view.sensors === 0) return undefined
  const all = t('signs.coverageOf', { all: view.sensors, used: usedOf(view) })
  return view.suspect === 0 ? all : t('signs.andSuspect', { said: all, n: view.suspect })
}

/** Why there is no value, and what is missing for one. */
export function unknownText(def: Indicator, view: IndicatorView): string {
  const { unknown, sensors } = view
  if (unknown === undefined) return t('signs.unknownPlain')
  if (unknown !== 'coverage') return say(UNKNOWN_WORDS[unknown])
  return t('signs.tooFew', { all: sensors, used: usedOf(view), needed: neededOf(def, sensors) })
}

/** «↑ 1.2», «↓ 0.4», «→ 0»: an arrow and a sign, never a colour. Rounded first, so that a change too small to show is none. */
export function changeText(change: number, decimals: number): string {
  const rounded = Number(change.toFixed(decimals))
  const arrow = rounded > 0 ? '↑' : rounded < 0 ? '↓' : '→'
  return `${arrow} ${figure(Math.abs(rounded), decimals)}`
}
/** The same for a voice. */
export function changeSpoken(change: number, decimals: number): string {
  const rounded = Number(change.toFixed(decimals))
  if (rounded === 0) return t('signs.unchanged')
  return t(rounded > 0 ? 'signs.risen' : 'signs.fallen', { by: figure(Math.abs(rounded), decimals) })
}

/** «近 1 小时» */
export const windowLabel = (def: Pick<Indicator, 'window'>): string => say(windowWords(def.window))
/** «今日（0 时起，自 00:00）»: with the instant it begins at, where it has one. */
export const windowSince = (def: Pick<Indicator, 'window'>, from: number | undefined, now: number): string =>
  from === undefined ? windowLabel(def) : bracketed(windowLabel(def), t('signs.since', { time: dayTime(from, now) }))

/** «依据：标准原文» */
export const sureText = (sure: Sureness): string => t(`signs.sure.${sure}`)

/** «2026-01-01 起», «至 2030-12-31», both, or that it is in force without an end. */
export function validityText({ validFrom, validTo }: Pick<Scale, 'validFrom' | 'validTo'>): string {
  if (validFrom !== undefined && validTo !== undefined) return t('signs.validBetween', { from: validFrom, to: validTo })
  if (validFrom !== undefined) return t('signs.validFrom', { from: validFrom })
  return validTo === undefined ? t('signs.validAlways') : t('signs.validTo', { to: validTo })
}

/** PM2.5 and its like as people write them. */
const POLLUTANTS: Readonly<Record<string, string>> = {
  pm25: 'PM₂.₅',
  pm10: 'PM₁₀',
  o3: 'O₃',
  o3_8h: 'O₃ 8h',
  no2: 'NO₂',
  so2: 'SO₂',
  co: 'CO',
}
export const primaryText = (primary: readonly string[]): string => listed(primary.map((p) => POLLUTANTS[p] ?? p))

/** What a value is flagged with: «变化过快、迟到»; empty for a good one. */
export const flagsText = (bits: number): string =>
  listed(
    (Object.keys(Quality) as QualityFlag[])
      .filter((flag) => (bits & Quality[flag]) !== 0)
      .map((flag) => say(QUALITY_WORDS[flag])),
  )
