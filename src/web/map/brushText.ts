// What the time brush lets through, in words.
import { dayTime, span } from '../i18n/format.ts'
import { t } from '../i18n/i18n.ts'
import type { Brushed } from './brush.ts'

export const brushText = (brushed: Brushed, now: number): string =>
  'lastMs' in brushed
    ? t('map.brush.last', { span: span(brushed.lastMs) })
    : t('map.brush.between', { from: dayTime(brushed.from, now), to: dayTime(brushed.to, now) })
