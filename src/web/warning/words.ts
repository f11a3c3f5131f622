// What a warning is called, and until when it holds: the same words above the desk, on the map and on its card.
import { phaseAt } from '../../core/warning/span.ts'
import type { WarningRow } from '../../wire/warnings.ts'
import { dayTime } from '../i18n/format.ts'
import { say, t } from '../i18n/i18n.ts'

/** «暴雨橙色预警», “Rainstorm orange warning”. */
export function warningName(row: Pick<WarningRow, 'name' | 'level'>): string {
  const name = say(row.name)
  return row.level === undefined
    ? t('warning.plain', { name })
    : t('warning.signal', { name, colour: t(`warning.colour.${row.level}`) })
}

export const warningUntil = (row: Pick<WarningRow, 'fromAt' | 'untilAt' | 'untilStated'>, now: number): string =>
  phaseAt(row, now) === 'coming'
    ? t('warning.from', { at: dayTime(row.fromAt, now) })
    : row.untilStated
      ? t('warning.until', { at: dayTime(row.untilAt, now) })
      : t('warning.untilUnstated')
