// How a chart writes values and times: the city's clock, the language of the page.
import type { TimeTick } from './axes.ts'
import { cityDate, cityOffsetMinutes, clockTime, figure, shortDate } from '../i18n/format.ts'
import { locale } from '../i18n/i18n.ts'
import type { TimeForms } from './timeOption.ts'

const monthText = (at: number): string => {
  const month = Number(cityDate(at).slice(5, 7))
  return locale.value === 'zh'
    ? `${month}月`
    : new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2026, month - 1, 15))
}
const FORMS: Readonly<Record<TimeTick['kind'], (at: number) => string>> = {
  time: clockTime,
  date: shortDate,
  month: monthText,
  year: (at) => cityDate(at).slice(0, 4),
}

/** `near`: an instant of the span, whose distance from UTC holds for all of it. */
export const timeForms = (near: number): TimeForms => ({
  value: figure,
  tick: ({ at, kind }) => FORMS[kind](at),
  offsetMinutes: cityOffsetMinutes(near),
})
