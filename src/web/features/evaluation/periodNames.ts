// Names of periods in the language of the interface: the whole name for headings, the short one for axes.
import { useI18n } from 'vue-i18n'
import type { Period } from '../../../wire/evaluation.ts'
import { locale } from '../../i18n/i18n.ts'
import { beginOf, dayMs, endOf, quarterOf, weekOf } from './periods.ts'

const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale.value === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: 'UTC', ...options })
const DAY = { month: 'short', day: 'numeric' } as const

export interface PeriodNames {
  /** `2026年11月`, `Week 47, 2026 (16–22 Nov)` */
  readonly long: (period: Period, day: string) => string
  /** `11月`, `W47`: the year stands where a new one begins. */
  readonly short: (period: Period, day: string) => string
}

export function usePeriodNames(): PeriodNames {
  const { t } = useI18n()
  return {
    long(period, day) {
      const at = dayMs(day)
      switch (period) {
        case 'day':
          return format({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' }).format(at)
        case 'week': {
          const days = format(DAY).formatRange(dayMs(beginOf('week', day)), dayMs(endOf('week', day)))
          return t('evaluation.periodName.week', { ...weekOf(day), days })
        }
        case 'month':
          return format({ year: 'numeric', month: 'long' }).format(at)
        case 'quarter':
          return t('evaluation.periodName.quarter', { year: day.slice(0, 4), n: quarterOf(day) })
        case 'year':
          return format({ year: 'numeric' }).format(at)
      }
    },
    short(period, day) {
      const at = dayMs(day)
      switch (period) {
        case 'day':
          return format(DAY).format(at)
        case 'week':
          return t('evaluation.periodName.weekShort', { ...weekOf(day) })
        case 'month':
          return format({ month: 'short', ...(day.slice(5, 7) === '01' ? { year: 'numeric' } : {}) }).format(at)
        case 'quarter':
          return t('evaluation.periodName.quarterShort', { year: day.slice(0, 4), n: quarterOf(day) })
        case 'year':
          return day.slice(0, 4)
      }
    },
  }
}
